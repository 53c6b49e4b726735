"""The entries of a source.toml: [[file]], [[correction]], [[accepted]], [[yearly]], checked before use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

# what may hold figures; a PDF or a note beside them may lie in a source's folder too
TEXTS = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# (Japanese, English, entry, value) → a problem of this source.toml
Wrong = Callable[..., None]


@dataclass(frozen=True)
class Unpivot:
    """A wide file: each of `columns` (header → value of `name`) becomes one row."""

    name: str
    value: str
    columns: dict[str, str]


@dataclass(frozen=True)
class SourceFile:
    """One file of a source and how its columns are called in the raw table.

    Without `table` and `columns` it is an official file, read by what it contains (etl/official):
    `layout` is then its name or "auto"; None in a file that source.toml does not name.
    """

    path: str
    table: str
    ref: str
    columns: dict[str, str]
    sheet: str | None = None
    header_row: int = 1
    constants: dict[str, str] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    only: str | None = None  # "municipalities": rows about anything else are left out
    layout: str | None = None

    @property
    def before_row(self) -> str:
        """What stands before the row's number in `source_row`; a workbook of many tables names the sheet."""
        return ""

    def cited_as(self, source_id: str) -> str:
        """The source that its rows cite: the folder's, unless the file brings a document of its own."""
        return source_id

    def brings(self) -> tuple[str | None, dt.date | None] | None:
        """Name and day of the document that the file brings; None where it is the folder's."""
        return None


@dataclass(frozen=True)
class Correction:
    """Where the document is wrong or contradicts itself: both readings and the reason.

    With `file` and `column` the program replaces cells that read `printed` by `taken`, in the
    rows where every header of `match` has the given cell (all rows when `match` is empty). With
    `file` alone it changes nothing and stands beside those rows; a cell of `match` may then give
    several, parted by ｜. Without `file` it records a decision between two places of the document.
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
class Yearly:
    """A table whose figures are due again `every` so many years: which rows, and whom to ask for them.

    `rows` is one of etl.newyear.due.ROWS, in words. Nobody named: the source's publisher is asked.
    """

    table: str
    rows: str
    every: int = 1
    ask: str | None = None
    ask_en: str | None = None


Entry = TypeVar("Entry", Correction, Accepted)


def entries(data: dict[str, Any], key: str, wrong: Wrong) -> list[dict[str, Any]]:
    """The tables under [[key]]; anything else that stands there is a problem."""
    found = data.get(key, [])
    if isinstance(found, list) and all(isinstance(entry, dict) for entry in found):
        return found
    wrong(f"[[{key}]] の形で書きます", f"must be written as [[{key}]]", key)
    return []


def unknown(entry: dict[str, Any], allowed: set[str], where: str, wrong: Wrong) -> bool:
    """A misspelt entry would be lost without a word, so it is a problem."""
    odd = [key for key in entry if key not in allowed]
    for key in odd:
        wrong("この項目はありません", "there is no such entry", f"{where}{key}")
    return bool(odd)


def made(kind: type[Entry], name: str, entry: dict[str, Any], wrong: Wrong) -> Entry | None:
    """A Correction or Accepted from its entry, or None after saying what is wrong with it."""
    given = {item.name: item for item in fields(kind)}
    bad = unknown(entry, set(given), f"[[{name}]] ", wrong)
    for key, item in given.items():
        required = item.default is MISSING and item.default_factory is MISSING
        if key not in entry:
            if required:
                wrong("必須の項目です", "this entry is required", f"[[{name}]] {key}")
                bad = True
        elif not (_texts(entry[key]) if key == "match" else isinstance(entry[key], str)):
            wrong(
                "文字（引用符つき）で書きます", "must be text in quotes", f"[[{name}]] {key}", str(entry[key])
            )
            bad = True
    return None if bad else kind(**entry)


def dropped(folder: Path, named: set[str]) -> list[SourceFile]:
    """Files of figures that source.toml does not name: read when they are official ones."""
    return [
        SourceFile(path=path.name, table="", ref="", columns={})
        for path in tabular(folder)
        if path.name not in named
    ]


def tabular(folder: Path) -> list[Path]:
    """Files of figures right in `folder`, without those an open office program or a copy leaves."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.lower() in TEXTS + WORKBOOKS
        and not path.name.startswith((".", "~$"))
    )


