"""Views that hold are made in the build's database, with their comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb

from etl.build.comments import comment
from etl.sqlviews.sqlfile import SqlFile


class Making:
    """All of them in one commit, each after those it reads, while the trial judges the next."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._beside = ThreadPoolExecutor(1)
        self._begun: list[Future[None]] = []

    def __enter__(self) -> Making:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown(cancel_futures=True)

    def begin(self, files: Sequence[SqlFile]) -> None:
        """Those of `files` that were not begun yet."""
        for number in range(len(self._begun), len(files)):
            self._begun.append(self._beside.submit(self._make, files[number], number == 0))

    def finish(self, files: Sequence[SqlFile]) -> None:
        """The rest, and the commit. Raises duckdb.Error."""
        self.begin(files)
        for future in self._begun:
            future.result()
        if files:
            self._connection.execute("commit")

    def _make(self, file: SqlFile, first: bool) -> None:
        if first:
            self._connection.execute("begin")
        self._connection.execute(f"create view {file.qualified} as\n{file.select}")
        self._connection.execute(comments(file, file.columns))


def comments(file: SqlFile, names: Iterable[str]) -> str:
    """comment on the view and on each of its columns."""
    grain = ", ".join(file.header.grain)
    rows = {"note": f"1行＝{grain}", "note_en": f"one row per {grain}"}
    title = comment(file.header.title, file.header.title_en, rows)
    parts = [f"comment on view {file.qualified} is '{title}'"]
    for name in names:
        told = file.columns[name]
        text = comment(told.label, told.label_en, told.as_dict())
        parts.append(f"comment on column {file.qualified}.\"{name}\" is '{text}'")
    return ";".join(parts)
