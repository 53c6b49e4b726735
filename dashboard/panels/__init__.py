"""Every panel of the board, by page. A panel is one declaration at the top of a file of this folder.

It stands on the page that it names, behind those that `PANELS` of a file puts into an order of its own.
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

import duckdb

from dashboard import nothing
from dashboard.mart import OLDER, Build
from dashboard.panel import Panel, PanelData, parameters, prepare
from dashboard.state import State


def _declared() -> list[Panel]:
    modules = [import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__)]
    panels = [panel for module in modules for panel in getattr(module, "PANELS", ())]
    panels += [value for module in modules for value in vars(module).values() if isinstance(value, Panel)]
    unique = list({id(panel): panel for panel in panels}.values())
    twice = [name for name, count in Counter(panel.panel_id for panel in unique).items() if count > 1]
    if twice:
        raise ValueError(f"panels of one id: {', '.join(twice)}")
    return unique


PANELS: dict[str, Panel] = {panel.panel_id: panel for panel in _declared()}
BY_PAGE: dict[str, tuple[Panel, ...]] = {
    page: tuple(panel for panel in PANELS.values() if panel.page == page)
    for page in dict.fromkeys(panel.page for panel in PANELS.values())
}


# what a page shows where an office has no region with an agreement: of its councils and study groups, and
# of its municipalities alone, whose outlook every office has
_INSTEAD = {
    ("overview", "bodies"): ("population_outlook", "council_themes", "body_events"),
    ("overview", "regions"): ("population_outlook", "members_ranked", "compare_prefectures"),
}


def of(page_id: str, build: Build, state: State) -> tuple[Panel, ...]:
    """The panels of a page; an optional one only where it has rows for this build and state."""
    panels = BY_PAGE.get(page_id, ())
    if instead := _INSTEAD.get((page_id, nothing.without_regions(build) or "")):
        panels = tuple(PANELS[name] for name in instead)
    return tuple(panel for panel in panels if not panel.optional or _offered(panel, state, build))


def _offered(panel: Panel, state: State, build: Build) -> bool:
    return _presumed(panel, state, build) and _has_content(prepare(panel, state, build))


def _presumed(panel: Panel, state: State, build: Build) -> bool:
    """Whether there may be rows. What cannot be asked is answered by the panel itself."""
    if not panel.presumes:
        return True
    try:
        return bool(build.query(panel.presumes, parameters(state)))
    except (*OLDER, duckdb.Error):
        return True


def _has_content(data: PanelData) -> bool:
    """Whether there is something to say: rows, or that the panel cannot be shown."""
    return bool(data.rows) or data.failed is not None


__all__ = ["BY_PAGE", "PANELS", "of"]
