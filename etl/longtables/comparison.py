"""Value by value between two builds for tables too long for frames: DuckDB reads the two Parquet files.

Equal files are not opened. Of each kind the first rows are named and the rest are one change with
their number and a hash over all of them, so that the name of a difference (compare.diff_id) still
stands for exactly these rows. All of them are an office's own tables: whatever was published is settled.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from etl.build.database import quoted
from etl.longtables.parquetfile import long_tables
from renkei.change import Change
from renkei.compare import PROVENANCE, same

_MOST_LISTED = 100  # of one kind
_ROWS = 500_000  # of both builds, about so many are held in memory at once


def compare(old: Path, new: Path, keys: Mapping[str, Sequence[str]]) -> list[Change]:
    """All differences of the long ones among the tables in `keys`, which the newer build has."""
    found: list[Change] = []
    for name in sorted(long_tables(old, new) & keys.keys()):
        before, after = (build / "parquet" / f"{name}.parquet" for build in (old, new))
        if not before.exists():
            found.append(Change(name, "definition", "table", None, None, "", None, False))
        elif not same(before, after):
            found += _files(name, list(keys[name]), before, after)
    return found


def _files(name: str, keys: list[str], before: Path, after: Path) -> list[Change]:
    with (
        tempfile.TemporaryDirectory(dir=after.parent.parent) as spilt,
        duckdb.connect(config={"memory_limit": "700MB", "temp_directory": spilt}) as connection,
    ):
        types: list[dict[str, str]] = []
        for view, path in (("before", before), ("after", after)):
            connection.execute(f"create view {view} as from read_parquet('{quoted(str(path))}')")
            described = connection.execute(f"describe {view}").fetchall()
            types.append({column: kind for column, kind, *_ in described if column not in PROVENANCE})
        old, new = types
        had, has = (", ".join(f"{key} {side[key]}" for key in keys if key in side) for side in (old, new))
        if had != has:
            # rows of the two builds cannot be told apart: a person must say so
            return [Change(name, "definition", "key", None, had, has, None, True)]
        structure = [
            Change(name, "definition", column, None, old.get(column), new.get(column), None, column in old)
            for column in sorted(old.keys() ^ new.keys())
        ]
        values = [column for column in new if column in old and column not in keys]
        told = _Differences(name, keys, {c: old[c] == new[c] for c in values}, connection)
        for low, high in told.ranges():
            told.add(low, high)
        return structure + told.changes()


class _Differences:
    """Differences counted over all ranges of the first key; the first of each kind in words."""

    def __init__(
        self,
        name: str,
        keys: Sequence[str],
        values: Mapping[str, bool],
        connection: duckdb.DuckDBPyConnection,
    ) -> None:
        """`values`: the columns beside the keys, and whether they are of one type in both."""
        self.name, self.values, self.connection = name, list(values), connection
        self.key = f'"{keys[0]}"'
        self.first: dict[str, list[Change]] = {"new": [], "gone": [], "revised": []}
        self.count = dict.fromkeys(self.first, 0)
        self.hash = dict.fromkeys(self.first, 0)
        words = ", ".join(f"'{k}=' || \"{k}\"::varchar" for k in keys)
        told = {s: ", ".join(["''", *(f"'{c}=' || {s}.\"{c}\"::varchar" for c in values)]) for s in "ba"}
        differ = [_differ(column, alike) for column, alike in values.items()]
        self.sql = f"""create or replace temp table differing as
            select
                case when b._there is null then 'new' when a._there is null then 'gone' else 'revised' end
                    as kind,
                concat_ws(' ', {words}) as key,
                ltrim(concat_ws(' ', {told["b"]})) as old,
                ltrim(concat_ws(' ', {told["a"]})) as new,
                coalesce(a.source_row, b.source_row) as row
            from (select *, true as _there from before where {self.key} between ? and ?) as b
            full join (select *, true as _there from after where {self.key} between ? and ?) as a
                using ({", ".join(f'"{key}"' for key in keys)})
            where {" or ".join(["a._there is null", "b._there is null", *differ])}"""

    def _all(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        return self.connection.execute(sql, list(values)).fetchall()

    def ranges(self) -> list[tuple[object, object]]:
        """First and last value of the first key, of so many rows as are compared at once."""
        found: list[tuple[object, object]] = []
        counted = self._all(
            f"select {self.key}, count(*) from (select {self.key} from before union all"
            f" select {self.key} from after) group by 1 order by 1"
        )
        low, rows = None, 0
        for value, count in counted:
            low, rows = (value if rows == 0 else low), rows + int(str(count))
            if rows >= _ROWS:
                found.append((low, value))
                rows = 0
        return [*found, (low, counted[-1][0])] if rows else found

    def add(self, low: object, high: object) -> None:
        self.connection.execute(self.sql, [low, high] * 2)
        for kind, count, total in self._all(
            "select kind, count(*), sum(hash(key, old, new)) from differing group by kind order by kind"
        ):
            kind = str(kind)
            self.count[kind] += int(str(count))
            self.hash[kind] += int(str(total))
            room = _MOST_LISTED - len(self.first[kind])
            self.first[kind] += [
                self._change(kind, *map(_word, row))
                for row in self._all(
                    f"select key, old, new, row from differing where kind = ? order by key limit {room}",
                    [kind],
                )
            ]

    def _change(
        self, kind: str, key: str | None, old: str | None, new: str | None, row: str | None
    ) -> Change:
        column = self.values[0] if kind == "revised" and len(self.values) == 1 else None
        if column:
            old, new = (text.removeprefix(f"{column}=") if text else None for text in (old, new))
        elif kind != "revised":
            old, new = (old, None) if kind == "gone" else (None, new)
        return Change(self.name, kind, key or "", column, old, new, row, kind != "new")

    def changes(self) -> list[Change]:
        found: list[Change] = []
        for kind, first in self.first.items():
            found += first
            more = self.count[kind] - len(first)
            if more:
                told = f"{more:,} rows more #{self.hash[kind] % 2**64:016x}"
                old, new = (told, None) if kind == "gone" else (None, told)
                key = f"ほか {more:,} 行 / {more:,} more"
                found.append(Change(self.name, kind, key, None, old, new, None, kind != "new"))
        return found


def _differ(column: str, alike: bool) -> str:
    cast = "" if alike else "::varchar"
    return f'b."{column}"{cast} is distinct from a."{column}"{cast}'


def _word(value: object) -> str | None:
    return None if value is None else str(value)
