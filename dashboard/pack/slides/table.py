"""A table of a slide: cells, rows below a head, and what of them stands on one slide."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.cells import MISSING
from dashboard.charts.look import TEXT

# of a cell, in inches: left and right, above and below
SIDE, TOP = 0.07, 0.035


@dataclass(frozen=True)
class Cell:
    """`above`: the same as the cell above it, which a reader sees joined (a group of rows).

    `across`: the first of its row, and the only one: a note over the whole width, below the row it is of.
    """

    text: str
    align: str = "l"
    fill: str | None = None
    colour: str = TEXT
    bold: bool = False
    edge: str | None = None
    above: bool = False
    across: bool = False


def missing(text: str, align: str = "ctr") -> Cell:
    """The word that stands where a figure is missing."""
    return Cell(text, align, MISSING.fill, MISSING.ink)


@dataclass(frozen=True)
class Table:
    """Rows below a head. `leads`: in a matrix, how many columns name the row; the others are of one width."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    leads: int = 0


@dataclass(frozen=True)
class Part:
    """What of a table stands on one slide, laid out: widths and heights in inches, type in points."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    points: float
    head_points: float
