"""What a row need not say: its place in the order. What it does say holds."""

from __future__ import annotations

import polars as pl

from etl.tables.columns import Raw


def row_order(raw: Raw, column: str = "sort_order") -> pl.Series:
    """The order that the rows give, or their own where none gives any: one that some give is given by all."""
    said = raw.integer(column, required=False)
    if said.null_count() < len(raw):
        return raw.integer(column)
    return pl.Series(column, range(1, len(raw) + 1), dtype=pl.Int64)
