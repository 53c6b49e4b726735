"""How wide the columns of a table are, in inches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.pack.native.measure import BOLD, POINTS, ems
from dashboard.pack.slides.table import SIDE, Cell, Table

# no column is narrower than so many letters; one of texts has at least a few on a line
_LEAST, _FEW = 3.2, 6.0
_STEP, _SAMPLE = 0.1, 60
_WORD = 14.0
# neither an address nor a code
_UNBROKEN = re.compile(r"[!-.:-^`-~0-9A-Za-z]+")
_FIGURE = re.compile(r"[+△−]?[0-9][0-9,.]*")
_SMALLEST = 7.5
# a column of so many letters is not broken, if the others keep a part of the width
_SHORT, _ROOMY = 13.0, 0.72
_MOST_LEADS, _FOUR = 0.44, 4.5


def widths_of(table: Table, width: float, points: float) -> tuple[float, ...]:
    """Numbers and short words as wide as they are; long texts get what room is left, the longest first."""
    em, count = points / POINTS, len(table.head)
    if table.leads:
        return _matrix_widths(table, width, em)
    columns = [[table.head[at], *(row[at] for row in _data_rows(table))] for at in range(count)]
    asked = [max(_longest(cells), _LEAST) * em + 2 * SIDE for cells in columns]
    if sum(asked) <= width:
        return tuple(item * width / sum(asked) for item in asked)
    least = [
        min(asked[at], max(max(map(word_of, cells)), _FEW) * em + 2 * SIDE)
        for at, cells in enumerate(columns)
    ]
    if sum(least) >= width:
        return tuple(item * width / sum(least) for item in least)
    # dates, periods and names stay on one line where there is room for that
    whole = [max(item, most) if most < _SHORT * em else item for item, most in zip(least, asked, strict=True)]
    if sum(whole) < width * _ROOMY:
        least = whole
    return _shared(table, width, em, least, asked)


def _matrix_widths(table: Table, width: float, em: float) -> tuple[float, ...]:
    """Columns of one width; the names of the rows get what those do not need, the longer names more."""
    count = len(table.head) - table.leads
    cells = [cell for row in (table.head, *table.rows) for cell in row[table.leads :]]
    need = max(max(word_of(cell), min(_longest([cell]), _FOUR)) for cell in cells) * em + 2 * SIDE
    names = [
        max(_longest([row[at] for row in table.rows]) * 1.1 * em + 2 * SIDE, 1.2) for at in range(table.leads)
    ]
    most = max(min(width - need * count, width * _MOST_LEADS), width * 0.24)
    share = min(most / sum(names), 1.0)
    rest = (width - sum(names) * share) / count
    return (*(name * share for name in names), *([rest] * count))


def _data_rows(table: Table) -> list[tuple[Cell, ...]]:
    """The rows, without the notes below them."""
    return [row for row in table.rows if not row[0].across]


def _shared(
    table: Table, width: float, em: float, widths: list[float], needed: list[float]
) -> tuple[float, ...]:
    """Room goes, step by step, to the column that makes most rows taller than the others would."""
    rows = _data_rows(table)
    every = max(len(rows) // _SAMPLE, 1)
    needs = [[ems(cell.text) * em for cell in row] for row in rows[::every]]
    while sum(widths) + _STEP <= width:
        score = [0.0] * len(widths)
        for need in needs:
            lines = [length / (room - 2 * SIDE) for length, room in zip(need, widths, strict=True)]
            tallest = max(range(len(lines)), key=lambda at: lines[at])
            if lines[tallest] > 0.95:
                others = max((line for at, line in enumerate(lines) if at != tallest), default=0.0)
                score[tallest] += max(lines[tallest] - max(others, 0.95), 0.01)
        if not any(score):
            break
        widths[max(range(len(score)), key=lambda at: score[at])] += _STEP
    spare = width - sum(widths)
    return tuple(item + spare * item / sum(widths) for item in widths)


def head_points(head: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    """Type for the head in which its longest word is not broken."""
    size = points
    while size > _SMALLEST and any(
        word_of(replace(cell, bold=True)) * size / POINTS + 2 * SIDE > width
        for cell, width in zip(head, widths, strict=True)
    ):
        size -= 0.5
    return size


def _longest(cells: Sequence[Cell]) -> float:
    return max((ems(line) for cell in cells for line in cell.text.split("\n")), default=0.0) * 1.03 + 0.1


def word_of(cell: Cell) -> float:
    """The longest word that must not be broken; an address or a code may be."""
    words = (ems(word) for part in cell.text.split() for word in part.split("-") if _UNBROKEN.fullmatch(word))
    return min(max(words, default=0.0), _WORD) * (BOLD if cell.bold else 1.02) + 0.1


def figure_of(cell: Cell) -> float:
    """The longest figure of a cell, in ems, as wide as it may be set."""
    return max((ems(found) for found in _FIGURE.findall(cell.text)), default=0.0) * (
        BOLD if cell.bold else 1.02
    )
