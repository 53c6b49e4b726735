"""Clean frames → Parquet files and the tables of the DuckDB file.

The same frames give the same Parquet bytes: rows sorted by key, settings fixed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb
import polars as pl

from etl.build.comments import comment
from etl.build.database import look_beside, quoted
from etl.build.reuse import Reuse
from etl.tables import PROVENANCE, TABLES, Table

# Older readers (DBeaver's and ODBC's bundled engines) open files of this storage version.
STORAGE_VERSION = "v1.2.0"


def write_parquet(frames: Mapping[str, pl.DataFrame], folder: Path, reuse: Reuse) -> None:
    """One file per table, rows in key order, fixed settings; or the live build's own. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in (*TABLES, *PROVENANCE.values()):
        if table.name in reuse.tables:
            reuse.link(table.name, folder / f"{table.name}.parquet")
            continue
        _write(table, frames[table.name], folder)


def _write(table: Table, frame: pl.DataFrame, folder: Path) -> None:
    rows = frame.select(table.columns).sort(table.keys, nulls_last=True, maintain_order=True)
    rows.write_parquet(
        folder / f"{table.name}.parquet",
        compression="zstd",
        compression_level=3,
        row_group_size=131_072,
        statistics=True,
    )


def write_accepted(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame, folder: Path) -> None:
    """Accepted doubts go into the mart, so that every view can show them flagged. Its own table and file are
    empty until then."""
    table = PROVENANCE["accepted_doubt"]
    _write(table, frame, folder)
    if frame.height:
        file = quoted(str(folder / f"{table.name}.parquet"))
        connection.execute(f"insert into {table.name} select * from read_parquet('{file}')")


def create(path: Path, parquet: Path, beside: Collection[str] = ()) -> duckdb.DuckDBPyConnection:
    """A new DuckDB file with every table of `parquet`, and an open connection to it.

    The tables named in `beside` are not copied: they are views of their Parquet files.
    """
    connection = duckdb.connect()
    look_beside(connection, path.parent)
    connection.execute(f"attach '{quoted(str(path))}' as cooperation (storage_version '{STORAGE_VERSION}')")
    # of all ways to store text the one that costs most of the time and saves least of the room
    connection.execute("use cooperation; set disabled_compression_methods = 'fsst'")
    connection.execute("begin")
    for table in (*TABLES, *PROVENANCE.values()):
        if table.name in beside:
            # a path from the build's folder, so that the mart can be moved and a folder be renamed
            file, kind = quoted(f"{parquet.name}/{table.name}.parquet"), "view"
        else:
            file, kind = quoted(str(parquet / f"{table.name}.parquet")), "table"
        connection.execute(f"create {kind} {table.name} as select * from read_parquet('{file}')")
        connection.execute(_comments(table, kind))
    connection.execute("create schema kpi; create schema views")
    connection.execute("commit")
    return connection


def _comments(table: Table, kind: str) -> str:
    parts = [f"comment on {kind} {table.name} is '{comment(table.title, table.title_en)}'"]
    for name, column in table.schema.columns().items():
        told = column.metadata or {}
        text = comment(told["label"], told["label_en"], told)
        parts.append(f"comment on column {table.name}.\"{name}\" is '{text}'")
    return ";".join(parts)
