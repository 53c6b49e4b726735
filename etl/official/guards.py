"""Which cells of an official workbook the guards look at: those whose value is taken.

Published files hide columns of codes, merge their headings and strike out what stands beside the table.
"""

from __future__ import annotations

import polars as pl

from etl.official.filelayout import Reading
from etl.official.grid import Grid
from etl.problems import Reporter
from etl.read.grid import FAULTS
from etl.read.guards import cell_faults, hidden_faults, merge_faults
from etl.read.typed import ROW

_MOST = 20  # of one kind: the rest would say the same


def guard(grid: Grid, reading: Reading, report: Reporter) -> bool:
    """Whether every cell that `reading` takes shows what it holds; each that does not is reported."""
    cells = grid.cells
    if not (cells.faults or cells.merges or cells.hidden_rows or cells.hidden_columns):
        return True
    figures = _placed(grid, [measure.header for measure in reading.measures])
    named = [*reading.name, reading.code, reading.prefecture, reading.parts]
    named += [header for header, _ in reading.texts.values()]
    taken = figures | _placed(grid, [header for header in named if header])
    needed = [m.header for m in reading.measures] or list(reading.name)
    filled = reading.frame.filter(pl.any_horizontal(pl.col(needed).is_not_null()))
    rows = set(filled[ROW])  # a footnote has no figure
    faults = {
        *cell_faults(grid.cells, rows, taken),
        *hidden_faults(grid.cells, rows, figures or taken, set(figures)),
        *merge_faults(grid.cells, set(reading.frame[ROW]), set(figures)),
    }
    counts: dict[str, int] = {}
    for fault in sorted(faults):
        counts[fault.rule] = counts.get(fault.rule, 0) + 1
        if counts[fault.rule] <= _MOST:
            row, column, value = (
                fault.row or reading.header_row,
                taken.get(fault.column),
                fault.value[:80] or None,
            )
            report(fault.rule, *FAULTS[fault.rule], row, column, value)
    return not faults


def _placed(grid: Grid, headers: list[str]) -> dict[int, str]:
    """Column → header. A header that a layout made itself stands for every column."""
    if any(header not in grid.columns for header in headers):
        return {at: header for header, at in grid.columns.items()}
    return {grid.columns[header]: header for header in headers}
