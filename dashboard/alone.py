"""Pages of one panel, QR codes of pages and the proposal of a coalition, by address: /panel/{panel}?…,
/room/{page}?… and /proposal?… with a page's query.

What stands there may be printed and photographed: it carries the address by which others reach the board,
and where there is none, no QR code and a sentence that says how to set it.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard import failure
from dashboard import format as fmt
from dashboard.mart import Build, Mart, shared_mart
from dashboard.pack import page_sheets, proposal
from dashboard.pack import panel_page as writer
from dashboard.pack.command import defaults
from dashboard.pack.problems import PackError
from dashboard.pages import PAGE_BY_ID
from dashboard.parts import settled
from dashboard.paths import mart_folder
from dashboard.reached import public_address
from dashboard.render import folds
from dashboard.state import State
from dashboard.text import word

_HEADERS = {"cache-control": "no-cache"}


async def panel_page(request: Request) -> Response:
    """A panel for the choices of the address; 404 where there is none, or its build cannot be opened."""
    return await run_in_threadpool(
        panel, shared_mart(mart_folder()), request.path_params["name"], _state(request), *base_of(request)
    )


async def room_page(request: Request) -> Response:
    """The QR code of a page with the choices of the address; 404 where there is no such page."""
    return await run_in_threadpool(room, request.path_params["name"], _state(request), *base_of(request))


async def proposal_page(request: Request) -> Response:
    """The coalition of the address as a proposal of one sheet; 404 where no municipality is chosen."""
    mart, state = shared_mart(mart_folder()), _state(request)
    return await run_in_threadpool(proposed, mart, state, *base_of(request))


def library(accepted: str) -> Response:
    """The charts' library, gzipped for whoever takes it so; every browser does."""
    packed = writer.library()
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if "gzip" not in accepted:
        return Response(gzip.decompress(packed), headers=headers, media_type="text/javascript")
    headers["content-encoding"] = "gzip"
    return Response(packed, headers=headers, media_type="text/javascript")


def panel(mart: Mart, name: str, state: State, base: str, reached: bool) -> Response:
    def write(build: Build, state: State) -> str | None:
        try:
            return writer.document(name, state, mart, base, reached)
        except PackError:
            return None

    return _written(mart, state, f"page of panel {name}", write)


def proposed(mart: Mart, state: State, base: str, reached: bool) -> Response:
    def write(build: Build, state: State) -> str | None:
        draft = proposal.make(state, build)
        if draft is None:
            return None
        address = base and f"{base}/{state.address('compare')}#coalition"
        return proposal.document(draft, page_sheets.place(address, draft.name, state.lang))

    return _written(mart, state, "proposal of a coalition", write)


def _written(mart: Mart, state: State, what: str, write: Callable[[Build, State], str | None]) -> Response:
    """What `write` makes of the build and the choices of an address; a word where there is none of either."""
    opened = settled(mart, state)
    if opened is None:
        return _notice(folds.notice(word("fold.gone", state.lang), state.lang), state, 404)
    build, state = opened
    state = replace(state, build=build.build_id, against=None, present=False)
    shown: list[Response] = []

    def say(number: str) -> None:
        shown.append(_notice(folds.failed(number, state.lang), state, 500))

    with fmt.calendar(state.calendar), failure.contained(what, say):
        text = write(build, state)
        none = _notice(folds.notice(word("fold.none", state.lang), state.lang), state, 404)
        shown.append(none if text is None else _html(text))
    return shown[0]


def room(name: str, state: State, base: str, reached: bool) -> Response:
    page = PAGE_BY_ID.get(name)
    if page is None:
        return _notice(folds.notice(word("fold.none", state.lang), state.lang), state, 404)
    return _html(writer.room(page.page_id, page.name(state.lang), state, base, reached))


def _state(request: Request) -> State:
    query: Mapping[str, list[str]] = {key: request.query_params.getlist(key) for key in request.query_params}
    return State.from_address(query)


def base_of(request: Request) -> tuple[str, bool]:
    """The address of the board that others can use, and whether it is the one by which this reader came:
    what office.toml says comes first."""
    try:
        written = defaults().get("base")
    except PackError:  # office.toml cannot be read: データと出典 says so
        written = None
    if isinstance(written, str) and (base := public_address(written)):
        return base, False
    scheme = "https" if request.headers.get("x-forwarded-proto") == "https" else request.url.scheme
    return public_address(f"{scheme}://{request.headers.get('host', '')}"), True


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, headers=_HEADERS)


def _notice(text: str, state: State, status: int) -> Response:
    return _html(writer.plain(text, state.lang), status)
