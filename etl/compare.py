"""Value by value between two builds: new rows, revised figures, rows gone; and what the gate holds.

New figures publish by themselves. A figure that was already published as settled (an actual grant, a
census count, staff, …) and is now revised or gone waits until a person accepts the difference by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from etl.change import Change
from etl.discreet import discreet
from etl.tables import PROVENANCE, TABLES, Table

_PROVENANCE = ("source_id", "source_ref", "source_row", "as_printed", "note")
# Which published rows may not change in silence. Planned and preliminary figures, projections and
# texts change by their nature; a table that is not named here is compared, but never held.
_SETTLED: dict[str, pl.Expr] = {
    "disbursement": pl.col("status") == "actual",
    "population": pl.col("series").is_in(["census", "register"]),
    "area": pl.lit(True),
    "staff": pl.lit(True),
    "recruitment": pl.col("measure") == "hired",
    "region_member": pl.lit(True),
    "case_measure": pl.lit(True),
    "scheme_rule": pl.lit(True),
    "quoted_rate": pl.lit(True),
    "survey_answer": pl.col("missing_reason").is_null(),
}


def compare(frames: Mapping[str, pl.DataFrame], live: Path | None, new: Path | None = None) -> list[Change]:
    """All differences between the new tables and the Parquet files of the live build.

    Not where a row comes from. Without a live build there is nothing to compare; what a table it does
    not have holds is new. A table that the build in `new` has from the live one is the same.
    """
    if live is None:
        return []
    changes: list[Change] = []
    for table in TABLES:
        if table.bulk:
            continue  # etl.bulkcompare
        file = live / "parquet" / f"{table.name}.parquet"
        if new is not None and _same(file, new / "parquet" / file.name):
            continue
        if file.exists():
            changes += _table(table, pl.read_parquet(file), frames[table.name])
        else:
            changes.append(_structure(table.name, "table", None, "", False))
    known = {*(table.name for table in TABLES), *PROVENANCE}
    for file in sorted((live / "parquet").glob("*.parquet")):
        if file.stem not in known:
            changes.append(_structure(file.stem, "table", "", None, file.stem in _SETTLED))
    return changes


def _same(old: Path, new: Path) -> bool:
    """Whether both are one file on disk (etl.reuse)."""
    return old.exists() and new.exists() and old.samefile(new)


def tables_of(build: Path) -> dict[str, pl.DataFrame]:
    """The short tables of a build; one that it does not have is empty."""
    short = [table for table in TABLES if not table.bulk]
    files = {table.name: build / "parquet" / f"{table.name}.parquet" for table in short}
    empty = {table.name: table.schema.create_empty() for table in short}
    return {name: pl.read_parquet(file) if file.exists() else empty[name] for name, file in files.items()}


def held(changes: list[Change]) -> list[Change]:
    """What a person must accept."""
    return [change for change in changes if change.held]


def diff_id(changes: list[Change]) -> str:
    """The name of a difference: the same held changes have the same name, any other another."""
    told = sorted(
        json.dumps([c.table, c.kind, c.key, c.column, c.old, c.new], ensure_ascii=False)
        for c in held(changes)
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:10]


def _table(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> list[Change]:
    settled = table.name in _SETTLED
    keys = [key for key in table.keys if key in old.columns and key in new.columns]
    if keys != table.keys:
        # rows of the two builds cannot be told apart: of settled figures a person must say so
        key_names = ", ".join(table.keys)
        return [_structure(table.name, "key", ", ".join(keys), key_names, settled)]
    values = [c for c in table.columns if c not in keys and c not in _PROVENANCE]
    found = [
        _structure(table.name, column, None, str(new[column].dtype), False)
        for column in values
        if column in new.columns and column not in old.columns
    ]
    found += [
        _structure(table.name, column, str(old[column].dtype), None, settled)
        for column in old.columns
        if column not in new.columns and column not in _PROVENANCE
    ]
    both = [column for column in values if column in old.columns and column in new.columns]
    old = old.with_columns(_SETTLED.get(table.name, pl.lit(False)).alias("_held"))
    return found + discreet(table.name, keys, rows(table.name, keys, both, old, new), old, new)


def _structure(table: str, key: str, old: str | None, new: str | None, wait: bool) -> Change:
    """A table, key or column of a table that came or went."""
    return Change(table, "definition", key, None, old, new, None, wait)


def rows(
    table: str, keys: Sequence[str], values: Sequence[str], old: pl.DataFrame, new: pl.DataFrame
) -> list[Change]:
    """Differences of two frames with the same `keys` and `values`; `_held` in `old` marks settled rows."""
    if "_held" not in old.columns:
        old = old.with_columns(_held=pl.lit(False))
    retyped = [c for c in (*keys, *values) if old[c].dtype != new[c].dtype]
    if retyped:
        old, new = _alike(old, new, retyped)
    found: list[Change] = []
    added = new.join(old, on=keys, how="anti", nulls_equal=True)
    lost = old.join(new, on=keys, how="anti", nulls_equal=True)
    place = [c for c in ("source_row",) if c in new.columns]
    both = new.select(*keys, *values, *place).join(
        old.select(*keys, *values, "_held"), on=keys, nulls_equal=True, suffix="_old"
    )
    for row in added.iter_rows(named=True):
        told, where = _told(row, values), row.get("source_row")
        found.append(Change(table, "new", _key(row, keys), None, None, told, where, False))
    for row in lost.iter_rows(named=True):
        told, where = _told(row, values), row.get("source_row")
        found.append(Change(table, "gone", _key(row, keys), None, told, None, where, row["_held"]))
    for column in values:
        differs = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_old")))
        for row in differs.iter_rows(named=True):
            old_text, new_text = _text(row[f"{column}_old"]), _text(row[column])
            where = row.get("source_row")
            found.append(
                Change(table, "revised", _key(row, keys), column, old_text, new_text, where, row["_held"])
            )
    return found


def _alike(old: pl.DataFrame, new: pl.DataFrame, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A column of another type is still compared: numbers as numbers, anything else as text."""
    for column in columns:
        if old[column].dtype.is_numeric() and new[column].dtype.is_numeric():
            old, new = (frame.with_columns(pl.col(column).cast(pl.Float64)) for frame in (old, new))
        else:
            old, new = (
                frame.with_columns(
                    pl.Series(column, [_text(value) for value in frame[column].to_list()], dtype=pl.String)
                )
                for frame in (old, new)
            )
    return old, new


def _key(row: Mapping[str, Any], keys: Sequence[str]) -> str:
    return " ".join(f"{key}={row[key]}" for key in keys)


def _told(row: Mapping[str, Any], values: Sequence[str]) -> str:
    """The figures of a row that came or went."""
    return " ".join(f"{name}={_text(row[name])}" for name in values if row[name] is not None)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
