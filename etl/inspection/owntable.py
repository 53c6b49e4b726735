"""A table → a proposed [table.NAME] for source.toml (etl.read.owntable).

What is not understood stays blank, and a comment says what a person writes there.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from etl.clean import dates, values
from etl.inspection.survey import Column, Survey
from etl.official.grid import Grid, plain

_ABSENT = {"…": "unknown", "...": "unknown", "x": "suppressed", "X": "suppressed", "未定": "undecided"}
# the plain header → column name, label in English
_NAMED = {
    "団体コード": ("municipality_code", "Municipality code"),
    "市区町村コード": ("municipality_code", "Municipality code"),
    "市町村コード": ("municipality_code", "Municipality code"),
    "都道府県コード": ("prefecture_code", "Prefecture code"),
    "都道府県": ("prefecture", "Prefecture"),
    "都道府県名": ("prefecture", "Prefecture"),
    "市区町村": ("municipality", "Municipality"),
    "市区町村名": ("municipality", "Municipality"),
    "市町村": ("municipality", "Municipality"),
    "市町村名": ("municipality", "Municipality"),
    "圏域": ("region_id", "Region"),
    "年": ("year", "Year"),
    "年次": ("year", "Year"),
    "調査年": ("year", "Year"),
    "年度": ("fiscal_year", "Fiscal year"),
    "値": ("value", "Value"),
    "人口": ("population", "Population"),
    "世帯数": ("households", "Households"),
    "面積": ("area", "Area"),
    "医師数": ("physicians", "Physicians"),
    "職員数": ("staff", "Staff"),
    "備考": ("remarks", "Remarks"),
}
_ASCII = re.compile(r"[A-Za-z][A-Za-z0-9_ ]*")
_MOST_KEYS = 4
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class _Proposed:
    """One column: its cells below the header, sums left out."""

    header: str
    name: str
    kind: str
    label: str
    label_en: str
    unit: str
    required: bool
    cells: Sequence[str]
    remark: str


def propose(
    name: str, path: str, grid: Grid, sheet: Survey, said: Mapping[str, str] = NOTHING, part: bool = False
) -> list[str]:
    """Lines of source.toml for the table `name` of the file `path`; `said`: its title, if given. `part`:
    the grid is a sample of the file."""
    body = _body(grid, sheet)
    several = [c for c in sheet.columns if c.kind == "number" and _is_year(c.header)]
    wide = several if len(several) > 1 else []
    columns = [
        _column(c, [row[c.header] for row in body], sheet, number, part)
        for number, c in enumerate(sheet.columns, start=1)
        if c not in wide
    ]
    key = (_all_of(columns) if part else _key(columns)) + (["year"] if wide else [])
    lines = [f"[table.{name}]", f"path = {_text(path)}"]
    if part:
        lines.append(
            f"# ファイルのところどころの {len(body):,} 行を見た案です"
            f" / proposed after {len(body):,} rows from all over the file"
        )
    if sheet.sheet is not None:
        lines.append(f"sheet = {_text(sheet.sheet)}")
    if sheet.header_row != 1:
        lines.append(f"header_row = {sheet.header_row}")
    lines += [f"title = {_text(said.get('title', ''))}", f"title_en = {_text(said.get('title_en', ''))}"]
    lines.append(
        f"key = {_list(key)}"
        + ("" if key else "   # 一行を決める列がない / no columns tell the rows apart: write them")
    )
    if any(c.kind == "municipality_code" for c in columns) and _mixed(sheet):
        lines.append('only = "municipalities"   # ほかの行は使わない / other rows are left out')
    lines += _marks(sheet)
    if wide:
        listed = _list([c.header for c in wide])
        lines.append(f'wide = {{ name = "year", value = "value", headers = {listed} }}')
    lines.append(f"[table.{name}.columns]")
    lines += [_line(column) for column in columns]
    if wide:
        unit = next((c.unit for c in wide if c.unit), None) or sheet.caption_unit or ""
        lines.append('year = { type = "year", label = "年", label_en = "Year" }')
        cells = [row[c.header] for row in body for c in wide]
        lines.append(_line(_Proposed("", "value", _number(cells), "", "", unit, all(cells), cells, "")))
    return lines


def _body(grid: Grid, sheet: Survey) -> list[dict[str, str]]:
    """Header → cell of each row of figures."""
    header = [cell.strip() for cell in grid.rows[sheet.header_row - 1]]
    sums = {number for number, _ in sheet.totals}
    return [
        {h: (row[i].strip() if i < len(row) else "") for i, h in enumerate(header) if h}
        for number, row in enumerate(grid.rows[sheet.header_row :], start=sheet.header_row + 1)
        if number not in sums and any(cell.strip() for cell in row)
    ]


def _column(column: Column, cells: Sequence[str], sheet: Survey, number: int, part: bool) -> _Proposed:
    label = re.sub(r"[（(【][^（）()【】]*[）)】]\s*$", "", " ".join(column.header.split())).strip()
    name, label_en = _NAMED.get(plain(label), ("", ""))
    if not name and _ASCII.fullmatch(label):
        name, label_en = re.sub(r"\W+", "_", label).lower(), label.replace("_", " ").capitalize()
        label = next((ja for ja, (known, _) in _NAMED.items() if known == name), "")
    kind = _kind(column, name, cells)
    if kind == "municipality_code":
        name, label_en, label = "municipality_code", "Municipality code", label or "団体コード"
    unit = ""
    if kind in ("integer", "decimal"):
        unit = column.unit or sheet.caption_unit or ""
    remark = f"{column.filled:,}: {' '.join(column.example.split())[:30]}"
    words = sorted({cell for cell in cells if cell})
    if kind == "text" and len(words) <= 12 and len(cells) > 2 * len(words):
        remark = "、".join(words) + ' → enum, codes = { "…" = "…" }?'
    if column.unlisted:
        remark = f"コード表にない / not in the code list: {len(column.unlisted)}; {remark}"
    if column.odd:
        row, cell = column.odd[0]
        remark = f"読めない / unreadable: {'' if part else f'{row} '}{cell}; {remark}"
    required = all(cells)
    return _Proposed(
        column.header, name or f"column_{number}", kind, label, label_en, unit, required, cells, remark
    )


def _kind(column: Column, name: str, cells: Sequence[str]) -> str:
    if column.kind == "code":
        return "municipality_code"
    if name in ("municipality_code", "prefecture_code"):
        return name
    for kind, parse in (("year", dates.year), ("fiscal_year", dates.fiscal_year)):
        if name == kind and _all(cells, parse):
            return kind
    if column.kind == "number":
        return _number(cells)
    if column.kind == "date" and _all(cells, dates.date):
        return "date"
    return "text"


def _number(cells: Sequence[str]) -> str:
    return "decimal" if any("." in values.narrow(cell) for cell in cells) else "integer"


def _all(cells: Sequence[str], parse: Callable[[str], object]) -> bool:
    try:
        return all(parse(cell) is not None for cell in set(cells) if cell)
    except ValueError:
        return False


def _is_year(header: str) -> bool:
    return _all([header], dates.year) or _all([header], dates.fiscal_year)


def _key(columns: Sequence[_Proposed]) -> list[str]:
    """The fewest columns that are no figures and tell every row from every other."""
    may = [c for c in columns if c.required and c.kind not in ("integer", "decimal")]
    may.sort(key=lambda c: c.kind == "text")
    for count in range(1, _MOST_KEYS + 1):
        for chosen in itertools.combinations(may, count):
            rows = list(zip(*(c.cells for c in chosen), strict=True))
            if rows and len(set(rows)) == len(rows):
                return [c.name for c in chosen]
    return []


def _all_of(columns: Sequence[_Proposed]) -> list[str]:
    """Of a sample, in which chance parts rows: every column that is no figure and no name of a code."""
    may = [c for c in columns if c.required and c.kind not in ("integer", "decimal")]
    codes = [c for c in may if c.kind.endswith("_code")]
    return [c.name for c in may if c.kind != "text" or not any(_follows(c, code) for code in codes)]


def _follows(name: _Proposed, code: _Proposed) -> bool:
    return (
        len(set(zip(code.cells, name.cells, strict=True))) == len(set(code.cells)) > 1 < len(set(name.cells))
    )


def _mixed(sheet: Survey) -> bool:
    return bool(sheet.totals) or any(c.kind == "code" and c.listed < c.filled for c in sheet.columns)


def _marks(sheet: Survey) -> list[str]:
    marks = sorted({mark for column in sheet.columns for mark in column.marks})
    known = [f"{_text(m)} = {_text(_ABSENT[m])}" for m in marks if m in _ABSENT]
    lines = [f"absent = {{ {', '.join(known)} }}"] if known else []
    unclear = [mark for mark in marks if mark not in _ABSENT]
    if unclear:
        lines.append(
            f"# absent: {' '.join(unclear)} は何を示すか / what it stands for "
            "(unknown, suppressed, not_applicable, undecided)?"
        )
    return lines


def _line(column: _Proposed) -> str:
    parts = [f"header = {_text(column.header)}"] if column.header else []
    parts.append(f"type = {_text(column.kind)}")
    if column.kind in ("integer", "decimal"):
        parts.append(f"unit = {_text(column.unit)}")
    parts += [f"label = {_text(column.label)}", f"label_en = {_text(column.label_en)}"]
    if not column.required:
        parts.append("required = false")
    return f"{column.name} = {{ {', '.join(parts)} }}" + (f"   # {column.remark}" if column.remark else "")


def _list(items: Sequence[str]) -> str:
    return "[" + ", ".join(_text(item) for item in items) + "]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
