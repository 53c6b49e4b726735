"""Value by value between two builds for tables too long for frames: DuckDB reads the two Parquet files.

Equal files are not opened. Of each kind the first rows are named and the rest are one change with
their number and a hash over all of them, so that the name of a difference (compare.diff_id) still
stands for exactly these rows.
"""

from __future__ import annotations

import filecmp
from pathlib import Path

import duckdb

from etl.tables import Table, bulk_tables
from renkei.change import Change

_MOST_LISTED = 100  # of one kind
_PLACE = ("source_id", "source_file", "source_line")
_STEP = 2  # characters of the first key: 都道府県コード; so much is held in memory at once


def compare(old: Path, new: Path) -> list[Change]:
    """All differences of the long tables of two builds; published rows that changed or went are held."""
    found: list[Change] = []
    for table in bulk_tables():
        before, after = (build / "parquet" / f"{table.name}.parquet" for build in (old, new))
        if not after.exists():
            continue
        if not before.exists():
            found.append(Change(table.name, "definition", "table", None, None, "", None, False))
        elif not before.samefile(after) and not filecmp.cmp(before, after, shallow=False):
            found += _rows(table, before, after)
    return found


def _rows(table: Table, before: Path, after: Path) -> list[Change]:
    connection = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": "true"})
    try:
        for name, path in (("before", before), ("after", after)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"create view {name} as select * from read_parquet('{quoted}')")
        key = table.keys[0]
        parts = connection.execute(
            f"select distinct left({key}, {_STEP}) from before union "
            f"select distinct left({key}, {_STEP}) from after order by 1"
        ).fetchall()
        told = _Differences(table)
        for (part,) in parts:
            told.add(connection, part)
        return told.changes()
    finally:
        connection.close()


class _Differences:
    """Differences counted over all parts; the first of each kind in words."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.first: dict[str, list[Change]] = {"new": [], "gone": [], "revised": []}
        self.count = dict.fromkeys(self.first, 0)
        self.hash = dict.fromkeys(self.first, 0)

    def add(self, connection: duckdb.DuckDBPyConnection, part: str) -> None:
        table = self.table
        values = [c for c in table.columns if c not in table.keys and c not in _PLACE]
        keys = ", ".join(table.keys)
        differ = " or ".join(f"b.{c} is distinct from a.{c}" for c in values)
        told = {s: "concat_ws(' ', " + ", ".join(f"'{c}=' || {s}.{c}" for c in values) + ")" for s in "ab"}
        words = "concat_ws(' ', " + ", ".join(f"'{c}=' || {c}" for c in table.keys) + ")"
        where = f"{table.keys[0]} >= ? and {table.keys[0]} < ?"
        connection.execute(
            f"""create or replace temp table differing as
            select
                case when b.source_line is null then 'new' when a.source_line is null then 'gone'
                    else 'revised' end as kind,
                {words} as key,
                {told["b"]} as old,
                {told["a"]} as new,
                coalesce(a.source_file, b.source_file) || ':' || coalesce(a.source_line, b.source_line) as row
            from (select * from before where {where}) as b
            full join (select * from after where {where}) as a using ({keys})
            where a.source_line is null or b.source_line is null or {differ}""",
            [part, part + "\U0010ffff"] * 2,
        )
        sums = connection.execute(
            "select kind, count(*), sum(hash(key, old, new)) from differing group by kind"
        ).fetchall()
        for kind, count, total in sums:
            self.count[kind] += count
            self.hash[kind] += int(total)
            room = _MOST_LISTED - len(self.first[kind])
            rows = connection.execute(
                f"select key, old, new, row from differing where kind = ? order by key limit {room}", [kind]
            ).fetchall()
            for key, old, new, row in rows:
                self.first[kind].append(self._change(kind, key, old, new, row))

    def _change(self, kind: str, key: str, old: str | None, new: str | None, row: str | None) -> Change:
        values = [c for c in self.table.columns if c not in self.table.keys and c not in _PLACE]
        column = values[0] if kind == "revised" and len(values) == 1 else None
        if column:
            old, new = (text.removeprefix(f"{column}=") if text else text for text in (old, new))
        elif kind != "revised":
            old, new = (old, None) if kind == "gone" else (None, new)
        return Change(self.table.name, kind, key, column, old, new, row, kind != "new")

    def changes(self) -> list[Change]:
        found: list[Change] = []
        for kind, first in self.first.items():
            found += first
            more = self.count[kind] - len(first)
            if more:
                told = f"{more:,} rows more #{self.hash[kind] % 2**64:016x}"
                old, new = (told, None) if kind == "gone" else (None, told)
                key = f"ほか {more:,} 行 / {more:,} more"
                found.append(Change(self.table.name, kind, key, None, old, new, None, kind != "new"))
        return found
