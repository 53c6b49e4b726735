"""`only = "municipalities"`: of a table that mixes areas, the rows of municipalities.

What is left out is counted and named. A code that cannot be read stays, and is an error as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from etl.clean import codes
from etl.clean.values import narrow
from etl.tables.columns import Raw

_SHOWN = 8


def municipalities_only(raw: Raw, listed: Collection[str]) -> Raw:
    """The same file without rows whose code is no municipality's of the code list."""
    column = "municipality_code" if "municipality_code" in raw.frame.columns else "area_code"
    cells = raw.frame[column]
    form = codes.form(cells.drop_nulls().unique())
    left_out = [cell for cell in cells.drop_nulls().unique() if _other(cell, form, listed)]
    kept = raw.frame.filter(cells.is_not_null() & ~cells.is_in(left_out))
    count = raw.frame.height - kept.height
    if count and not kept.height:
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
            f"市区町村の {kept.height:,} 行を使います。ほかの {count:,} 行は使いません（{named or '空欄'}）",
            f"{kept.height:,} rows of municipalities are used, {count:,} others are not ({named or 'blank'})",
            severity="notice",
            file=raw.label,
            sheet=raw.file.sheet,
            column=raw.header(column),
            source_id=raw.source.source_id,
        )
    return replace(raw, frame=kept)


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
