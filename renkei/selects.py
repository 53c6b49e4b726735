"""What one select reads, and whether it keeps to the mart: the one check of SQL that somebody wrote.

The editor asks it before a query runs, the refresh before a view is made. It works on the tree of the
engine's own parser and follows the scopes of `with`: a name is a common table expression only where it
is one, elsewhere it is a table, whatever it is called somewhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import duckdb

_PARSE = "select json_serialize_sql(?, skip_default := true, skip_empty := true, skip_null := true)"
# what the engine finds under a plain name without anybody having made it
_SYSTEM = "select lower(view_name) from duckdb_views() where internal"
# functions that make rows out of nothing but their arguments; any other in `from` may read a file
ROW_MAKERS = frozenset({"unnest", "generate_series", "range"})
# anything else in quotes is taken by the engine for the name of a file
_PLAIN = re.compile(r"\w+")
# scalar functions that run SQL, tell of the server and its settings, wait, or leave something behind
_REFUSED = frozenset(
    {
        "col_description", "current_catalog", "current_connection_id", "current_database", "current_query",
        "current_query_id", "current_role", "current_schema", "current_schemas", "current_setting",
        "current_transaction_id", "current_user", "currval", "format_pg_type", "format_type",
        "get_block_size", "getenv", "getvariable", "in_search_path", "json_deserialize_sql",
        "json_execute_serialized_sql", "json_serialize_plan", "json_serialize_sql", "map_to_pg_oid",
        "nextval", "obj_description", "parse_duckdb_log_message", "query", "query_table", "session_user",
        "setseed", "setval", "shobj_description", "sleep_ms", "stats", "txid_current", "user",
        "vector_type", "version", "which_secret", "write_log",
    }
)  # fmt: skip
_REFUSED_FAMILIES = ("duckdb_", "pragma_", "pg_", "read_", "has_", "inet_", "__")
_SYSTEM_FAMILIES = ("duckdb_", "pragma_", "pg_", "sqlite_")
_SYSTEM_SCHEMAS = frozenset({"information_schema", "pg_catalog", "system", "temp"})
_TIMES = frozenset({"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"})
_SHOWN = frozenset({"tables"})

What = Literal["one_select", "table", "database", "file", "function", "depth"]


@dataclass(frozen=True)
class Refusal:
    """What a select may not do, the name it does it with, and where: an offset in characters."""

    what: What
    name: str
    at: int = 0
    scalar: bool = False  # of a function: it stands in an expression, not in `from`


@dataclass(frozen=True)
class Reading:
    """The tables a select names (main.region, kpi.coverage) with the offset of each; what it may not do.

    `describes`: it tells of a table (describe, summarize, show) instead of reading rows alone.
    `calls`: the functions it calls, the words for the time that are written without brackets, `tablesample`.
    """

    tables: Mapping[str, int]
    refusal: Refusal | None = None
    describes: bool = False
    calls: frozenset[str] = frozenset()


def read(select: str, connection: duckdb.DuckDBPyConnection) -> Reading:
    """Parsed by the engine's own parser. Raises ValueError where it is not SQL."""
    (text,) = connection.execute(_PARSE, [select]).fetchone() or ("{}",)
    try:
        parsed = json.loads(text)
    except RecursionError:  # a tree deeper than Python reads: it cannot be looked through
        return Reading({}, Refusal("depth", ""))
    if parsed.get("error", True) and parsed.get("error_type") != "not implemented":
        raise ValueError(parsed.get("error_message", ""))
    statements = parsed.get("statements", [])
    if len(statements) != 1:
        return Reading({}, Refusal("one_select", ""))
    system = _system(connection)
    tables: dict[str, int] = {}
    describes = False
    calls: set[str] = set()
    for node, local in _scoped(statements[0]):
        at = _offset(select, node.get("query_location", 0))
        refusal = _refusal(node, local, system, at)
        if refusal is not None:
            return Reading(tables, refusal, describes)
        if node.get("type") == "SHOW_REF":
            describes = True
        calls.update(_calls(node))
        schema, table = _table(node)
        if table and (schema or table not in local):
            qualified = f"{schema or 'main'}.{table}"
            tables[qualified] = min(at, tables.get(qualified, at))
    return Reading(tables, None, describes, frozenset(calls))


