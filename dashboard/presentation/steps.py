"""Which screens a meeting steps through: a title, then what each page says, then its panels, in menu order or
in the order that the address names.

Left out: what has nothing to show for what was chosen, registers, which fold open, and unless it is asked for
by name the sheet of one region where none is in focus and what nobody reads on a wall: the dictionary, the
guidelines' text, what the checks accepted and corrected, the office's own tables, and the list for those who
fetch figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.mart import Build
from dashboard.pages import offered
from dashboard.pages.page import Page, View
from dashboard.panel import Panel, PanelData, prepare
from dashboard.presentation.figure import screens
from dashboard.selection import Chosen, selected
from dashboard.state import State

_NOT_BY_ITSELF = {
    "accepted", "attention_list", "corrections", "dictionary", "guideline_rules", "own_tables",
    "still_missing",
}  # fmt: skip
_LEFT_OUT_KINDS = {"register"}


@dataclass(frozen=True)
class Step:
    """One screen. Without a panel it is what the page says, and the first of all is the title.

    A chart that one screen has no room for takes `parts` of them. Tables are turned over by the browser.
    """

    number: int
    page: Page
    panel: Panel | None = None
    part: int = 1
    parts: int = 1

    @property
    def is_title(self) -> bool:
        return self.number == 1


def steps(build: Build, state: State | None = None) -> tuple[Step, ...]:
    """All screens of this build for what was chosen: an analyst's view is one of them."""
    chosen = replace(state or State(), present=False, step=1, begin=None, part=1, build=None, held=False)
    wanted = chosen.show or tuple(page.page_id for page in offered())
    return build.made(("steps", wanted, chosen), lambda: _steps(wanted, chosen, build))


def _steps(wanted: tuple[str, ...], state: State, build: Build) -> tuple[Step, ...]:
    found = [Step(1, offered()[0])]
    for chosen in selected(wanted, state, build).parts:
        if chosen.page.of_one_region and not (state.region or state.show):
            continue
        panels = list(_panels(chosen, state, build))
        # a page of which nothing else is shown says so on the board
        if chosen.whole and panels:
            found += _said(chosen.page, state, build, len(found) + 1)
        for panel, part, parts in panels:
            found.append(Step(len(found) + 1, chosen.page, panel, part, parts))
    return tuple(found)


def _said(page: Page, state: State, build: Build, number: int) -> list[Step]:
    """What a page says: the sentences that it opens with, where it has any, then its answer and cards."""
    view = View(state, build, None)  # type: ignore[arg-type]
    parts = 2 if page.concluded(view) else 1
    return [Step(number + part - 1, page, None, part, parts) for part in range(1, parts + 1)]


def _panels(chosen: Chosen, state: State, build: Build) -> Iterator[tuple[Panel, int, int]]:
    """Each panel that has something to show, with the number of its screens."""
    # what a page settles it asks the build alone (pack/content.py does the same)
    shown = chosen.page.prepare_state(View(state, build, None))  # type: ignore[arg-type]
    for panel in chosen.panels:
        if panel.chart.kind in _LEFT_OUT_KINDS:
            continue
        if panel.panel_id in _NOT_BY_ITSELF and panel.panel_id not in state.show:
            continue
        data = prepare(panel, shown, build)
        if data.failed is not None:
            yield panel, 1, 1
        elif data.rows:
            count = _count(data)
            yield from ((panel, part, count) for part in range(1, count + 1))


def _count(data: PanelData) -> int:
    """How many screens it takes. A chart that cannot be drawn says so on one of its own."""
    try:
        return len(screens(data))
    except Exception:  # whoever draws it says what went wrong
        return 1


def at(number: int, build: Build, state: State | None = None) -> Step:
    """The screen of a number; one past the end of an old address is the last."""
    found = steps(build, state)
    return found[min(max(number, 1), len(found)) - 1]


def opened(state: State, page_id: str, build: Build) -> State:
    """The state that presents a page from its first screen on, fixed to the build on screen.

    Which number that is, `begun` finds when it is opened: it takes every panel of the board.
    """
    return replace(
        state, present=True, begin=page_id, build=state.build or build.build_id, held=state.build is None
    )


def begun(state: State, build: Build) -> State:
    """The state at the screen it begins with: the first of the page it names, else the title."""
    numbers = (
        step.number for step in steps(build, state) if not step.is_title and step.page.page_id == state.begin
    )
    return replace(state, step=next(numbers, 1), begin=None)


def agenda(state: State, wanted: tuple[str, ...]) -> State:
    """The state that presents these pages and panels, in this order, from the title on: of the figures that
    are live when it is opened, unless others were chosen."""
    return replace(state, present=True, step=1, show=wanted, held=False)


def left(state: State) -> State:
    """The same choices outside presentation mode: on the live build again, unless another had been chosen."""
    return replace(
        state,
        present=False,
        step=1,
        begin=None,
        show=(),
        held=False,
        build=None if state.held else state.build,
    )


def way_out(state: State, step: Step) -> str:
    """The address of the page of a screen; a chart that was opened alone is left for its place there."""
    place = f"#{step.panel.panel_id}" if step.panel and state.show == (step.panel.panel_id,) else ""
    return left(state).address(step.page.page_id) + place
