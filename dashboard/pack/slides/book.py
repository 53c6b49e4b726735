"""The workbook inside a chart: what "Edit data" opens. A missing value is an empty cell."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dashboard.charts.model import Drawing

_SHEET = "Sheet1"


class Places:
    """Where names, categories and values of a drawing stand in its workbook.

    Categories in column A and each series in a column of its own; where years stand on a scale each
    series has two columns, its years and its values.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def rows(self, at: int) -> int:
        """How many rows of values a series has."""
        here = self._drawing.series[at].here
        return len(here) if self._drawing.scattered and here is not None else len(self._drawing.categories)

    def column(self, at: int) -> int:
        """The column of the values, from 0."""
        return 2 * at + 1 if self._drawing.scattered else at + 1

    def name(self, at: int) -> str:
        return f"{_SHEET}!${xl_col_to_name(self.column(at))}$1"

    def values(self, at: int) -> str:
        return self._range(self.column(at), self.rows(at))

    def xs(self, at: int) -> str:
        return self._range(self.column(at) - 1, self.rows(at))

    def categories(self) -> str:
        return self._range(0, len(self._drawing.categories))

    def _range(self, column: int, rows: int) -> str:
        letter = xl_col_to_name(column)
        return f"{_SHEET}!${letter}$2:${letter}${rows + 1}"


def book(drawing: Drawing, made_on: dt.date) -> bytes:
    """The same drawing and date give the same bytes. Texts are texts, whatever they begin with."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    workbook.set_properties({"created": dt.datetime.combine(made_on, dt.time())})
    sheet = workbook.add_worksheet(_SHEET)
    places = Places(drawing)
    if not drawing.scattered:
        for row, name in enumerate(drawing.categories, 1):
            sheet.write_string(row, 0, name)
    for at, series in enumerate(drawing.series):
        column = places.column(at)
        sheet.write_string(0, column, series.name)
        here = series.here if drawing.scattered and series.here is not None else range(len(series.values))
        for row, n in enumerate(here, 1):
            if drawing.scattered and drawing.xs is not None:
                sheet.write_number(row, column - 1, drawing.xs[n])
            value = series.values[n]
            if value is not None:
                sheet.write_number(row, column, float(value))
    sheet.set_column(0, 0, 28)
    workbook.close()
    return out.getvalue()
