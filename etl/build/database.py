"""The DuckDB file of a build, opened; light, so that a process that tries one view starts quickly."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from renkei import whole

DATABASE = whole.DATABASE


@dataclass(frozen=True)
class Later:
    """A table of a build whose Parquet file is written while the others are read already."""

    place: str  # as a select names it: main.region
    written: Future[None] = field(default_factory=Future)


def reader(folder: Path) -> duckdb.DuckDBPyConnection:
    """A build to read from, its long tables included. Raises duckdb.Error."""
    connection = duckdb.connect(str(folder / DATABASE), read_only=True)
    look_beside(connection, folder)
    return connection


def look_beside(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Long tables are found from the build's folder, wherever the program was started."""
    connection.execute(f"set global file_search_path = '{quoted(str(folder.resolve()))}'")


def quoted(text: str) -> str:
    return text.replace("'", "''")
