"""What of a panel's chart is read from three metres: all of it, over as many screens as that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.fit import cut, name_fewer
from dashboard.charts.kinds import drawings
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.model import Drawing
from dashboard.panel import PanelData

# bars in two columns, marks, names at the ends of lines, small charts: as many as 1024×768 keeps legible
_BARS, _ROWS, _NAMES, _SMALL = 32, 12, 16, 12


def screens(data: PanelData) -> Sequence[Sequence[Drawing]]:
    """The charts of each screen that a panel takes, all on one scale; one empty screen for a table."""
    if not isinstance(data.panel.chart, Plot) or not data.rows:
        return ((),)
    charts = drawings(data)
    first = charts[0]
    if first.facet:
        return _small(charts)
    if first.kind == "bar":
        return [(part,) for part in cut(first, _BARS)]
    if first.links:
        return [(part,) for part in cut(first, _ROWS)]
    return (charts,)


def projected(data: PanelData, part: int = 1) -> tuple[Sequence[Drawing], int]:
    """The charts of one screen, and how many of its lines have no room for their names."""
    charts = screens(data)[part - 1]
    if charts[0].kind == "line" and not (charts[0].facet or charts[0].links or charts[0].pointwise):
        named, unnamed = name_fewer(charts[0], _NAMES)
        return (named,), unnamed
    return charts, 0


def _small(charts: Sequence[Drawing]) -> Sequence[Sequence[Drawing]]:
    """Small charts over several screens, as many on each, on the scale of all."""
    if len(charts) <= _SMALL:
        return (charts,)
    whole = (
        min(chart.extent[0] for chart in charts),
        max(max(chart.extent[1], chart.base or 0) for chart in charts),
    )
    scaled = [replace(chart, whole=whole) for chart in charts]
    size = -(-len(scaled) // -(-len(scaled) // _SMALL))
    return [tuple(scaled[start : start + size]) for start in range(0, len(scaled), size)]
