"""Clean frames → Parquet files and the tables of the DuckDB file.

The same frames give the same Parquet bytes: rows sorted by key, settings fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from etl.reuse import Reuse
from etl.tables import PROVENANCE, TABLES, Table
from etl.viewbuild import comment

DATABASE = "cooperation.duckdb"
# Older readers (DBeaver's and ODBC's bundled engines) open files of this storage version.
STORAGE_VERSION = "v1.2.0"


def write_parquet(frames: Mapping[str, pl.DataFrame], folder: Path, reuse: Reuse) -> None:
    """One file per table, rows in key order, fixed settings; or the live build's own. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in (*TABLES, *PROVENANCE.values()):
        if table.name in reuse.tables:
            reuse.link(table.name, folder / f"{table.name}.parquet")
            continue
        frame = frames[table.name].select(table.columns)
        frame.sort(table.keys, nulls_last=True, maintain_order=True).write_parquet(
            folder / f"{table.name}.parquet",
            compression="zstd",
            compression_level=3,
            row_group_size=131_072,
            statistics=True,
        )


def create(path: Path, parquet: Path) -> duckdb.DuckDBPyConnection:
    """A new DuckDB file with every table of `parquet`, and an open connection to it."""
    connection = duckdb.connect()
    connection.execute(f"attach '{_quoted(str(path))}' as cooperation (storage_version '{STORAGE_VERSION}')")
    # of all ways to store text the one that costs most of the time and saves least of the room
    connection.execute("use cooperation; set disabled_compression_methods = 'fsst'")
    connection.execute("begin")
    for table in (*TABLES, *PROVENANCE.values()):
        file = _quoted(str(parquet / f"{table.name}.parquet"))
        connection.execute(f"create table {table.name} as select * from read_parquet('{file}')")
        connection.execute(_table_comments(table))
    connection.execute("create schema kpi; create schema views")
    connection.execute("commit")
    return connection


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _table_comments(table: Table) -> str:
    parts = [f"comment on table {table.name} is '{comment(table.title, table.title_en)}'"]
    for name, column in table.schema.columns().items():
        told = column.metadata or {}
        text = comment(told["label"], told["label_en"], told.get("unit"))
        parts.append(f"comment on column {table.name}.\"{name}\" is '{text}'")
    return ";".join(parts)
