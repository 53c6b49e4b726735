"""The workbook that asks for what is due: one sheet per table, drop-down lists, limits, an explanation.

The same rows give the same bytes. Cells that are given are locked (no password); the rest is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from etl.newyear.due import Due
from etl.newyear.explain import explain
from etl.newyear.layout import HEADER_ROW, LAYOUTS, Column, Layout, marker
from etl.newyear.names import Names
from etl.newyear.words import year_of
from etl.read.discover import Source

_LISTS = "選択肢"
_FORMATS: dict[str, dict[str, Any]] = {
    "mark": {"font_size": 8, "font_color": "#767676"},
    "title": {"bold": True, "font_size": 14},
    "english": {"font_size": 9, "font_color": "#4D4D4D", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#0017C1", "font_color": "#FFFFFF", "text_wrap": True, "border": 1},
    "given": {"bg_color": "#F2F2F2", "border": 1, "border_color": "#949494", "valign": "top"},
    "text": {"locked": False, "text_wrap": True, "border": 1, "border_color": "#949494", "valign": "top"},
    "number": {
        "locked": False,
        "num_format": "#,##0",
        "border": 1,
        "border_color": "#949494",
        "valign": "top",
    },
    "wrap": {"text_wrap": True, "valign": "top"},
    "answer": {"locked": False, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFFFFF"},
    "bold": {"bold": True, "valign": "top", "text_wrap": True},
}
_FONT = {"font_name": "Meiryo UI", "font_size": 10}


def lay_out(
    path: Path,
    source: Source,
    year: int,
    rows: Sequence[Due],
    known: Names,
    limits: Mapping[str, Mapping[str, int]],
) -> None:
    """Write the workbook of one source. Raises OSError.

    `limits` gives by raw column the highest number of each region.
    """
    made = BytesIO()  # nothing is written where it lies until it is whole
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": f"{source.citation['title']} {year}", "created": dt.datetime(year, 4, 1)})
    formats = {name: book.add_format({**_FONT, **told}) for name, told in _FORMATS.items()}
    tables = list(dict.fromkeys(row.table for row in rows))
    explain(book.add_worksheet("説明"), formats, source, year, rows)
    sheets = [(LAYOUTS[table], book.add_worksheet(LAYOUTS[table].sheet)) for table in tables]
    lists = _Lists(book.add_worksheet(_LISTS), formats)
    for layout, sheet in sheets:
        wanted = [row for row in rows if row.table == layout.table and row.open]
        _sheet(sheet, formats, marker(source.source_id, layout.table, year), layout, wanted, known)
        _validate(sheet, layout, wanted, known, limits, lists, year)
    book.close()
    path.write_bytes(made.getvalue())


class _Lists:
    """The sheet behind drop-down lists too long for the 255 characters that a rule itself may hold."""

    def __init__(self, sheet: Any, formats: Mapping[str, Any]) -> None:
        self.sheet, self.formats = sheet, formats
        self.ranges: dict[str, str] = {}
        sheet.protect()

    def range(self, title: str, words: Sequence[str]) -> str:
        if title not in self.ranges:
            at = len(self.ranges)
            self.sheet.write_string(0, at, title, self.formats["bold"])
            for row, item in enumerate(words, start=1):
                self.sheet.write_string(row, at, item, self.formats["wrap"])
            self.sheet.set_column(at, at, 30)
            name = xl_col_to_name(at)
            self.ranges[title] = f"='{_LISTS}'!${name}$2:${name}${len(words) + 1}"
        return self.ranges[title]


def _sheet(
    sheet: Any,
    formats: Mapping[str, Any],
    mark: str,
    layout: Layout,
    rows: Sequence[Due],
    known: Names,
) -> None:
    sheet.write_string(0, 0, mark, formats["mark"])
    sheet.write_string(1, 0, f"{layout.sheet} / {layout.sheet_en}", formats["title"])
    sheet.set_row(HEADER_ROW - 2, 28)
    for at, column in enumerate(layout.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEADER_ROW - 2, at, column.header_en, formats["english"])
        sheet.write_string(HEADER_ROW - 1, at, column.header, formats["head"])
    for number, row in enumerate(rows, start=HEADER_ROW):
        for at, column in enumerate(layout.columns):
            text = _given(row, column, layout, known)
            if text is None:
                sheet.write_blank(number, at, None, formats["number" if column.kind == "number" else "text"])
            else:
                sheet.write_string(number, at, text, formats["given"])
    for number in range(HEADER_ROW + len(rows), HEADER_ROW + len(rows) + layout.free):
        for at, column in enumerate(layout.columns):
            locked = column.kind == "now" or (column.kind == "given" and column.column != "fiscal_year")
            name = "given" if locked else "number" if column.kind == "number" else "text"
            sheet.write_blank(number, at, None, formats[name])
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)


def _given(row: Due, column: Column, layout: Layout, known: Names) -> str | None:
    """What the program fills in; None where a person is asked."""
    keys = dict(row.keys)
    if column.kind == "now":
        return row.now or "未登録"
    if column.kind == "shown":
        return row.label.split("｜")[0]
    if column.kind == "name" and column.of and column.list_of:
        return known[column.list_of].get(keys[column.of], "")
    if column.kind != "given" or column.column is None:
        return None
    if column.column in ("fiscal_year", "year"):
        return year_of(row.year, row.fiscal)
    meaning = layout.meanings.get(column.column, {})
    cell = keys[column.column]
    return next((word for word, key in meaning.items() if key == cell), cell)


def _validate(
    sheet: Any,
    layout: Layout,
    rows: Sequence[Due],
    known: Names,
    limits: Mapping[str, Mapping[str, int]],
    lists: _Lists,
    year: int,
) -> None:
    """Drop-down lists and limits, with what to write shown beside the cell."""
    last = HEADER_ROW + len(rows) + layout.free - 1
    free = HEADER_ROW + len(rows)
    for at, column in enumerate(layout.columns):
        told = {"input_title": column.header[:32], "input_message": column.hint[:250]} if column.hint else {}
        if column.kind == "choice":
            rule = {"validate": "list", "source": list(column.words), **_wrong("一覧から選びます")}
            sheet.data_validation(HEADER_ROW, at, last, at, {**rule, **told})
        elif column.kind == "number":
            for top, end, limit in _limited(rows, limits.get(column.column or "", {}), last):
                rule = _number(column, limit, xl_rowcol_to_cell(top, at))
                sheet.data_validation(top, at, end, at, {**rule, **told})
        elif column.kind == "text" and told:
            sheet.data_validation(HEADER_ROW, at, last, at, {"validate": "any", **told})
        elif layout.free and column.kind == "name" and column.list_of:
            words = list(known[column.list_of].values())
            rule = {"validate": "list", "source": lists.range(column.header, words)}
            sheet.data_validation(free, at, last, at, {**rule, **_wrong("一覧から選びます")})
        elif layout.free and column.column == "fiscal_year":
            years = sorted({row.year for row in rows} | {year})
            rule = {"validate": "list", "source": [year_of(item, True) for item in years]}
            sheet.data_validation(free, at, last, at, {**rule, **_wrong("一覧から選びます")})


def _limited(
    rows: Sequence[Due], limits: Mapping[str, int], last: int
) -> Iterator[tuple[int, int, int | None]]:
    """First and last row with one limit, that of the row's own region; a free row has one where all agree."""
    agreed = next(iter(limits.values())) if len(set(limits.values())) == 1 else None
    own = [limits.get(row.region_id) if row.region_id else agreed for row in rows]
    own += [agreed] * (last + 1 - HEADER_ROW - len(own))
    top = HEADER_ROW
    for limit, several in groupby(own):
        end = top + len(list(several)) - 1
        yield top, end, limit
        top = end + 1


def _number(column: Column, limit: int | None, first: str) -> dict[str, Any]:
    """A whole or decimal number within limits, or one of the column's words (未定)."""
    high = limit if limit is not None else column.high
    within = f"{column.low:,}～{high:,}" if high is not None else f"{column.low} 以上"
    message = f"数（{within}）" + "".join(f"か「{word}」" for word in column.words) + "で書きます"
    if not column.words:
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": column.low,
            "maximum": high,
            **_wrong(message),
        }
    words = ",".join(f'{first}="{word}"' for word in column.words)
    upper = f",{first}<={high}" if high is not None else ""
    return {
        "validate": "custom",
        "value": f"=OR({words},AND(ISNUMBER({first}),{first}>={column.low}{upper}))",
        # a figure beyond the rule may be right: it is asked about, not refused
        **_wrong(message, "warning"),
    }


def _wrong(message: str, kind: str = "stop") -> dict[str, str]:
    return {"error_type": kind, "error_title": "書き方", "error_message": message}
