"""source.toml → Source: citation, files, column mapping, corrections, accepted doubts.

A folder under the office's sources/ is a source when it holds a source.toml, and so are those of the product
that any office reads. Nothing is read but that file; the figures stay on disk until `read`.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.paths import SHARES, Paths
from etl.problems import Problems, Severity
from etl.read.entries import (
    Accepted,
    Correction,
    SourceFile,
    Wrong,
    Yearly,
    dropped,
    entries,
    made,
    source_file,
    tabular,
    yearly,
)
from etl.read.entries import unknown as _unknown
from etl.read.owntable import OwnTable, own_table
from renkei import officeformat

_LISTS = ("file", "correction", "accepted", "yearly")
_MORE = ("licence_en", "published_on", "as_of", "url", "note", "note_en", "statistic")
_SHARE = "share"
_OWN = "table"
_OWN_HEAD = re.compile(r"^\s*\[table\.", re.MULTILINE)
_CITATION = ("title", "title_en", "publisher", "publisher_en", "licence")


@dataclass(frozen=True)
class Source:
    """`files` are those source.toml names, `dropped` those it does not, read if they are official ones."""

    source_id: str
    folder: Path
    citation: dict[str, Any]
    files: tuple[SourceFile, ...]
    corrections: tuple[Correction, ...]
    accepted: tuple[Accepted, ...]
    yearly: tuple[Yearly, ...] = ()
    dropped: tuple[SourceFile, ...] = ()
    place: str = "data/sources"
    # what cannot be read of it is set aside, by row, and stops nothing (etl.read.decisions)
    apart: bool = False
    # tables of the office's own that it describes (etl.owntables)
    own: tuple[OwnTable, ...] = ()
    own_paths: frozenset[str] = frozenset()  # their files, those of a description that is wrong too

    def label(self, path: str) -> str:
        """The file as a person finds it: data/sources/<id>/<path>."""
        return f"{self.place}/{self.source_id}/{path}"


def discover(paths: Paths, problems: Problems) -> list[Source]:
    """All sources of the office's board, by id. A source.toml that cannot be used is a problem."""
    found: list[Source] = []
    for folder in paths.source_folders():
        source = _load(folder / "source.toml", problems)
        if source is not None:
            found.append(source)
    _homeless(paths.sources, problems)
    if not found and not len(problems):
        problems.report(
            "no_sources",
            "出典（source.toml）が一つもありません",
            "there is no source (source.toml)",
            file=str(paths.sources),
        )
    return found


def _homeless(sources: Path, problems: Problems) -> None:
    """Figures that no source.toml cites: a figure without its source is not shown."""
    if not sources.is_dir():
        return
    folders = [folder for folder in sources.glob("*/") if not (folder / "source.toml").exists()]
    for folder in [sources, *sorted(folders)]:
        for path in tabular(folder) if folder == sources else sorted(_tables(folder)):
            label = f"data/sources/{path.relative_to(sources).as_posix()}"
            problems.report(
                "no_source_toml",
                "出典（source.toml）のあるフォルダに置きます。"
                f"python -m etl inspect {label} で source.toml の案を作ります",
                f"must lie in a folder with a source.toml; python -m etl inspect {label} proposes one",
                file=label,
            )


def _tables(folder: Path) -> list[Path]:
    """Files of figures in `folder` and in the folders within it."""
    return [path for inner in (folder, *folder.rglob("*/")) for path in tabular(inner)]


