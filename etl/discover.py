"""source.toml → Source: citation, files, column mapping, corrections, accepted doubts.

A folder under data/sources/ is a source when it holds a source.toml. Nothing is read but that
file; the figures stay on disk until `read`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.problems import Problem, Problems

_CITATION = ("title", "title_en", "publisher", "publisher_en", "licence")


@dataclass(frozen=True)
class Unpivot:
    """A wide file: each of `columns` (header → value of `name`) becomes one row."""

    name: str
    value: str
    columns: dict[str, str]


@dataclass(frozen=True)
class SourceFile:
    """One file of a source and how its columns are called in the raw table."""

    path: str
    table: str
    ref: str
    columns: dict[str, str]
    sheet: str | None = None
    header_row: int = 1
    constants: dict[str, str] = field(default_factory=dict)
    unpivot: Unpivot | None = None


@dataclass(frozen=True)
class Correction:
    """Where the document is wrong or contradicts itself: both readings and the reason.

    With `file` and `column` the program replaces cells that read `printed` by `taken`, in the
    rows where every header of `match` has the given cell (all rows when `match` is empty);
    without, it records a decision between two places of the document.
    """

    printed: str
    taken: str
    where: str
    reason: str
    reason_en: str
    file: str | None = None
    column: str | None = None
    match: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Accepted:
    """A doubt a person has looked at: it holds for this rule, this key and this value only."""

    rule: str
    key: str
    value: str
    reason: str
    reason_en: str


@dataclass(frozen=True)
class Source:
    source_id: str
    folder: Path
    citation: dict[str, Any]
    files: tuple[SourceFile, ...]
    corrections: tuple[Correction, ...]
    accepted: tuple[Accepted, ...]

    def label(self, path: str) -> str:
        """The file as a person finds it: data/sources/<id>/<path>."""
        return f"data/sources/{self.source_id}/{path}"


def discover(sources: Path, problems: Problems) -> list[Source]:
    """All sources below `sources`, by id. A source.toml that cannot be used is a problem."""
    found: list[Source] = []
    for toml in sorted(sources.glob("*/source.toml")):
        source = _load(toml, problems)
        if source is not None:
            found.append(source)
    if not found and not len(problems):
        problems.add(
            Problem(
                "error",
                "no_sources",
                "出典（source.toml）が一つもありません",
                "there is no source (source.toml)",
                file=str(sources),
            )
        )
    return found


def _load(toml: Path, problems: Problems) -> Source | None:
    folder = toml.parent
    label = f"data/sources/{folder.name}/source.toml"

    def wrong(ja: str, en: str, column: str | None = None, value: str | None = None) -> None:
        problems.add(
            Problem(
                "error",
                "source_toml",
                ja,
                en,
                file=label,
                column=column,
                value=value,
                source_id=folder.name,
            )
        )

    try:
        data = tomllib.loads(toml.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong(f"TOML として読めません（{error}）", f"not valid TOML ({error})")
        return None
    before = len(problems)
    if data.get("id") != folder.name:
        wrong("id はフォルダ名と同じにします", "id must equal the folder's name", "id", str(data.get("id")))
    for key in _CITATION:
        if not isinstance(data.get(key), str) or not data[key].strip():
            wrong("必須の項目です", "this entry is required", key)
    for key in ("published_on", "as_of"):
        if key in data and not isinstance(data[key], dt.date):
            wrong("日付（例 2024-04-01）で書きます", "must be a date (2024-04-01)", key, str(data[key]))
    files = tuple(_file(folder, entry, wrong) for entry in data.get("file", []) if isinstance(entry, dict))
    try:
        corrections = tuple(Correction(**entry) for entry in data.get("correction", []))
        accepted = tuple(Accepted(**entry) for entry in data.get("accepted", []))
    except TypeError as error:
        wrong(
            f"[[correction]] または [[accepted]] の項目が足りないか余分です（{error}）",
            f"[[correction]] or [[accepted]] lacks an entry or has one too many ({error})",
        )
        return None
    for item in accepted:
        if not item.reason.strip():
            wrong("[[accepted]] には理由が要ります", "[[accepted]] needs a reason", "reason", item.key)
    if len(problems) > before:
        return None
    citation = {
        k: data.get(k)
        for k in (*_CITATION, "licence_en", "published_on", "as_of", "url", "note", "note_en", "statistic")
    }
    return Source(folder.name, folder, citation, files, corrections, accepted)


def _file(folder: Path, entry: dict[str, Any], wrong: Any) -> SourceFile:
    path = str(entry.get("path", ""))
    for key in ("path", "table", "ref"):
        if not entry.get(key):
            wrong("[[file]] に必須の項目です", "required in [[file]]", key, path)
    if path and not (folder / path).is_file():
        wrong("[[file]] のファイルがありません", "the file named in [[file]] is missing", "path", path)
    spread = entry.get("unpivot")
    return SourceFile(
        path=path,
        table=str(entry.get("table", "")),
        ref=str(entry.get("ref", "")),
        columns=dict(entry.get("columns", {})),
        sheet=entry.get("sheet"),
        header_row=int(entry.get("header_row", 1)),
        constants={k: str(v) for k, v in entry.get("constants", {}).items()},
        unpivot=Unpivot(spread["name"], spread["value"], dict(spread["columns"])) if spread else None,
    )
