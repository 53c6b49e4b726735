"""The other side of the sandbox: one query, asked of one build, in a process that owns nothing.

Run as a script with `python -I`; standard library, duckdb and renkei only. Reads one JSON line from
standard input, writes one to standard output. Nothing here is trusted to hold alone: what is written is
checked by the engine's own parser (renkei/selects.py), what the engine understood by the functions its
plan reads from, the engine is closed and locked, and the operating system limits memory, processor time
and files (mart.md, Traps: the engine's limits do not hold alone).
"""

from __future__ import annotations

import json
import re
import resource
import sys
import traceback
from pathlib import Path
from typing import Any

import duckdb

# `python -I` knows no folder of ours
sys.path.append(str(Path(__file__).resolve().parents[2]))
from renkei import selects

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
_SCHEMAS = (
    "select schema_name from duckdb_tables() "
    "union select schema_name from duckdb_views() where not internal union select 'main'"
)
_TABLE_FUNCTIONS = (
    "select distinct lower(function_name) from duckdb_functions() where function_type = 'table'"
)
# make rows of their arguments, or are how the engine calls a table of the mart
_HARMLESS = selects.ROW_MAKERS | {"seq_scan"}
# how it calls a long table, which is a view over a file
_FILES = frozenset({"read_parquet", "parquet_scan"})
_EXPLAIN = re.compile(r"\s*explain(\s+analyze)?\s", re.IGNORECASE)
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\s'\"\\/:;,()]+){2,}")
_ANALYZE = "explain analyze"
_CELL = 2_000


class NotAllowed(Exception):
    """The statement asks for something the sandbox does not give: (what, name, offset in characters)."""


def main() -> None:
    job = json.loads(sys.stdin.readline())
    _limit(job["memory_mb"], job["seconds"])
    try:
        text = json.dumps(answered(job), ensure_ascii=False, default=str)
    except MemoryError:
        text = '{"refused": "memory"}'
    sys.stdout.write(text)
    sys.stdout.flush()


