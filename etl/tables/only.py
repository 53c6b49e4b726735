"""`only = "municipalities"`: of a table that mixes areas, the rows of municipalities.

What is left out is counted and named. A code that cannot be read stays, and is an error as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from etl.clean import codes
from etl.clean.values import narrow
from etl.tables.columns import Raw

_SHOWN = 8


def municipalities_only(raw: Raw, listed: Collection[str]) -> Raw:
    """The same file without rows whose code is no municipality's of the code list."""
    column = "municipality_code" if "municipality_code" in raw.frame.columns else "area_code"
    cells = raw.frame[column]
    left_out = others(cells.drop_nulls().unique(), listed)
    kept = raw.frame.filter(cells.is_not_null() & ~cells.is_in(left_out))
    report_left_out(raw, column, kept.height, raw.frame.height - kept.height, left_out)
    return replace(raw, frame=kept)


def others(cells: pl.Series, listed: Collection[str]) -> list[str]:
    """Which of the distinct cells of a column are the code of no municipality of the code list."""
    form = codes.form(cells)
    return [cell for cell in cells if _other(cell, form, listed)]


def report_left_out(raw: Raw, column: str, used: int, count: int, left_out: Sequence[str]) -> None:
    """Say how many rows are used and how many others there are: a notice, or an error where none is left."""
    if count and not used:
        raw.problems.report(
            "no_rows",
            f"市区町村の行が一つもありません（{count:,} 行はどれも市区町村のものではありません）",
            f"has no row of a municipality ({count:,} rows are about other areas)",
            file=raw.label,
            sheet=raw.file.sheet,
            column=raw.header(column),
            source_id=raw.source.source_id,
        )
    elif count:
        named = "、".join(sorted(left_out)[:_SHOWN]) + (" …" if len(left_out) > _SHOWN else "")
        raw.problems.report(
            "rows_left_out",
            f"市区町村の {used:,} 行を使います。ほかの {count:,} 行は使いません（{named or '空欄'}）",
            f"{used:,} rows of municipalities are used, {count:,} others are not ({named or 'blank'})",
            severity="notice",
            file=raw.label,
            sheet=raw.file.sheet,
            column=raw.header(column),
            source_id=raw.source.source_id,
        )


def _other(cell: str, form: int | None, listed: Collection[str]) -> bool:
    """Whether a code is that of a nation, prefecture, ward, former town, …: no digits, or not in the list."""
    plain = narrow(cell)
    if not (plain.isascii() and plain.isdigit()):
        return True
    try:
        return codes.municipality_code(cell, form) not in listed
    except ValueError:
        # five digits in a column of them, or a code of the nation; six with a wrong check digit are a slip
        return not plain.strip("0") or len(plain) < 4
