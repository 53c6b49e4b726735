"""Small charts of one figure: their axes by name, and the gap between their rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Axes:
    """The axes of one small chart, as the chart library numbers them: x, x2, x3 …"""

    x: str
    y: str


def axes_of(count: int) -> list[Axes]:
    """The small charts in reading order."""
    return [Axes(f"x{n}", f"y{n}") if n > 1 else Axes("x", "y") for n in range(1, count + 1)]


def spacing(down: int, share: float, most: float = 1.0) -> float:
    """The gap between `down` rows of small charts, as a share of the figure: so many pixels, however many
    rows there are. A fixed share would leave no room for the charts, and is refused from eight rows on."""
    return min(share / down, most) if down > 1 else 0