def source_file(folder: Path, entry: dict[str, Any], wrong: Wrong) -> SourceFile | None:
    """A SourceFile from its [[file]], or None after saying what is wrong with it."""
    path = entry.get("path")
    shown = path if isinstance(path, str) else None
    bad = unknown(entry, {item.name for item in fields(SourceFile)}, "[[file]] ", wrong)
    official = not {"table", "columns", "unpivot", "header_row", "only"} & set(entry)

    def need(holds: bool, key: str, ja: str, en: str) -> None:
        nonlocal bad
        if not holds:
            wrong(ja, en, f"[[file]] {key}", shown)
            bad = True

    for key in ("path",) if official else ("path", "table", "ref"):
        need(
            isinstance(entry.get(key), str) and bool(entry[key].strip()),
            key,
            "[[file]] に必須の項目です（文字）",
            "required in [[file]] (text)",
        )
    if shown:
        inside = (folder / shown).resolve().is_relative_to(folder.resolve())
        need(inside, "path", "出典のフォルダの外は読めません", "must lie in the source's folder")
        if inside:
            need(
                (folder / shown).is_file(),
                "path",
                "[[file]] のファイルがありません",
                "the file named in [[file]] is missing",
            )
    columns = entry.get("columns", {})
    need(
        official or (bool(columns) and _texts(columns) and len(set(columns.values())) == len(columns)),
        "columns",
        "[file.columns] に 見出し = 列名 を一つずつ書きます（列名は重ねない）",
        "[file.columns] maps each header to a column, no column twice",
    )
    layout = entry.get("layout", "auto" if official else None)
    need(
        layout is None or (official and isinstance(layout, str)),
        "layout",
        "様式の名前で書き、[file.columns] とは一緒に書きません",
        "must be a layout's name, and not beside [file.columns]",
    )
    sheet = entry.get("sheet")
    need(sheet is None or isinstance(sheet, str), "sheet", "シート名で書きます", "must be a sheet's name")
    header_row = entry.get("header_row", 1)
    need(
        isinstance(header_row, int) and not isinstance(header_row, bool) and header_row >= 1,
        "header_row",
        "1 以上の行番号で書きます",
        "must be a row number from 1",
    )
    constants = entry.get("constants", {})
    need(
        isinstance(constants, dict)
        and all(isinstance(v, str | int | float) and not isinstance(v, bool) for v in constants.values())
        and not (_texts(columns) and set(constants) & set(columns.values())),
        "constants",
        '{ 列名 = "値" } で書き、[file.columns] と重ねません',
        'must be { column = "value" }, none of them in [file.columns]',
    )
    spread = entry.get("unpivot")
    need(
        spread is None or _unpivot(spread, columns),
        "unpivot",
        "name, value, columns（[file.columns] の列名 = 値）が要ります",
        "needs name, value and columns (columns of [file.columns] = values)",
    )
    only = entry.get("only")
    coded = _texts(columns) and {"municipality_code", "area_code"} & set(columns.values())
    need(
        only is None or (only == "municipalities" and bool(coded)),
        "only",
        f'"municipalities" と書き（今は "{only}"）、'
        "[file.columns] に団体コードの列（municipality_code）を書きます",
        f'must be "municipalities" (it is "{only}"), with a column municipality_code in [file.columns]',
    )
    if bad:
        return None
    return SourceFile(
        path=entry["path"],
        table=entry.get("table", ""),
        ref=entry.get("ref", ""),
        columns=dict(columns),
        sheet=sheet,
        header_row=header_row,
        constants={k: str(v) for k, v in constants.items()},
        unpivot=Unpivot(spread["name"], spread["value"], dict(spread["columns"])) if spread else None,
        only=only,
        layout=layout,
    )


def yearly(entry: dict[str, Any], wrong: Wrong) -> Yearly | None:
    """A Yearly from its [[yearly]], or None after saying what is wrong with it."""
    bad = unknown(entry, {item.name for item in fields(Yearly)}, "[[yearly]] ", wrong)
    for key in ("table", "rows", "ask", "ask_en"):
        given = entry.get(key)
        if given is None and key in ("table", "rows"):
            wrong("必須の項目です", "this entry is required", f"[[yearly]] {key}")
            bad = True
        elif given is not None and not (isinstance(given, str) and given.strip()):
            wrong("文字（引用符つき）で書きます", "must be text in quotes", f"[[yearly]] {key}", str(given))
            bad = True
    every = entry.get("every", 1)
    if not isinstance(every, int) or isinstance(every, bool) or every < 1:
        wrong("1 以上の年数で書きます", "must be a number of years from 1", "[[yearly]] every", str(every))
        bad = True
    return None if bad else Yearly(**entry)


def _texts(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(value, str) for value in table.values())


def _unpivot(spread: Any, columns: Any) -> bool:
    return (
        isinstance(spread, dict)
        and set(spread) == {"name", "value", "columns"}
        and isinstance(spread["name"], str)
        and isinstance(spread["value"], str)
        and _texts(spread["columns"])
        and bool(spread["columns"])
        and _texts(columns)
        and set(spread["columns"]) <= set(columns.values())
        and not {spread["name"], spread["value"]} & set(columns.values())
    )
