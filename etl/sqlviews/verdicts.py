"""What need not be judged again: a view or check that held in the live build, over the same rows, by the same
program.

Only that a view held is taken over: what is wrong with one is found anew, with its place in the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from etl.build import fingerprint
from etl.build.database import Later
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import places_read, reading
from etl.sqlviews.viewtrial import Limits
from renkei import tablenames
from renkei.whole import file_sha256

# of the time or by chance, though the engine's list of functions does not say so
_CHANGING = frozenset(
    {"age", "ago", "current_time", "current_timestamp", "localtime", "localtimestamp", "tablesample"}
)


@dataclass
class Verdicts:
    """`before`: the marks of the views of the live build (manifest["verdicts"]), `rows_before`: one of the
    rows of each that others read (manifest["view_rows"]). `marks`, `rows`: those of this run's tables and of
    its views that hold."""

    before: Mapping[str, str] = field(default_factory=dict)
    rows_before: Mapping[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    _definitions: dict[str, str] = field(default_factory=dict)
    _files: dict[str, Path] = field(default_factory=dict)
    _later: Later | None = None

    def read_tables(self, parquet: Path, later: Later | None = None) -> None:
        """Every table of the build is named by its bytes; without `later` by those that are there now."""
        self._files = {tablenames.place(file.stem): file for file in parquet.glob("*.parquet")}
        self._later = later

    def _mark_tables(self, places: set[str]) -> None:
        for place in places & self._files.keys() - self.marks.keys():
            if self._later is not None and place == self._later.place:
                self._later.written.result()
            self.marks[place] = file_sha256(self._files[place])

    def mark(self, file: SqlFile, limits: Limits) -> str | None:
        """One hash over all that decides whether the view holds; None where that cannot be said."""
        try:
            places = set(places_read(file))
        except ValueError:
            return None
        self._mark_tables(places)
        views = places & self._definitions.keys()
        below = [[view, self._definitions[view]] for view in sorted(views)]
        own = [file.qualified, file.header.as_dict(), file.select]
        self._definitions[file.qualified] = _hash([own, below])
        if not places <= self.marks.keys() | self.rows.keys() or _changes_by_itself(file.select):
            return None
        # a view that was worked out anew and has the rows it had changes nothing for those that read it, but
        # for the time they may take with it
        said = [
            [*own, limits.seconds, limits.rows, below if limits.seconds is not None else None],
            [[place, self.rows.get(place) or self.marks[place]] for place in sorted(places)],
            fingerprint.code_sha256(),
        ]
        return _hash(said)

    def held(self, file: SqlFile, mark: str | None) -> bool:
        """Whether the live build has this view with this mark."""
        return mark is not None and self.before.get(file.qualified) == mark

    def same(self, file: SqlFile) -> bool:
        """Whether a view that holds is the one of the live build, with all it reads."""
        return self.held(file, self.marks.get(file.qualified))

    def remember(self, file: SqlFile, mark: str | None, rows: Callable[[], str] | None = None) -> None:
        """The view holds. `rows`, where others read it: asked for one mark of its rows unless the live build
        has it, by which those others name it."""
        if mark is None:
            return
        self.marks[file.qualified] = mark
        if rows is not None:
            before = self.rows_before.get(file.qualified) if self.held(file, mark) else None
            self.rows[file.qualified] = before or rows()

    def of_files(self) -> dict[str, str]:
        """For the manifest."""
        return {name: mark for name, mark in self.marks.items() if not tablenames.is_table(name)}


def _hash(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def _changes_by_itself(select: str) -> bool:
    """Whether it may give other rows of the same tables: it asks for the time, or for chance."""
    return not reading(select).calls.isdisjoint(_CHANGING | _unsteady())


@cache
def _unsteady() -> frozenset[str]:
    with duckdb.connect() as engine:
        rows = engine.execute(
            "select distinct lower(function_name) from duckdb_functions() where stability <> 'CONSISTENT'"
        ).fetchall()
    return frozenset(name for (name,) in rows)
