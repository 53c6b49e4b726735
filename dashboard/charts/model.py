"""A chart in terms that every office program knows: categories, series, inks, labels, one axis.

What a panel draws is decided here once (drawn.py); slides write it as a native chart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.charts.look import CATEGORICAL, FOCUS, GROUND, MISSING, PEER, TEXT

Value = float | int | None
Place = Literal["end", "right", "left", "above", "below"]
_MOST_NAMES = 7


@dataclass(frozen=True)
class Ink:
    """How a bar, a line or a mark is drawn. Widths and sizes in points."""

    fill: str | None = None
    line: str | None = None
    width: float = 0.0
    dash: Literal["", "dash", "dot"] = ""
    hatch: bool = False
    marker: Literal["", "circle", "diamond", "bar"] = ""
    size: int = 7


# actual solid, planned outlined, projection dashed (ui.md, rule 6)
ACTUAL = Ink(fill=FOCUS, line=FOCUS, width=1.5)
PLANNED = Ink(fill=GROUND, line=FOCUS, width=1.5, hatch=True)
OUTLINED = Ink(fill=GROUND, line=FOCUS, width=1.5)
CONTEXT = Ink(fill=MISSING)
PEERS = Ink(fill=PEER)
STRONG = Ink(fill=FOCUS)
LINE = Ink(fill=FOCUS, line=FOCUS, width=2.5, marker="circle", size=5)
# a mark, or a year that stands alone would not be seen
DASHED = Ink(fill=FOCUS, line=FOCUS, width=2.5, dash="dash", marker="circle", size=3)
HOLLOW = Ink(fill=GROUND, line=FOCUS, width=2.0, dash="dash", marker="circle", size=7)
JOIN = Ink(line=FOCUS, width=2.0, dash="dash")
POINT = Ink(fill=CATEGORICAL[3], marker="circle", size=7)
CEILING = Ink(line=MISSING, width=1.5, dash="dot")
REFERENCE = Ink(line=TEXT, width=1.5, dash="dot")
GREY = Ink(line=PEER, width=1.5)


@dataclass(frozen=True)
class Label:
    """What stands beside a point: its value in a format, the series' name before it where `named`.

    `text` only where what is drawn is a place on a scale and the figure is another one.
    `shift`: how far from its usual place, in parts of the axis, upwards.
    """

    format: str = "General"
    position: Place = "end"
    named: bool = False
    text: str | None = None
    shift: float = 0.0
    colour: str = TEXT
    bold: bool = False


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories; None is a gap and stays one.

    `here`: the categories that the series has a row for, known or not; None for all.
    """

    name: str
    values: tuple[Value, ...]
    ink: Ink
    points: Mapping[int, Ink] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)
    here: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Axis:
    """The one axis of values. Without a `format` its numbers are not shown."""

    low: float
    high: float
    step: float
    format: str | None = None


@dataclass(frozen=True)
class Drawing:
    """One chart. `links` joins the points of a category (a dumbbell); `boundary` is the place of a
    category behind which `boundary_label` holds. `room` is kept right of the plot for
    the words at the ends of lines, as a share of the width. `xs` are the places of the categories where
    they are not evenly apart. `all_names`: of a chart that goes on over several, the names of all of them,
    so that the bars of each begin at the same place."""

    kind: Literal["bar", "column", "line"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    title: str = ""
    links: bool = False
    overlap: bool = True
    grid: bool = False
    room: float = 0.0
    boundary: float | None = None
    boundary_label: str = ""
    xs: tuple[int, ...] | None = None
    key: tuple[tuple[str, Ink], ...] = ()
    all_names: tuple[str, ...] = ()

    @property
    def scattered(self) -> bool:
        """Whether the categories are years on a scale instead of names side by side: there are many, they
        are at different distances, or a series leaves some of them out."""
        if self.xs is None:
            return False
        if len(self.xs) > _MOST_NAMES:
            return True
        steps = {late - early for early, late in zip(self.xs, self.xs[1:], strict=False)}
        left_out = any(
            series.here and series.here[-1] - series.here[0] + 1 > len(series.here) for series in self.series
        )
        return len(steps) > 1 or left_out


def cut(drawing: Drawing, most: int) -> Sequence[Drawing]:
    """A chart of many categories as several on the same axis; nothing is left out."""
    count = len(drawing.categories)
    if count <= most:
        return [drawing]
    pages = -(-count // most)
    size = -(-count // pages)
    return [_slice(drawing, start, min(start + size, count)) for start in range(0, count, size)]


def _slice(drawing: Drawing, start: int, stop: int) -> Drawing:
    return replace(
        drawing,
        categories=drawing.categories[start:stop],
        all_names=drawing.categories,
        series=tuple(
            replace(
                series,
                values=series.values[start:stop],
                points={at - start: ink for at, ink in series.points.items() if start <= at < stop},
                labels={at - start: label for at, label in series.labels.items() if start <= at < stop},
            )
            for series in drawing.series
        ),
    )


def divided(drawing: Drawing, by: int) -> Drawing:
    """The same chart in another unit. A figure never stands in yen under a heading that says 千円."""
    if by == 1:
        return drawing
    series = tuple(
        replace(item, values=tuple(None if value is None else value / by for value in item.values))
        for item in drawing.series
    )
    axis = drawing.axis
    axis = replace(axis, low=axis.low / by, high=axis.high / by, step=axis.step / by)
    return replace(drawing, series=series, axis=axis)


def scale(values: Sequence[float], zero: bool = True, steps: int = 4) -> tuple[float, float, float]:
    """low, high and step of an axis that holds the values; bars and most lines start at 0."""
    highest, lowest = max([*values, 0.0] if zero else values, default=1.0), min(values, default=0.0)
    low = min(lowest, 0.0) if zero else lowest
    # a step below what the figures can tell apart would be none
    step = nice(max((highest - low) / steps or 1.0, abs(highest) * 1e-12, abs(low) * 1e-12))
    bottom = step * int(low // step)
    top = step * -int(-highest // step)
    return bottom, top if top > bottom else bottom + step, step


def nice(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20 … Raises ValueError where there is none: two figures may lie farther apart
    than a machine counts."""
    if not math.isfinite(rough):
        raise ValueError("no axis holds these figures")
    size = 1.0
    while size * 10 <= rough:
        size *= 10
    while size > rough:
        size /= 10
    return next((size * part for part in (1, 2, 5) if size * part >= rough), size * 10)
