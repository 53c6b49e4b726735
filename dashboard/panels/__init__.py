"""Every panel of the board, by page. A new panel is one declaration in one of these modules."""

from dashboard.mart import Build
from dashboard.panel import Panel, PanelData, prepare
from dashboard.panels import (
    cases,
    coalition,
    compare,
    data,
    disbursements,
    fields,
    missing,
    overview,
    population,
    profile,
    staffing,
)
from dashboard.state import State

BY_PAGE: dict[str, tuple[Panel, ...]] = {
    "overview": overview.PANELS,
    "compare": compare.PANELS,
    "disbursements": disbursements.PANELS,
    "staffing": staffing.PANELS,
    "population": population.PANELS,
    "fields": fields.PANELS,
    "profile": profile.PANELS,
    "cases": cases.PANELS,
    "analyst": (),
    "data": (*data.PANELS, *missing.PANELS),
    # a section of 比較, drawn once municipalities are chosen
    "coalition": coalition.PANELS,
}
PANELS: dict[str, Panel] = {panel.panel_id: panel for panels in BY_PAGE.values() for panel in panels}


def of(page_id: str, build: Build, state: State) -> tuple[Panel, ...]:
    """The panels of a page; an optional one only where it has rows for this build and state."""
    return tuple(p for p in BY_PAGE[page_id] if not p.optional or _has_content(prepare(p, state, build)))


def _has_content(data: PanelData) -> bool:
    """Whether there is something to say: rows, or that the panel cannot be shown."""
    return bool(data.rows) or data.failed is not None


__all__ = ["BY_PAGE", "PANELS", "of"]
