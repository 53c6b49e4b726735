"""Two builds compared by value, for the page データと出典. Every figure and difference comes from SQL."""

from __future__ import annotations

import filecmp
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.closed import beside
from dashboard.mart import Build, Pair, Row

# where a row comes from is shown, not compared
_PROVENANCE = ("source_id", "source_ref", "source_row", "as_printed", "note")
_NUMBERS = ("BIGINT", "INTEGER", "UBIGINT", "DOUBLE", "DECIMAL")
MOST_REVISED, MOST_ROWS = 300, 20
_MOST_DONE = 16
# view, entry of its definition, old and new text; None where there was none
Definition = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class Line:
    """One difference; `by` is the newer value less the older one where both are numbers."""

    kind: str
    table: str
    key: str
    column: str | None
    old: Any
    new: Any
    by: Any
    row: str | None


@dataclass(frozen=True)
class Difference:
    """How many of each kind, and the first of each table: all revised values, some rows that came or
    went. `comparable` is False where a build was made before keys and definitions were recorded; `longer`
    are tables too long to be compared here that are not the same."""

    counts: Mapping[str, int]
    lines: tuple[Line, ...]
    definitions: tuple[Definition, ...]
    comparable: bool = True
    longer: tuple[str, ...] = ()


_done: OrderedDict[tuple[Path, Path], Difference] = OrderedDict()


def difference(older: Build, newer: Build) -> Difference:
    """What the newer of two builds has that the older has not, and the other way round. Builds do not
    change, so that the answers for the last pairs are kept."""
    asked = (older.folder, newer.folder)
    if asked not in _done:
        found = _difference(older, newer)
        while len(_done) >= _MOST_DONE:
            _done.pop(next(iter(_done)), None)
        _done[asked] = found
        return found
    return _done[asked]


def _difference(older: Build, newer: Build) -> Difference:
    keys = newer.manifest.get("keys")
    if not isinstance(keys, dict):
        return Difference({}, (), (), comparable=False)
    pair = Pair(older, newer)
    counts = dict.fromkeys(("new", "revised", "gone"), 0)
    lines: list[Line] = []
    try:
        before, after = _columns(pair, "older"), _columns(pair, "newer")
        for table in sorted(set(before) & set(after) & set(keys)):
            if set(keys[table]) <= set(before[table]) & set(after[table]):
                _table(pair, table, keys[table], before[table], after[table], counts, lines)
    finally:
        pair.close()
    definitions = _definitions(older.folder, newer.folder)
    if definitions:
        counts["definition"] = len(definitions)
    return Difference(counts, tuple(lines), definitions, longer=_longer(older, newer))


def _longer(older: Build, newer: Build) -> tuple[str, ...]:
    """Tables that one of the builds keeps beside its DuckDB file, unless they have the same bytes."""
    files = sorted({*beside(older.manifest), *beside(newer.manifest)})
    return tuple(Path(name).stem for name in files if not _same(older.folder / name, newer.folder / name))


def _same(one: Path, other: Path) -> bool:
    if not (one.exists() and other.exists()):
        return False
    return one.samefile(other) or filecmp.cmp(one, other, shallow=False)


def _columns(pair: Pair, database: str) -> dict[str, dict[str, str]]:
    """Table → column → type."""
    found: dict[str, dict[str, str]] = {}
    for row in pair.rows(
        "select table_name, column_name, c.data_type from duckdb_columns() as c "
        "join duckdb_tables() as t using (database_name, schema_name, table_name) "
        f"where database_name = '{database}' and schema_name = 'main' order by column_index"
    ):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row["data_type"]
    return found


def _table(
    pair: Pair,
    table: str,
    keys: Sequence[str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    counts: dict[str, int],
    lines: list[Line],
) -> None:
    same = " and ".join(f"o.{_name(key)} is not distinct from n.{_name(key)}" for key in keys)
    older, newer = f"older.main.{_name(table)} as o", f"newer.main.{_name(table)} as n"
    order = ", ".join(_name(key) for key in keys)
    mine = {"new": after, "gone": before}
    for kind, here, there in (("new", newer, older), ("gone", older, newer)):
        only = f"from {here} anti join {there} on {same}"
        count = pair.rows(f"select count(*) as n {only}")[0]["n"]
        counts[kind] += count
        if count:
            rows = pair.rows(f"select * {only} order by {order} limit {MOST_ROWS}")
            told = [c for c in mine[kind] if c not in keys and c not in _PROVENANCE]
            lines += [_row(kind, table, row, keys, told) for row in rows]
    values = [c for c in after if c in before and c not in keys and c not in _PROVENANCE]
    if not values:
        return
    joined = f"from {older} join {newer} on {same}"
    differs = {c: _differs(c, before[c], after[c]) for c in values}
    count = " + ".join(f"count(*) filter (where {test})" for test in differs.values())
    total = pair.rows(f"select {count} as n {joined}")[0]["n"]
    counts["revised"] += total
    if total:
        lines += _revised(pair, table, keys, before, after, differs, joined)


def _row(kind: str, table: str, row: Row, keys: Sequence[str], values: Sequence[str]) -> Line:
    """A row that came or went, with its values."""
    told = " ".join(f"{name}={row[name]}" for name in values if row[name] is not None)
    old, new = (None, told) if kind == "new" else (told, None)
    return Line(kind, table, _key(row, keys), None, old, new, None, row.get("source_row"))


def _differs(column: str, before: str, after: str) -> str:
    cast = "" if before == after or (_number(before) and _number(after)) else "::varchar"
    return f"o.{_name(column)}{cast} is distinct from n.{_name(column)}{cast}"


def _revised(
    pair: Pair,
    table: str,
    keys: Sequence[str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    differs: Mapping[str, str],
    joined: str,
) -> list[Line]:
    named = ", ".join(f"n.{_name(key)}" for key in keys)
    order = ", ".join(f"n.{_name(key)}" for key in keys)
    place = "n.source_row" if "source_row" in after else "null as source_row"
    found = []
    for column, test in differs.items():
        mine = _name(column)
        # as decimals: 81.3 − 80.1 is 1.2
        by = (
            f"n.{mine}::decimal(38, 9) - o.{mine}::decimal(38, 9)"
            if _number(before[column]) and _number(after[column])
            else "null"
        )
        rows = pair.rows(
            f"select {named}, {place}, o.{mine} as was_, n.{mine} as is_, {by} as by_ {joined} "
            f"where {test} order by {order} limit {MOST_REVISED}"
        )
        found += [
            Line(
                "revised",
                table,
                _key(row, keys),
                column,
                row["was_"],
                row["is_"],
                row["by_"],
                row["source_row"],
            )
            for row in rows
        ]
    return found


def _definitions(older: Path, newer: Path) -> tuple[Definition, ...]:
    """Entries of the views' definitions that differ; nothing where a build kept none."""
    try:
        before, after = (
            json.loads((folder / "definitions.json").read_text(encoding="utf-8")) for folder in (older, newer)
        )
    except (OSError, ValueError):
        return ()
    found: list[Definition] = []
    for view in sorted({*before, *after}):
        old, new = before.get(view), after.get(view)
        if old is None or new is None:
            found.append((view, "view", "" if old else None, "" if new else None))
            continue
        found += [
            (view, part, old.get(part), new.get(part))
            for part in dict.fromkeys((*new, *old))
            if old.get(part) != new.get(part)
        ]
    return tuple(found)


def _number(kind: str) -> bool:
    return kind.startswith(_NUMBERS) and not kind.endswith("]")


def _key(row: Row, keys: Sequence[str]) -> str:
    return " ".join(f"{key}={row[key]}" for key in keys)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
