"""One view made and judged: it stands whole with its comments, or nothing of it is left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from etl import sqlerror
from etl.problems import Problem
from etl.sqlfile import SqlFile
from etl.viewchecks import Types, header_faults, row_faults

# no fault of the file: a view reads no files, so this is the disk
_DISK = (duckdb.IOException, duckdb.FatalException)


@dataclass(frozen=True)
class Limits:
    """What an analyst's view may cost (board.toml, [views]). None: no limit (sql/kpi)."""

    seconds: float | None = None
    rows: int | None = None


def make(connection: duckdb.DuckDBPyConnection, file: SqlFile, limits: Limits) -> list[Problem]:
    """Create the view with its comments and judge it; where anything is wrong it is taken back."""
    connection.execute("begin")  # one commit for a view and its comments, not one for each comment
    try:
        found = _make(connection, file, limits)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("rollback" if found else "commit")
    return found


def _make(connection: duckdb.DuckDBPyConnection, file: SqlFile, limits: Limits) -> list[Problem]:
    prefix = f"create view {file.qualified} as\n"
    try:
        connection.execute(f"{prefix}{file.select}")
        described = connection.execute(f"describe {file.qualified}").fetchall()
    except _DISK:
        raise
    except duckdb.Error as error:
        return [sqlerror.problem(file, error, prefix)]
    types: Types = {row[0]: row[1] for row in described}
    found = list(header_faults(file, types))
    if found:
        return found
    plan = _plan(connection, file) if limits.seconds is not None else ""
    try:
        with _at_most(connection, limits.seconds):
            if limits.rows is not None:
                found += _too_many(connection, file, limits.rows, plan)
            if not found:
                found += row_faults(connection, file)
    except duckdb.InterruptException:
        ja = f"{limits.seconds:g}秒で終わりません（board.toml [views] seconds）。実行計画:\n{plan}"
        en = f"does not end within {limits.seconds:g} s (board.toml [views] seconds). Its plan:\n{plan}"
        return [file.wrong("sql_slow", ja, en, at=file.offset(0))]
    except duckdb.OutOfMemoryException:
        ja = f"作業メモリーに収まりません。実行計画:\n{plan}"
        return [file.wrong("sql_memory", ja, f"needs too much memory. Its plan:\n{plan}", at=file.offset(0))]
    except _DISK:
        raise
    except duckdb.Error as error:
        return [sqlerror.problem(file, error, prefix)]
    if not found:
        connection.execute(comments(file, types))
    return found


def _too_many(
    connection: duckdb.DuckDBPyConnection, file: SqlFile, rows: int, plan: str
) -> Iterator[Problem]:
    told = connection.execute(f"select count(*) from (select 1 from {file.qualified} limit {rows + 1})")
    (count,) = told.fetchone() or (0,)
    if count > rows:
        yield file.wrong(
            "sql_rows",
            f"結果が{rows:,}行を超えます（board.toml [views] rows）。実行計画:\n{plan}",
            f"returns more than {rows:,} rows (board.toml [views] rows). Its plan:\n{plan}",
            at=file.offset(0),
        )


def _plan(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> str:
    told = connection.execute(f"explain select * from {file.qualified}").fetchone()
    return str(told[1]) if told else ""


@contextmanager
def _at_most(connection: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """Interrupts what runs on the connection when the time is over."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def comment(label: str, label_en: str, unit: str | None = None, note: str | None = None) -> str:
    """名称 / Name [unit]: note — quoted for SQL."""
    text = f"{label} / {label_en}"
    if unit:
        text += f" [{unit}]"
    return _quoted(f"{text}: {note}" if note else text)


def comments(file: SqlFile, types: Types) -> str:
    """comment on the view and on each of its columns."""
    title = comment(
        file.header["title"], file.header["title_en"], note=f"1行＝{', '.join(file.header['grain'])}"
    )
    parts = [f"comment on view {file.qualified} is '{title}'"]
    for name in types:
        told = file.columns[name]
        text = comment(str(told["label"]), str(told["label_en"]), told.get("unit"), told.get("note"))
        parts.append(f"comment on column {file.qualified}.\"{name}\" is '{text}'")
    return ";".join(parts)
