"""A small OpenID Connect provider on this machine: discovery, a page to choose an account, PKCE, tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "renkei-board", "kept between the two"
_KEY = secrets.token_bytes(32)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signed(claims: Mapping[str, Any]) -> str:
    parts = [_b64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT", "kid": "1"}, claims)]
    mark = hmac.new(_KEY, ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, _b64(mark)])


@contextmanager
def provider(accounts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Its address; whoever comes chooses one of the accounts (claims with an `email`)."""
    asked: dict[str, dict[str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def _say(self, body: object, kind: str = "application/json") -> None:
            text = body if isinstance(body, str) else json.dumps(body)
            self.send_response(200)
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            given = {name: values[0] for name, values in parse_qs(url.query).items()}
            if url.path == "/.well-known/openid-configuration":
                self._say(
                    {
                        "issuer": address,
                        "authorization_endpoint": f"{address}/authorize",
                        "token_endpoint": f"{address}/token",
                        "jwks_uri": f"{address}/keys",
                        "id_token_signing_alg_values_supported": ["HS256"],
                        "code_challenge_methods_supported": ["S256"],
                    }
                )
            elif url.path == "/keys":
                self._say({"keys": [{"kty": "oct", "kid": "1", "alg": "HS256", "k": _b64(_KEY)}]})
            elif url.path == "/authorize":
                assert given["client_id"] == CLIENT
                assert given["code_challenge_method"] == "S256"
                links = ""
                for number, account in enumerate(accounts):
                    code = secrets.token_urlsafe(8)
                    asked[code] = {**given, "account": str(number)}
                    back = urlencode({"code": code, "state": given["state"]})
                    links += f'<p><a href="{given["redirect_uri"]}?{back}">{account["email"]}</a></p>'
                self._say(f"<!doctype html><title>sign in</title>{links}", "text/html")
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            request = asked.pop(given["code"])
            proof = _b64(hashlib.sha256(given["code_verifier"].encode()).digest())
            assert proof == request["code_challenge"]
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            assert self.headers["authorization"] == f"Basic {basic}" or given.get("client_secret") == SECRET
            now = int(time.time())
            claims = {
                "iss": address,
                "aud": CLIENT,
                "sub": request["account"],
                "iat": now,
                "exp": now + 600,
                "nonce": request["nonce"],
                **accounts[int(request["account"])],
            }
            token = {"access_token": "at", "token_type": "Bearer", "expires_in": 600}
            self._say({**token, "id_token": _signed(claims)})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
