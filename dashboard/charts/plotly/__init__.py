"""Drawing → a figure of the chart library: one writer for page, projector, paper and offline page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from dashboard.charts.model import Drawing
from dashboard.charts.plotly.bars import bars
from dashboard.charts.plotly.canvas import Part
from dashboard.charts.plotly.columns import columns
from dashboard.charts.plotly.facets import facets
from dashboard.charts.plotly.lines import lines
from dashboard.charts.plotly.medium import COMPACT, LARGE, PAGE, PAPER, PROJECTOR, SHEET, Medium
from dashboard.charts.plotly.points import points
from dashboard.charts.plotly.scatter import scatter

__all__ = [
    "COMPACT", "LARGE", "PAGE", "PAPER", "PROJECTOR", "SHEET", "Medium",
    "SentFigure", "make_figure", "sent_figure",
]  # fmt: skip


class SentFigure(BaseFigure):  # type: ignore[misc]  # the library has no types
    """A figure as a browser is sent it: the toolkit takes it as it is.

    The library does not look through every part of it, which takes longer than all else of a chart. Tests
    have it do so, for every panel and medium.
    """

    def __init__(self, spec: Part) -> None:
        self._spec = spec  # not the library's own start

    def to_dict(self) -> Part:
        return self._spec


def sent_figure(drawings: Sequence[Drawing], medium: Medium = PAGE) -> SentFigure:
    """The charts of a panel as one figure, for a page."""
    return SentFigure(_spec(drawings, medium))


def make_figure(drawings: Sequence[Drawing], medium: Medium = PAGE) -> go.Figure:
    """The charts of a panel as one figure of the library. Raises ValueError where a part is none of it."""
    return go.Figure(_spec(drawings, medium))


def _spec(drawings: Sequence[Drawing], medium: Medium) -> Part:
    """Several drawings are small charts beside one another."""
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
