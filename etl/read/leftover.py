"""What lies in a source's folder and is not read, by name: nothing that was put there is lost without a word.

Files of figures right in the folder are read or refused (entries.dropped, official, newyear). What is left
is a table in a subfolder, refused, a file that stands open in an office program (it leaves ~$NAME beside it:
what is not saved yet is not read), and anything else (a PDF, a letter), named as not read.
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
# what an office program puts beside a file while it is open
_OPEN = "~$"


def report_leftover(sources: Iterable[Source], problems: Problems) -> None:
    """Close the list of every source's files."""
    for source in sources:
        if not (source.folder / "source.toml").is_file():
            continue  # a survey: its returns have a list of their own
        read = {"source.toml", *(file.path for file in (*source.files, *source.dropped)), *source.own_paths}
        left = [path for path in _files(source.folder) if path not in read]
        astray = [path for path in left if _table(path) and not _aside(path)]
        for path in astray:
            problems.add(_refused(source, path))
        open_files = [path for path in left if _opened(path)]
        for path in open_files:
            problems.add(_stands_open(source, path))
        others = [path for path in left if path not in (*astray, *open_files)]
        if others:
            problems.add(_not_read(source, others))


def _files(folder: Path) -> list[str]:
    """Paths within the folder, without those of a copy or of the system."""
    found = []
    for path in folder.rglob("*"):
        inner = path.relative_to(folder)
        quiet = path.name.lower() in _SYSTEM or any(part.startswith(".") for part in inner.parts)
        if path.is_file() and not quiet:
            found.append(inner.as_posix())
    return sorted(found)


def _opened(path: str) -> bool:
    return path.rpartition("/")[2].startswith(_OPEN)


def _table(path: str) -> bool:
    return not _opened(path) and path.lower().endswith(TEXTS + WORKBOOKS)


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


def _stands_open(source: Source, path: str) -> Problem:
    name = path.rpartition("/")[2].removeprefix(_OPEN)
    return Problem(
        "notice",
        "stands_open",
        f"表ではなく、{name} が表計算ソフトで開かれている印です。保存していない変更は読まれていません"
        "（閉じてあるなら、この印のファイルは消してかまいません）",
        f"no table but the mark that {name} is open in an office program: changes not saved yet are not read "
        "(where it is closed, this file can be deleted)",
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
