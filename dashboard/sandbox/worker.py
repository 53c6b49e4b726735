"""The other side of the sandbox: one query, asked of one build, in a process that owns nothing.

Run as a script with `python -I`; standard library and duckdb only. Reads one JSON line from standard
input, writes one to standard output. Nothing here is trusted to hold alone: the engine is closed and
locked, the statement is checked by the engine's own parser against what is allowed, and the operating
system limits memory, processor time and files (mart.md, Traps: the engine's limits do not hold alone).
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import duckdb

_CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "temp_directory": "",
    "home_directory": "",
    "secret_directory": "",
    "threads": "1",
}
_SCHEMAS = ("", "main", "kpi", "views")
# functions that make rows from their arguments alone
_ROW_MAKERS = frozenset({"unnest", "range", "generate_series"})
# scalar functions that run SQL, tell of the server or leave something behind
_REFUSED = frozenset(
    {
        "current_setting", "getvariable", "getenv", "write_log", "json_execute_serialized_sql", "query",
        "query_table", "current_query", "nextval", "currval", "txid_current", "parse_duckdb_log_message",
        "json_serialize_plan", "json_deserialize_sql", "json_serialize_sql", "sleep_ms", "which_secret",
        "current_database", "current_schemas", "current_catalog", "version", "getdatabasename",
    }
)  # fmt: skip
_CELL = 2_000


class NotAllowed(Exception):
    """The statement asks for something the sandbox does not give: (what, name, offset in bytes)."""


def main() -> None:
    job = json.loads(sys.stdin.readline())
    _limit(job["memory_mb"], job["seconds"])
    try:
        answer = run(job)
    except NotAllowed as error:
        answer = {"refused": "not_allowed", "what": error.args[0], "name": error.args[1]}
    except (duckdb.OutOfMemoryException, MemoryError):
        answer = {"refused": "memory"}
    except duckdb.Error as error:
        answer = {"refused": "wrong", **_told(error)}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
    sys.stdout.flush()


def _limit(memory_mb: int, seconds: float) -> None:
    """What the operating system allows this process: no way to raise it again."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(kind, (most, most))


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Columns and rows of the one select; `more` says that rows were left out."""
    config: dict[str, Any] = _CLOSED | {"memory_limit": f"{max(job['memory_mb'] // 4, 64)}MB"}
    # a name without its folder: the engine tells nobody where the mart lies
    connection = duckdb.connect(job["database"], read_only=True, config=config)
    connection.execute("set errors_as_json = true")
    if job["beside"]:  # as paths from here, like the database
        paths = ", ".join("'" + path.replace("'", "''") + "'" for path in job["beside"])
        connection.execute(f"set allowed_paths = [{paths}]")
    # last of all: closed, the engine refuses some of the settings above, in whatever order it takes them
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    allowed(connection, job["sql"])
    cursor = connection.execute(job["sql"])
    columns = [(column[0], str(column[1])) for column in cursor.description or ()]
    rows = cursor.fetchmany(job["rows"] + 1)
    return {
        "columns": columns,
        "rows": [[_cell(value) for value in row] for row in rows[: job["rows"]]],
        "more": len(rows) > job["rows"],
    }


def _cell(value: Any) -> Any:
    """Numbers and truth stay; the rest is text, cut where it is long."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    text = str(value)
    return text if len(text) <= _CELL else text[:_CELL] + "…"


def allowed(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raises NotAllowed unless it is one select over the mart, and duckdb.Error for what is no SQL."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise NotAllowed("one_select", "")
    told = connection.execute("select json_serialize_sql(?)", [sql]).fetchone()
    tree: dict[str, Any] = json.loads(told[0]) if told else {"error": True}
    if tree.get("error") or len(tree["statements"]) != 1:
        if statements[0].type == duckdb.StatementType.SELECT and tree.get("error_type") == "parser":
            raise duckdb.ParserException(json.dumps({"exception_message": tree.get("error_message", "")}))
        raise NotAllowed("one_select", str(statements[0].type).split(".")[-1].lower())
    tables = {
        tuple(row)
        for row in connection.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
    }
    local = set(_common_names(tree))
    for node in _nodes(tree):
        kind = node.get("type")
        if kind == "BASE_TABLE":
            schema, name = str(node.get("schema_name", "")), str(node.get("table_name", ""))
            if node.get("catalog_name") or schema not in _SCHEMAS:
                raise NotAllowed("table", f"{schema}.{name}")
            if schema == "" and name in local:
                continue
            known = (schema or "main", name) in tables
            if not known and any(letter in name for letter in "./\\:*?[]"):
                raise NotAllowed("table", name)
            # a name that is nowhere is left to the engine, which knows what may be meant
            if not known and name.lower().startswith(("duckdb_", "pg_", "pragma_", "sqlite_")):
                raise NotAllowed("table", name)
        elif kind == "SHOW_REF":
            raise NotAllowed("one_select", "describe")
        elif kind == "TABLE_FUNCTION":
            name = str((node.get("function") or {}).get("function_name", "")).lower()
            if name not in _ROW_MAKERS:
                raise NotAllowed("function", name)
        elif kind == "FUNCTION":
            name = str(node.get("function_name", "")).lower()
            if name in _REFUSED or name.startswith(("duckdb_", "pragma_", "pg_", "read_", "has_")):
                raise NotAllowed("function", name)
            if node.get("catalog") or str(node.get("schema", "")) not in ("", "main"):
                raise NotAllowed("function", name)


def _nodes(tree: Any) -> Any:
    """Every node of the parsed statement; deep nesting is walked without recursion."""
    left = [tree]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            yield item
            left += item.values()
        elif isinstance(item, list):
            left += item


def _common_names(tree: Any) -> Any:
    for node in _nodes(tree):
        for entry in (node.get("cte_map") or {}).get("map", []):
            yield str(entry["key"])
        if node.get("type") in ("RECURSIVE_CTE_NODE", "CTE_NODE"):
            yield str(node.get("cte_name", ""))


def _told(error: duckdb.Error) -> dict[str, Any]:
    """Message, place and candidates, as the engine gives them."""
    text = str(error)
    try:
        found = json.loads(text[text.index("{") :])
    except ValueError:
        found = {"exception_message": text}
    return {
        "message": str(found.get("exception_message", "")).split("\n")[0],
        "position": int(found["position"]) if str(found.get("position", "")).isdigit() else None,
        "name": found.get("name"),
        "candidates": [c.strip() for c in str(found.get("candidates", "")).split(",") if c.strip()],
    }


if __name__ == "__main__":
    main()
