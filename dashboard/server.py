"""The board as a server: Streamlit's app with a health route and headers that close the page.

No request may leave the machine: the content policy allows the board's own address only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import failure
from dashboard.front import STYLE
from dashboard.health import health_report
from dashboard.mart import shared_mart
from dashboard.paths import log_folder, mart_folder
from dashboard.render.uncaught import caught
from dashboard.service import memory, patience, settings, toolkit
from dashboard.service.capacity import Capacity, raise_limit
from dashboard.service.door import Door
from dashboard.service.hosts import Hosts, announce
from dashboard.shell import Shell
from dashboard.signin import Return

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"no-referrer",
    # the toolkit needs inline scripts and styles and compiles some of its code
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'self'"
    ),
}


_FONTS = Path(__file__).resolve().parent / "fonts"


class Headers:
    """Puts the headers on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS.items()]
            await send(message)

        await self.app(scope, receive, send_closed if scope["type"] == "http" else send)


class Contained:
    """A request that fails is answered with a sentence and a number; the log has the cause."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True  # not the message: a websocket sends them as long as the reader stays
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except Exception as error:
            if scope["type"] == "lifespan":
                raise
            number = failure.note(f"request {scope['path']}", error)
            if scope["type"] == "http" and not begun:
                await PlainTextResponse(failure.both(number, "request"), 500)(scope, receive, send)


async def health(request: Request) -> JSONResponse:
    """200 where the live build is shown; 503 where an older one stands in for it, or there is none.

    Whether the server answers at all is asked at /_stcore/health.
    """
    told, status = await run_in_threadpool(health_report, shared_mart(mart_folder()))
    return JSONResponse(told, status_code=status)


async def look(request: Request) -> FileResponse:
    """The stylesheet; the page names it with the mark of its content, so it may be kept."""
    return FileResponse(STYLE, headers={"cache-control": "public, max-age=31536000, immutable"})


async def folded(request: Request) -> Response:
    """A table, where-from or CSV that a page left folded (parts.py)."""
    from dashboard.parts import part  # not before the toolkit runs: it loads the pages

    return await part(request)


async def panel(request: Request) -> Response:
    """One panel as a page of its own (alone.py)."""
    from dashboard.alone import panel_page

    return await panel_page(request)


async def proposal(request: Request) -> Response:
    """What a coalition could propose, on one sheet (alone.py)."""
    from dashboard.alone import proposal_page

    return await proposal_page(request)


async def room(request: Request) -> Response:
    """The QR code of a page, for those who sit in the room (alone.py)."""
    from dashboard.alone import room_page

    return await room_page(request)


async def charts(request: Request) -> Response:
    """The library of charts for those pages; they name it with its version, so it may be kept."""
    from dashboard.alone import library

    return await run_in_threadpool(library, request.headers.get("accept-encoding", ""))


@asynccontextmanager
async def ready(app: object) -> AsyncIterator[None]:
    """The first reader finds everything loaded."""
    failure.keep_output()
    failure.keep_log(log_folder())
    from dashboard.warm import warm  # not before the toolkit runs: it loads the pages

    toolkit.hold()
    await run_in_threadpool(warm)
    memory.settle()
    collecting = asyncio.create_task(memory.collect())
    yield
    collecting.cancel()


def _door(inside: ASGIApp) -> Door:
    """Made when the server starts: only then does the process ask for its open files."""
    told = settings.read()
    hosts = Hosts(told.hosts)
    announce(hosts)
    return Door(inside, hosts, Capacity(raise_limit(), told.half_open, told.sessions))


def run(config: Mapping[str, object]) -> None:
    """Serves until it is ended. `config` is the toolkit's."""
    told = settings.read()
    patience.install(told.request_seconds, told.half_open)
    app.run(config={"server.port": told.port, **config})


app = st.App(
    Path(__file__).resolve().parent / "entry" / "board.py",
    routes=[
        Route("/api/health", health),
        Route("/look/style.css", look),
        Route("/look/plotly.js", charts),
        Route("/part/{name}/{what}", folded),
        Route("/panel/{name}", panel),
        Route("/room/{name}", room),
        Route("/proposal", proposal),
        Mount("/fonts", StaticFiles(directory=_FONTS)),
    ],
    middleware=[
        Middleware(Headers),
        Middleware(_door),
        Middleware(Contained),
        Middleware(Shell),
        Middleware(Return),
    ],
    lifespan=ready,
    on_script_error=caught,
)
