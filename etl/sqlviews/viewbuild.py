"""Views that hold are made in the build's database, with their comments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import duckdb

from etl.build.comments import comment
from etl.sqlviews.sqlfile import SqlFile


def make(
    connection: duckdb.DuckDBPyConnection,
    files: Iterable[SqlFile],
    same: Callable[[SqlFile], bool] | None = None,
) -> None:
    """All of them in one commit; `files` may come while others are still judged, each after those it reads.
    Raises duckdb.Error.

    `same`: the database was begun with the live build's. A view that is the same there, with all it reads,
    stands; one that no file is of any more goes.
    """
    there = set() if same is None else _standing(connection)
    connection.execute("begin")
    for file in files:
        if same is None or file.qualified not in there or not same(file):
            connection.execute(f"create or replace view {file.qualified} as\n{file.select}")
            connection.execute(comments(file, file.columns))
        there.discard(file.qualified)
    for name in there:
        connection.execute(f"drop view {name}")
    connection.execute("commit")


def _standing(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute(
        "select schema_name || '.' || view_name from duckdb_views() "
        "where database_name = current_database() and schema_name in ('kpi', 'views')"
    ).fetchall()
    return {name for (name,) in found}


def comments(file: SqlFile, names: Iterable[str]) -> str:
    """comment on the view and on each of its columns."""
    grain = ", ".join(file.header.grain)
    rows = {"note": f"1行＝{grain}", "note_en": f"one row per {grain}"}
    title = comment(file.header.title, file.header.title_en, rows)
    parts = [f"comment on view {file.qualified} is '{title}'"]
    for name in names:
        told = file.columns[name]
        text = comment(told.label, told.label_en, told.as_dict())
        parts.append(f"comment on column {file.qualified}.\"{name}\" is '{text}'")
    return ";".join(parts)
