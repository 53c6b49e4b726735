"""Pages and panels by name: which panels a reader's list of them stands for, for a pack or a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import analyst
from dashboard.mart import Build
from dashboard.pages import PAGE_BY_ID, Page, offered, page_ids, profile
from dashboard.panel import Panel
from dashboard.panels import BY_PAGE, of
from dashboard.state import State
from dashboard.text import T
from renkei.near import near

# a section of 比較: chosen by this name, or with the page once municipalities are chosen
COALITION = "coalition"


@dataclass(frozen=True)
class Chosen:
    """Panels of one page that follow one another; `whole` where the page was chosen, with its cards."""

    page: Page
    whole: bool
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Selection:
    """What a list of names stands for, in its order; `unknown`: the names that are none, with the nearest."""

    parts: tuple[Chosen, ...]
    unknown: tuple[tuple[str, str | None], ...]


def selected(wanted: Sequence[str], state: State, build: Build) -> Selection:
    """Pages and panels in the order asked for, each panel once."""
    places = _panels(build)
    names = _names(places)
    parts: list[Chosen] = []
    unknown: list[tuple[str, str | None]] = []
    taken: set[tuple[str, str]] = set()  # 地域カルテ shows panels of other pages, for its one region
    for asked in wanted:
        name = names.get(asked)
        if name is None:
            unknown.append((asked, near(asked, names)))
            continue
        page = PAGE_BY_ID["compare" if name == COALITION else name if name in PAGE_BY_ID else places[name][0]]
        found = {(page.page_id, panel.panel_id): panel for panel in _of(name, places, state, build)}
        panels = tuple(panel for key, panel in found.items() if key not in taken)
        if not panels:
            continue
        taken |= found.keys()
        whole = name in PAGE_BY_ID
        if parts and parts[-1].page is page and not whole:
            before = parts.pop()
            parts.append(Chosen(page, before.whole, (*before.panels, *panels)))
        else:
            parts.append(Chosen(page, whole, panels))
    return Selection(tuple(parts), tuple(unknown))


def without_unknown(wanted: Sequence[str], build: Build) -> tuple[str, ...]:
    """The names of a list that are pages or panels of this build."""
    names = _names(_panels(build))
    return tuple(name for name in wanted if name in names)


def listed(build: Build) -> list[tuple[str, str, T]]:
    """Every page and panel that can be chosen: page id, panel id ("" for the page itself), its name."""
    rows: list[tuple[str, str, T]] = []
    places = _panels(build)
    # without what has rows only once something is chosen: here nothing is
    vain = {panel.panel_id for page in BY_PAGE for panel in _waiting(page, build)}
    for page in offered():
        rows.append((page.page_id, "", page.name))
        rows += [
            (page.page_id, name, panel.question)
            for name, (at, panel) in places.items()
            if at == page.page_id and name not in vain
        ]
    return rows


def _panels(build: Build) -> dict[str, tuple[str, Panel]]:
    """Every panel by its id, with the page it stands on: those too that have rows only once something is
    chosen, as the neighbours of a region."""
    found = {
        panel.panel_id: (page, panel)
        for page in BY_PAGE
        for panel in (*of(page, build, State()), *_waiting(page, build))
    }
    found |= {panel.panel_id: ("analyst", panel) for panel in analyst.panels(build).values()}
    return {name: ("compare" if at == COALITION else at, panel) for name, (at, panel) in found.items()}


def _waiting(page: str, build: Build) -> Sequence[Panel]:
    """The optional panels of a page that have no rows while nothing is chosen."""
    at_once = of(page, build, State())
    return [
        panel for panel in BY_PAGE[page] if panel.optional and not panel.presumes and panel not in at_once
    ]


def _names(places: dict[str, tuple[str, Panel]]) -> dict[str, str]:
    """What may be written for a page or panel → its id: the id, and the name of a page in any language."""
    names = {name: name for name in places} | {COALITION: COALITION}
    names |= page_ids()
    for name, (at, _) in places.items():
        if at == "analyst":
            names[name.removeprefix("view_")] = name
    return names


def shown_on(page: Page, state: State, build: Build) -> Sequence[Panel]:
    """The panels of a page for what was chosen."""
    return _of(page.page_id, _panels(build), state, build)


def _of(name: str, places: dict[str, tuple[str, Panel]], state: State, build: Build) -> Sequence[Panel]:
    """The panels a name stands for, as the page shows them."""
    if name in places:
        return (places[name][1],)
    if name == "profile":
        return profile.panels(state, build)
    if name == "compare" and state.members:
        return (*BY_PAGE["compare"], *BY_PAGE[COALITION])
    if name == "analyst":
        return [panel for page, panel in places.values() if page == "analyst"]
    return of(name, build, state)
