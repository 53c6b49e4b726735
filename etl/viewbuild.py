"""Views that hold are made in the build's database, with their comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from etl.sqlfile import SqlFile


def make(connection: duckdb.DuckDBPyConnection, files: Sequence[SqlFile]) -> None:
    """All of them in one commit, each after those it reads."""
    connection.execute("begin")
    for file in files:
        connection.execute(f"create view {file.qualified} as\n{file.select}")
        connection.execute(comments(file, file.columns))
    connection.execute("commit")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def comment(label: str, label_en: str, unit: str | None = None, note: str | None = None) -> str:
    """名称 / Name [unit]: note — quoted for SQL."""
    text = f"{label} / {label_en}"
    if unit:
        text += f" [{unit}]"
    return _quoted(f"{text}: {note}" if note else text)


def comments(file: SqlFile, names: Iterable[str]) -> str:
    """comment on the view and on each of its columns."""
    title = comment(
        file.header["title"], file.header["title_en"], note=f"1行＝{', '.join(file.header['grain'])}"
    )
    parts = [f"comment on view {file.qualified} is '{title}'"]
    for name in names:
        told = file.columns[name]
        text = comment(str(told["label"]), str(told["label_en"]), told.get("unit"), told.get("note"))
        parts.append(f"comment on column {file.qualified}.\"{name}\" is '{text}'")
    return ";".join(parts)
