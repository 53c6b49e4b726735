"""What of a panel's chart is read from three metres: all of it, or the first of what there is too much of."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.fit import highest, name_fewer, pick
from dashboard.charts.kinds import drawings
from dashboard.charts.model import Drawing
from dashboard.panel import PanelData

# bars in three columns, marks, names at the ends of lines, small charts: as many as 1024×768 keeps legible
_BARS, _ROWS, _NAMES, _SMALL = 72, 12, 16, 24


def projected(data: PanelData) -> tuple[Sequence[Drawing], int]:
    """The charts of a screen, and how many rows or names it leaves out."""
    charts = drawings(data)
    first, count = charts[0], len(charts[0].categories)
    if first.facet:
        return charts[:_SMALL], max(len(charts) - _SMALL, 0)
    if first.kind == "bar":
        # an analyst's finding names the highest, in whatever order the view comes
        kept = highest(first, _BARS) if data.panel.page == "analyst" else _first(first, _BARS)
        return (kept,), max(count - _BARS, 0)
    if first.links:
        return (_first(first, _ROWS),), max(count - _ROWS, 0)
    if first.kind == "line" and not first.pointwise:
        named, left_out = name_fewer(first, _NAMES)
        return (named,), left_out
    return charts, 0


def _first(drawing: Drawing, most: int) -> Drawing:
    return pick(drawing, range(most)) if len(drawing.categories) > most else drawing