def _system(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Asked once per process: they are the same in every database of this engine."""
    if not _system_names:
        _system_names.update(name for (name,) in connection.execute(_SYSTEM).fetchall())
    return frozenset(_system_names)


_system_names: set[str] = set()


def is_of_a_mart(name: str) -> bool:
    """Whether a table's name may be told as one that was meant: the engine's own are not."""
    return not name.strip('"').lower().rpartition(".")[2].startswith(_SYSTEM_FAMILIES)


def _table(node: Mapping[str, Any]) -> tuple[str, str]:
    """Schema and name of the table that a node names; the schema is empty where none is written."""
    shown = node.get("type") == "SHOW_REF" and node.get("show_type") != "SHOW_SPECIAL"
    if node.get("type") != "BASE_TABLE" and not shown:
        return "", ""
    return str(node.get("schema_name", "")).lower(), str(node.get("table_name", "")).lower()


def _calls(node: Mapping[str, Any]) -> Iterator[str]:
    if node.get("type") == "FUNCTION":
        yield str(node.get("function_name", "")).lower()
    names: list[Any] = node.get("column_names") or []
    if len(names) == 1 and str(names[0]).lower() in _TIMES:
        yield str(names[0]).lower()
    if isinstance(node.get("sample"), dict):
        yield "tablesample"


def _refusal(
    node: Mapping[str, Any], local: frozenset[str], system: frozenset[str], at: int
) -> Refusal | None:
    kind = node.get("type")
    if kind == "SHOW_REF" and node.get("show_type") == "SHOW_SPECIAL":
        shown = str(node.get("table_name", "")).strip('"').lower()
        return None if shown in _SHOWN else Refusal("one_select", "show", at)
    if kind == "TABLE_FUNCTION":
        function = node.get("function") or {}
        name = str(function.get("function_name", "")).lower()
        qualified = len((function.get("qualified_name") or {}).get("path", ())) > 1
        return None if name in ROW_MAKERS and not qualified else Refusal("function", name, at)
    if kind == "FUNCTION":
        return _function(node, at)
    schema, table = _table(node)
    if not table:
        return None
    name = f"{schema}.{table}" if schema else table
    if not _PLAIN.fullmatch(table):
        return Refusal("file", table, at)
    if "catalog_name" in node or len((node.get("qualified_name") or {}).get("path", ())) > 2:
        return Refusal("database", name, at)
    of_the_engine = table in system or table.startswith(_SYSTEM_FAMILIES)
    if schema in _SYSTEM_SCHEMAS or (of_the_engine and (schema or table not in local)):
        return Refusal("table", name, at)
    return None


def _function(node: Mapping[str, Any], at: int) -> Refusal | None:
    name = str(node.get("function_name", "")).lower()
    schema = str(node.get("schema", "")).lower()
    if name in _REFUSED or name.startswith(_REFUSED_FAMILIES):
        return Refusal("function", name, at, scalar=True)
    foreign = bool(node.get("catalog")) or schema not in ("", "main")
    return Refusal("function", name, at, scalar=True) if foreign else None


def _scoped(tree: Any) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    """Every object of the parsed statement with the common table expressions that are seen from it.

    One is seen by those written behind it and by the select it belongs to; by itself where it is
    recursive. Walked without recursion: a query may be nested deeper than Python goes.
    """
    left: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while left:
        item, local = left.pop()
        if isinstance(item, list):
            left += [(part, local) for part in reversed(item)]
        elif isinstance(item, dict):
            if item.get("type") == "RECURSIVE_CTE_NODE":
                local |= {str(item.get("cte_name", "")).lower()}
            for entry in (item.get("cte_map") or {}).get("map", []):
                left.append((entry.get("value"), local))
                local |= {str(entry["key"]).lower()}
            yield item, local
            left += [(part, local) for key, part in reversed(item.items()) if key != "cte_map"]


def _offset(select: str, place: int) -> int:
    """The engine counts bytes, and names a place it does not know by the greatest number there is."""
    data = select.encode()
    return len(data[:place].decode(errors="ignore")) if place < len(data) else 0
