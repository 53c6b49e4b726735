"""The rows of a long table in the order of its keys, and those whose key another has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from etl.longtables.parquetfile import FILE, LINE, Rows
from etl.longtables.part import MOST_REPORTED
from etl.problems import Problems
from etl.tables import Table
from etl.tables.columns import Raw

_MOST = 2**62


def in_order(table: Table, rows: Rows, raws: Sequence[Raw], problems: Problems) -> Rows:
    """`rows` sorted; two with the same key are a problem of the later one, which names the other."""
    keys = _numbers(table, rows)
    step = keys.diff().min()
    if not isinstance(step, int) or step > 0:
        return rows
    order = keys.arg_sort()
    keys = keys.gather(order)
    places = rows.places[order]
    for at in (keys.diff() == 0).arg_true().head(MOST_REPORTED):
        pair = [places.row(n, named=True) for n in (at - 1, at)]
        former, later = sorted(pair, key=lambda row: (row[FILE], row[LINE]))
        shown = " ".join(f"{key}={rows.values[key][later[key]]}" for key in table.keys)
        where = f"{raws[former[FILE]].label} {former[LINE]}"
        raw = raws[later[FILE]]
        problems.report(
            "primary_key",
            f"同じキーの行が二つあります（もう一つは {where} 行目）",
            f"two rows have the same key (the other is {where})",
            file=raw.label,
            sheet=raw.file.sheet,
            row=later[LINE],
            column="+".join(table.keys),
            value=shown,
            key=shown,
            source_id=raw.source.source_id,
        )
    return replace(rows, places=places)


def _numbers(table: Table, rows: Rows) -> pl.Series:
    """A number for each key that is smaller where the key sorts before."""
    key, span = pl.repeat(0, rows.places.height, dtype=pl.Int64, eager=True), 1
    for name in table.keys:
        many = max(len(rows.values[name]), 1)
        if span * many >= _MOST:
            key, span = key.rank("dense").cast(pl.Int64) - 1, rows.places.height
        key, span = key * many + rows.places[name].cast(pl.Int64), span * many
    return key
