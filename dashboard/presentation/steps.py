"""Which screens a meeting steps through: a title, then every panel of every page in menu order.

Left out, since nobody reads them on a wall: registers, which fold open, the dictionary and the list
of corrections, and the list for those who fetch figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard import analyst
from dashboard.mart import Build
from dashboard.pages import offered
from dashboard.pages.page import Page
from dashboard.panel import Panel
from dashboard.panels import of
from dashboard.state import State

_LEFT_OUT = {"dictionary", "corrections", "still_missing"}
_LEFT_OUT_KINDS = {"register"}


@dataclass(frozen=True)
class Step:
    """One screen. Without a panel it is the title."""

    number: int
    page: Page
    panel: Panel | None = None


def steps(build: Build, state: State | None = None) -> tuple[Step, ...]:
    """All screens of this build for what was chosen: an analyst's view is one of them."""
    found = [Step(1, offered()[0])]
    for page in offered():
        for panel in _panels(page, build, state or State()):
            found.append(Step(len(found) + 1, page, panel))
    return tuple(found)


def _panels(page: Page, build: Build, state: State) -> list[Panel]:
    analysts = page.page_id == "analyst"
    declared = analyst.panels(build).values() if analysts else of(page.page_id, build, state)
    return [
        panel
        for panel in declared
        if panel.panel_id not in _LEFT_OUT and panel.chart.kind not in _LEFT_OUT_KINDS
    ]


def at(number: int, build: Build, state: State | None = None) -> Step:
    """The screen of a number; one past the end of an old address is the last."""
    found = steps(build, state)
    return found[min(max(number, 1), len(found)) - 1]


def opened(state: State, page_id: str, build: Build) -> State:
    """The state that presents a page from its first panel on, fixed to the build on screen."""
    first = next(
        (step.number for step in steps(build, state) if step.panel and step.page.page_id == page_id), 1
    )
    return replace(state, present=True, step=first, build=state.build or build.build_id)


def left(state: State) -> State:
    """The same choices outside presentation mode; the build stays."""
    return replace(state, present=False, step=1)
