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

from dashboard import format as fmt
from dashboard.mart import Row
from dashboard.pack import typed
from dashboard.pack.drawing import scale
from dashboard.pack.typed import Cell
from dashboard.pack.workbook_look import FONT, Look, wide
from dashboard.panel import PanelData
from dashboard.render.bars import Place, key, places
from dashboard.render.look import FOCUS, GRID, GROUND, MISSING, PEER, TEXT
from dashboard.render.named import names
from dashboard.text import Lang, word

# a chart and its place in the zone beside the table: x, y, width, height in pixels
Placed = tuple[Chart, int, int, int, int]
WIDTH, HEIGHT = 760, 430
# digits of a name beside a bar; a longer one is folded
_NAME = 30
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
                form = self._look.number(Cell(value, "", decimals))
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
    kind = kind_of(data)
    if kind == "plain":
        names = [data.panel.chart.encode.get(name) for name in ("value", "first", "second")]
        held = [row[str(name)] for row in data.rows for name in names if name and row[str(name)] is not None]
        return max((typed.written_digits(float(value)) for value in held), default=0)
    return {"decimal1": 1, "decimal2": 2, "signed1": 1}.get(kind, 0)


def drawn(value: Any, data: PanelData) -> int | float | None:
    """A figure in the chart's unit; None stays None."""
    if value is None:
        return None
    number = typed.plain_number(value)
    return typed.in_unit(kind_of(data), number)


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


def stacked_years(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """Fiscal years side by side, actual solid, planned outlined; what is undecided is named below."""
    encode, lang = data.panel.chart.encode, data.lang
    year, status, value = str(encode["year"]), str(encode["status"]), str(encode["value"])
    ordered = places(data)
    names = side.column(column_of(data, year), [_place_told(at, data) for at in ordered])
    held = {(row[year], row[status]): row[value] for row in data.rows}
    chart = new(book, {"type": "column"}, data.title)
    for kind, look in (("actual", SOLID), ("planned", PLANNED)):
        shown = [drawn(held[at] if at[1] == kind else None, data) for at in ordered]
        column = side.column(word(f"status.{kind}", lang), shown)
        chart.add_series(
            {
                "name": column.heading,
                "categories": names.rows(),
                "values": column.rows(),
                "data_labels": labels(side.look, 0, position="outside_end"),
                "overlap": 100,
                "gap": 60,
                **look,
            }
        )
    chart.set_x_axis(axis(num_font=font(10)))
    chart.set_y_axis(values_axis(min=0, named=column_of(data, value), num_format="#,##0"))
    return [(chart, 0, 0, WIDTH, HEIGHT)]


def _place_told(place: Place, data: PanelData) -> str:
    """The year and below it its status in words; the last place of a year tells those undecided too."""
    encode, lang = data.panel.chart.encode, data.lang
    parts = [fmt.tick(place[0], lang)]
    if place[1] != "undecided":
        parts.append(word(f"status.{place[1]}", lang))
    last = [at for at in places(data) if at[0] == place[0]][-1]
    for row in data.rows:
        if place == last and row[encode["year"]] == place[0] and row[encode["status"]] == "undecided":
            count = row[encode["count"]]
            told = word("status.undecided", lang)
            parts.append(
                f"{told} {count}地域" if lang == "ja" else f"{told} {count} region{'' if count == 1 else 's'}"
            )
    return "\n".join(parts)


def ranked_bar(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """Horizontal bars, largest on top; a missing figure is an empty place with its word."""
    encode, lang = data.panel.chart.encode, data.lang
    label, value = key(encode, "label", data), key(encode, "value", data)
    rows = list(data.rows)
    if encode.get("order") != "given":
        rows.sort(key=lambda row: (row[value] is None, -(row[value] or 0)))
    called = [
        _noted(row, name, value, data) for row, name in zip(rows, names(rows, label, data), strict=True)
    ]
    places = side.column(column_of(data, label), called)
    column = side.column(column_of(data, value), [drawn(row[value], data) for row in rows], decimals_of(data))
    focus = any(row.get(str(encode.get("focus", ""))) for row in rows)
    chart = new(book, {"type": "bar"}, data.title)
    chart.add_series(
        {
            "name": column.heading,
            "categories": places.rows(),
            "values": column.rows(),
            "points": [_bar_look(row, encode, focus) for row in rows],
            "data_labels": labels(side.look, decimals_of(data), position="outside_end"),
            "gap": 45,
            **SOLID,
        }
    )
    limit = encode.get("limit")
    told = column_of(data, value)
    if limit is not None:
        note = f"{encode['limit_label'](lang)} {limit}"
        told = f"{told} — {'点線' if lang == 'ja' else 'dotted line'}: {note}"
    grid = {"visible": limit is not None, "line": {"color": TEXT, "width": 1.25, "dash_type": "square_dot"}}
    if limit is not None:
        more = {"major_unit": limit, "num_format": "#,##0", "max": _above(rows, value, limit)}
    else:
        more = _steps([drawn(row[value], data) or 0 for row in rows], whole=decimals_of(data) == 0)
    chart.set_x_axis(axis(min=0, named=told, major_gridlines=grid, **more))
    # a hundred bars are small on paper: their names are larger
    many = len(rows) > 25
    chart.set_y_axis(axis(reverse=True, crossing="max", interval_unit=1, num_font=font(10.5 if many else 9)))
    # room for the names: a program leaves out those that would touch
    folded = any(wide(name) > _NAME for name in called)
    high = 120 + (34 if folded else 17 if many else 24) * max(len(rows), 4)
    chart.set_plotarea({"layout": {"x": 0.3, "y": 60 / high, "width": 0.64, "height": (high - 115) / high}})
    return [(chart, 0, 0, WIDTH, high)]


def _steps(values: Sequence[float], whole: bool) -> dict[str, Any]:
    """The end of an axis and its steps: round, with a thousands mark, and whole for what is counted."""
    _, high, step = scale(values)
    step = max(step, 1) if whole else step
    form = "#,##0" if step == int(step) else "#,##0.0" if step * 10 == int(step * 10) else "#,##0.00"
    room = high if max(values, default=0) < high * 0.94 else high + step
    return {"max": -(-room // step) * step, "major_unit": step, "num_format": form}


def _above(rows: Sequence[Row], value: str, limit: float) -> float:
    """The end of an axis that leaves room beside its limit."""
    return float(round(max([limit, *(row[value] for row in rows if row[value] is not None)]) * 1.15, 1))


def _noted(row: Row, name: str, value: str, data: PanelData) -> str:
    """The name of a bar, with the word of what is missing or planned."""
    encode, lang = data.panel.chart.encode, data.lang
    if row[value] is None:
        why = row[encode["missing"][1:]] if "missing" in encode else None
        return noted(name, word(f"missing.{why or 'unknown'}", lang), lang)
    if encode.get("status") and row[encode["status"]] == "planned":
        return noted(name, word("status.planned", lang), lang)
    return name


def _bar_look(row: Row, encode: Mapping[str, Any], focus: bool) -> dict[str, Any]:
    if encode.get("status") and row[encode["status"]] == "planned":
        return PLANNED
    colour = FOCUS
    if encode.get("context") and row[encode["context"]]:
        colour = MISSING
    elif focus and not row[encode["focus"]]:
        colour = PEER
    return {"fill": {"color": colour}, "border": {"color": colour}}


Draw = Callable[[Workbook, PanelData, Side], list[Placed]]
