"""Cells of an official workbook that a person sees otherwise than they are stored: told, never read past.

Only cells whose value is taken count: published files hide columns of codes, merge their headings and
strike out what stands beside the table.
"""

from __future__ import annotations

import polars as pl

from etl.clean import values
from etl.official.grid import Grid
from etl.official.layout import Reading
from etl.official.rows import Tell
from etl.read.grid import FAULTS
from etl.read.typed import ROW

_MOST = 20  # of one kind: the rest would say the same


def guard(grid: Grid, reading: Reading, tell: Tell) -> bool:
    """Whether every cell that `reading` takes shows what it holds; each that does not is told."""
    figures = _placed(grid, [measure.header for measure in reading.measures])
    named = [*reading.name, reading.code, reading.prefecture, reading.parts]
    named += [header for header, _ in reading.texts.values()]
    taken = figures | _placed(grid, [header for header in named if header])
    told = [m.header for m in reading.measures] or list(reading.name)
    filled = reading.frame.filter(pl.any_horizontal(pl.col(told).is_not_null()))
    rows = set(filled[ROW])  # a footnote has no figure
    found = [
        *_odd(grid, rows, taken),
        *_hidden(grid, rows, figures or taken, set(figures)),
        *_merged(grid, set(reading.frame[ROW]), figures),
    ]
    counts: dict[str, int] = {}
    for rule, row, column, words in sorted(set(found), key=lambda one: (one[1], one[2])):
        counts[rule] = counts.get(rule, 0) + 1
        if counts[rule] <= _MOST:
            value = _cell(grid, row, column)[:80] if row else None
            tell("error", rule, *words, row or reading.header_row, taken.get(column), value)
    return not found


Found = tuple[str, int, int, tuple[str, str]]


def _placed(grid: Grid, headers: list[str]) -> dict[int, str]:
    """Column → header. A header that a layout made itself stands for every column."""
    if any(header not in grid.columns for header in headers):
        return {at: header for header, at in grid.columns.items()}
    return {grid.columns[header]: header for header in headers}


def _odd(grid: Grid, rows: set[int], taken: dict[int, str]) -> list[Found]:
    return [
        (rule, row, column, FAULTS[rule])
        for (row, column), rule in grid.faults.items()
        if row in rows and column in taken
    ]


def _hidden(grid: Grid, rows: set[int], columns: dict[int, str], figures: set[int]) -> list[Found]:
    row_words = (
        "非表示の行に値があります（再表示するか、行を削除します）",
        "a hidden row holds values (show it or delete it)",
    )
    column_words = (
        "値の列が非表示です（再表示し、使う列か確かめます）",
        "the column of the figures is hidden (show it, and see that it is the one meant)",
    )
    found: list[Found] = []
    for row in sorted(rows & grid.hidden_rows):
        column = next((c for c in sorted(columns) if _cell(grid, row, c)), None)
        if column is not None:
            found.append(("hidden_row", row, column, row_words))
    found += [("hidden_column", 0, column, column_words) for column in sorted(figures & grid.hidden_columns)]
    return found


def _merged(grid: Grid, rows: set[int], figures: dict[int, str]) -> list[Found]:
    """A figure that stands in one cell of several; what is merged over a footnote is none."""
    found: list[Found] = []
    for merge in grid.merges:
        within = [c for c in range(merge.left, merge.right + 1) if c in figures]
        if not within or merge.top not in rows or not _number(_cell(grid, merge.top, merge.left)):
            continue
        rule = "merged_across" if merge.right > merge.left else "merged_figure"
        found.append((rule, merge.top, within[0], FAULTS[rule]))
    return found


def _number(cell: str) -> bool:
    try:
        values.number(cell)
    except ValueError:
        return False
    return True


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row - 1]
    return cells[column] if column < len(cells) else ""
