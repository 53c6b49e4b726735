"""The files of long tables are read on another core while the short tables are made.

They are read without knowing the other tables: what they refer to is asked afterwards (etl.longtables.bulk).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from etl.build.reuse import Reuse
from etl.longtables.part import Part, part_of
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.tables import Table, bulk_tables

Files = Sequence[tuple[Source, SourceFile]]
Parts = tuple[list[Part], list[Problem]]


@dataclass(frozen=True)
class Begun:
    """`parts` are on their way: the files that could be read, and what is to be said of them all."""

    table: Table
    parts: Future[Parts]


def begin(sources: Sequence[Source], reuse: Reuse) -> list[Begun]:
    """Start to read the long tables that any source has files for and that are not taken over."""
    pool = ThreadPoolExecutor(1, "long-tables")
    begun = []
    for table in bulk_tables():
        files = [(s, f) for s in sources for f in s.files if f.table in table.inputs]
        if files and table.name not in reuse.tables:
            begun.append(Begun(table, pool.submit(_read, table, files)))
    pool.shutdown(wait=False)
    return begun


def _read(table: Table, files: Files) -> Parts:
    problems = Problems()
    parts = [part_of(table, source, file, problems) for source, file in files]
    return [part for part in parts if part is not None], problems.items
