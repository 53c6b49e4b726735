"""Native charts of a workbook: PanelData → XlsxWriter, drawn from cells beside them.

A gap is an empty cell and stays a gap; actual is solid, planned outlined, projected dashed; a missing
figure's word stands at its place on the axis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, GRID, GROUND, MISSING, TEXT
from dashboard.datatable import plain_number
from dashboard.pack.workbook_look import FONT, Look
from dashboard.panel import PanelData
from dashboard.text import Lang
from renkei.numberkinds import number_kind

# a chart and its place in the zone beside the table: x, y, width, height in pixels
Placed = tuple[Chart, int, int, int, int]
WIDTH, HEIGHT = 760, 430
# with names at the ends of lines: a program folds a name that takes a fifth of the chart
NAMED_WIDTH = 1000
SOLID = {"fill": {"color": FOCUS}, "border": {"color": FOCUS, "width": 1.5}}
# outlined with a light pattern: it differs from solid without colour too
PLANNED = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": FOCUS, "bg_color": GROUND},
    "border": {"color": FOCUS, "width": 1.5},
}


class Side:
    """The cells a chart is drawn from, column by column, to the right of it."""

    def __init__(self, sheet: Worksheet, name: str, look: Look, top: int, left: int) -> None:
        self._sheet, self._name, self._look = sheet, name, look
        self._top, self._left = top, left
        self.look = look

    def column(self, heading: str, values: Sequence[Any], decimals: int = 0) -> Column:
        """A column of numbers and texts; None is an empty cell."""
        at = self._left
        self._left += 1
        self._sheet.set_column(at, at, 12)
        self._sheet.write_string(self._top, at, heading, self._look.heading())
        for down, value in enumerate(values, self._top + 1):
            if isinstance(value, int | float):
                form = self._look.text(num_format=self._look.digits(decimals), align="right")
                self._sheet.write_number(down, at, value, form)
            elif value is not None:
                self._sheet.write_string(down, at, str(value), self._look.of())
        return Column(self._name, self._top, at, len(values))


class Column:
    """References to a column of the side: its heading, all of it, or some of its rows."""

    def __init__(self, name: str, top: int, at: int, count: int) -> None:
        self._name, self._top, self._at, self._count = name, top, at, count

    @property
    def heading(self) -> list[Any]:
        return [self._name, self._top, self._at]

    def rows(self, first: int = 0, last: int | None = None) -> list[Any]:
        end = self._count - 1 if last is None else last
        return [self._name, self._top + 1 + first, self._at, self._top + 1 + end, self._at]

    def across(self, other: Column, row: int) -> list[Any]:
        """One row from this column to another beside it."""
        at = self._top + 1 + row
        return [self._name, at, self._at, at, other._at]


def font(size: float = 10, color: str = TEXT, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": color, "bold": bold}


def new(book: Workbook, kind: Mapping[str, str], title: str, size: float = 11) -> Chart:
    """A chart without legend; its title is the finding."""
    chart = book.add_chart(dict(kind))
    if title:
        chart.set_title({"name": plain(title), "name_font": font(size, bold=True), "overlay": False})
    else:
        chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": GROUND}})
    return chart


def plain(text: str) -> str:
    """A text that the library takes for a formula says it is none: the first sign is spaced off."""
    return f" {text}" if text.startswith("=") else text


def axis(**more: Any) -> dict[str, Any]:
    """An axis in the board's look: no marks, thin line."""
    told: dict[str, Any] = {
        "num_font": font(9),
        "line": {"color": MISSING},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "major_gridlines": {"visible": False},
    }
    if name := more.pop("named", ""):
        told |= {"name": plain(name), "name_font": font(9)}
    return told | more


def values_axis(**more: Any) -> dict[str, Any]:
    grid = {"visible": True, "line": {"color": GRID, "width": 0.75}}
    return axis(major_gridlines=grid, **more)


def labels(look: Look, decimals: int, **more: Any) -> dict[str, Any]:
    """The values printed at their marks."""
    return {"value": True, "num_format": look.digits(decimals), "font": font(9), **more}


def kind_of(data: PanelData) -> str:
    """How the chart's value is written: as the chart says, else as its column of the table is."""
    encode = data.panel.chart.encode
    if "kind" in encode:
        return str(encode["kind"])
    name = key(encode, "value", data)
    return next((column.kind for column in data.panel.columns if column.key(data.lang) == name), "count")


def decimals_of(data: PanelData) -> int:
    """How many decimals the chart shows."""
    names = [data.panel.chart.encode.get(name) for name in ("value", "first", "second")]
    held = [row[str(name)] for row in data.rows for name in names if name and row[str(name)] is not None]
    kind = number_kind(kind_of(data))
    return max((kind.places(float(value)) for value in held), default=kind.places())


def drawn(value: Any, data: PanelData) -> int | float | None:
    """A figure in the chart's unit; None stays None."""
    if value is None:
        return None
    return number_kind(kind_of(data)).in_unit(plain_number(value))


def unit_of(data: PanelData) -> str:
    told = data.panel.chart.encode.get("unit")
    return told(data.lang) if callable(told) else ""


def column_of(data: PanelData, name: str) -> str:
    """The heading of a column of the panel; of a label made for the chart alone that of the first column."""
    for item in data.panel.columns:
        if item.key(data.lang) == name:
            return item.heading(data.lang)
    label = data.panel.chart.encode.get("label")
    return data.headings[0] if label and key(data.panel.chart.encode, "label", data) == name else name


def noted(text: str, note: str, lang: Lang) -> str:
    return f"{text}（{note}）" if lang == "ja" else f"{text} ({note})"


Draw = Callable[[Workbook, PanelData, Side], list[Placed]]
