"""Lines and slopes as native charts of a workbook, named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, MISSING, PEER, TEXT
from dashboard.charts.places import apart
from dashboard.mart import Row
from dashboard.pack.workbook_chart import (
    HEIGHT,
    NAMED_WIDTH,
    Column,
    Placed,
    Side,
    axis,
    column_of,
    decimals_of,
    drawn,
    font,
    new,
    plain,
    values_axis,
)
from dashboard.pack.workbook_look import wide
from dashboard.panel import PanelData
from dashboard.text import T

# lines that are not the focus differ by dash, not by colour alone
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "square_dot")


def _grouped(data: PanelData, name: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(str(row[name]), []).append(row)
    return groups


def lines(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """Series over time; the strong one blue and thick, the others told apart by shade and dash."""
    encode = data.panel.chart.encode
    x, value = str(encode["x"]), str(encode["value"])
    strong = encode.get("strong", ())
    groups = _grouped(data, key(encode, "series", data))
    places = sorted({row[x] for row in data.rows})
    fiscal = encode.get("x_kind") in ("fiscal_year", "fiscal_year_short", "fiscal_year_tick")
    told = [fmt.tick(at, data.lang) for at in places] if fiscal else places
    years = side.column(column_of(data, x), told)
    kind = {"type": "line"} if fiscal else {"type": "scatter", "subtype": "straight"}
    chart = new(book, kind, data.title)
    others = 0
    ends: list[End] = []
    for name, rows in groups.items():
        held = {row[x]: row[value] for row in rows}
        column = side.column(name, [drawn(held.get(at), data) for at in places], decimals_of(data))
        main = rows[0][encode["series_id"]] in strong
        look: dict[str, Any] = {"color": FOCUS, "width": 3.5}
        if not main:
            look = {
                "color": (PEER, TEXT, MISSING)[others % 3],
                "width": 1.75,
                "dash_type": _DASHES[others % len(_DASHES)],
            }
            others += 1
        chart.add_series(
            {
                "name": column.heading,
                "categories": years.rows(),
                "values": column.rows(),
                "line": look,
                "marker": {"type": "none"},
            }
        )
        known = [row for row in rows if row[value] is not None]
        if known:
            ends.append((known[-1][value], _told(name, known[-1][value], data), FOCUS if main else TEXT))
    heights: list[float] = []
    if fiscal:
        chart.set_legend({"position": "right", "font": font(9)})
    else:
        heights = _name_ends(chart, side, ends, places[-1], data)
    _time_axis(chart, places, fiscal)
    chart.set_y_axis(values_axis(named=column_of(data, value), **_span(data, value, heights)))
    return [(chart, 0, 0, NAMED_WIDTH, HEIGHT)]


def _time_axis(chart: Any, places: list[Any], fiscal: bool) -> None:
    if fiscal or not places:
        chart.set_x_axis(axis())
        return
    step = max(1, (places[-1] - places[0]) // 6)
    step = next((item for item in (1, 2, 5, 10, 20, 50) if item >= step), 100)
    chart.set_x_axis(axis(num_format="0", min=places[0], max=places[-1], major_unit=step))


def _span(data: PanelData, value: str, heights: Sequence[float]) -> dict[str, float]:
    """The ends of an axis of lines: round numbers around the figures, which need not hold 0, and around
    the places of the names: a program leaves out what stands outside."""
    found = [row[value] for row in data.rows if row[value] is not None]
    if not found:
        return {}
    low, high = float(min(found)), float(max(found))
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if (high - low) / s <= 10), 10 ** len(str(int(high))))
    lowest, highest = min([low, *heights]), max([high, *heights])
    return {"min": lowest // step * step, "max": (highest // step + 1) * step, "major_unit": step}


def slope(book: Workbook, data: PanelData, side: Side) -> list[Placed]:
    """From one year to another; the focus blue, peers grey, the reference dotted, ends labelled."""
    encode = data.panel.chart.encode
    x, value, label = str(encode["x"]), str(encode["value"]), key(encode, "label", data)
    groups = {
        name: rows
        for name, rows in _grouped(data, label).items()
        if any(row[value] is not None for row in rows)
    }
    places = sorted({row[x] for row in data.rows})
    years = side.column(column_of(data, x), places)
    chart = new(book, {"type": "scatter", "subtype": "straight"}, data.title)
    final = {name: rows[-1][value] for name, rows in groups.items() if rows[-1][value] is not None}
    edge = {min(final, key=lambda n: final[n]), max(final, key=lambda n: final[n])} if final else set()
    named = bool(encode.get("named"))
    ends: list[End] = []
    for name, rows in sorted(groups.items(), key=lambda item: bool(item[1][0][encode["focus"]])):
        held = {row[x]: row[value] for row in rows}
        column = side.column(name, [drawn(held.get(at), data) for at in places], decimals_of(data))
        focus = bool(rows[0][encode["focus"]])
        colour = FOCUS if focus else PEER
        if (focus or name in edge or named) and name in final:
            ends.append((final[name], _told(name, final[name], data), FOCUS if focus else TEXT))
        look = {"line": {"color": colour, "width": 3.5 if focus else 1.5}}
        mark = {"type": "circle", "size": 7 if focus else 5, "fill": {"color": colour}}
        chart.add_series(_line(column, years, look | {"marker": mark | {"border": {"color": colour}}}))
    home = data.rows[0][encode["reference"]] if data.rows else None
    if home is not None:
        name = data.rows[0][key(encode, "reference_label", data)]
        # both ends as the screen draws them: the first year is 100 by definition of the index
        column = side.column(name, [100, *([None] * (len(places) - 2)), drawn(home, data)], decimals_of(data))
        look = {"line": {"color": TEXT, "width": 2, "dash_type": "round_dot"}, "marker": {"type": "none"}}
        chart.add_series(_line(column, years, look))
        ends.append((home, _told(name, home, data), TEXT))
    heights = _name_ends(chart, side, ends, places[-1], data)
    step = max(places[-1] - places[0], 1)
    chart.set_x_axis(axis(num_font=font(10), num_format="0", min=places[0], max=places[-1], major_unit=step))
    chart.set_y_axis(values_axis(named=column_of(data, value), **_span(data, value, heights)))
    return [(chart, 0, 0, NAMED_WIDTH, 520 if named else HEIGHT)]


# the figure at the end of a line, its words, their colour
End = tuple[float, str, str]


def _told(name: str, value: Any, data: PanelData) -> str:
    return f"{name} {fmt.show(value, data.panel.chart.encode['kind'], data.lang, '')}"


def _line(column: Column, across: Column, look: dict[str, Any]) -> dict[str, Any]:
    return {"name": column.heading, "categories": across.rows(), "values": column.rows(), **look}


def _name_ends(chart: Any, side: Side, ends: list[End], last: float, data: PanelData) -> list[float]:
    """Name and figure right of each line's end, names that would touch moved apart. Gives their places."""
    if not ends:
        return []
    value = str(data.panel.chart.encode["value"])
    found = [float(row[value]) for row in data.rows if row[value] is not None]
    gap = (max(found) - min(found)) / 17
    # a name that a program folds takes the room of two
    slots = [at for at, (_, text, _) in enumerate(ends) for _ in range(1 + (wide(text) > _FOLDS))]
    places = apart([float(ends[at][0]) for at in slots], gap)
    mine = [
        [place for slot, place in zip(slots, places, strict=True) if slot == at] for at in range(len(ends))
    ]
    heights = [round(sum(found) / len(found), 2) for found in mine]
    across = side.column(_NAME_X(data.lang), [last for _ in ends])
    column = side.column(_NAME_Y(data.lang), heights, 2)
    told = [{"value": plain(text), "font": font(9, colour)} for _, text, colour in ends]
    chart.add_series(
        _line(column, across, {"line": {"none": True}, "marker": {"type": "none"}})
        | {"data_labels": {"value": True, "position": "right", "custom": told}}
    )
    chart.set_plotarea({"layout": {"x": 0.08, "y": 0.14, "width": 0.66, "height": 0.76}})
    return heights


_FOLDS = 26  # digits
# where a name stands is no figure of the mart: its heading says so
_NAME_X = T("名前の横位置（図の都合）", "place of the name, across (drawing only)")
_NAME_Y = T("名前の縦位置（図の都合）", "place of the name, up (drawing only)")
