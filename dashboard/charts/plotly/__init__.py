"""Drawing → a figure of the chart library: one writer for page, projector, paper and offline page."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.model import Drawing
from dashboard.charts.plotly.bars import bars
from dashboard.charts.plotly.columns import columns
from dashboard.charts.plotly.facets import facets
from dashboard.charts.plotly.lines import lines
from dashboard.charts.plotly.medium import COMPACT, LARGE, PAGE, PAPER, PROJECTOR, SHEET, Medium
from dashboard.charts.plotly.points import points

__all__ = ["COMPACT", "LARGE", "PAGE", "PAPER", "PROJECTOR", "SHEET", "Medium", "make_figure"]


def make_figure(drawings: Sequence[Drawing], medium: Medium = PAGE) -> go.Figure:
    """The charts of a panel as one figure: several are small ones beside one another."""
    first = drawings[0]
    if first.facet:
        return facets(drawings, medium)
    if first.kind == "bar":
        return bars(first, medium)
    if first.kind == "column":
        return columns(first, medium)
    return (points if first.pointwise else lines)(first, medium)
