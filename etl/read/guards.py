"""Cells that a person sees otherwise than they are stored: what every reader of a workbook looks at.

A reader says which rows and columns it takes; what is hidden or struck out beside them harms nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import NamedTuple

from etl.clean import values
from etl.read.grid import Grid


class Fault(NamedTuple):
    """`rule` is a key of grid.FAULTS; `row` counts from 1 and is 0 for a whole column, `column` from 0."""

    row: int
    column: int
    rule: str
    value: str = ""


def cell_faults(grid: Grid, rows: Set[int], columns: Collection[int]) -> list[Fault]:
    """Struck out, hidden or rescaled by format, failed formulas, characters that are lost."""
    return [
        Fault(row, column, rule, grid.text(row, column))
        for (row, column), rule in grid.faults.items()
        if row in rows and column in columns
    ]


def hidden_faults(grid: Grid, rows: Set[int], columns: Collection[int], figures: Set[int]) -> list[Fault]:
    """Hidden rows with something in `columns`, hidden columns of `figures`; once for each."""
    found: list[Fault] = []
    hidden = figures & grid.hidden_columns
    for row in grid.rows if grid.hidden_rows or hidden else ():
        if row.number not in rows:
            continue
        column = next((c for c in sorted(columns) if row.cell(c)), None)
        if column is not None and row.number in grid.hidden_rows:
            found.append(Fault(row.number, column, "hidden_row", row.cell(column)))
        shown = {c for c in hidden if row.cell(c)}
        found += [Fault(0, c, "hidden_column") for c in sorted(shown)]
        hidden -= shown
    return found


def merge_faults(grid: Grid, rows: Set[int], figures: Set[int]) -> list[Fault]:
    """A figure that stands in one cell of several; of a cell merged over words each row has its word."""
    found: list[Fault] = []
    for merge in grid.merges:
        within = [c for c in range(merge.left, merge.right + 1) if c in figures]
        text = grid.text(merge.top, merge.left)
        if within and merge.top in rows and is_number(text):
            rule = "merged_across" if merge.right > merge.left else "merged_figure"
            found.append(Fault(merge.top, within[0], rule, text))
    return found


def is_number(cell: str) -> bool:
    """A figure, or a mark that stands for one."""
    try:
        values.number(cell)
    except ValueError:
        return False
    return True
