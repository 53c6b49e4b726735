"""How large the type of a chart is and where its plot lies, so that no name or figure is cut off.

Places are in inches; `inner` is the width that one chart alone would have.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.model import Drawing
from dashboard.pack.native.measure import BOLD, POINTS, ems
from dashboard.pack.native.type import Type

# what names may take of the width of bars
NAMES = 0.45


@dataclass(frozen=True)
class Frame:
    """Where the plot lies within its chart, as shares."""

    left: float
    top: float
    width: float
    height: float


def grid(count: int) -> tuple[int, int]:
    """How many small charts stand in a row, and how many rows there are."""
    across = next((n for n, most in ((1, 1), (2, 4), (3, 6)) if count <= most), 4)
    return across, -(-count // across)


def points(drawing: Drawing, alone: bool, typeface: Type, inner: float) -> float:
    """The type of names and axes."""
    if not alone:
        # five figures beside one another have no room for larger ones
        crowded = drawing.kind == "column" and len(drawing.categories) > 4
        return min(10.0, typeface.size(11)) if crowded else typeface.size(11)
    if drawing.kind == "line" and not drawing.room:
        return _whole_words(drawing, typeface, inner)
    many = len(drawing.categories) > 12 or len(drawing.series) > 9
    size = 13 if many else 14
    if drawing.kind == "bar":
        # a name in two lines would lie over the next one
        longest = longest_name(drawing)
        while size > 9 and longest * typeface.size(size) > (NAMES - 0.015) * inner:
            size -= 1
    return typeface.size(size)


def longest_name(drawing: Drawing) -> float:
    """In inches for each point of type."""
    return max(ems(name) for name in drawing.all_names or drawing.categories) * BOLD / POINTS


def small_points(drawing: Drawing, size: float, wide: float, tall: float) -> float:
    """Type in which the years below a small chart of lines stand beside one another in one line each."""
    longest = max((ems(name) for name in drawing.categories), default=0.0)
    count = len(drawing.categories)
    while size > 7 and drawing.kind == "line" and drawing.room and not drawing.scattered:
        frame = plot(drawing, False, size, wide, tall)
        if frame is None or longest * BOLD * size / POINTS <= frame.width * wide / max(count - 1, 1):
            break
        size -= 0.5
    return size


def _whole_words(drawing: Drawing, typeface: Type, inner: float) -> float:
    """Type in which no name below the chart is broken within a word."""
    longest = max(
        (ems(word) for name in drawing.categories for word in name.split() if word.isascii()), default=1
    )
    wide = (inner - 0.5) / max(len(drawing.categories), 1)
    size = 14.0
    while size > 9 and longest * BOLD * typeface.size(size) / POINTS > wide:
        size -= 1
    return typeface.size(min(size, 12) if len(drawing.categories) > 5 else size)


def plot(drawing: Drawing, alone: bool, size: float, wide: float, tall: float) -> Frame | None:
    """Lines with words at their end need a place for them; elsewhere the program knows best."""
    em = size / POINTS
    if drawing.kind == "bar":
        # names on one line: the programs fold them into the bars' height
        names = drawing.all_names or drawing.categories
        longest = max(ems(line) for name in names for line in name.split("\n"))
        left = min(longest * BOLD * em / wide + 0.015, NAMES)
        top = 1.8 * em / tall if drawing.axis.format else 0.01
        return Frame(left, top, 0.985 - left, 0.98 - top)
    if drawing.kind != "line" or not drawing.room:
        return None
    left = 3.4 * em / wide
    top = (2.6 * em if drawing.title else 0.8 * em) / tall
    low = 2.2 * em / tall
    room = drawing.room if alone else 4.2 * em / wide
    return Frame(left, top, 1 - left - room, 1 - top - low)
