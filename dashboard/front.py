"""The toolkit's empty page as the browser gets it, with what the board needs from the first picture on.

Left alone, the browser learns of our look, fonts, language and of the parts for HTML and charts only
when the first run of the script arrives: everything moves, and the cards wait for a small part.
"""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.state import State
from dashboard.text import word

STYLE = Path(__file__).resolve().parent / "render" / "style.css"
# by the names they have in the toolkit's static files, before the mark of their content
_PARTS = ("Html", "purify.es", "PlotlyChart")
_FONTS = ("NotoSansJP-Regular", "NotoSansJP-Bold")
_ROOT = '<div id="root">'


class Front:
    """Writes the links, the language and the title into every HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._head, self._body = _head(), _body()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_written(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif held and message["type"] == "http.response.body":
                held[0].setdefault("page", bytearray()).extend(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send(scope, held.pop(), send)
            else:
                await send(message)

        await self.app(_plain(scope), receive, send_written)

    async def _send(self, scope: Scope, start: Message, send: Send) -> None:
        page = self._written(
            bytes(start.pop("page")).decode(), scope["query_string"].decode("latin-1")
        ).encode()
        # the marks of the toolkit's file are not those of this page
        dropped = (b"content-length", b"etag", b"last-modified")
        kept = [item for item in start["headers"] if item[0].lower() not in dropped]
        start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
        await send(start)
        await send({"type": "http.response.body", "body": page})

    def _written(self, page: str, query: str) -> str:
        state = State.from_address(parse_qs(query, errors="replace"))
        page = page.replace('<html lang="en">', f'<html lang="{state.lang}">', 1)
        page = page.replace(
            "<title>Streamlit</title>", f"<title>{escape(word('app.title', state.lang))}</title>", 1
        )
        page = page.replace("<head>", f"<head>{self._head}", 1)
        place = "meeting" if state.present else "board"
        return page.replace("<body>", f'<body class="rb-{place}">', 1).replace(_ROOT, self._body + _ROOT, 1)


def _is_page(start: Message) -> bool:
    headers: dict[bytes, bytes] = {name.lower(): value for name, value in start["headers"]}
    return bool(start["status"] == 200) and headers.get(b"content-type", b"").startswith(b"text/html")


def _plain(scope: Scope) -> Scope:
    """A page is asked for as it is: neither packed nor "only if it changed"."""
    headers = {name: value for name, value in scope["headers"]}
    if b"text/html" not in headers.get(b"accept", b""):
        return scope
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [item for item in scope["headers"] if item[0] not in dropped]}


def _head() -> str:
    """Parts that this release of the toolkit does not have are left out."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    parts = [file.name for part in _PARTS for file in sorted(folder.glob(f"{part}.*.js"))[:1]]
    links = [f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' for name in parts]
    links += [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="/fonts/{name}.woff2">'
        for name in _FONTS
    ]
    return "".join(links)


def _body() -> str:
    """Behind the toolkit's own styles, which it writes into the head, and before what a run brings."""
    mark = hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]
    return f'<link rel="stylesheet" href="/look/style.css?{mark}">'
