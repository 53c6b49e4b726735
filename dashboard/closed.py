"""A DuckDB file opened read-only and closed to the outside: nothing is read but the mart's own files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from renkei import whole

DATABASE = whole.DATABASE
_OUTSIDE = {"enable_external_access": "false", "lock_configuration": "true"}
_HARDENED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "2",
    "memory_limit": "512MB",
}


def beside(manifest: Mapping[str, Any]) -> list[str]:
    """The long tables' files: the DuckDB file holds only views of them."""
    return [str(name) for name in manifest.get("beside", ())]


def opened(folder: Path, manifest: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """The build in `folder`. Raises duckdb.Error."""
    database, files = str(folder / DATABASE), beside(manifest)
    if not files:
        return duckdb.connect(database, read_only=True, config=dict(_HARDENED | _OUTSIDE))
    connection = duckdb.connect(database, read_only=True, config=dict(_HARDENED))
    # whoever opens the same file twice in one process gets the same engine, closed already
    if connection.execute("select current_setting('lock_configuration')").fetchone() == (False,):
        # the engine asks twice, for the path as the view has it and for the file it found
        allowed = [*files, *(str(folder.resolve() / name) for name in files)]
        listed = ", ".join(_text(path) for path in allowed)
        connection.execute(f"set global file_search_path = {_text(str(folder.resolve()))}")
        connection.execute(f"set global allowed_paths = [{listed}]")
        close(connection, _OUTSIDE)
    return connection


def close(connection: duckdb.DuckDBPyConnection, settings: Mapping[str, str] = _HARDENED | _OUTSIDE) -> None:
    for setting, value in settings.items():
        connection.execute(f"set {setting} = '{value}'")


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
