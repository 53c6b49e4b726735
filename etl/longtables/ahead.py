"""The files of long tables are read on another core while the short tables are made.

Their cells mean nothing yet: what a code refers to, and which rows are municipalities', is asked afterwards
(etl.longtables.bulk).
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from etl.longtables import csvcolumns, parquetcolumns
from etl.longtables.part import Read, read
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.owntable import OwnTable

# bytes of a table's files from which its rows are not held as text: 1 GiB per million of them
LARGE = 64 << 20
Parts = tuple[list[Read], list[Problem]]
# by the table's name: the files that could be read, and what is to be said of them all
Begun = dict[str, Future[Parts]]


def is_long(source: Source, described: OwnTable) -> bool:
    """Whether a table is read by column. Parquet is in columns anyway."""
    files = [source.folder / file.path for file in described.files]
    return sum(file.stat().st_size for file in files) >= LARGE or any(
        file.suffix.lower() == parquetcolumns.SUFFIX for file in files
    )


def begin(tables: Iterable[tuple[Source, OwnTable]]) -> Begun:
    """Start to read those of the tables that are long."""
    pool = ThreadPoolExecutor(1, "long-tables")
    begun = {
        described.qualified: pool.submit(_read, source, described)
        for source, described in tables
        if is_long(source, described)
    }
    pool.shutdown(wait=False)
    return begun


def _read(source: Source, described: OwnTable) -> Parts:
    problems = Problems()
    size = sum((source.folder / file.path).stat().st_size for file in described.files)
    if size > csvcolumns.MAX_BYTES:
        most = csvcolumns.MAX_BYTES >> 30
        problems.report(
            "too_large",
            f"大きすぎます（ファイル全部で {most} GiB まで）",
            f"too large (at most {most} GiB, all files together)",
            file=source.label(described.files[0].path),
            source_id=source.source_id,
        )
        return [], problems.items
    parts = [read(source, described, file, problems) for file in described.files]
    return [part for part in parts if part is not None], problems.items
