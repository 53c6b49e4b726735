"""Small multiples of a workbook: one native chart per region, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import CATEGORICAL, FOCUS, GROUND, MISSING
from dashboard.charts.model import nice
from dashboard.mart import Row
from dashboard.pack.workbook_chart import (
    PLANNED,
    SOLID,
    WIDTH,
    Column,
    Placed,
    Side,
    axis,
    column_of,
    decimals_of,
    drawn,
    font,
    labels,
    new,
    values_axis,
)
from dashboard.panel import PanelData
from dashboard.text import T, word

_ACROSS = 3
_HIGH = 210
_ROOM = 1.18


def _places(count: int) -> list[tuple[int, int, int, int]]:
    """Where each small chart stands; a single one takes the whole width."""
    across = min(count, _ACROSS if count <= 9 else _ACROSS + 1) or 1
    wide = WIDTH // min(across, _ACROSS)
    high = _HIGH if count > 1 else 380
    return [(n % across * wide, n // across * high, wide - 6, high - 6) for n in range(count)]


def _facets(data: PanelData) -> dict[str, list[Row]]:
    facet = key(data.panel.chart.encode, "facet", data)
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(str(row[facet]), []).append(row)
    return groups


def _top(data: PanelData, *names: str) -> tuple[float, float]:
    """The end of the shared axis, round and above the highest figure, and its steps."""
    found = [drawn(row[name], data) for row in data.rows for name in names if name]
    highest = max((value for value in found if value is not None), default=1)
    step = nice(highest * _ROOM / 5)
    return -(-highest * _ROOM // step) * step, step


def small_bars(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """One chart per region; 0 is printed, undecided is a word, a year that is absent has no bar."""
    encode, lang = data.panel.chart.encode, data.lang
    year, status, value = str(encode["year"]), str(encode["status"]), str(encode["value"])
    years = sorted({row[year] for row in data.rows})
    groups = _facets(data)
    cells: dict[str, list[Any]] = {"name": [], "year": [], "actual": [], "planned": []}
    for name, rows in groups.items():
        held = {row[year]: row for row in rows}
        for at in years:
            row = held.get(at)
            cells["name"].append(name)
            cells["year"].append(_tick(at, row, data))
            for kind in ("actual", "planned"):
                same = row is not None and row[status] == kind
                cells[kind].append(drawn(row[value], data) if row is not None and same else None)
    side.column(column_of(data, key(encode, "facet", data)), cells["name"])
    names = side.column(column_of(data, year), cells["year"])
    columns = {kind: side.column(word(f"status.{kind}", lang), cells[kind]) for kind in ("actual", "planned")}
    highest, step = _top(data, value)
    placed: list[Placed] = []
    for number, (name, place) in enumerate(zip(groups, _places(len(groups)), strict=True)):
        span = (number * len(years), (number + 1) * len(years) - 1)
        chart = new(book, {"type": "column"}, name, 9.5)
        for kind, look in (("actual", SOLID), ("planned", PLANNED)):
            chart.add_series(
                {
                    "name": columns[kind].heading,
                    "categories": names.rows(*span),
                    "values": columns[kind].rows(*span),
                    "data_labels": labels(side.look, decimals_of(data), position="outside_end", font=font(8)),
                    "overlap": 100,
                    "gap": 45,
                    **look,
                }
            )
        chart.set_x_axis(axis(num_font=font(8)))
        chart.set_y_axis(
            values_axis(min=0, max=highest, major_unit=step, num_font=font(8), num_format="#,##0")
        )
        placed.append((chart, *place))
    return placed


def _tick(year: int, row: Row | None, data: PanelData) -> str:
    told = fmt.tick(year, data.lang)
    if row is None or row[data.panel.chart.encode["status"]] == "actual":
        return told
    return f"{told}\n{word('status.' + row[data.panel.chart.encode['status']], data.lang)}"


def small_lines(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """One chart per region; counted solid, projected or planned dashed, preliminary a point."""
    encode = data.panel.chart.encode
    groups = _facets(data)
    ceiling = encode.get("ceiling")
    parts = {name: _parts(rows, data) for name, rows in groups.items()}
    flat = [part for found in parts.values() for part in found]
    names = [name for name, found in parts.items() for _ in found]
    side.column(column_of(data, key(encode, "facet", data)), names)
    fiscal = encode["x_kind"] != "plain"
    x = str(encode["x"])
    told = [
        fmt.show(item.row[x], encode["x_kind"], data.lang, "") if fiscal else item.row[x] for item in flat
    ]
    years = side.column(column_of(data, x), told)
    digits = decimals_of(data)
    columns = [
        (look, side.column(word(head, data.lang), [getattr(item, name) for item in flat], digits))
        for head, (name, look) in zip(_HEADS[fiscal], _LOOKS.items(), strict=True)
    ]
    if encode["dash_when"] == "planned":
        columns.append((_JOIN, side.column(_JOIN_HEAD(data.lang), [item.join for item in flat], digits)))
    if ceiling:
        limits = [drawn(item.row[str(ceiling)], data) for item in flat]
        columns.append((_CEILING, side.column(column_of(data, str(ceiling)), limits)))
    placed: list[Placed] = []
    (highest, step), first = _top(data, str(encode["value"]), str(ceiling or "")), 0
    for name, place in zip(groups, _places(len(groups)), strict=True):
        span = (first, first + len(parts[name]) - 1)
        first = span[1] + 1
        kind = {"type": "line"} if fiscal else {"type": "scatter", "subtype": "straight"}
        chart = new(book, kind, name, 9.5)
        for look, column in columns:
            chart.add_series(_series(look, column, years, span))
        if fiscal:
            chart.set_x_axis(axis(num_font=font(8)))
        else:
            ends = [row[x] for row in data.rows]
            chart.set_x_axis(
                axis(num_font=font(8), num_format="0", min=min(ends), max=max(ends), major_unit=20)
            )
        chart.set_y_axis(
            values_axis(min=0, max=highest, major_unit=step, num_font=font(8), num_format="#,##0")
        )
        placed.append((chart, *place))
    return placed


@dataclass(frozen=True)
class _Part:
    """A row with its figure under what it is: no figure stands under two of them.

    `join` draws the line from the last actual year to the first planned one, and is no figure of its own.
    """

    row: Row
    solid: int | float | None
    dashed: int | float | None
    point: int | float | None
    join: int | float | None


_DASHED: dict[str, Any] = {"color": FOCUS, "width": 2.25, "dash_type": "dash"}
_LOOKS: dict[str, dict[str, Any]] = {
    "solid": {
        "line": {"color": FOCUS, "width": 2.25},
        "marker": {"type": "circle", "size": 5, "fill": {"color": FOCUS}, "border": {"color": FOCUS}},
    },
    # hollow: a planned year that stands alone has no line
    "dashed": {
        "line": _DASHED,
        "marker": {"type": "circle", "size": 5, "fill": {"color": GROUND}, "border": {"color": FOCUS}},
    },
    "point": {
        "line": {"none": True},
        "marker": {
            "type": "diamond",
            "size": 6,
            "fill": {"color": CATEGORICAL[3]},
            "border": {"color": CATEGORICAL[3]},
        },
    },
}
_JOIN: dict[str, Any] = {"line": _DASHED, "marker": {"type": "none"}}
_JOIN_HEAD = T("実施から見込へのつなぎ（図の都合）", "from actual to planned (drawing only)")
_CEILING: dict[str, Any] = {
    "line": {"color": MISSING, "width": 1.5, "dash_type": "round_dot"},
    "marker": {"type": "none"},
}
_HEADS = {
    True: ("status.actual", "status.planned", "status.undecided"),
    False: ("series.census", "series.projection", "series.census_preliminary"),
}


def _series(look: dict[str, Any], column: Column, years: Column, span: tuple[int, int]) -> dict[str, Any]:
    return {
        "name": column.heading,
        "categories": years.rows(*span),
        "values": column.rows(*span),
        **look,
    }


def _parts(rows: Sequence[Row], data: PanelData) -> list[_Part]:
    """Each row with its figure under its own status: an actual one is never one of the planned."""
    encode = data.panel.chart.encode
    dash, when, dot = str(encode["dash"]), encode["dash_when"], encode.get("dot_when")
    first = next((row for row in rows if row[dash] == when), None)
    ends: list[Row] = []
    if first is not None and when == "planned":
        # planned years go on from the last actual one
        earlier = [r for r in rows if r[dash] not in (when, dot) and r[encode["x"]] < first[encode["x"]]]
        ends = [*earlier[-1:], first] if earlier else []
    found = []
    for row in rows:
        figure = drawn(row[str(encode["value"])], data)
        dashed, pointed = row[dash] == when, dot is not None and row[dash] == dot
        found.append(
            _Part(
                row,
                None if dashed or pointed else figure,
                figure if dashed else None,
                figure if pointed else None,
                figure if any(row is end for end in ends) else None,
            )
        )
    return found