def _load(toml: Path, problems: Problems) -> Source | None:
    folder = toml.parent
    label = f"data/sources/{folder.name}/source.toml"

    severity: Severity = "error"

    def wrong(ja: str, en: str, column: str | None = None, value: str | None = None) -> None:
        problems.report(
            "source_toml",
            ja,
            en,
            severity=severity,
            file=label,
            column=column,
            value=value,
            source_id=folder.name,
        )

    text = ""
    try:
        text = toml.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # of a folder that brings nothing but tables of the office's own nothing else depends
        severity = "aside" if _OWN_HEAD.search(text) and "[[file]]" not in text else "error"
        wrong(f"TOML として読めません（{error}）", f"not valid TOML ({error})")
        return None
    before = len(problems)
    severity = "aside" if data.get(_OWN) and not any(data.get(key) for key in _LISTS) else "error"
    if data.get("id") != folder.name:
        wrong("id はフォルダ名と同じにします", "id must equal the folder's name", "id", str(data.get("id")))
    for key in _CITATION:
        if not isinstance(data.get(key), str) or not data[key].strip():
            wrong("必須の項目です", "this entry is required", key)
    for key in ("published_on", "as_of"):
        if key in data and not isinstance(data[key], dt.date):
            wrong("日付（例 2024-04-01）で書きます", "must be a date (2024-04-01)", key, str(data[key]))
    if data.get(_SHARE, SHARES[0]) not in SHARES:
        allowed = "、".join(SHARES)
        wrong(f"{allowed} のどれかを書きます", f"one of {', '.join(SHARES)}", _SHARE, str(data[_SHARE]))
    _unknown(data, {*_CITATION, *_MORE, _SHARE, "id", officeformat.KEY, _OWN, *_LISTS}, "", wrong)
    if too_new := officeformat.fault(data):
        wrong(*too_new, officeformat.KEY, str(data[officeformat.KEY]))
    lists = {key: entries(data, key, wrong) for key in _LISTS}
    files = tuple(source_file(folder, entry, wrong) for entry in lists["file"])
    corrections = tuple(made(Correction, "correction", entry, wrong) for entry in lists["correction"])
    mine = _own_paths(data.get(_OWN))
    accepted = tuple(made(Accepted, "accepted", entry, wrong) for entry in lists["accepted"])
    due = tuple(yearly(entry, wrong) for entry in lists["yearly"])
    for item in accepted:
        if item is not None and not item.reason.strip():
            wrong("[[accepted]] には理由が要ります", "[[accepted]] needs a reason", "reason", item.key)
    for correction in corrections:
        if correction is not None:
            _placed(correction, {file.path for file in files if file is not None} | mine, wrong)
    if len(problems) > before:
        return None
    own = _own_tables(folder, data.get(_OWN, {}), label, problems)
    citation = {k: data.get(k) for k in (*_CITATION, *_MORE, _SHARE)}
    named = [f for f in files if f is not None]
    return Source(
        folder.name,
        folder,
        citation,
        tuple(named),
        tuple(c for c in corrections if c is not None),
        tuple(a for a in accepted if a is not None),
        tuple(y for y in due if y is not None),
        dropped=tuple(dropped(folder, {f.path for f in named} | mine)),
        own=own,
        own_paths=frozenset(mine),
    )


def _own_tables(folder: Path, described: Any, label: str, problems: Problems) -> tuple[OwnTable, ...]:
    """The tables whose descriptions hold; what is wrong with another sets that one aside."""

    def say(ja: str, en: str, column: str, value: str | None = None, guess: str | None = None) -> None:
        problems.report(
            "own_table",
            ja,
            en,
            severity="aside",
            file=label,
            column=column,
            value=value,
            guess=guess,
            source_id=folder.name,
        )

    if not isinstance(described, dict):
        say("[table.名前] の形で書きます", "must be written as [table.NAME]", "[table]")
        return ()
    several = [own_table(folder, name, entry, say) for name, entry in described.items()]
    return tuple(table for table in several if table is not None)


def _own_paths(described: Any) -> set[str]:
    """Files that are named for a table of the office's own, be its description right or not."""
    entries = described.values() if isinstance(described, dict) else ()
    given = [entry.get("path") for entry in entries if isinstance(entry, dict)]
    several = [path for item in given for path in (item if isinstance(item, list) else [item])]
    return {path for path in several if isinstance(path, str)}


def _placed(item: Correction, paths: set[str], wrong: Wrong) -> None:
    """A correction changes a cell (file and column), stands beside rows (file) or beside none (neither)."""
    if item.file is None and (item.column is not None or item.match):
        wrong(
            "[[correction]] の column と match は、file とともに書きます",
            "[[correction]] takes column and match with file only",
            "file",
            item.printed,
        )
    elif item.file is not None and item.file not in paths:
        wrong("この [[file]] はありません", "there is no such [[file]]", "[[correction]] file", item.file)
