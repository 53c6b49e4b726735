"""[table.NAME] of a source.toml: a table of an office's own, described instead of programmed.

What is wrong with a description is said of that table alone, and sets it aside: decision 33.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from etl.near import near
from etl.read.entries import SourceFile, Unpivot
from renkei.tablenames import OWN

Type = Literal[
    "text",
    "integer",
    "decimal",
    "boolean",
    "date",
    "year",
    "fiscal_year",
    "municipality_code",
    "prefecture_code",
    "region_id",
    "enum",
]
TYPES: tuple[str, ...] = get_args(Type)
NUMBERS = ("integer", "decimal")
# what a mark in place of a figure may stand for
REASONS = ("unknown", "suppressed", "not_applicable", "undecided")
REASON = "_missing_reason"  # ends the name of the column that says so
# where a row comes from: columns that every such table has
PLACE = ("source_id", "source_ref", "source_row", "as_printed", "note")

NAME = re.compile(r"[a-z][a-z0-9_]*")
_TABLE_KEYS = ("path", "sheet", "header_row", "ref", "title", "title_en", "key", "only", "absent", "wide")
_COLUMN_TEXTS = ("header", "unit", "unit_en", "note", "note_en")
_COLUMN_KEYS = (*_COLUMN_TEXTS, "type", "label", "label_en", "required", "codes")
# (Japanese, English, entry, value, guess) → what is wrong with this description
Say = Callable[..., None]


@dataclass(frozen=True)
class OwnColumn:
    """`header`: as the file has it; empty where the column is one of those that `wide` makes."""

    name: str
    type: str
    label: str
    label_en: str
    header: str = ""
    unit: str = ""
    unit_en: str | None = None
    required: bool = True
    codes: Mapping[str, str] = field(default_factory=dict)  # as printed → as stored
    note: str | None = None
    note_en: str | None = None


@dataclass(frozen=True)
class OwnTable:
    """`absent`: mark in place of a figure → why there is none (REASONS)."""

    name: str
    title: str
    title_en: str
    key: tuple[str, ...]
    columns: tuple[OwnColumn, ...]
    files: tuple[SourceFile, ...]
    absent: Mapping[str, str] = field(default_factory=dict)

    @property
    def qualified(self) -> str:
        return f"{OWN}.{self.name}"


def own_table(folder: Path, name: str, entry: Any, say: Say) -> OwnTable | None:
    """The table that [table.NAME] describes, or None after saying all that is wrong with it."""
    faults: list[str] = []
    at = f"[table.{name}]"

    def wrong(ja: str, en: str, key: str, value: Any = None, guess: str | None = None) -> None:
        faults.append(key)
        say(ja, en, f"{at} {key}".rstrip(), None if value is None else str(value), guess)

    if not isinstance(entry, dict):
        wrong("[table.名前] の形で書きます", "must be written as [table.NAME]", "")
        return None
    if not NAME.fullmatch(name):
        wrong(*_FORM, "", name)
    _expect_keys(entry, (*_TABLE_KEYS, "columns"), wrong, "")
    for key in ("title", "title_en"):
        _text(entry, key, wrong, required=True)
    for key in ("sheet", "ref"):
        _text(entry, key, wrong)
    paths = _paths(folder, entry.get("path"), wrong)
    header_row = entry.get("header_row", 1)
    if type(header_row) is not int or header_row < 1:
        wrong("1 以上の行番号で書きます", "must be a row number from 1", "header_row", header_row)
    columns = _columns(entry.get("columns"), wrong)
    names = [column.name for column in columns]
    wide = _wide(entry.get("wide"), columns, wrong)
    _headers(columns, wide, wrong)
    keys = _key(entry.get("key"), names, wrong)
    only = entry.get("only")
    if only is not None and (only != "municipalities" or "municipality_code" not in names):
        ja = '"municipalities" と書き、municipality_code の列を置きます'
        wrong(ja, 'must be "municipalities", with a column municipality_code', "only", only)
    absent = _absent(entry.get("absent", {}), wrong)
    if faults:
        return None
    mapped = {column.header: column.name for column in columns if column.header}
    mapped |= dict(zip(wide.columns, wide.columns, strict=True)) if wide else {}
    files = tuple(
        SourceFile(
            path=path,
            table=f"{OWN}.{name}",
            ref=entry.get("ref") or entry["title"],
            columns=mapped,
            sheet=entry.get("sheet"),
            header_row=header_row,
            unpivot=wide,
            only=only,
        )
        for path in paths
    )
    return OwnTable(name, entry["title"], entry["title_en"], keys, columns, files, absent)


_FORM = (
    "英小文字で始め、英小文字・数字・_ だけで書きます",
    "begins with a small Latin letter; small Latin letters, digits and _ alone",
)


def _expect_keys(entry: Mapping[str, Any], allowed: tuple[str, ...], wrong: Say, where: str) -> None:
    for key in entry:
        if key not in allowed:
            wrong(
                "この項目はありません",
                "there is no such entry",
                f"{where}{key}",
                None,
                near(key, list(allowed)),
            )


def _text(entry: Mapping[str, Any], key: str, wrong: Say, where: str = "", required: bool = False) -> None:
    value = entry.get(key)
    if required and not (isinstance(value, str) and value.strip()):
        wrong("必須の項目です（文字）", "this entry is required (text)", f"{where}{key}", value)
    elif value is not None and not isinstance(value, str):
        wrong("文字（引用符つき）で書きます", "must be text in quotes", f"{where}{key}", value)


def _key(given: Any, names: list[str], wrong: Say) -> tuple[str, ...]:
    listed = [str(name) for name in given] if isinstance(given, list) else []
    if listed and set(listed) <= set(names) and len(set(listed)) == len(listed):
        return tuple(listed)
    odd = next((name for name in listed if name not in names), None)
    ja, en = "一行を決める列の名前を並べます", "must list the columns that name a row"
    wrong(ja, en, "key", odd, near(odd, names) if odd else None)
    return ()


def _paths(folder: Path, given: Any, wrong: Say) -> list[str]:
    paths = given if isinstance(given, list) and given else [given]
    for path in paths:
        if not (isinstance(path, str) and path.strip()):
            wrong("ファイルの名前を書きます", "must name the file", "path", path)
        elif not (folder / path).resolve().is_relative_to(folder.resolve()):
            wrong("出典のフォルダの外は読めません", "must lie in the source's folder", "path", path)
        elif not (folder / path).is_file():
            there = [p.name for p in folder.iterdir() if p.name != "source.toml"]
            wrong("このファイルがありません", "there is no such file", "path", path, near(path, there))
    return paths


def _columns(given: Any, wrong: Say) -> tuple[OwnColumn, ...]:
    if not (isinstance(given, dict) and given and all(isinstance(v, dict) for v in given.values())):
        wrong(
            '[table.名前.columns] に 列名 = { header = "見出し", type = … } を書きます',
            '[table.NAME.columns] holds name = { header = "…", type = … }',
            "columns",
        )
        return ()
    return tuple(_column(name, entry, wrong) for name, entry in given.items())


def _column(name: str, entry: Mapping[str, Any], wrong: Say) -> OwnColumn:
    where = f"columns.{name} "
    if not NAME.fullmatch(name):
        wrong(*_FORM, where, name)
    if name in PLACE or name.endswith(REASON):
        wrong("この名前は出所の列が使います", "this name is taken by what says where a row comes from", where)
    _expect_keys(entry, _COLUMN_KEYS, wrong, where)
    for key in ("label", "label_en"):
        _text(entry, key, wrong, where, required=True)
    for key in ("header", "unit", "unit_en", "note", "note_en"):
        _text(entry, key, wrong, where)
    kind = entry.get("type")
    if kind not in TYPES:
        listed = ", ".join(TYPES)
        wrong(
            f"{listed} のどれかを書きます",
            f"one of {listed}",
            f"{where}type",
            kind,
            near(str(kind), list(TYPES)),
        )
    if kind in NUMBERS and not entry.get("unit"):
        wrong("数には単位を書きます", "a number needs its unit", f"{where}unit")
    if not isinstance(entry.get("required", True), bool):
        wrong("true か false と書きます", "must be true or false", f"{where}required", entry["required"])
    codes = entry.get("codes", {})
    texts = isinstance(codes, dict) and all(isinstance(code, str) for code in codes.values())
    if not texts or bool(codes) != (kind == "enum"):
        wrong(
            'type = "enum" には codes = { "原文の語" = "コード" } を書きます（ほかの型には書きません）',
            'type = "enum" needs codes = { "as printed" = "code" }; no other type has them',
            f"{where}codes",
        )
        codes = {}
    given = {key: entry[key] for key in _COLUMN_KEYS if key in entry and key != "codes"}
    return OwnColumn(name=name, **({"type": "", "label": "", "label_en": ""} | given), codes=codes)


def _wide(given: Any, columns: tuple[OwnColumn, ...], wrong: Say) -> Unpivot | None:
    """wide = { name = "year", value = "doctors", headers = ["2020年", …] }: one row per header."""
    if given is None:
        return None
    unmapped = {column.name for column in columns if not column.header}
    fits = (
        isinstance(given, dict)
        and set(given) == {"name", "value", "headers"}
        and isinstance(given["headers"], list)
        and bool(given["headers"])
        and all(isinstance(header, str) for header in given["headers"])
        and {given["name"], given["value"]} == unmapped
    )
    if not fits:
        wrong(
            "name と value に header のない二列の名前、headers に横に並ぶ見出しを書きます",
            "needs name and value (the two columns without header) and headers (those side by side)",
            "wide",
        )
        return None
    return Unpivot(given["name"], given["value"], {header: header for header in given["headers"]})


def _headers(columns: tuple[OwnColumn, ...], wide: Unpivot | None, wrong: Say) -> None:
    made = {wide.name, wide.value} if wide else set()
    taken = set(wide.columns) if wide else set()
    if alike := sorted(taken & {column.name for column in columns}):
        wrong("見出しが列の名前と同じです", "a header has the name of a column", "wide", alike[0])
    for column in columns:
        if column.header.startswith("_"):  # the reader's own: _row
            wrong(
                "_ で始まる見出しは使えません",
                "a header cannot begin with _",
                f"columns.{column.name} header",
                column.header,
            )
        if not column.header and column.name not in made:
            wrong("必須の項目です（文字）", "this entry is required (text)", f"columns.{column.name} header")
        elif column.header in taken:
            wrong(
                "同じ見出しを二度は読みません",
                "no header is read twice",
                f"columns.{column.name} header",
                column.header,
            )
        taken |= {column.header} - {""}


def _absent(given: Any, wrong: Say) -> Mapping[str, str]:
    listed = ", ".join(REASONS)
    if not isinstance(given, dict) or not set(map(str, given.values())) <= set(REASONS):
        wrong(
            f'{{ "記号" = "理由" }} で書き、理由は {listed} のどれかです',
            f'must be {{ "mark" = "reason" }}, a reason being one of {listed}',
            "absent",
        )
        return {}
    return given
