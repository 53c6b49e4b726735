"""Every panel of the board, by page. A new panel is one declaration in one of these modules."""

from dashboard.panel import Panel
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

__all__ = ["BY_PAGE", "PANELS"]
