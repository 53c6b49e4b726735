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

# the rows of the view that is being judged
ROWS = "view_rows"
# no fault of the file: a view reads no files, so this is the disk
_DISK = (duckdb.IOException, duckdb.FatalException)


@dataclass(frozen=True)
class Limits:
    """What an analyst's view may cost (board.toml, [views]). None: no limit (sql/kpi)."""

    seconds: float | None = None
    rows: int | None = None


class _Exceeds(Exception):
    """A view that costs more than it may; told with its plan, which nobody needs of the others."""

    def __init__(self, rule: str, ja: str, en: str) -> None:
        super().__init__(en)
        self.rule, self.ja, self.en = rule, ja, en


def make(connection: duckdb.DuckDBPyConnection, file: SqlFile, limits: Limits) -> list[Problem]:
    """Create the view with its comments and judge it; where anything is wrong it is taken back."""
    connection.execute("begin")  # one commit for a view and its comments, not one for each comment
    try:
        found = _make(connection, file, limits)
    except _Exceeds as told:
        connection.execute("rollback")
        plan = _plan(connection, file)
        ja, en = f"{told.ja}。実行計画:\n{plan}", f"{told.en}. Its plan:\n{plan}"
        return [file.wrong(told.rule, ja, en, at=file.offset(0))]
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
        types: Types = {row[0]: row[1] for row in described}
        found = list(header_faults(file, types))
        if found:
            return found
        with _at_most(connection, limits.seconds):
            _ask(connection, file, limits.rows)
            found = list(row_faults(connection, file, ROWS))
    except duckdb.InterruptException as error:
        raise _Exceeds(
            "sql_slow",
            f"{limits.seconds:g}秒で終わりません（board.toml [views] seconds）",
            f"does not end within {limits.seconds:g} s (board.toml [views] seconds)",
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise _Exceeds("sql_memory", "作業メモリーに収まりません", "needs too much memory") from error
    except _DISK:
        raise
    except duckdb.Error as error:
        return [sqlerror.problem(file, error, prefix)]
    if not found:
        connection.execute(f"drop table {ROWS}; {comments(file, types)}")
    return found


def _ask(connection: duckdb.DuckDBPyConnection, file: SqlFile, most: int | None) -> None:
    """Work the view out once, every column of it: what a cast refuses is seen here, not on the board.
    Grain and checks then ask the rows."""
    limit = "" if most is None else f" limit {most + 1}"
    connection.execute(f"create temp table {ROWS} as select * from {file.qualified}{limit}")
    (count,) = connection.execute(f"select count(*) from {ROWS}").fetchone() or (0,)
    if most is not None and count > most:
        raise _Exceeds(
            "sql_rows",
            f"結果が{most:,}行を超えます（board.toml [views] rows）",
            f"returns more than {most:,} rows (board.toml [views] rows)",
        )


def _plan(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> str:
    told = connection.execute(f"explain {file.select}").fetchone()
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
