"""What trialapart.py has done in the other process. Light: it loads no library of tables."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.build.database import look_beside, quoted
from etl.problems import Problem, Problems
from etl.sqlviews import sqlfile, sqlorder
from etl.sqlviews.cost import at_most, end_process
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.viewtrial import Limits, Trial

# a file, what its select reads, what is wrong with it
Answer = tuple[SqlFile | None, sqlorder.Reading | None, list[Problem]]


@dataclass
class _Open:
    connection: duckdb.DuckDBPyConnection | None = None
    trial: Trial | None = None


_open = _Open()


def begin(database: str, beside: str, memory: str) -> None:
    connection = duckdb.connect(database)  # a copy: the engine lends no memory beside a read-only file
    look_beside(connection, Path(beside))
    connection.execute(f"set memory_limit = '{memory}'; set max_temp_directory_size = '{memory}'")
    _open.connection, _open.trial = connection, Trial(connection, at_once=False)


def stand(places: set[str] | None) -> None:
    assert _open.trial is not None
    _open.trial.stand(places)


def begin_empty(folder: str, memory: str) -> None:
    """A trial whose tables come by `add_tables`. `folder`: for what does not fit into memory."""
    connection = duckdb.connect()
    connection.execute(
        f"set temp_directory = '{quoted(folder)}'; set memory_limit = '{memory}'; "
        f"set max_temp_directory_size = '{memory}'"
    )
    _open.connection, _open.trial = connection, Trial(connection)


def add_tables(files: list[str]) -> None:
    assert _open.trial is not None
    for file in files:
        _open.trial.add_table(Path(file))


def judge(file: SqlFile, limits: Limits, grace: float) -> list[Problem]:
    """What is wrong with a view. `grace`: so many seconds beyond its limit this process ends, within one call
    of a function that hears no interrupt."""
    assert _open.trial is not None
    if limits.seconds is None:
        return _open.trial.judge(file, limits)
    with at_most(limits.seconds + grace, end_process):
        return _open.trial.judge(file, limits)


def make(file: SqlFile) -> None:
    assert _open.trial is not None
    _open.trial.make(file)


def rows(view: str) -> str:
    assert _open.trial is not None
    return _open.trial.rows(view)


def export(view: str, target: str) -> None:
    assert _open.trial is not None
    _open.trial.export(view, target)


def drop(view: str) -> None:
    assert _open.trial is not None
    _open.trial.drop(view)


def end() -> None:
    if _open.connection is not None:
        _open.connection.close()
    _open.connection = _open.trial = None


def read(path: str, schema: str, label: str) -> Answer:
    problems = Problems()
    file = sqlfile.read(Path(path), schema, label, problems)
    parsed = None
    if file is not None:
        with suppress(ValueError):  # the trial tells the place better
            parsed = sqlorder.reading(file.select)
    return file, parsed, list(problems)
