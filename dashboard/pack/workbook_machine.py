"""The sheet that programs read: the Ministry's rules for machine-readable tables (総務省、統計表における
機械判読可能なデータの表記方法の統一ルール).

One header row, one datum per cell, nothing merged, no empty line, figures without signs or words, the
unit named, western years with the time code of e-Stat, codes of areas. What is missing is an empty cell
whose reason stands in a column of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from dashboard.charts.registers import folded
from dashboard.datatable import Cell
from dashboard.mart import Row
from dashboard.pack.content import Pack
from dashboard.pack.failed import writing
from dashboard.pack.workbook_look import Look, height, lines
from dashboard.pack.workbook_sheet import fitting
from dashboard.panel import PanelData
from dashboard.text import T

NAME = T("機械判読", "machine-readable")
HEADINGS = (
    T("図表コード", "panel_code"),
    T("行番号", "row_number"),
    T("時間軸コード", "time_code"),
    T("年（西暦）", "year"),
    T("地域コード", "area_code"),
    T("地域名", "area_name"),
    T("項目コード", "item_code"),
    T("項目名", "item_name"),
    T("単位", "unit"),
    T("数値（単位は単位の列）", "value"),
    T("文字", "text"),
    T("欠測の理由", "missing_reason"),
    T("出典コード", "source_code"),
    T("データの版", "build"),
)
_WIDTHS = (24, 13, 13, 10, 16, 26, 26, 30, 16, 22, 40, 17, 62, 30)
# which column of a row names its area, the narrowest first
_AREAS = ("municipality_code", "area_code", "prefecture_code", "region_id")
_NAMES = ("municipality", "name", "region", "prefecture")
# what a sheet of Excel holds, less the header
MOST = 1_048_575

Record = tuple[Any, ...]


def records(pack: Pack) -> Iterator[Record]:
    """One record per datum of every panel, in the order of the pack."""
    for data in pack.panels:
        with writing(data):
            yield from _of_panel(data, pack)


def _of_panel(data: PanelData, pack: Pack) -> Iterator[Record]:
    sources = " ".join(item.source_id for item in data.citations)
    for number, (row, cells) in enumerate(zip(data.rows, data.table.rows, strict=True), 1):
        head = (data.panel.panel_id, number, *_time(row), *_area(row, data))
        for item in _items(row, cells, data):
            yield (*head, *item, sources, pack.build_id)


def _items(row: Row, cells: Sequence[Cell], data: PanelData) -> Iterator[Record]:
    """(code, name, unit, number, text, why missing) of each cell of a row."""
    lang = data.lang
    for column, cell in zip(data.table.columns, cells, strict=True):
        name, unit = column.label(lang), column.base_unit(lang)
        head = (column.key(lang), name, unit)
        if cell.figure is not None:
            yield (*head, cell.figure, None, None)
        elif isinstance(cell.value, dt.date):
            yield (*head, None, cell.value.isoformat(), None)
        elif cell.value is None:
            yield (*head, None, None, cell.text)
        else:
            yield (*head, None, _one_line(cell.value), None)
    for name, heading in folded(data):
        held = row[name]
        texts: Sequence[Any] = held if isinstance(held, list | tuple) else [held]
        for text in texts:
            if text is not None:
                yield (name, heading, "", None, _one_line(text), None)


def _one_line(text: Any) -> str:
    """No line breaks inside a cell."""
    return " ".join(str(text).split())


def _time(row: Row) -> tuple[int | None, int | None]:
    """e-Stat's time code and the year: 2024年度 is 2024100000, 2024年 is 2024000000."""
    if row.get("fiscal_year") is not None:
        return row["fiscal_year"] * 1_000_000 + 100_000, row["fiscal_year"]
    if isinstance(row.get("year"), int):
        return row["year"] * 1_000_000, row["year"]
    return None, None


def _area(row: Row, data: PanelData) -> tuple[str | None, str | None]:
    code = next((str(row[name]) for name in _AREAS if row.get(name) is not None), None)
    tail = "" if data.lang == "ja" else "_en"
    named = (row.get(f"{name}{tail}") or row.get(name) for name in _NAMES)
    return code, next((str(name) for name in named if name is not None), None) if code else None


def fill(sheet: Worksheet, look: Look, pack: Pack) -> None:
    """All records, header first. Raises OverflowError where a sheet cannot hold them."""
    form, number = look.of(text_wrap=True), look.of(num_format="General")
    for at, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading(pack.lang), look.heading())
    down = 0
    for down, record in enumerate(records(pack), 1):
        if down > MOST:
            raise OverflowError
        most = 1
        for at, value in enumerate(record):
            if isinstance(value, int | float):
                sheet.write_number(down, at, value, number)
            elif value:
                sheet.write_string(down, at, fitting(value), form)
                # most texts are short: only the others are measured
                if len(value) * 2 > _WIDTHS[at] - 3:
                    most = max(most, lines(value, _WIDTHS[at]))
        if most > 1:
            sheet.set_row(down, height(most))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(down, 1), len(HEADINGS) - 1)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(down, 1), len(HEADINGS) - 1)
