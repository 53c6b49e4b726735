"""What a figure is made of, in the terms of the chart library: traces, shapes, notes, axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any
from unicodedata import east_asian_width

from dashboard.charts.look import GROUND, MISSING, MISSING_FILL, TEXT
from dashboard.charts.model import Drawing, Ink, Series
from dashboard.charts.plotly.medium import Medium
from dashboard.charts.plotly.template import TEMPLATE

Part = dict[str, Any]
_PER_POINT = 4 / 3
# as the browser is sent it: the same for every chart
_TEMPLATE = TEMPLATE.to_plotly_json()
_DASHES = {"": "solid", "dash": "dash", "dot": "dot"}


@dataclass(frozen=True)
class Axes:
    """The axes of one chart, as the chart library numbers them: x, x2, x3 …"""

    x: str = "x"
    y: str = "y"


@dataclass
class Canvas:
    """One figure in the making."""

    medium: Medium
    factor: float
    traces: list[Part] = field(default_factory=list)
    shapes: list[Part] = field(default_factory=list)
    notes: list[Part] = field(default_factory=list)
    layout: Part = field(default_factory=dict)

    def px(self, size: float) -> float:
        return round(size * self.factor, 1)

    def font(self, size: float, colour: str = TEXT, bold: bool = False) -> Part:
        weight = {"weight": "bold"} if bold else {}
        return {"size": max(self.px(size), self.medium.least), "color": colour, **weight}

    def line(self, ink: Ink) -> Part:
        return {
            "color": ink.line,
            "width": self.px(ink.width * _PER_POINT),
            "dash": _DASHES[ink.dash],
        }

    def bar(self, inks: Sequence[Ink]) -> Part:
        """Bars filled or outlined."""
        width = [self.px(ink.width * _PER_POINT) for ink in inks]
        line = {"color": [ink.line or ink.fill for ink in inks], "width": width}
        return {"color": [ink.fill for ink in inks], "line": line}

    def mark(self, ink: Ink) -> Part:
        if ink.marker == "bar":
            size = self.px(ink.size * _PER_POINT)
            return {"symbol": "line-ns", "size": size, "line": {"width": self.px(3), "color": ink.line}}
        edge = min(ink.width, 2.0) or (2.0 if ink.fill == GROUND else 0.75)
        return {
            "symbol": ink.marker or "circle",
            "size": self.px(ink.size * _PER_POINT),
            "color": ink.fill,
            "line": {"width": self.px(edge * _PER_POINT), "color": ink.line or ink.fill},
        }

    def note(self, text: str, size: float, **place: Any) -> None:
        """Words at a place; `colour` and `bold` as those of type."""
        font = self.font(size, place.pop("colour", TEXT), place.pop("bold", False))
        self.notes.append({"text": text, "showarrow": False, "font": font, **place})

    def absent(self, text: str, **place: Any) -> None:
        """The word for what is missing, in its place."""
        self.note(text, 14, bgcolor=MISSING_FILL, bordercolor=MISSING, **place)

    def figure(self, height: float) -> Part:
        """`height` is that of a page; a medium that is filled has none of its own."""
        room: Part = {"autosize": True} if self.medium.fills else {"height": round(height)}
        if self.medium.most is not None:
            room["height"] = min(round(height * self.factor), self.medium.most)
        if self.medium.tall and not self.medium.fills:
            room["height"] = self.medium.tall
        if self.medium.width is not None:
            room |= {"width": self.medium.width, "autosize": False}
        base = {"template": _TEMPLATE, "font": self.font(16), "shapes": self.shapes}
        layout = {**base, "annotations": self.notes, **_given(self.layout), **room}
        return {"data": [_given(trace) for trace in self.traces], "layout": layout}


def _given(part: Part) -> Part:
    """Without what is None, which the browser would be sent."""
    return {
        name: _given(value) if isinstance(value, dict) else value
        for name, value in part.items()
        if value is not None
    }


def hover(series: Series, places: Sequence[int]) -> Part:
    """What the points at these places say."""
    if not any(series.hover):
        return {"hoverinfo": "skip"}
    return {"hovertext": [series.hover[at] for at in places], "hoverinfo": "text"}


def folded(name: str) -> str:
    """A long name in two lines: broken between words, or before the bracket that its end closes."""
    name = name.replace("\n", "<br>")
    if len(name) > 26 and " " in name:
        return "<br>".join(wrap(name, max(20, len(name) // 2 + 4), break_long_words=False))
    if len(name) <= 14 or not name.endswith("）"):
        return name
    depth = 0
    for at in range(len(name) - 1, 0, -1):
        depth += (name[at] == "）") - (name[at] == "（")
        if depth == 0:
            return f"{name[:at]}<br>{name[at:]}"
    return name


def ems(text: str) -> float:
    """How wide a text is, in type sizes: Japanese letters are twice as wide as others."""
    lines = text.replace("<br>", "\n").split("\n")
    return max(sum(1.0 if east_asian_width(c) in "WF" else 0.58 for c in line) for line in lines)


def chosen(drawing: Drawing, room: float, size: float) -> list[int]:
    """The categories whose names stand below a chart: all that have room, else so many as are told apart."""
    count = len(drawing.categories)
    wide = max((ems(name) for name in drawing.categories), default=0) * size + 10
    if count * wide <= room:
        return list(range(count))
    if drawing.facet:
        between = [] if drawing.boundary is None else [int(drawing.boundary)]
        return sorted({0, *between, count - 1})
    xs = drawing.xs or tuple(range(count))
    most = (xs[-1] - xs[0]) * wide / room
    power = 10 ** math.floor(math.log10(most)) if most >= 1 else 1
    step = next(power * part for part in (1, 2, 5, 10) if power * part >= most)
    return [at for at, x in enumerate(xs) if x % step == 0] or [0, count - 1]


def value_ticks(drawing: Drawing) -> Part:
    """The figures of the axis of values; none where the drawing has none, but its lines."""
    axis = drawing.axis
    if axis.ticks:
        return {"tickvals": [at for at, _ in axis.ticks], "ticktext": [text for _, text in axis.ticks]}
    count = int((axis.high - axis.low) / axis.step + 1e-9)
    return {"tickvals": [axis.low + n * axis.step for n in range(count + 1)], "showticklabels": False}
