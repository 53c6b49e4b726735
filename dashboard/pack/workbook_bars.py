"""Bars as native charts of a workbook: fiscal years, ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, MISSING, PEER, TEXT
from dashboard.charts.model import scale
from dashboard.charts.named import names
from dashboard.charts.places import Place, places
from dashboard.mart import Row
from dashboard.numberformat import decimal
from dashboard.pack.workbook_chart import (
    HEIGHT,
    PLANNED,
    SOLID,
    WIDTH,
    Placed,
    Side,
    axis,
    column_of,
    decimals_of,
    drawn,
    font,
    labels,
    new,
    noted,
    values_axis,
)
from dashboard.pack.workbook_look import wide
from dashboard.panel import PanelData
from dashboard.text import word

# digits of a name beside a bar; a longer one is folded
_NAME = 30


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
    called_at = side.column(column_of(data, label), called)
    column = side.column(column_of(data, value), [drawn(row[value], data) for row in rows], decimals_of(data))
    focus = any(data.panel.chart.in_focus(row) for row in rows)
    chart = new(book, {"type": "bar"}, data.title)
    chart.add_series(
        {
            "name": column.heading,
            "categories": called_at.rows(),
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
        more = {"min": 0, "major_unit": limit, "num_format": "#,##0", "max": _above(rows, value, limit)}
    else:
        more = _steps([drawn(row[value], data) or 0 for row in rows], whole=decimals_of(data) == 0)
    chart.set_x_axis(axis(named=told, major_gridlines=grid, **more))
    # a hundred bars are small on paper: their names are larger
    many = len(rows) > 25
    # names stand left of all bars, also of those that go to the left of zero
    names_axis = {"reverse": True, "crossing": "max", "interval_unit": 1, "label_position": "low"}
    chart.set_y_axis(axis(num_font=font(10.5 if many else 9), **names_axis))
    # room for the names: a program leaves out those that would touch
    folded = any(wide(name) > _NAME for name in called)
    high = 120 + (34 if folded else 17 if many else 24) * max(len(rows), 4)
    chart.set_plotarea({"layout": {"x": 0.3, "y": 60 / high, "width": 0.64, "height": (high - 115) / high}})
    return [(chart, 0, 0, WIDTH, high)]


def _steps(values: Sequence[float], whole: bool) -> dict[str, Any]:
    """The ends of an axis and its steps: round, with a thousands mark, and whole for what is counted."""
    low, high, step = scale(values)
    step = max(step, 1) if whole else step
    form = decimal(next((n for n in range(6) if round(step, n) == step), 6))
    # room for the figure at the end of the longest bar, on each side that has bars
    top = high if max([*values, 0]) < high * 0.94 or high <= 0 else high + step
    bottom = low if min([*values, 0]) > low * 0.94 or low >= 0 else low - step
    return {
        "min": round(bottom // step * step, 9),
        "max": round(-(-top // step) * step, 9),
        "major_unit": step,
        "num_format": form,
    }


def _above(rows: Sequence[Row], value: str, limit: float) -> float:
    """The end of an axis that leaves room beside its limit."""
    return float(round(max([limit, *(row[value] for row in rows if row[value] is not None)]) * 1.15, 1))


def _noted(row: Row, name: str, value: str, data: PanelData) -> str:
    """The name of a bar, with the word of what is missing or planned."""
    encode, lang = data.panel.chart.encode, data.lang
    if row[value] is None:
        return noted(name, word(f"missing.{data.panel.chart.why(row)}", lang), lang)
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
