"""Drawing → a figure of the chart library: one writer for page, projector, paper and offline page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.model import Drawing
from dashboard.charts.plotly.bars import bars
from dashboard.charts.plotly.columns import columns
from dashboard.charts.plotly.facets import facets
from dashboard.charts.plotly.lines import lines
from dashboard.charts.plotly.medium import COMPACT, LARGE, PAGE, PAPER, PROJECTOR, SHEET, Medium
from dashboard.charts.plotly.points import points
from dashboard.charts.plotly.scatter import scatter

__all__ = ["COMPACT", "LARGE", "PAGE", "PAPER", "PROJECTOR", "SHEET", "Medium", "make_figure"]


def make_figure(drawings: Sequence[Drawing], medium: Medium = PAGE) -> go.Figure:
    """The charts of a panel as one figure: several are small ones beside one another."""
    drawings = [_literal(drawing) for drawing in drawings]
    first = drawings[0]
    if first.facet:
        return facets(drawings, medium)
    if first.kind == "bar":
        return bars(first, medium)
    if first.kind == "column":
        return columns(first, medium)
    if first.kind == "scatter":
        return scatter(first, medium)
    return (points if first.pointwise else lines)(first, medium)


def _literal(value: Any) -> Any:
    """The same with its texts as they are: the library would take <b> in a name for bold type."""
    if isinstance(value, str):
        return value.replace("&", "&amp;").replace("<", "&lt;") if "&" in value or "<" in value else value
    if isinstance(value, tuple):
        found = tuple(_literal(item) for item in value)
        return value if all(new is old for new, old in zip(found, value, strict=True)) else found
    if isinstance(value, Mapping):
        return {key: _literal(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value) if part.name != "format"}
        changed = {name: new for name, old in parts.items() if (new := _literal(old)) is not old}
        return replace(value, **changed) if changed else value
    return value
