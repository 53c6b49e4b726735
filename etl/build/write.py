"""Clean frames → Parquet files and the tables of the DuckDB file.

The same frames give the same Parquet bytes: rows sorted by key, settings fixed.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.build import fingerprint
from etl.build.comments import comment
from etl.build.database import DATABASE, look_beside, quoted
from etl.build.reuse import Reuse
from etl.tables import PROVENANCE, TABLES, Table
from renkei.tablenames import OWN, is_own
from renkei.whole import file_sha256

# Older readers (DBeaver's and ODBC's bundled engines) open files of this storage version.
STORAGE_VERSION = "v1.2.0"
_LOOSEST = 3  # at most a third


@dataclass(frozen=True)
class Before:
    """The live build, as its file is begun with."""

    folder: Path
    program: str  # that made it
    beside: list[str]
    sha256: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, manifest: Mapping[str, Any]) -> Before | None:
        """None for a build of a program that did not say so yet."""
        if "program" not in manifest:
            return None
        beside = sorted(Path(name).stem for name in manifest["beside"])
        return cls(folder, manifest["program"], beside, manifest["sha256"])


def write_parquet(
    frames: Mapping[str, pl.DataFrame], folder: Path, reuse: Reuse, own: Sequence[Table] = ()
) -> None:
    """One file per table, rows in key order, fixed settings; or the live build's own. Raises OSError.

    `own`: the tables of the office's own, beside the board's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in (*TABLES, *PROVENANCE.values(), *own):
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


def create(
    path: Path,
    parquet: Path,
    beside: Collection[str] = (),
    before: Before | None = None,
    own: Sequence[Table] = (),
) -> duckdb.DuckDBPyConnection:
    """A new DuckDB file with every table of `parquet`, and an open connection to it.

    The tables named in `beside` are not copied: they are views of their Parquet files. `before`: the live
    build, whose file is begun with where this program made it: then tables whose Parquet files are the same
    stand already, and so do its views (etl.sqlviews.viewbuild).
    """
    known = _begun(path, before)
    connection = duckdb.connect()
    look_beside(connection, path.parent)
    connection.execute(f"attach '{quoted(str(path))}' as cooperation (storage_version '{STORAGE_VERSION}')")
    # of all ways to store text the one that costs most of the time and saves least of the room
    connection.execute("use cooperation; set disabled_compression_methods = 'fsst'")
    connection.execute("begin")
    connection.execute(f"create schema if not exists {OWN}")
    files = {file.stem for file in parquet.glob("*.parquet")}
    for name in known.keys() - files | known.keys() & set(beside):
        connection.execute(f"drop table {name}")
        del known[name]
    for name in before.beside if known and before else []:
        connection.execute(f"drop view {name}")
    for table in (*TABLES, *PROVENANCE.values(), *own):
        file = parquet / f"{table.name}.parquet"
        if known.get(table.name) == file_sha256(file):
            if is_own(table.name):  # what its columns are called is the office's to change
                connection.execute(_comments(table, "table"))
            continue
        if table.name in beside:
            # a path from the build's folder, so that the mart can be moved and a folder be renamed
            source, kind = quoted(f"{parquet.name}/{file.name}"), "view"
        else:
            source, kind = quoted(str(file)), "table"
        connection.execute(f"create or replace {kind} {table.name} as select * from read_parquet('{source}')")
        connection.execute(_comments(table, kind))
    connection.execute("create schema if not exists kpi; create schema if not exists views")
    connection.execute("commit")
    return connection


def _begun(path: Path, before: Before | None) -> dict[str, str]:
    """Table → sha256 of its Parquet file, of the tables that stand in a copy of the live build's file; {}
    where there is none to begin with."""
    if before is None or before.program != fingerprint.code_sha256():
        return {}
    file = before.folder / DATABASE
    shutil.copyfile(file, path)
    if file_sha256(path) != before.sha256.get(DATABASE) or _loose(path):
        path.unlink()
        return {}
    return {
        Path(name).stem: told
        for name, told in before.sha256.items()
        if Path(name).suffix == ".parquet" and Path(name).stem not in before.beside
    }


def _loose(path: Path) -> bool:
    """Whether much of the file is room that tables have left behind which were written again."""
    with duckdb.connect(str(path), read_only=True) as connection:
        sizes = connection.execute("select free_blocks, total_blocks from pragma_database_size()").fetchone()
    free, total = sizes or (0, 0)
    return bool(free * _LOOSEST > total)


def _comments(table: Table, kind: str) -> str:
    parts = [f"comment on {kind} {table.name} is '{comment(table.title, table.title_en)}'"]
    for name, column in table.schema.columns().items():
        told = column.metadata or {}
        text = comment(told["label"], told["label_en"], told)
        parts.append(f"comment on column {table.name}.\"{name}\" is '{text}'")
    return ";".join(parts)
