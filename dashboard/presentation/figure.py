"""A chart of the screen renderer made readable from three metres: larger type, its place filled."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.encoding import key
from dashboard.panel import PanelData

Drawn = dict[str, Any]
# 16 px of the page become 24; small multiples and long names have no room for more than 20
_FACTOR = {"small_bars": 1.1, "small_lines": 1.25, "lines": 1.2, "slope": 1.3}
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
    drawn = copy.deepcopy(figure.to_plotly_json())
    alone = kind in ("small_bars", "small_lines") and "xaxis2" not in drawn["layout"]
    _grow(drawn, _USUAL if alone else _FACTOR.get(kind, _USUAL))
    if kind in _MENDED and not alone:
        _MENDED[kind](drawn)
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


def _times(part: dict[str, Any], names: tuple[str, ...], factor: float) -> None:
    for name in names:
        if isinstance(part.get(name), int | float):
            part[name] *= factor


def _dots(drawn: Drawn) -> None:
    """The values of the focus in a column at the right: above their dots they would touch the next row."""
    notes = list(drawn["layout"].get("annotations", ()))
    for trace in drawn["data"]:
        for name, text in zip(trace["y"], trace.pop("text", None) or (), strict=False):
            font = {"size": 21, "color": trace["textfont"]["color"]}
            notes.append({"y": name, "text": text, "xanchor": "left", "showarrow": False, "font": font})
        if trace.get("mode") == "markers+text":
            trace["mode"] = "markers"
    for note in notes:
        note.update({"x": 1.06, "bgcolor": "#FFFFFF"})
    drawn["layout"]["annotations"] = notes
    drawn["layout"]["xaxis"]["range"] = [-0.03, 1.3]


def _dumbbell(drawn: Drawn) -> None:
    """Year and value in two lines, long names folded, so that neither runs into the other."""
    ends = [value for trace in drawn["data"] for value in trace["x"] if value is not None]
    lowest, highest = min([*ends, 0]), max([*ends, 0])
    for trace in drawn["data"]:
        trace["y"] = [_folded(name) for name in trace["y"]]
        if trace.get("text"):
            trace["text"] = [text.replace(" ", "<br>", 1) for text in trace["text"]]
    room = ((highest - lowest) or 1) * 0.35
    drawn["layout"]["xaxis"]["range"] = [lowest - room, highest + room]


def _folded(name: str) -> str:
    """A name of more than 24 characters in several lines, broken at spaces; Japanese comes folded."""
    return "<br>".join(textwrap.wrap(name, 24, break_long_words=False)) if name.isascii() else name


def _named_ends(drawn: Drawn) -> None:
    """Exactly the margin that the names at the lines' ends need."""
    wide = [
        _width(note["text"]) * note["font"]["size"] + note.get("xshift", 0)
        for note in drawn["layout"].get("annotations", ())
    ]
    drawn["layout"]["margin"]["r"] = max(wide, default=0) + 12


def _width(text: str) -> float:
    """Of a text in em: Japanese one each, others a little more than half."""
    return sum(0.56 if ord(letter) < 0x1100 else 1.0 for letter in text)


def _small_lines(drawn: Drawn) -> None:
    """Values behind the line's end; years only below the lowest chart of each column."""
    for trace in drawn["data"]:
        if trace.get("textposition") == "bottom left":
            trace["textposition"] = "middle right"
    drawn["layout"]["margin"]["r"] = 40
    axes = sorted(name for name in drawn["layout"] if name.startswith("xaxis"))
    for name in axes:
        drawn["layout"][name]["tickfont"] = {"size": 15}
    count = len(axes)
    across = min(count, 4)
    for index in range(max(count - across, 0)):
        drawn["layout"][f"xaxis{index + 1 if index else ''}"]["showticklabels"] = False


def _small_bars(drawn: Drawn) -> None:
    """Room for the value above the highest bar, below the name of the chart."""
    for name, axis in drawn["layout"].items():
        if name.startswith("yaxis") and axis.get("range"):
            axis["range"] = [0, axis["range"][1] * 1.35]
    for note in drawn["layout"].get("annotations", ()):
        if note.get("bgcolor"):  # a word in place of a bar must not cover the next bar
            note["font"]["size"] = 14


_MENDED: dict[str, Callable[[Drawn], None]] = {
    "dots": _dots,
    "dumbbell": _dumbbell,
    "lines": _named_ends,
    "slope": _named_ends,
    "small_lines": _small_lines,
    "small_bars": _small_bars,
}
