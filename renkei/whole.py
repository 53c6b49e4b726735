"""Whether a published build is whole: the one rule of refresh, commands and board.

A build is whole when its manifest is its own and every file is, byte for byte, what was published. It was
opened and read through before it was published (`read_through`), so the same bytes open again. A build
that is not whole counts as absent for everybody; `Damaged` says what is wrong with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
DATABASE = "cooperation.duckdb"

# what is wrong with the file that is named, in Japanese and English
REASONS = {
    "missing": ("がありません", "is missing"),
    "unreadable": ("が読めません（権限かディスク）", "cannot be read (permission or disk)"),
    "size": ("の大きさが公開したときと違います", "is not of the size it was published with"),
    "content": ("の中身が公開したときと違います", "is not what was published"),
    "manifest": ("が、この版の記録として読めません", "cannot be read as the record of this build"),
    "engine": ("をデータベースとして開けません", "does not open as a database"),
}


@dataclass(frozen=True)
class Damaged(Exception):
    """Why a build counts as absent. `file` is named within the build: no path of the machine."""

    build_id: str
    file: str
    reason: str  # a key of REASONS

    @property
    def ja(self) -> str:
        return f"{self.file} {REASONS[self.reason][0]}"

    @property
    def en(self) -> str:
        return f"{self.file} {REASONS[self.reason][1]}"

    def __str__(self) -> str:
        return self.en

    def as_dict(self) -> dict[str, str]:
        return {"build_id": self.build_id, "file": self.file, "reason": self.reason}


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of the whole build in `folder`. Raises Damaged."""
    manifest = _manifest(folder)
    hashes = manifest.get("sha256")
    for name, size in manifest["files"].items():
        file = folder / name
        try:
            stat = file.stat()
            if stat.st_size != size:
                raise Damaged(folder.name, name, "size")
            if hashes is None:
                continue
            if _sha256(file, stat.st_ino, stat.st_size, stat.st_mtime_ns) != hashes.get(name):
                raise Damaged(folder.name, name, "content")
        except FileNotFoundError as error:
            raise Damaged(folder.name, name, "missing") from error
        except OSError as error:
            raise Damaged(folder.name, name, "unreadable") from error
    if hashes is None:  # published before hashes were: what can be read through is taken for whole
        stat = (folder / DATABASE).stat()
        if not _readable(folder, stat.st_ino, stat.st_size, stat.st_mtime_ns):
            raise Damaged(folder.name, DATABASE, "engine")
    return manifest


def damage(folder: Path) -> Damaged | None:
    """What is wrong with the build in `folder`; None where it is whole."""
    try:
        manifest_of(folder)
    except Damaged as damaged:
        return damaged
    return None


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest, read again only where it was touched meanwhile. Raises Damaged."""
    try:
        stat = (folder / MANIFEST).stat()
        return dict(_parsed(folder, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    except FileNotFoundError as error:
        raise Damaged(folder.name, MANIFEST, "missing") from error
    except OSError as error:
        raise Damaged(folder.name, MANIFEST, "unreadable") from error


@lru_cache(maxsize=256)
def _parsed(folder: Path, *_touched: int) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except ValueError as error:
        raise Damaged(folder.name, MANIFEST, "manifest") from error
    try:
        own = manifest["build_id"] == folder.name and isinstance(manifest["input_hash"], str)
        sizes = manifest["files"]
        own = own and DATABASE in sizes and all(isinstance(size, int) for size in sizes.values())
        own = own and isinstance(manifest.get("sha256", {}), dict)
        # a name leads nowhere but into the build
        own = own and not any(Path(name).is_absolute() or ".." in Path(name).parts for name in sizes)
    except (KeyError, TypeError, AttributeError):
        own = False
    if not own:
        raise Damaged(folder.name, MANIFEST, "manifest")
    told: dict[str, Any] = manifest
    return told


def contents(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For the manifest: `files` (sizes) and `sha256` of these files of a build."""
    named = sorted(names)
    return {
        "files": {name: (folder / name).stat().st_size for name in named},
        "sha256": {name: file_sha256(folder / name) for name in named},
    }


def read_through(folder: Path) -> None:
    """Open the database and read every value of every table. Raises duckdb.Error."""
    import duckdb  # not before it is needed: "nothing new" is told without the engine

    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not internal"
        ).fetchall()
        for schema, table in tables:
            connection.execute(f'select sum(hash(t)::hugeint) from "{schema}"."{table}" as t').fetchall()


@lru_cache(maxsize=64)
def _readable(folder: Path, *_touched: int) -> bool:
    import duckdb

    try:
        read_through(folder)
    except duckdb.ConnectionException:
        return True  # open in this very process, with other settings
    except duckdb.Error:
        return False
    return True


def file_sha256(file: Path) -> str:
    """sha256 of the file's bytes, read again only where the file was touched meanwhile. Raises OSError."""
    stat = file.stat()
    return _sha256(file, stat.st_ino, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=8192)
def _sha256(file: Path, *_touched: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def forget() -> None:
    """What was read is read again at the next question, also where no date tells that it was touched."""
    _parsed.cache_clear()
    _sha256.cache_clear()
    _readable.cache_clear()
