"""Distinct cells of a column as a small file gives them: stripped, blank as null, and what is odd of some."""

from __future__ import annotations

import polars as pl

from etl.read.grid import FAULTS, MAX_CHARACTERS
from etl.read.textfile import CONTROL, INVISIBLE, without_invisible
from etl.read.typed import odd_cell

# position → (rule, Japanese, English)
Faults = dict[int, tuple[str, str, str]]
# texts with one of these are looked at one by one, as odd_cell does
_ODD_FIRST = '^[#=＝@+\\-〃″”同々"]'


def plain(texts: pl.Series) -> tuple[pl.Series, Faults]:
    """`texts` stripped, without marks that have no width; the faults are by position."""
    cells = texts.str.strip_chars()
    suspect = (
        (cells.str.contains(CONTROL.pattern) | cells.str.contains(INVISIBLE.pattern))
        | cells.str.contains(_ODD_FIRST)
        | (cells.str.len_chars() > MAX_CHARACTERS)
    ).fill_null(False)
    faults: Faults = {}
    mended: dict[int, str] = {}
    for at in suspect.arg_true():
        mended[at] = cell = without_invisible(texts[at]).strip()
        rule = odd_cell(cell) if cell else None
        if CONTROL.search(cell):
            rule = "control_character"
        elif len(cell) > MAX_CHARACTERS:
            rule = "long_cell"
        if rule:
            faults[at] = (rule, *FAULTS[rule])
    if mended:
        cells = cells.scatter(list(mended), list(mended.values()))
    return cells.set(cells == "", None), faults
