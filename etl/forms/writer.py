"""A workbook that people fill in, sheet by sheet. Given cells are locked (no password), the rest is open.

The same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from etl.forms.rules import Rule

_FONT = {"font_name": "Meiryo UI", "font_size": 10}
BORDER = {"border": 1, "border_color": "#949494"}
HEAD = {"bold": True, "bg_color": "#0017C1", "font_color": "#FFFFFF", "text_wrap": True}
LISTS = "選択肢"


class FormBook:
    """`formats`: name → what differs from the plain cell."""

    def __init__(self, title: str, created: dt.date, formats: Mapping[str, Mapping[str, Any]]) -> None:
        self._bytes = BytesIO()  # nothing is written where it lies until it is whole
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"title": title, "created": dt.datetime.combine(created, dt.time())})
        self._formats = {name: self._book.add_format({**_FONT, **form}) for name, form in formats.items()}

    def sheet(self, name: str) -> FormSheet:
        return FormSheet(self._book.add_worksheet(name), self._formats)

    def add_marker(self, name: str, marker: str) -> None:
        """A sheet that no person sees."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, marker)
        sheet.protect()
        sheet.very_hidden()

    def content(self) -> bytes:
        self._book.close()
        return self._bytes.getvalue()


class FormSheet:
    """Rows count from 1, columns from 0, as those who read it back count."""

    def __init__(self, sheet: Any, formats: Mapping[str, Any]) -> None:
        self._sheet, self._formats = sheet, formats

    def write(self, row: int, column: int, text: str | None, form: str) -> None:
        """Without a text the cell is blank, in its format."""
        if text is None:
            self._sheet.write_blank(row - 1, column, None, self._formats[form])
        else:
            self._sheet.write_string(row - 1, column, text, self._formats[form])

    def width(self, first: int, last: int, width: float) -> None:
        self._sheet.set_column(first, last, width)

    def height(self, row: int, height: float) -> None:
        self._sheet.set_row(row - 1, height)

    def hide_row(self, row: int) -> None:
        self._sheet.set_row(row - 1, None, None, {"hidden": True})

    def hide_column(self, column: int) -> None:
        self._sheet.set_column(column, column, None, None, {"hidden": True})

    def allow(self, first: int, last: int, column: int, rule: Rule) -> None:
        """`rule` for the rows from `first` to `last` of a column."""
        self._sheet.data_validation(first - 1, column, last - 1, column, rule)

    def head(self, row: int, columns: int = 0, footer: str = "") -> None:
        """Rows down to the header and the first `columns` stay in sight, the header on every page."""
        self._sheet.freeze_panes(row, columns)
        self._sheet.repeat_rows(row - 1)
        if footer:
            self._sheet.set_footer(footer)

    def protect(self) -> None:
        """Nothing can be written."""
        self._sheet.protect()

    def lock(self) -> None:
        """Only open cells can be written; on paper the sheet is one A4 page wide."""
        self._sheet.protect("", {"format_columns": True, "format_rows": True})
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)


class Lists:
    """The sheet behind drop-down lists too long for the 255 characters that a rule itself may hold."""

    def __init__(self, book: FormBook) -> None:
        self._sheet = book.sheet(LISTS)
        self._ranges: dict[str, str] = {}
        self._sheet.protect()

    def range(self, title: str, words: Sequence[str]) -> str:
        if title not in self._ranges:
            at = len(self._ranges)
            for row, (text, form) in enumerate(
                [(title, "bold"), *((word, "wrap") for word in words)], start=1
            ):
                self._sheet.write(row, at, text, form)
            self._sheet.width(at, at, 30)
            name = xl_col_to_name(at)
            self._ranges[title] = f"='{LISTS}'!${name}$2:${name}${len(words) + 1}"
        return self._ranges[title]
