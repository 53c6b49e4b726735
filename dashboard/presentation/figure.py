"""A chart of the screen renderer made readable from three metres: larger type, its place filled."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard.panel import PanelData
from dashboard.render.bars import key

# 16 px of the page become 24; small multiples have no room for more than 20
_FACTOR = {"small_bars": 1.25, "small_lines": 1.25, "lines": 1.3, "slope": 1.3}
_USUAL = 1.5
# as many bars as stand below one another at 1024×768 without touching
_MOST_BARS = 12


def cut(data: PanelData) -> tuple[PanelData, int]:
    """At most twelve bars, the first ones of the ranking, and how many are left out."""
    encode = data.panel.chart.encode
    if data.panel.chart.kind != "ranked_bar" or len(data.rows) <= _MOST_BARS:
        return data, 0
    rows = list(data.rows)
    # an analyst's finding names the highest, in whatever order the view comes
    if encode.get("order") != "given" or data.panel.page == "analyst":
        value = key(encode, "value", data)
        rows.sort(key=lambda row: (row[value] is None, -(row[value] or 0)))
    return replace(data, rows=tuple(rows[:_MOST_BARS])), len(rows) - _MOST_BARS


def enlarge(figure: go.Figure, kind: str) -> go.Figure:
    """A copy with type, marks and margins enlarged and no height of its own."""
    factor = _FACTOR.get(kind, _USUAL)
    drawn = copy.deepcopy(figure.to_plotly_json())
    _grow(drawn, factor)
    if kind == "dots":
        _values_beside(drawn)
    for trace in drawn["data"]:
        if kind == "small_lines" and trace.get("textposition") == "bottom left":
            trace["textposition"] = "top center"  # below there is no room above the years
    drawn["layout"].pop("height", None)
    drawn["layout"]["autosize"] = True
    return go.Figure(drawn)


def _grow(part: Any, factor: float) -> None:
    if isinstance(part, list | tuple):
        for item in part:
            _grow(item, factor)
    if not isinstance(part, dict):
        return
    for name, inner in part.items():
        if isinstance(inner, dict):
            if name.endswith("font") or name == "marker":
                _times(inner, ("size",), factor)
            elif name == "line":
                _times(inner, ("width",), factor)
            elif name == "margin":
                _times(inner, ("l", "r", "t", "b"), factor)
        if name in ("data", "layout", "template", "annotations", "shapes") or isinstance(inner, dict):
            _grow(inner, factor)
    _times(part, ("xshift", "yshift"), factor)


def _values_beside(drawn: dict[str, Any]) -> None:
    """The values of the focus in a column at the right: above their dots they would touch the next row."""
    notes = list(drawn["layout"].get("annotations", ()))
    for trace in drawn["data"]:
        for name, text in zip(trace["y"], trace.pop("text", None) or (), strict=False):
            font = {"size": 21, "color": trace["textfont"]["color"]}
            notes.append(
                {"x": 1.06, "y": name, "text": text, "xanchor": "left", "showarrow": False, "font": font}
            )
        if trace.get("mode") == "markers+text":
            trace["mode"] = "markers"
    for note in notes:
        note["x"] = 1.06
    drawn["layout"]["annotations"] = notes
    drawn["layout"]["xaxis"]["range"] = [-0.03, 1.3]


def _times(part: dict[str, Any], names: tuple[str, ...], factor: float) -> None:
    for name in names:
        if isinstance(part.get(name), int | float):
            part[name] *= factor