def answered(job: dict[str, Any]) -> dict[str, Any]:
    """Columns and rows, or why there are none."""
    sql = str(job["sql"])
    try:
        return run(job)
    except NotAllowed as error:
        what, name, at = error.args
        refused = {"pivot": "pivot", "depth": "nested"}.get(what, "not_allowed")
        return {"refused": refused, "what": what, "name": name, "position": len(sql[:at].encode())}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"refused": "memory"}
    except duckdb.Error as error:
        # the one type that Python reads only with a library of its own
        if "pytz" in str(error):
            return {"refused": "zone"}
        return {"refused": "wrong", **_describe_error(error, sql)}
    except RecursionError:
        return {"refused": "nested"}
    except Exception:
        # the board logs it; a reader is told that it was no fault of theirs
        return {"refused": "broken", "trace": traceback.format_exc()}


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
    connection = opened(job)
    sql = str(job["sql"])
    check(connection, sql, bool(job["beside"]))
    cursor = connection.execute(sql)
    told = cursor.description or ()
    columns = list(zip(distinct([column[0] for column in told]), (str(c[1]) for c in told), strict=True))
    most = max(1, min(job["rows"], job["cells"] // max(len(columns), 1)))
    rows = cursor.fetchmany(most + 1)
    return {
        "columns": columns,
        "rows": [[_cell(value) for value in row] for row in rows[:most]],
        "more": len(rows) > most,
    }


def opened(job: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """The build, closed and locked: no file, no setting, no variable of this program can be reached."""
    config: dict[str, Any] = _CLOSED | {"memory_limit": f"{max(job['memory_mb'] // 4, 64)}MB"}
    # a name without its folder: messages of the engine do not tell where the mart lies
    connection = duckdb.connect(job["database"], read_only=True, config=config)
    connection.execute("set errors_as_json = true")
    # else an unknown table is looked for among the variables of this program
    connection.execute("set python_enable_replacements = false")
    if job["beside"]:  # as paths from here, like the database
        paths = ", ".join("'" + path.replace("'", "''") + "'" for path in job["beside"])
        connection.execute(f"set allowed_paths = [{paths}]")
    # last of all: closed, the engine refuses some of the settings above, in whatever order it takes them
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def distinct(names: list[str]) -> list[str]:
    """Each column has a name of its own, as the engine gives them to a view: a, a_1, a_2."""
    found: list[str] = []
    taken = {name.lower() for name in names}
    for at, name in enumerate(names):
        free, number = name, 0
        if name.lower() in {earlier.lower() for earlier in names[:at]}:
            while free.lower() in taken:
                number += 1
                free = f"{name}_{number}"
        taken.add(free.lower())
        found.append(free)
    return found


def _cell(value: Any) -> Any:
    """Numbers and truth stay; the rest is text, cut where it is long."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    text = str(value)
    return text if len(text) <= _CELL else text[:_CELL] + "…"


def check(connection: duckdb.DuckDBPyConnection, sql: str, beside: bool = False) -> None:
    """Raises NotAllowed unless it is one select over the mart, and duckdb.Error for what is no SQL."""
    statements = connection.extract_statements(sql)
    if len(statements) == 1 and statements[0].type == duckdb.StatementType.MULTI:
        raise NotAllowed("pivot", "pivot", 0)
    select, at, analyzed = sql, 0, False
    if len(statements) == 1 and statements[0].type == duckdb.StatementType.EXPLAIN:
        found = _EXPLAIN.match(sql)
        at, analyzed = (found.end(), bool(found[1])) if found else (0, False)
        select = sql[at:]
    elif len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).split(".")[-1].lower() if len(statements) == 1 else ""
        raise NotAllowed("one_select", kind, 0)
    try:
        reading = selects.read(select, connection)
    except ValueError as error:
        raise duckdb.ParserException(json.dumps({"exception_message": str(error)})) from None
    if reading.refusal is not None:
        raise NotAllowed(reading.refusal.what, reading.refusal.name, reading.refusal.at + at)
    schemas = {str(schema).lower() for (schema,) in connection.execute(_SCHEMAS).fetchall()}
    for name, place in reading.tables.items():
        # a table that is nowhere is left to the engine, which knows what may be meant
        if name.partition(".")[0] not in schemas:
            raise NotAllowed("table", name, place + at)
    if not reading.describes:
        check_plan(connection, select, beside, analyzed)
    elif beside and analyzed:
        raise NotAllowed("explain", _ANALYZE, 0)  # its plan is not looked through


def check_plan(
    connection: duckdb.DuckDBPyConnection, select: str, beside: bool, analyzed: bool = False
) -> None:
    """What the engine understood: none of its own functions that read files or tell of the server.

    The second look, after names are bound: it does not depend on how a name was written.
    `analyzed`: the plan is shown after a run, and then names the files it read.
    """
    functions = {name for (name,) in connection.execute(_TABLE_FUNCTIONS).fetchall()} - _HARMLESS
    try:
        row = connection.execute(f"explain (format json) {select}").fetchone()
    except duckdb.Error:
        connection.execute(select)  # the same fault, told at its place in what was written
        raise
    left = json.loads(row[1]) if row else []
    while left:
        step = left.pop()
        name = str(step.get("name", "")).strip().lower()
        if name in _FILES and beside:
            if analyzed:
                raise NotAllowed("explain", _ANALYZE, 0)
        elif name in functions:
            raise NotAllowed("function", name, 0)
        left += step.get("children", ())


def _describe_error(error: duckdb.Error, sql: str) -> dict[str, Any]:
    """Message, place and candidates, as the engine gives them, without what tells of the server."""
    text = str(error)
    try:
        found = json.loads(text[text.index("{") :])
    except ValueError:
        found = {"exception_message": text}
    candidates = [c.strip() for c in str(found.get("candidates", "")).split(",")]
    return {
        "message": _scrubbed(str(found.get("exception_message", "")).split("\n")[0], sql),
        "position": int(found["position"]) if str(found.get("position", "")).isdigit() else None,
        "name": found.get("name"),
        "candidates": [c for c in candidates if c and selects.is_of_a_mart(c)],
    }


def _scrubbed(message: str, sql: str) -> str:
    """A message without the paths in it, but for those that the reader wrote."""
    return _PATH.sub(lambda found: found[0] if found[0] in sql else "…", message)


if __name__ == "__main__":
    main()
