"""Who is let in: the board's own names, no uploads, no more sessions than there is room for.

A refusal is a short answer in Japanese and English; nothing behind it is asked.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.boardname import board_name
from dashboard.service.capacity import Capacity
from dashboard.service.hosts import Hosts
from dashboard.text import LANGUAGES, word

_UPLOAD = "/_stcore/upload_file"
_METRICS = "/_stcore/metrics"  # what the toolkit tells of sessions and memory is no reader's
# what the toolkit and the board answer below these is no page
_NO_PAGE = ("/_stcore/", "/api/", "/look/", "/fonts/", "/static/", "/media/", "/component/", "/auth/")
_RETRY = 20  # seconds after which the page of a full board asks again


class Answer(NamedTuple):
    """A refusal."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Door:
    """The outermost of what looks at a request."""

    def __init__(self, app: ASGIApp, hosts: Hosts, capacity: Capacity) -> None:
        self.app = app
        self.hosts = hosts
        self.capacity = capacity

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await _answer(scope, send, refused)
            return
        if scope["type"] == "http":
            await self.app(scope, receive, send)
            return
        self.capacity.open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.capacity.open -= 1

    def _refused(self, scope: Scope) -> Answer | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get(b"host"), headers.get(b"origin")
        server = scope["server"][0] if scope.get("server") else None
        # without a Host no browser asks, and so no page elsewhere
        if host is not None and not self.hosts.allow(host, server):
            return _text(421, "host", host)
        changing = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if origin is not None and changing and not self.hosts.allow_origin(origin, host):
            return _text(403, "origin", origin)
        path = scope["path"]
        if _UPLOAD in path:
            return _text(403, "upload")
        if path.endswith(_METRICS):
            return _text(404, "nothing")
        if scope["type"] == "websocket":
            return _text(503, "full") if self.capacity.full() else None
        if scope["method"] == "GET" and _is_page(path) and self.capacity.full():
            return _page(scope)
        return None


def _is_page(path: str) -> bool:
    return not any(part in path for part in _NO_PAGE) and "." not in path.rsplit("/", 1)[-1]


def _text(status: int, key: str, value: str = "") -> Answer:
    shown = value[:100]
    lines = [word(f"door.{key}", lang).replace("{value}", shown) for lang in LANGUAGES]
    body = "\n".join(lines).encode("utf-8") + b"\n"
    return Answer(status, [(b"content-type", b"text/plain; charset=utf-8")], body)


def _page(scope: Scope) -> Answer:
    """The page of a full board, which asks again by itself."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    lang = next((known for known in LANGUAGES if known == asked), LANGUAGES[0])
    told = "".join(
        f'<p lang="{each}">{escape(word("door.full", each))}</p>'
        for each in sorted(LANGUAGES, key=lambda each: each != lang)
    )
    title = escape(board_name(lang))
    body = (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{_RETRY}"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>body{{font:18px/1.7 sans-serif;max-width:40em;margin:4em auto;"
        f"padding:0 1em;color:#333}}</style><h1>{title}</h1>{told}</html>"
    )
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"retry-after", str(_RETRY).encode("ascii")),
        (b"cache-control", b"no-store"),
    ]
    return Answer(503, headers, body.encode("utf-8"))


async def _answer(scope: Scope, send: Send, answer: Answer) -> None:
    # what else comes on this connection (the rest of an upload) is not read
    headers = [*answer.headers, (b"content-length", str(len(answer.body)).encode("ascii"))]
    headers.append((b"connection", b"close"))
    kind = "http"
    if scope["type"] == "websocket":
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        kind = "websocket.http"
    await send({"type": f"{kind}.response.start", "status": answer.status, "headers": headers})
    await send({"type": f"{kind}.response.body", "body": answer.body})
