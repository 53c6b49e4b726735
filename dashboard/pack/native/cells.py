"""The cells a native chart stands on: where they are, and how they are written. Missing is an empty cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.model import Drawing


class Formats(Protocol):
    """How the cells look."""

    def heading(self) -> Format | None: ...
    def text(self) -> Format | None: ...
    def number(self) -> Format | None: ...


class Plain:
    """Cells as an office program makes them."""

    def heading(self) -> None:
        return None

    def text(self) -> None:
        return None

    def number(self) -> None:
        return None


@dataclass(frozen=True)
class Block:
    """Where names, categories and values of a drawing stand: on which sheet, from which cell on.

    Categories in the first column and each series in a column of its own; where years stand on a scale
    each series has two columns, its years and its values.
    """

    drawing: Drawing
    sheet: str
    top: int = 0
    left: int = 0

    def indices(self, at: int) -> Sequence[int]:
        """Which of its values a series has in the cells."""
        series = self.drawing.series[at]
        if self.drawing.scattered and series.here is not None:
            return series.here
        return range(len(self.drawing.categories))

    @property
    def width(self) -> int:
        count = len(self.drawing.series)
        return 2 * count if self.drawing.scattered else count + 1

    @property
    def height(self) -> int:
        """Its heading and its rows, at least one."""
        return 1 + max(1, *(len(self.indices(at)) for at in range(len(self.drawing.series))))

    def column(self, at: int) -> int:
        """The column of the values of a series."""
        return self.left + (2 * at + 1 if self.drawing.scattered else at + 1)

    def name(self, at: int) -> str:
        return f"{quote_sheetname(self.sheet)}!${xl_col_to_name(self.column(at))}${self.top + 1}"

    def values(self, at: int) -> str:
        return self._range(self.column(at), len(self.indices(at)))

    def xs(self, at: int) -> str:
        return self._range(self.column(at) - 1, len(self.indices(at)))

    def categories(self) -> str:
        return self._range(self.left, len(self.drawing.categories))

    def _range(self, column: int, rows: int) -> str:
        """A series without rows stands on an empty cell: a range of none would end in its heading."""
        letter = xl_col_to_name(column)
        last = self.top + max(rows, 1) + 1
        return f"{quote_sheetname(self.sheet)}!${letter}${self.top + 2}:${letter}${last}"


def write_block(sheet: Worksheet, block: Block, formats: Formats, categories: str = "") -> None:
    """Texts are texts, whatever they begin with. `categories` is the heading of the names or years."""
    drawing, top = block.drawing, block.top
    # a place of 0.05 in the row 人口（人） would be read as people
    if heading := "\n".join(filter(None, (categories, drawing.measure))):
        for column in range(block.left, block.left + block.width, 2) if drawing.scattered else (block.left,):
            sheet.write_string(top, column, heading, formats.heading())
    if not drawing.scattered:
        for row, name in enumerate(drawing.categories, top + 1):
            sheet.write_string(row, block.left, name, formats.text())
    for at, series in enumerate(drawing.series):
        column = block.column(at)
        sheet.write_string(top, column, series.name, formats.heading())
        for row, n in enumerate(block.indices(at), top + 1):
            if drawing.scattered and drawing.xs is not None:
                sheet.write_number(row, column - 1, drawing.xs[n], formats.text())
            value = series.values[n]
            if value is not None:
                sheet.write_number(row, column, float(value), formats.number())
