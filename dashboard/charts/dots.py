"""PanelData → Drawing: places on a scale, one category per indicator."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, PEER, TEXT
from dashboard.charts.model import Axis, Drawing, Ink, Label, Name, Series
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import word


def dots(data: PanelData) -> tuple[Drawing, ...]:
    """One column of dots per indicator, from its lowest region to its highest; the focus with its value."""
    encode, lang = data.panel.chart.encode, data.lang
    label, line = key(encode, "label", data), key(encode, "row", data)
    unit, position = key(encode, "unit", data), encode["position"]
    names = list(dict.fromkeys(row[line] for row in data.rows))
    regions: dict[str, dict[str, Row]] = {}
    for row in data.rows:
        regions.setdefault(row[label], {})[row[line]] = row
    series = []
    for region, rows in sorted(regions.items(), key=lambda item: _in_focus(item[1], data)):
        focus = _in_focus(rows, data)
        labels = {}
        for at, name in enumerate(names):
            if not focus or name not in rows:
                continue
            row = rows[name]
            if row[position] is not None:
                # its unit stands with the name: 53.9 beside 2020年＝100 would read as one figure
                told = fmt.number(row[encode["value"]], row[encode["decimals"]], lang)
                words = _measured(row, data)
                labels[at] = Label("0.00", "right", text=told, colour=FOCUS, bold=True, words=words)
        values = tuple(rows[name][position] if name in rows else None for name in names)
        hover = tuple(f"{region} {_measured(rows[name], data)}" if name in rows else "" for name in names)
        ink = Ink(FOCUS if focus else PEER, "#FFFFFF", 0, marker="circle", size=13 if focus else 8)
        series.append(Series(region, values, ink, labels=labels, hover=hover))
    medians = {row[line]: row[encode["median"]] for row in data.rows if row[position] is not None}
    told = word("pack.median", lang)
    middle = Ink(TEXT, TEXT, 0, marker="bar", size=16)
    series.append(Series(told, tuple(medians.get(name) for name in names), middle))
    missing = word("missing.out_of_scope", lang)
    silent = {
        name
        for name in names
        if not any(r[encode["focus"]] and r[line] == name and r[position] is not None for r in data.rows)
    }
    units = {row[line]: row[unit] for row in data.rows}
    shown = tuple(f"{name}\n{missing if name in silent else units[name]}" for name in names)
    marks = [(s.name, s.ink) for s in series if _focused(s, regions, data)]
    axis = Axis(-0.08, 1.15, 1)
    called = tuple(Name(name, missing if name in silent else "") for name in names)
    key_line = (*marks, (told, middle))
    measure = word("pack.place_on_scale", lang)
    return (Drawing("line", shown, tuple(series), axis, key=key_line, names=called, measure=measure),)


def _measured(row: Row, data: PanelData) -> str:
    """A figure with its unit."""
    encode, lang = data.panel.chart.encode, data.lang
    value = row[encode["value"]]
    if value is None:
        return ""
    unit = fmt.counted_unit(value, row[key(encode, "unit", data)], lang)
    return f"{fmt.number(value, row[encode['decimals']], lang)}{unit}"


def _in_focus(rows: Mapping[str, Row], data: PanelData) -> bool:
    return any(row[data.panel.chart.encode["focus"]] for row in rows.values())


def _focused(series: Series, regions: Mapping[str, Mapping[str, Row]], data: PanelData) -> bool:
    return series.name in regions and _in_focus(regions[series.name], data)
