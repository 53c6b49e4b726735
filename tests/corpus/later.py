"""How a case puts a document of a later day beside the good ones: a source of its own."""

from __future__ import annotations

from collections.abc import Mapping

from tests.corpus.case import Case
from tests.renewed import source_files

FOLDER = "later_2026"


def later(
    group: str,
    title: str,
    tables: Mapping[str, list[str]],
    expect: str = "any",
    file: str = "",
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    adds: Mapping[str, int] | None = None,
    guess: str | None = None,
    says: str = "",
) -> Case:
    """A source of its own with these rows; `file` is the table whose file the problem names."""
    made = source_files(FOLDER, "後の資料", "2026-04-01", tables)
    return Case(
        group,
        title,
        "",
        lambda: b"",
        expect,
        row,
        column,
        beside={f"{FOLDER}/{name}": text for name, text in made.items()},
        adds=adds or {},
        file=f"{file}.csv" if file else "",
        value=value,
        guess=guess,
        says=says,
    )
