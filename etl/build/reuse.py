"""What need not be made again: tables whose files, mapping, program and parent tables are the live build's.

A table is made of the files that are named for it, of the source.toml that names them, of the tables its
shape reads or refers to, and of this program. Where all of that is as it was, its Parquet file is linked
into the new build, and its files are not read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from etl.build import fingerprint
from etl.newyear.sheetlayout import LAYOUTS
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.tables import TABLES, Table
from renkei.whole import file_sha256

# raw tables that a file may bring though source.toml names none for it: official files, filled-in forms
_LOOSE = frozenset({"municipality", "population", "area", "staff", *LAYOUTS})
# raw tables that such a file's rows are told by
TELLING = frozenset({"municipality", "subprefecture", "region", "occupation", "project"})


SURVEYED = "surveys that are run"  # beside the names of raw tables; none has a space


@dataclass(frozen=True)
class Made:
    """What was seen while a table was made: the tables its shape read, and notices about its rows."""

    reads: frozenset[str]
    notices: tuple[Problem, ...]


@dataclass(frozen=True)
class Reuse:
    """`tables` are taken over from the build in `folder`; `raws` must be read, and with them files that
    source.toml names no table for where `loose` says so."""

    tables: Mapping[str, Any] = field(default_factory=dict)  # name → what the live manifest says of it
    folder: Path | None = None
    raws: frozenset[str] | None = None  # None: all
    loose: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)  # raw table → what it is made of

    def reads(self, file: SourceFile) -> bool:
        """Whether the run reads this file."""
        return self.raws is None or (file.table in self.raws if file.table else self.loose)

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of a table of the live build."""
        assert self.folder is not None
        return pl.read_parquet(self.folder / "parquet" / f"{table}.parquet")

    def link(self, table: str, target: Path) -> None:
        """The live build's file under a second name: it stays when either build goes. Raises OSError."""
        assert self.folder is not None
        file = self.folder / "parquet" / f"{table}.parquet"
        try:
            os.link(file, target)
        except OSError:  # a disk without links, or a full one: then the copy says so
            shutil.copyfile(file, target)

    def unread(self, sources: Iterable[Source]) -> set[str]:
        """The files that are not read again, as notices name them."""
        return {s.label(f.path) for s in sources for f in (*s.files, *s.dropped) if not self.reads(f)}


def plan(paths: Paths, sources: list[Source], problems: Problems, surveys: str = "") -> Reuse:
    """What can be taken over from the live build. Notices of files that are not read again are added.

    `surveys` is the key of the surveys that are run (etl.survey).
    """
    keys = _raw_keys(sources) | {SURVEYED: surveys}
    live = fingerprint.live_manifest(paths)
    if live is None or problems.stopping or not live.get("tables"):
        return Reuse(keys=keys)
    folder = paths.builds / str(live["build_id"])
    known: Mapping[str, Any] = live["tables"]
    made: dict[str, str] = {}
    kept = {}
    own = {described.qualified for source in sources for described in source.own}
    for name in (*(table.name for table in TABLES), *own):
        told = known.get(name)
        if told is None or _made_of(name, told["reads"], known, keys, made) != told["made_of"]:
            continue
        if file_sha256(folder / "parquet" / f"{name}.parquet") == told["sha256"]:
            kept[name] = told
    raws = {name for table in TABLES if table.name not in kept for name in table.inputs}
    loose = bool(raws & _LOOSE) and any(True for _ in _unnamed(sources))
    found = Reuse(kept, folder, frozenset(raws | TELLING if loose else raws), loose, keys)
    unread = found.unread(sources)
    for told in live["told"]:
        if told["file"] in unread:
            problems.add(Problem(**told))
    return found


def manifest_entries(
    reuse: Reuse, made: Mapping[str, Made], parquet: Path, own: Iterable[Table]
) -> dict[str, dict[str, Any]]:
    """For the manifest: what each table was made of, so that the next run may know it again. `own`: the
    office's own tables."""
    known = dict(reuse.tables)
    for table in (*TABLES, *own):
        if table.name in made:
            parents = {parent for parent, _ in table.references.values()}
            known[table.name] = {
                "reads": sorted(made[table.name].reads | parents),
                "notices": [notice.as_dict() for notice in made[table.name].notices],
                "sha256": file_sha256(parquet / f"{table.name}.parquet"),
            }
    hashes: dict[str, str] = {}
    for name, entry in known.items():
        known[name] = entry | {"made_of": _made_of(name, entry["reads"], known, reuse.keys, hashes)}
    return known


def _made_of(
    name: str,
    reads: Iterable[str],
    entries: Mapping[str, Any],
    keys: Mapping[str, str],
    made: dict[str, str],
) -> str:
    """One hash over all that decides the bytes of a table; `made` keeps those that were worked out."""
    if name not in made:
        table = next((table for table in TABLES if table.name == name), None)
        inputs = (name,) if table is None else table.inputs  # of an office's own: its files
        inputs = (*inputs, SURVEYED) if table and table.surveyed else inputs
        parents = [
            _made_of(p, entries[p]["reads"], entries, keys, made) if p in entries else p for p in reads
        ]
        made[name] = _hash([fingerprint.code_sha256(), [keys.get(raw, raw) for raw in inputs], parents])
    return made[name]


def _raw_keys(sources: list[Source]) -> dict[str, str]:
    """raw table → hash of the files it is read from, with the whole source.toml of each."""
    parts: dict[str, list[Any]] = {}
    for source in sources:
        for file in source.files:
            if file.table:
                parts.setdefault(file.table, []).append(_file(source, file))
        for described in source.own:
            parts.setdefault(described.qualified, []).extend(_file(source, f) for f in described.files)
    unnamed = [_file(source, file) for source, file in _unnamed(sources)]
    if unnamed:
        beside = _hash([unnamed, [parts.get(name, []) for name in sorted(TELLING)]])
        for name in _LOOSE:
            parts.setdefault(name, []).append(beside)
    return {name: _hash(told) for name, told in parts.items()}


def _file(source: Source, file: SourceFile) -> list[str | None]:
    path = source.folder / file.path
    # a source without source.toml: who publishes it is no part of a row
    toml = str(file.constants) if source.apart else file_sha256(source.folder / "source.toml")
    return [source.source_id, toml, file.path, file_sha256(path) if path.is_file() else None]


def _unnamed(sources: Iterable[Source]) -> Iterable[tuple[Source, SourceFile]]:
    return ((s, f) for s in sources for f in (*s.files, *s.dropped) if not f.table)


def _hash(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
