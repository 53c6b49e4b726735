"""What a figure means, by build: the SQL and header of every view; and what changed between two builds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.build import database
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import tables_read
from renkei.change import Change

_TITLE_KEYS = ("title", "title_en", "question", "grain", "chart")


def definitions_of(views: list[SqlFile]) -> dict[str, dict[str, str]]:
    """Per view: its select, the entries of its header, the label, unit and note of each column."""
    return {view.qualified: _parts(view) for view in views}


def _parts(view: SqlFile) -> dict[str, str]:
    parts = {"select": "\n".join(line.rstrip() for line in view.select.splitlines())}
    header = view.header.as_dict()
    parts |= {key: _text(header[key]) for key in _TITLE_KEYS if key in header}
    for name, entry in view.columns.items():
        parts |= {f"columns.{name}.{key}": value for key, value in entry.as_dict().items()}
    return parts


def _text(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    )


def touched(changes: list[Change], new: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The views whose figures a changed select may move: those with it and all that read them."""
    moved = {c.table for c in changes if c.key == "select"}
    while True:
        more = {
            view
            for view, parts in new.items()
            if view not in moved and moved & set(tables_read(parts["select"]))
        }
        if not more:
            return sorted(moved)
        moved |= more


def behind(view: str, views: Mapping[str, Mapping[str, str]]) -> set[str]:
    """The tables a view reads, through other views too, by their own names."""
    found: set[str] = set()
    todo = [view]
    while todo:
        for name in tables_read(views[todo.pop()]["select"]):
            if name in views and name not in found:
                todo.append(name)
            found.add(name)
    return {name.removeprefix("main.") for name in found - views.keys()}


def figures(folder: Path, views: list[str]) -> dict[str, pl.DataFrame]:
    """The rows of the named views as a build has them; one that cannot be asked is left out."""
    found = {}
    connection = database.reader(folder)
    try:
        for view in views:
            try:
                table = connection.sql(f"select * from {view}").to_arrow_table()
            except duckdb.Error:
                continue  # not in this build
            found[view] = pl.DataFrame(table)
    finally:
        connection.close()
    return found
