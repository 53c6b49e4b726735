"""Which sources stand behind a view: from its SQL, through other views, to tables and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import places_read, tables_read
from renkei import tablenames

if TYPE_CHECKING:
    import polars as pl


def tables_behind(files: Sequence[SqlFile]) -> dict[str, set[str]]:
    """view → the tables of the mart it reads, directly or through other views.

    `files` come in the order in which views are made, so that every view read is known already.
    """
    behind: dict[str, set[str]] = {}
    for file in files:
        found: set[str] = set()
        for name in tables_read(file.select):
            found |= behind.get(name, {tablenames.bare(name)} if tablenames.is_table(name) else set())
        behind[file.qualified] = found
    return behind


def readers_of(place: str, files: Sequence[SqlFile]) -> set[str]:
    """The views that read a table or view (main.region), directly or through others; `files` as above. One
    that is no SQL reads nothing."""
    found = {place}
    for file in files:
        with suppress(ValueError):
            if found & set(places_read(file)):
                found.add(file.qualified)
    return found - {place}


def sources_of_tables(frames: Mapping[str, pl.DataFrame]) -> dict[str, set[str]]:
    """table → the ids of the sources of its rows; tables that only tell of sources are left out."""
    return {
        table: set(frame["source_id"].drop_nulls().unique())
        for table, frame in frames.items()
        if "source_id" in frame.columns
        and table not in ("source", "source_file", "correction", "accepted_doubt")
    }


def sources_behind(files: Sequence[SqlFile], frames: Mapping[str, pl.DataFrame]) -> dict[str, list[str]]:
    """view → the ids of the sources whose rows it reads, sorted."""
    named = sources_of_tables(frames)
    return {
        view: sorted(set().union(*(named.get(table, set()) for table in tables)))
        for view, tables in tables_behind(files).items()
    }
