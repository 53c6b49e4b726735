"""Two builds of a survey side by side: what one of them hides, the comparison does not tell.

A cell that was shown and is hidden now, or the other way round, and a total with hidden cells in it, would
between two builds give a number away. That they changed is told, from what to what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from etl.change import Change

TABLES = ("survey_answer", "survey_total")
UNTOLD = "秘匿 / suppressed"
_VALUES = ("value", "text")


def discreet(
    table: str, keys: Sequence[str], found: list[Change], old: pl.DataFrame, new: pl.DataFrame
) -> list[Change]:
    """`found` without the values of cells that `old` or `new` hides; a total of the same answers that
    changed waits as a correction does, whether or not the answer that was corrected is shown."""
    if table not in TABLES:
        return found
    if table == "survey_total":
        joined = {change.key for change in found if change.column in ("answered", "left_out")}
        found = [replace(c, held=True) if _corrected(c) and c.key not in joined else c for c in found]
    hidden = _hidden(keys, old) | _hidden(keys, new)
    return [_untold(change) if change.key in hidden else change for change in found]


def _hidden(keys: Sequence[str], frame: pl.DataFrame) -> set[str]:
    if not {*keys, "missing_reason"} <= set(frame.columns):
        return set()  # another structure: no row is compared
    closed = pl.col("missing_reason") == "suppressed"
    if "hidden" in frame.columns:
        closed = closed.fill_null(False) | (pl.col("hidden") > 0)
    rows = frame.filter(closed).select(keys).iter_rows(named=True)
    return {" ".join(f"{key}={row[key]}" for key in keys) for row in rows}


def _corrected(change: Change) -> bool:
    return change.kind == "revised" and change.column == "value" and None not in (change.old, change.new)


def _untold(change: Change) -> Change:
    if change.kind != "revised":
        return replace(change, old=change.old and UNTOLD, new=change.new and UNTOLD)
    return replace(change, old=UNTOLD, new=UNTOLD) if change.column in _VALUES else change
