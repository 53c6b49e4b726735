"""The toolkit's empty HTML page, made the board's: language, title, words and keys before anything is drawn.

The toolkit says lang="en" and its own name whatever the app does, and gives no setting for the words
of its frame. They stand in i18n [toolkit], under the words the toolkit uses.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.boardname import board_name
from dashboard.front import furnished
from dashboard.pages import PAGE_BY_ID, offered
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word, words

_RENDER = Path(__file__).resolve().parent / "render"
_SCRIPTS = tuple(
    _RENDER / f"{name}.js" for name in ("toolkit", "history", "keyboard", "folds", "sort", "print")
)
_PAPER = _RENDER / "print.css"
_GROUP = "toolkit."
_WRITTEN = ("/panel/", "/room/", "/proposal")  # pages that are the board's own to the last byte (alone.py)


def title(page_id: str, lang: Lang) -> str:
    """概況｜広域連携ボード: the name of the window, which differs by page (WCAG 2.4.2).

    The bare address shows the first page; what no page is called has the board's name alone.
    """
    board = board_name(lang)
    page = PAGE_BY_ID.get(page_id or offered()[0].page_id)
    if page is None:
        return board
    return f"{page.name(lang)}{'｜' if lang == 'ja' else ' | '}{board}"


@cache
def toolkit_words() -> dict[str, dict[str, str]]:
    """Language → the toolkit's words → the words that stand there instead."""
    return {
        lang: {key.removeprefix(_GROUP): text for key, text in words(lang).items() if key.startswith(_GROUP)}
        for lang in LANGUAGES
    }


@cache
def _scripts() -> str:
    """What every page of the board holds before anything is drawn: how it is printed, and its scripts."""
    # "</" would end the script
    told = json.dumps(toolkit_words(), ensure_ascii=False).replace("</", "<\\/")
    text = "".join(file.read_text(encoding="utf-8") for file in _SCRIPTS)
    paper = f'<style media="print">{_PAPER.read_text(encoding="utf-8")}</style>'
    return f"{paper}<script>{text.replace('TOOLKIT_WORDS', told)}</script>"


def ours(page: str, page_id: str, lang: Lang) -> str:
    """The toolkit's HTML with the language, title and words of the board."""
    head, body, rest = page.partition("<noscript>")
    _, end, tail = rest.partition("</noscript>")
    head = head.replace('<html lang="en">', f'<html lang="{lang}">')
    head = head.replace("<title>Streamlit</title>", f"<title>{escape(title(page_id, lang))}</title>")
    head = head.replace("</head>", f"{_scripts()}</head>")
    return f"{head}{body}<p>{escape(word('app.no_script', lang))}</p>{end}{tail}"


class Shell:
    """Changes the HTML answers on their way out; every other answer passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_WRITTEN):
            await self.app(scope, receive, send)
            return
        if scope["path"].strip("/") == offered()[0].page_id:
            await _moved(scope, send)
            return
        started: list[Message] = []
        body = bytearray()

        async def send_ours(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                html = headers.get(b"content-type", b"").startswith(b"text/html")
                if html and message["status"] == 200 and b"content-encoding" not in headers:
                    started.append(message)
                    return
            if not started:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            query = parse_qs(scope["query_string"].decode("latin-1"))
            page_id = scope["path"].strip("/")
            state = State.from_address(query)
            page = furnished(body.decode("utf-8"), state.present)
            told = ours(page, page_id, state.lang).encode("utf-8")
            # without the toolkit's mark of its own text: the browser would keep an older one of ours
            kept = [
                (name, value)
                for name, value in started[0]["headers"]
                if name not in (b"content-length", b"etag", b"last-modified")
            ]
            length = (b"content-length", str(len(told)).encode("ascii"))
            await send({**started[0], "headers": [*kept, length]})
            await send({"type": "http.response.body", "body": told})

        # a page asked for as it is: packed, it could not be changed
        await self.app(_plain(scope), receive, send_ours)


async def _moved(scope: Scope, send: Send) -> None:
    """The first page under its own name: the menu marks where a reader is only at the bare address."""
    query = scope["query_string"]
    place = b"./" + (b"?" + query if query else b"")
    await send(
        {
            "type": "http.response.start",
            "status": 307,
            "headers": [(b"location", place), (b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})


def _plain(scope: Scope) -> Scope:
    """Asked without compression and without what the browser has kept, where a page is asked for."""
    if "." in scope["path"].rsplit("/", 1)[-1]:
        return scope
    left = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in left], "extensions": {}}
