"""A survey → lines of source.toml that a person completes. What is not known is blank, not guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from etl.inspection.survey import Column, Survey
from etl.official.grid import plain
from etl.read.discover import Source
from etl.read.entries import SourceFile
from renkei.officeformat import CURRENT, KEY

# what each series of municipalities asks for: column → words of a header that speak for it
_WANTED: dict[str, dict[str, tuple[str, ...]]] = {
    "population": {"municipality_code": (), "population": ("人口",), "year": ("年", "年次", "調査年")},
    "area": {
        "municipality_code": (),
        "area_km2": ("面積",),
        "reference_value": ("参考値",),
        "as_of": ("時点", "基準日"),
    },
    "staff": {"area_code": (), "headcount": ("職員",), "department": ("部門",), "year": ("年",)},
}
_CONSTANTS = {
    "population": ("series", "edition", "age_group", "year"),
    "area": ("as_of", "reference_value"),
    "staff": ("area_level", "department", "year"),
    "indicator_value": ("year", "unit"),
}
_HEAD = (
    "id",
    "title",
    "title_en",
    "publisher",
    "publisher_en",
    "licence",
)
# it stays a remark until a person writes the day: no day can be read from a file
_AS_OF = "# as_of = 2024-10-01   # 数字の時点（なければ不明） / day of the figures (else unknown)"


def head(folder: str, said: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The first lines of a source.toml that is not there yet; `said` has what is known of them."""
    values = {"id": folder, **said}
    lines = [
        f"{key} = {_text(values.get(key, ''))}" + ("" if key in values else "   # 必ず書く / required")
        for key in _HEAD
    ]
    return [lines[0], f"{KEY} = {CURRENT}", *lines[1:], _AS_OF]


def mapping(path: Path, sheet: Survey, sources: Sequence[Source]) -> list[str]:
    """[[file]] and [file.columns] for a sheet, with what was found of each column behind it."""
    table, columns = _similar(sheet, sources) or _series(sheet)
    lines = [
        "[[file]]",
        f"path = {_text(path.name)}",
        f"table = {_text(table)}" + ("" if table else "   # どの表に入るか / which table it goes into"),
        'ref = ""   # 資料の頁・見出し / page or heading of the document',
    ]
    if sheet.sheet is not None:
        lines.append(f"sheet = {_text(sheet.sheet)}")
    if sheet.header_row != 1:
        lines.append(f"header_row = {sheet.header_row}")
    if set(columns.values()) & {"municipality_code", "area_code"} and _mixed(sheet):
        lines.append('only = "municipalities"   # ほかの行は使わない / other rows are left out')
    missing = [c for c in _CONSTANTS.get(table, ()) if c not in columns.values()]
    if "municipality" in columns.values() and "prefecture" not in columns.values():
        missing.append("prefecture")
    figures = [header for header, column in columns.items() if column.startswith("figure_")]
    said: dict[str, str] = {}
    if table == "indicator_value" and not figures:
        missing = ["name", *missing]
        header = next((h for h, column in columns.items() if column == "value"), "")
        unit = next((c.unit for c in sheet.columns if c.header == header and c.unit), sheet.caption_unit)
        said = {"name": " ".join(header.split()), "unit": unit or ""}
    if missing:
        inner = ", ".join(f"{name} = {_text(said.get(name, ''))}" for name in missing)
        lines.append(f"constants = {{ {inner} }}   # 表にない列の値 / values of columns the table lacks")
    if figures:
        spread = ", ".join(f"{columns[header]} = {_text(' '.join(header.split()))}" for header in figures)
        lines.append(f'unpivot = {{ name = "name", value = "value", columns = {{ {spread} }} }}')
    lines.append("[file.columns]")
    for column in sheet.columns:
        taken = columns.get(column.header)
        start = f"{_text(column.header)} = {_text(taken or '')}"
        lines.append(f"{start if taken else '# ' + start}   # {describe(column)}")
    return lines


def _similar(sheet: Survey, sources: Sequence[Source]) -> tuple[str, dict[str, str]] | None:
    """The mapping of a file the project has already, where every header of it stands in this one too."""
    here = {plain(column.header): column.header for column in sheet.columns}
    best: tuple[int, SourceFile] | None = None
    for source in sources:
        for file in source.files:
            wanted = {plain(header) for header in file.columns}
            if file.columns and wanted <= set(here) and (best is None or len(wanted) > best[0]):
                best = (len(wanted), file)
    if best is None:
        return None
    return best[1].table, {here[plain(h)]: column for h, column in best[1].columns.items()}


