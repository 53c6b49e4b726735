"""Value by value with the live build: new rows, revised figures, rows gone; and the gate.

New figures publish by themselves. A figure that was already published as settled (an actual grant, a
census count, staff, …) and is now revised or gone waits until a person accepts the difference by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl.tables import TABLES, Table

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
}


@dataclass(frozen=True)
class Change:
    """One difference. `kind` is new, revised or gone; `held` says whether the gate holds it."""

    table: str
    kind: str
    key: str
    column: str | None
    old: str | None
    new: str | None
    row: str | None
    held: bool

    def line(self, english: bool) -> str:
        word = {"new": ("新規", "new"), "revised": ("改定", "revised"), "gone": ("消滅", "gone")}
        name = word[self.kind][1 if english else 0]
        value = f": {self.column} {self.old} → {self.new}" if self.kind == "revised" else ""
        where = f" [{self.row}]" if self.row else ""
        return f"{name}: {self.table} {self.key}{value}{where}"

    def as_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)


def compare(frames: Mapping[str, pl.DataFrame], live: Path | None) -> list[Change]:
    """All differences between the new tables and the Parquet files of the live build.

    Only columns both builds have are compared, and not where a row comes from. Without a live build,
    or for a table it does not have, there is nothing to compare.
    """
    changes: list[Change] = []
    if live is None:
        return changes
    for table in TABLES:
        file = live / "parquet" / f"{table.name}.parquet"
        if file.exists():
            changes += _table(table, pl.read_parquet(file), frames[table.name])
    return changes


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
    keys = [key for key in table.keys if key in old.columns]
    if keys != table.keys:
        return []  # the key itself changed: rows of the two builds cannot be told apart
    values = [c for c in table.columns if c in old.columns and c not in keys and c not in _PROVENANCE]
    old = old.with_columns(_SETTLED.get(table.name, pl.lit(False)).alias("_held"))
    found: list[Change] = []
    added = new.join(old, on=keys, how="anti", nulls_equal=True)
    lost = old.join(new, on=keys, how="anti", nulls_equal=True)
    both = new.select(*keys, *values, "source_row").join(
        old.select(*keys, *values, "_held"), on=keys, nulls_equal=True, suffix="_old"
    )
    for row in added.iter_rows(named=True):
        found.append(Change(table.name, "new", _key(row, keys), None, None, None, row["source_row"], False))
    for row in lost.iter_rows(named=True):
        found.append(
            Change(table.name, "gone", _key(row, keys), None, None, None, row.get("source_row"), row["_held"])
        )
    for column in values:
        if both[column].dtype != both[f"{column}_old"].dtype:
            continue
        differs = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_old")))
        for row in differs.iter_rows(named=True):
            found.append(
                Change(
                    table.name,
                    "revised",
                    _key(row, keys),
                    column,
                    _text(row[f"{column}_old"]),
                    _text(row[column]),
                    row["source_row"],
                    row["_held"],
                )
            )
    return found


def _key(row: Mapping[str, Any], keys: list[str]) -> str:
    return " ".join(f"{key}={row[key]}" for key in keys)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
