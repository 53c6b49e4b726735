"""What a select reads, and the order of the views that follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from etl.problems import Problems
from etl.sqlfile import SqlFile

_PARSE = "select json_serialize_sql(?, skip_default := true, skip_empty := true, skip_null := true)"
# functions that make rows out of nothing but their arguments; any other in `from` may read a file
_ROW_MAKERS = frozenset({"unnest", "generate_series", "range"})
# anything else in quotes is taken by the engine for the name of a file
_PLAIN = re.compile(r"\w+")
_ONE_SELECT = ("一つのファイルには一つの select だけを書きます", "a file holds one select and nothing else")
_NO_DATABASE = (
    "データベースの名前を付けずに書きます（例 kpi.coverage）",
    "write the name without a database, as in kpi.coverage",
)
_NO_FILES = (
    "ファイルや関数からは読めません。マートの表とビューだけを読みます",
    "a view reads tables and views of the mart, no files and no functions",
)


@dataclass(frozen=True)
class Reading:
    """The tables a select names (main.region, kpi.coverage) with the offset of each; what it may not do."""

    places: dict[str, int]
    fault: tuple[str, str, int] | None = None


@cache
def reading(select: str) -> Reading:
    """Parsed once per text, by the engine's own parser. Raises ValueError where it is not SQL."""
    (told,) = _parser().execute(_PARSE, [select]).fetchone() or ("{}",)
    parsed = json.loads(told)
    if parsed["error"] and parsed["error_type"] != "not implemented":
        raise ValueError(parsed["error_message"])
    nodes = list(_nodes(parsed.get("statements", [])))
    if len(parsed.get("statements", [])) != 1 or any(node.get("type") == "SHOW_REF" for node in nodes):
        return Reading({}, (*_ONE_SELECT, 0))
    local = {cte["key"].lower() for node in nodes for cte in node.get("cte_map", {}).get("map", [])}
    places: dict[str, int] = {}
    for node in nodes:
        at = _offset(select, node.get("query_location", 0))
        if node.get("type") == "TABLE_FUNCTION":
            if node["function"]["function_name"].lower() not in _ROW_MAKERS:
                return Reading({}, (*_NO_FILES, at))
        elif node.get("type") == "BASE_TABLE":
            schema, table = node.get("schema_name", "").lower(), node["table_name"].lower()
            if not _PLAIN.fullmatch(table):
                return Reading({}, (*_NO_FILES, at))
            if "catalog_name" in node:
                return Reading({}, (*_NO_DATABASE, at))
            if schema or table not in local:
                name = f"{schema or 'main'}.{table}"
                places[name] = min(at, places.get(name, at))
    return Reading(places)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the parsed statement, from the outside in."""
    if isinstance(tree, dict):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(part, (dict, list)):
            yield from _nodes(part)


def _offset(select: str, place: int) -> int:
    """The engine counts bytes, and names a place it does not know by the greatest number there is."""
    data = select.encode()
    return len(data[:place].decode(errors="ignore")) if place < len(data) else 0


def tables_read(select: str) -> frozenset[str]:
    """The tables and views a select names: 'kpi.coverage', 'main.region'. Raises ValueError."""
    return frozenset(reading(select).places)


def ordered(files: list[SqlFile], problems: Problems) -> list[SqlFile]:
    """Files after the views they read. One that is no single select, or reads itself through others,
    is a problem and is left out."""
    reads: dict[str, set[str]] = {}
    usable: list[SqlFile] = []
    for file in files:
        try:
            found = reading(file.select)
        except ValueError:
            found = Reading({})  # the engine tells the place better: see viewbuild
        if found.fault is not None:
            ja, en, at = found.fault
            problems.add(file.wrong("sql_statement", ja, en, at=file.offset(at)))
            continue
        usable.append(file)
        reads[file.qualified] = set(found.places)
    by_name = {file.qualified: file for file in usable}
    done: dict[str, SqlFile] = {}
    while len(done) < len(by_name):
        ready = [
            name for name in sorted(by_name) if name not in done and reads[name] & set(by_name) <= set(done)
        ]
        if not ready:
            _cycles({name: by_name[name] for name in by_name if name not in done}, reads, problems)
            break
        done.update((name, by_name[name]) for name in ready)
    return list(done.values())


def _cycles(left: dict[str, SqlFile], reads: dict[str, set[str]], problems: Problems) -> None:
    """One problem for each file that reads itself through others, and for each that reads such a file."""
    for name, file in left.items():
        way = _way(name, left, reads)
        first = way[0] if way else sorted(reads[name] & set(left))[0]
        circle = " → ".join([name, *way]) if way else first
        at = file.offset(reading(file.select).places.get(first, 0))
        if way:
            problems.add(
                file.wrong(
                    "sql_cycle",
                    f"ビューが互いに参照しています: {circle}",
                    f"these views read each other: {circle}",
                    value=first,
                    at=at,
                )
            )
        else:
            problems.add(
                file.wrong(
                    "sql_cycle",
                    f"互いに参照しているビューを読んでいます: {circle}",
                    f"this reads a view that reads itself: {circle}",
                    value=first,
                    at=at,
                )
            )


def _way(start: str, left: dict[str, SqlFile], reads: dict[str, set[str]]) -> list[str]:
    """The shortest way from a view back to itself, or nothing."""
    ways = [[name] for name in sorted(reads[start] & set(left))]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, name] for name in sorted(reads[way[-1]] & set(left))]
    return []
