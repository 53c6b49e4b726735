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
    marker: Literal["", "circle", "diamond", "bar"] = ""
    size: int = 7


# actual solid, planned outlined, projection dashed (ui.md, rule 6)
def inked(ink: Ink, colour: str) -> Ink:
    """The same bar or line in another colour than the board's own; what is white or grey of it stays."""
    fill, line = (colour if own == FOCUS else own for own in (ink.fill, ink.line))
    return replace(ink, fill=fill, line=line)


ACTUAL = Ink(fill=FOCUS, line=FOCUS, width=1.5)
PLANNED = Ink(fill=GROUND, line=FOCUS, width=1.5)
BY_STATUS = {"actual": ACTUAL, "planned": PLANNED}
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
    `words`: all of it as people read it, for a medium that knows no formats; "\\n" where it may be broken.
    `shift`: how far from its usual place, in parts of the axis, upwards.
    """

    format: str = "General"
    position: Place = "end"
    named: bool = False
    text: str | None = None
    shift: float = 0.0
    colour: str = TEXT
    bold: bool = False
    words: str = ""


@dataclass(frozen=True)
class Name:
    """A category where a word can stand beside its bar: its name alone, and why a figure is missing.

    `Drawing.categories` holds both in one, for a medium that has no other place for the word.
    """

    text: str
    missing: str = ""


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories; None is a gap and stays one.

    `here`: the categories that the series has a row for, known or not; None for all. `hover`: what a point
    says when it is pointed at, one for each category.
    """

    name: str
    values: tuple[Value, ...]
    ink: Ink
    points: Mapping[int, Ink] = field(default_factory=dict)
    labels: Mapping[int, Label] = field(default_factory=dict)
    here: tuple[int, ...] | None = None
    hover: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """An axis of values. Without a `format` its numbers are not shown; `ticks` are they as people read
    them. `title`: what it measures, with the unit, where nothing else says it."""

    low: float
    high: float
    step: float
    format: str | None = None
    ticks: tuple[tuple[float, str], ...] = ()
    title: str = ""
    logarithmic: bool = False


@dataclass(frozen=True)
class Limit:
    """A line across the bars, and what it is."""

    value: float
    label: str


@dataclass(frozen=True)
class Drawing:
    """One chart.

    `links` joins the points of a category (a dumbbell); `boundary` is the place of a category behind which
    `boundary_label` holds; `base` is where the values start from, a line across. `room` is kept right of the
    plot for the words at the ends of lines, as a share of the width. `xs` are the places of the categories
    where they are not evenly apart; of a scatter those on its `x_axis`. Of a chart that goes on over
    several, `all_names` are the names of all, so that the bars of each begin at the same place, and `whole`
    is their lowest and highest. `facet` is the
    title of a small chart without its missing years, where `names` say them in their places. `measure` is
    what the values are where they are not the figures that the names speak of.
    """

    kind: Literal["bar", "column", "line", "scatter"]
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
    xs: tuple[float, ...] | None = None
    x_axis: Axis | None = None
    key: tuple[tuple[str, Ink], ...] = ()
    all_names: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    facet: str = ""
    measure: str = ""
    limit: Limit | None = None
    base: float | None = None
    whole: tuple[float, float] | None = None

    @property
    def extent(self) -> tuple[float, float]:
        """The lowest and the highest of what is drawn, here or in the charts that this one goes on in."""
        if self.whole is not None:
            return self.whole
        held = [value for series in self.series for value in series.values if value is not None]
        return min([*held, 0]), max([*held, 0])

    @property
    def pointwise(self) -> bool:
        """Whether marks stand at the categories, each for itself, instead of lines that run over them."""
        return self.kind == "line" and not self.room

    @property
    def scattered(self) -> bool:
        """Whether the categories are points or years on a scale instead of names side by side: there are
        many, they are at different distances, or a series leaves some of them out."""
        if self.kind == "scatter":
            return True
        if self.xs is None:
            return False
        if len(self.xs) > _MOST_NAMES:
            return True
        steps = {late - early for early, late in zip(self.xs, self.xs[1:], strict=False)}
        left_out = any(
            series.here and series.here[-1] - series.here[0] + 1 > len(series.here) for series in self.series
        )
        return len(steps) > 1 or left_out


def divided(drawing: Drawing, by: int) -> Drawing:
    """The same chart in another unit. A figure never stands in yen under a heading that says 千円."""
    if by == 1:
        return drawing
    series = tuple(
        replace(item, values=tuple(None if value is None else value / by for value in item.values))
        for item in drawing.series
    )
    axis = drawing.axis
    ticks = tuple((at / by, text) for at, text in axis.ticks)
    axis = replace(axis, low=axis.low / by, high=axis.high / by, step=axis.step / by, ticks=ticks)
    limit = drawing.limit and replace(drawing.limit, value=drawing.limit.value / by)
    base = None if drawing.base is None else drawing.base / by
    return replace(drawing, series=series, axis=axis, limit=limit, base=base)


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
