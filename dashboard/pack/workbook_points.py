"""Points on lanes as native charts of a workbook: dumbbells, places on a scale."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import CATEGORICAL, DIVERGING, FOCUS, GRID, GROUND, PEER, TEXT
from dashboard.charts.pairs import pairs
from dashboard.pack.workbook_chart import (
    NAMED_WIDTH,
    WIDTH,
    Column,
    Placed,
    Side,
    axis,
    column_of,
    decimals_of,
    drawn,
    font,
    new,
    noted,
    plain,
    unit_of,
)
from dashboard.pack.workbook_look import wide
from dashboard.panel import PanelData
from dashboard.text import T, word

# where a line stands is no figure of the mart: its heading says so
_LANE = T("行の位置（図の都合）", "line (drawing only)")
# pixels of a chart of lanes above and below them
_ABOVE, _BELOW = 66, 36
_FOLDED = 18
_LEFT = T("行の名前の横位置（図の都合）", "place of the line's name (drawing only)")


def dumbbell(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """Two points per row joined by a line: the earlier light, the later filled."""
    encode, lang = data.panel.chart.encode, data.lang
    label, first, second = key(encode, "label", data), str(encode["first"]), str(encode["second"])
    found = pairs(data)
    rows, names = [row for row, _ in found], [name for _, name in found]
    side.column(column_of(data, label), names)
    digits = decimals_of(data)
    before = side.column(column_of(data, first), [drawn(row[first], data) for row in rows], digits)
    after = side.column(column_of(data, second), [drawn(row[second], data) for row in rows], digits)
    numbers = list(range(len(rows), 0, -1))
    lanes = side.column(_LANE(lang), numbers)
    again = side.column(_LANE(lang), numbers)
    chart = new(book, {"type": "scatter", "subtype": "straight"}, data.title)
    for at, row in enumerate(rows):
        if row[first] is None or row[second] is None:
            continue
        chart.add_series(
            {
                "categories": before.across(after, at),
                "values": lanes.across(again, at),
                "line": {"color": PEER, "width": 2.25},
                "marker": {"type": "none"},
            }
        )
    for column, one, other, year, early in (
        (before, first, second, "first_year", True),
        (after, second, first, "second_year", False),
    ):
        told = [
            {
                "value": plain(_when(row[key(encode, year, data)], row[one], data)),
                "font": font(9),
                # the lower of the two is told to the left of its point
                "position": "left" if _is_lower(row[one], row[other], early) else "right",
            }
            if row[one] is not None
            else {"delete": True}
            for row in rows
        ]
        mark = {
            "type": "circle",
            "size": 11,
            "border": {"color": CATEGORICAL[3] if early else FOCUS, "width": 2},
        }
        chart.add_series(
            {
                "name": column.heading,
                "categories": column.rows(),
                "values": lanes.rows(),
                "line": {"none": True},
                "marker": mark | {"fill": {"color": DIVERGING[3] if early else FOCUS}},
                "data_labels": {"value": True, "position": "right", "custom": told},
            }
        )
    ends = [drawn(row[name], data) or 0 for row in rows for name in (first, second)]
    high = _round_up(max(ends) * 1.25) if max(ends) > 0 else 0.0
    # room for the words beside points; the names of the lines end where the axis begins
    low = min(0, *ends) - ((high - min(0, *ends)) or 1) * 0.2
    high = high or -low * 0.2
    # a program folds a name that takes a fifth of the chart
    longest = max(map(wide, names))
    folded, lane = longest > _FOLDED, 80 if longest > 2 * _FOLDED else 60
    tall = _ABOVE + _BELOW + lane * (len(rows) + 1) if folded else 110 + 52 * max(len(rows), 4)
    unit = unit_of(data)
    _name_lanes(chart, side, lanes, [_two_lines(name) for name in names], low, data, tall)
    grid = {"visible": True, "line": {"color": GRID, "width": 0.75}}
    chart.set_x_axis(axis(min=low, max=high, visible=False, **({"named": unit} if unit else {})))
    chart.set_y_axis(axis(min=0, max=len(rows) + 1, major_unit=1, visible=False, major_gridlines=grid))
    return [(chart, 0, 0, NAMED_WIDTH if folded else WIDTH, tall)]


def _is_lower(value: float, other: float | None, early: bool) -> bool:
    """Whether a point is told to its left: the lower of the two is, of equal ones the earlier."""
    return other is not None and (value, not early) < (other, early)


def _name_lanes(
    chart: Any, side: Side, lanes: Column, names: list[str], place: float, data: PanelData, tall: int
) -> None:
    """The name of each line of a scatter chart, left of where the figures begin."""
    left = side.column(_LEFT(data.lang), [round(place, 4) for _ in names], 2)
    heads = [{"value": plain(name), "font": font(9)} for name in names]
    chart.add_series(
        {
            "categories": left.rows(),
            "values": lanes.rows(),
            "line": {"none": True},
            "marker": {"type": "none"},
            "data_labels": {"value": True, "position": "left", "custom": heads},
        }
    )
    # a title in three lines above, the unit below
    top, low = _ABOVE / tall, _BELOW / tall
    chart.set_plotarea({"layout": {"x": 0.3, "y": top, "width": 0.67, "height": 1 - top - low}})


def _round_up(value: float) -> float:
    step = float(10 ** max(len(str(int(abs(value)))) - 1, 0))
    return (value // step + 1) * step


def _when(year: Any, value: Any, data: PanelData) -> str:
    when = fmt.when(year, data.lang) if year is not None else ""
    return f"{when} {fmt.show(value, data.panel.chart.encode['kind'], data.lang, '')}".strip()


def _two_lines(label: str) -> str:
    """A long Japanese name in lines: a program does not fold what has no spaces."""
    if label.isascii() or len(label) <= 15:
        return label
    return "\n".join(label[at : at + 15] for at in range(0, len(label), 15))


def dots(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """One line per indicator from its lowest to its highest region; the focus labelled."""
    encode, lang = data.panel.chart.encode, data.lang
    label, line = key(encode, "label", data), key(encode, "row", data)
    position, value, unit = str(encode["position"]), str(encode["value"]), key(encode, "unit", data)
    names = list(dict.fromkeys(str(row[line]) for row in data.rows))
    place = {name: len(names) - at for at, name in enumerate(names)}
    rows = [row for row in data.rows if row[position] is not None]
    side.column(column_of(data, line), [row[line] for row in rows])
    side.column(column_of(data, label), [row[label] for row in rows])
    across = side.column(_POSITION[lang], [drawn(row[position], data) for row in rows], 2)
    peers = side.column(
        _PEERS[lang],
        [None if row[encode["focus"]] else place[str(row[line])] for row in rows],
    )
    focus = side.column(
        _FOCUS[lang], [place[str(row[line])] if row[encode["focus"]] else None for row in rows]
    )
    chart = new(book, {"type": "scatter"}, data.title)
    chart.add_series(_points(peers, across.rows(), PEER, 7))
    figures = [
        {
            "value": plain(
                fmt.number(row[value], row[encode["decimals"]], lang)
                + fmt.counted_unit(row[value], row[unit], lang)
            )
        }
        if row[encode["focus"]]
        else {"delete": True}
        for row in rows
    ]
    blue = font(9, FOCUS, bold=True)
    chart.add_series(
        _points(focus, across.rows(), FOCUS, 11)
        | {"data_labels": {"value": True, "position": "above", "font": blue, "custom": figures}}
    )
    first = {str(row[line]): row for row in rows}
    silent = [name for name in names if not any(str(r[line]) == name and r[encode["focus"]] for r in rows)]
    shown = list(place)
    middle = side.column(
        _MEDIAN[lang], [drawn(first[n][encode["median"]], data) if n in first else None for n in shown], 2
    )
    lanes = side.column(_LANE(lang), [place[name] for name in shown])
    bar = {"type": "fixed", "value": 0.28, "end_style": 0, "line": {"color": TEXT, "width": 2.5}}
    chart.add_series(
        _points(lanes, middle.rows(), TEXT, 2) | {"marker": {"type": "none"}, "y_error_bars": bar}
    )
    told = [noted(n, word("missing.out_of_scope", lang), lang) if n in silent else n for n in shown]
    tall = 110 + 46 * max(len(names), 4)
    _name_lanes(chart, side, lanes, told, -0.03, data, tall)
    chart.set_x_axis(axis(min=-0.05, max=1.1, visible=False))
    chart.set_y_axis(axis(min=0, max=len(names) + 1, major_unit=1, visible=False, **_LANES))
    return [(chart, 0, 0, WIDTH, tall)]


_LANES = {"major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}}}
_POSITION = {"ja": "最小0～最大1の位置", "en": "place from lowest (0) to highest (1)"}
_PEERS = {"ja": "比べる地域（行）", "en": "peers (line)"}
_FOCUS = {"ja": "注目する地域（行）", "en": "region in focus (line)"}
_MEDIAN = {"ja": "中央値の位置", "en": "place of the median"}


def _points(column: Column, across: list[Any], colour: str, size: int) -> dict[str, Any]:
    return {
        "name": column.heading,
        "categories": across,
        "values": column.rows(),
        "marker": {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": GROUND}},
    }
