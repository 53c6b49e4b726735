"""Views that hold are made in the build's database, with their comments."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from etl.build.comments import comment
from etl.sqlviews.sqlfile import SqlFile


def make(connection: duckdb.DuckDBPyConnection, files: Iterable[SqlFile]) -> None:
    """All of them in one commit; `files` may come while others are still judged, each after those it reads.
    Raises duckdb.Error."""
    connection.execute("begin")
    for file in files:
        connection.execute(f"create view {file.qualified} as\n{file.select}")
        connection.execute(comments(file, file.columns))
    connection.execute("commit")


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
