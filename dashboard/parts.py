"""What a page left folded, by address: /part/{name}/{what}?… with the query of a page.

`name` is a panel, `cards.{page}`, `sheet` or `office_settings`; `what` is table, origin, details, csv, ics,
or sql of an analyst's view. The answer is a part of a page, never a page: it is sent as plain text, so that
a browser that opens its address draws nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard import analyst, failure, ownsettings
from dashboard import format as fmt
from dashboard.analyst import VIEW
from dashboard.mart import Build, Mart, NoMart, shared_mart
from dashboard.pages import PAGE_BY_ID, profile
from dashboard.panel import Panel, PanelData, origins, prepare
from dashboard.panels import PANELS
from dashboard.panels.cards.where import WHERE
from dashboard.paths import mart_folder
from dashboard.render import folds
from dashboard.render.calendarfile import calendar_bytes
from dashboard.render.csvfile import csv_bytes
from dashboard.render.viewsql import view_sql
from dashboard.scope import narrowed
from dashboard.state import State
from dashboard.text import Lang, word
from dashboard.validstate import within_build

# named by build and choices, and made anew where the program changed
_HEADERS = {"cache-control": "no-cache"}


async def part(request: Request) -> Response:
    """One part of a page; 404 where there is none of this name, or its build cannot be opened."""
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    return await run_in_threadpool(
        answer,
        shared_mart(mart_folder()),
        request.path_params["name"],
        request.path_params["what"],
        State.from_address(query),
    )


def answer(mart: Mart, name: str, what: str, state: State) -> Response:
    """What a reader who opens a part is shown."""
    opened = settled(mart, state)
    if opened is None:
        return _text(folds.notice(word("fold.gone", state.lang), state.lang), 404)
    build, state = opened
    shown: list[Response] = []

    def say(number: str) -> None:
        shown.append(_text(folds.failed(number, state.lang), 500))

    with fmt.calendar(state.calendar), failure.contained(f"{what} of {name}", say):
        shown.append(_answer(name, what, state, build))
    return shown[0]


def settled(mart: Mart, state: State) -> tuple[Build, State] | None:
    """The build that an address names, and of its choices what this build has; None where it is gone."""
    try:
        build = mart.build(state.build) if state.build else mart.live()
    except NoMart:
        return None
    if build is None:
        return None
    build = narrowed(state.scope, build, state.lang)
    return build, within_build(state, build)


def _answer(name: str, what: str, state: State, build: Build) -> Response:
    if what in _SAVED:
        panel = _panel(name, build)
        if panel is None or (what == "ics" and panel.saves is None):
            return _nothing(state.lang)
        return _saved(prepare(panel, state, build), what)
    make = _part_maker(name, what, state, build)
    return _nothing(state.lang) if make is None else _text(make())


def _part_maker(name: str, what: str, state: State, build: Build) -> Callable[[], str] | None:
    """What makes the part; None where no page has such a part."""
    page_id = name.removeprefix(folds.CARDS)
    if name.startswith(folds.CARDS) and page_id in PAGE_BY_ID and what == "origin":
        return lambda: _cards_origin(page_id, state, build)
    if name == folds.SHEET:
        shown = [prepare(panel, state, build) for panel in profile.panels(state, build)]
        of_sheet: Mapping[str, Callable[[], str]] = {
            "table": lambda: folds.sheet_tables(shown, state),
            "origin": lambda: folds.sheet_origins(shown),
        }
        return of_sheet.get(what)
    if name == folds.SETTINGS:
        return (lambda: ownsettings.part(build, state.lang)) if what == "table" else None
    panel = _panel(name, build)
    if panel is None:
        return None
    data = prepare(panel, state, build)
    parts: Mapping[str, Callable[[], str]] = {
        "table": lambda: folds.table_part(data),
        "origin": lambda: folds.origin_part(data),
        "details": lambda: folds.details_part(data, state),
    }
    if panel.page == "analyst":
        view = name.removeprefix(VIEW)
        parts = {**parts, "sql": lambda: view_sql(build, view, state.lang)}
    return parts.get(what)


def _panel(name: str, build: Build) -> Panel | None:
    return PANELS.get(name) or analyst.panels(build).get(name.removeprefix(VIEW))


def _cards_origin(page_id: str, state: State, build: Build) -> str:
    """Every card of a page whose figure stands on transcribed rows, with those rows."""
    traced = [card for card in PAGE_BY_ID[page_id].cards_of(build) if card.card_id in WHERE]
    found = [(card.label(state.lang), origins(WHERE[card.card_id], state, build)) for card in traced]
    return folds.card_origins(found, state.lang)


_SAVED: Mapping[str, tuple[Callable[[PanelData], bytes], str]] = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "ics": (calendar_bytes, "text/calendar; charset=utf-8"),
}


def _saved(data: PanelData, what: str) -> Response:
    """The panel as a file. What fails is said in the file: a browser shows no answer to what it saves."""
    content: list[bytes] = []
    make, media = _SAVED[what]

    def say(number: str) -> None:
        content.append(failure.sentence(number, data.lang, "file").encode("utf-8-sig"))

    with failure.contained(f"{what} of panel {data.panel.panel_id}", say):
        content.append(make(data))
    name = f"{data.panel.panel_id}.{what}"
    headers = {**_HEADERS, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content[0], headers=headers, media_type=media)


def _text(content: str, status: int = 200) -> Response:
    return PlainTextResponse(content, status, headers=_HEADERS)


def _nothing(lang: Lang) -> Response:
    return _text(folds.notice(word("fold.none", lang), lang), 404)
