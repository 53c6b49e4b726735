"""What lies in a source's folder and is not read, by name: nothing that was put there is lost without a word.

Files of figures right in the folder are read or refused (entries.dropped, official, newyear). What is left
is a table in a subfolder, refused, and anything else (a PDF, a letter), named as not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import TEXTS, WORKBOOKS

_NAMED = 20
# what systems leave by themselves
_SYSTEM = {"thumbs.db", "desktop.ini"}


def report_leftover(sources: Iterable[Source], problems: Problems) -> None:
    """Close the list of every source's files."""
    for source in sources:
        if not (source.folder / "source.toml").is_file():
            continue  # a survey: its returns have a list of their own
        read = {"source.toml", *(file.path for file in (*source.files, *source.dropped))}
        left = [path for path in _files(source.folder) if path not in read]
        astray = [path for path in left if _table(path) and not _aside(path)]
        for path in astray:
            problems.add(_refused(source, path))
        others = [path for path in left if path not in astray]
        if others:
            problems.add(_not_read(source, others))


def _files(folder: Path) -> list[str]:
    """Paths within the folder, without those of an open office program, of a copy, or of the system."""
    found = []
    for path in folder.rglob("*"):
        inner = path.relative_to(folder)
        quiet = path.name.lower() in _SYSTEM or any(part.startswith((".", "~$")) for part in inner.parts)
        if path.is_file() and not quiet:
            found.append(inner.as_posix())
    return sorted(found)


def _table(path: str) -> bool:
    return path.lower().endswith(TEXTS + WORKBOOKS)


def _aside(path: str) -> bool:
    """Put aside on purpose: in a folder whose name begins with _."""
    return any(part.startswith("_") for part in path.split("/")[:-1])


def _refused(source: Source, path: str) -> Problem:
    return Problem(
        "error",
        "in_subfolder",
        "フォルダの中のフォルダにある表は読みません。出典のフォルダの直下に移すか、source.toml の [[file]] に"
        "書きます（読まずに取っておくなら、名が _ で始まるフォルダに入れます）",
        "a table in a folder within the source's folder is not read: move it up, or name it as [[file]] in "
        "source.toml (to keep it unread, put it into a folder whose name begins with _)",
        file=source.label(path),
        source_id=source.source_id,
    )


def _not_read(source: Source, paths: list[str]) -> Problem:
    shown, more = paths[:_NAMED], len(paths) - _NAMED
    return Problem(
        "notice",
        "not_read",
        f"読んでいないファイル（表なら .xlsx か .csv で保存します）: {'、'.join(shown)}"
        + (f" ほか {more}" if more > 0 else ""),
        f"not read (a table is saved as .xlsx or .csv): {', '.join(shown)}"
        + (f" and {more} more" if more > 0 else ""),
        file=source.label(""),
        source_id=source.source_id,
    )