def _series(sheet: Survey) -> tuple[str, dict[str, str]]:
    """The series whose figure one column's header names; without exactly one, no table is proposed."""
    codes = [c for c in sheet.columns if c.kind == "code"]
    found: dict[str, Mapping[str, str]] = {}
    for table, wanted in _WANTED.items():
        key, figure = list(wanted)[:2]
        named = [c for c in sheet.columns if c.kind == "number" and _speaks(c.header, wanted[figure])]
        if len(codes) == 1 and len(named) == 1:
            columns = {codes[0].header: key, named[0].header: figure}
            for column, words in list(wanted.items())[2:]:
                rest = [c for c in sheet.columns if c.header not in columns and _exactly(c.header, words)]
                if len(rest) == 1:
                    columns[rest[0].header] = column
            found[table] = columns
    if len(found) == 1:
        table, columns_of = next(iter(found.items()))
        return table, dict(columns_of)
    return _indicators(sheet, codes)


def _indicators(sheet: Survey, codes: Sequence[Column]) -> tuple[str, dict[str, str]]:
    """A table of none of the board's series: its figures are indicators of their municipalities, by code or,
    where it has none, by name and prefecture."""
    columns = _keys(sheet, codes)
    if not columns:
        return "", {}
    years = [
        c for c in sheet.columns if c.header not in columns and _exactly(c.header, ("年", "年度", "年次"))
    ]
    if len(years) == 1:
        columns[years[0].header] = "year"
    figures = [c for c in sheet.columns if c.kind == "number" and c.header not in columns]
    if not figures:
        return "", columns
    if len(figures) == 1:
        return "indicator_value", columns | {figures[0].header: "value"}
    return "indicator_value", columns | {c.header: f"figure_{n}" for n, c in enumerate(figures, start=1)}


def _keys(sheet: Survey, codes: Sequence[Column]) -> dict[str, str]:
    names = [c for c in sheet.columns if c.kind == "name"]
    if codes or len(names) != 1:
        return {codes[0].header: "municipality_code"} if len(codes) == 1 else {}
    series = [word for wanted in _WANTED.values() for word in wanted[list(wanted)[1]]]
    if any(c.kind == "number" and _speaks(c.header, series) for c in sheet.columns):
        return {}  # the board's own series are by code
    where = [c for c in sheet.columns if _exactly(c.header, ("都道府県", "都道府県名", "県名"))]
    return {names[0].header: "municipality", **{c.header: "prefecture" for c in where[:1]}}


def _mixed(sheet: Survey) -> bool:
    """Whether there are rows that are no municipality's: sums, or codes that the list does not have."""
    return bool(sheet.totals) or any(c.kind == "code" and c.listed < c.filled for c in sheet.columns)


def _speaks(header: str, words: Sequence[str]) -> bool:
    return any(word in plain(header) for word in words)


def _exactly(header: str, words: Sequence[str]) -> bool:
    return plain(header) in words


def describe(column: Column) -> str:
    """What was found in a column, for the comment behind its line."""
    kinds = {
        "code": "団体コード / code",
        "name": "市区町村名 / name",
        "number": "数 / number",
        "date": "日付・年 / date",
        "text": "文字 / text",
    }
    parts = [kinds[column.kind]]
    if column.kind == "code":
        parts.append(
            f"{column.digits}桁 / digits, コード表にある / found {column.listed:,} / {column.filled:,}"
        )
    elif column.kind == "name":
        parts.append(f"コード表にある / found {column.listed:,} / {column.filled:,}")
    else:
        parts.append(f"{column.filled:,}")
    if column.kind == "number":
        parts.append(f"単位 / unit {column.unit or '?'}")
        if column.marks:
            parts.append("欠測の記号 / marks " + " ".join(f"{m}×{n}" for m, n in column.marks.items()))
        if column.odd:
            parts.append(f"読めない / unreadable {len(column.odd)}")
    parts.append(f"例 / e.g. {' '.join(column.example.split())[:30]}")
    return ", ".join(parts)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
