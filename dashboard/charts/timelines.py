"""PanelData → Drawing, over time and on a scale: small lines, lines, slopes, dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.labels import label
from dashboard.charts.labels import planned as planned_after
from dashboard.charts.look import FOCUS, PEER, TEXT
from dashboard.charts.model import (
    CEILING,
    DASHED,
    GREY,
    HOLLOW,
    JOIN,
    LINE,
    POINT,
    REFERENCE,
    Axis,
    Drawing,
    Ink,
    Label,
    Place,
    Series,
    Value,
    scale,
)
from dashboard.charts.places import apart
from dashboard.mart import Row
from dashboard.numberformat import number_format
from dashboard.panel import PanelData
from dashboard.text import Lang, word

_STRONG = Ink(line=FOCUS, width=3.5)


def small_lines(data: PanelData) -> tuple[Drawing, ...]:
    """One small chart per region on one axis; projected or planned parts dashed, gaps stay gaps."""
    encode, lang = data.panel.chart.encode, data.lang
    facet, x = key(encode, "facet", data), encode["x"]
    years = sorted({row[x] for row in data.rows})
    names = [value for value in (encode["value"], encode.get("ceiling")) if value]
    known = [row[name] for row in data.rows for name in names if row[name] is not None]
    low, high, step = scale(known, steps=3)
    form = encode["kind"].replace("decimal1", "count")
    axis = Axis(low, high * 1.05, step, number_format(form, lang), _ticks(low, high, step, form, lang))
    told = tuple(fmt.show(year, encode["x_kind"], lang, "") for year in years)
    charts = []
    facets = dict.fromkeys(row[facet] for row in data.rows)
    for name in facets:
        rows = [row for row in data.rows if row[facet] == name]
        series = _parts(rows, years, data, len(facets) == 1)
        if "ceiling" in encode:
            values = _at(rows, years, x, encode["ceiling"])
            here = _here(rows, years, x)
            series.append(Series(_label(encode["ceiling"], data), values, CEILING, here=here))
        series = [replace(item, hover=_hover(item.name, item.values, told, data)) for item in series]
        charts.append(
            Drawing(
                "line",
                told,
                tuple(series),
                axis,
                title=name,
                facet=name,
                grid=True,
                room=0.12,
                base=encode.get("base"),
                boundary=_place(encode.get("boundary"), years),
                boundary_label=encode["boundary_label"](lang) if "boundary_label" in encode else "",
                xs=tuple(years),
                key=tuple((item.name, item.ink) for item in series if item.ink != JOIN),
            )
        )
    return tuple(charts)


def _ticks(low: float, high: float, step: float, kind: str, lang: Lang) -> tuple[tuple[float, str], ...]:
    """The figures of an axis as people read them."""
    count = round((high - low) / step)
    return tuple(
        (at, fmt.show(at, kind, lang, "")) for at in (round(low + n * step, 9) for n in range(count + 1))
    )


def _hover(name: str, values: Sequence[Value], shown: Sequence[str], data: PanelData) -> tuple[str, ...]:
    """Series, year and figure of each point, for where it can be pointed at."""
    kind = data.panel.chart.encode["kind"]
    return tuple(
        "" if value is None else f"{name} {year}: {fmt.show(value, kind, data.lang, '')}"
        for year, value in zip(shown, values, strict=True)
    )


def _place(year: int | None, years: Sequence[int]) -> float | None:
    """Where a year stands among the categories."""
    if year is None or year not in years:
        return None
    return float(years.index(year))


def _at(rows: Sequence[Row], years: Sequence[int], x: str, value: str) -> tuple[Value, ...]:
    found = {row[x]: row[value] for row in rows}
    return tuple(found.get(year) for year in years)


def _here(rows: Sequence[Row], years: Sequence[int], x: str) -> tuple[int, ...]:
    found = {row[x] for row in rows}
    return tuple(at for at, year in enumerate(years) if year in found)


def _label(column: str, data: PanelData) -> str:
    return next((c.label(data.lang) for c in data.panel.columns if c.name == column), column)


def _parts(rows: Sequence[Row], years: Sequence[int], data: PanelData, alone: bool) -> list[Series]:
    """Solid, dashed and single points. No point stands in two of them: a year has one status."""
    encode, lang = data.panel.chart.encode, data.lang
    dash, when, dot = encode["dash"], encode["dash_when"], encode.get("dot_when")
    planned = when == "planned"
    group = "status" if planned else "series"
    solid = [row for row in rows if row[dash] not in (when, dot)]
    dashed = [row for row in rows if row[dash] == when]
    single = [row for row in rows if dot is not None and row[dash] == dot]
    kind = solid[0][dash] if solid else ("actual" if planned else "census")
    parts = [(kind, solid, LINE), (when, dashed, HOLLOW if planned else DASHED)]
    ends = [_end(found, encode["x"], encode["value"]) for _, found, _ in parts]
    last = max((end for end in ends if end is not None), default=None)
    # the last figure that there is has its label, also where a later year is undecided
    labelled = max((at for at, end in enumerate(ends) if end == last is not None), default=None)
    if dot is not None:
        parts.append((dot, single, POINT))
    series = []
    for part, (name, found, ink) in enumerate(parts):
        values = _at(found, years, encode["x"], encode["value"])
        known = [at for at, value in enumerate(values) if value is not None]
        labels = {}
        if part == labelled:
            # beside a small chart there is room for the figure; its dashes and the key tell what it is
            behind = planned_after(lang) if name == "planned" and alone else ""
            value = values[known[-1]] or 0
            beside = _beside(known, years)
            labels[known[-1]] = label(encode["kind"], lang, value, after=behind, position=beside)
        here = _here(found, years, encode["x"])
        series.append(Series(word(f"{group}.{name}", lang), values, ink, labels=labels, here=here))
    if planned and solid and dashed:
        # planned years go on from the last actual one: a line of its own, so that no figure changes status
        first = min(row[encode["x"]] for row in dashed)
        before = [row for row in solid if row[encode["x"]] < first][-1:]
        after = [row for row in dashed if row[encode["x"]] == first]
        told = f"{word('status.actual', lang)} → {word('status.planned', lang)}"
        values = _at([*before, *after], years, encode["x"], encode["value"])
        series.append(Series(told, values, JOIN, here=_here([*before, *after], years, encode["x"])))
    return series


def _end(rows: Sequence[Row], x: str, value: str) -> int | None:
    """The last year that has a figure."""
    return max((row[x] for row in rows if row[value] is not None), default=None)


def _beside(known: Sequence[int], years: Sequence[int]) -> Place:
    """Behind the end of the line; before a point that stands alone, whose ceiling goes on behind it."""
    return "left" if len(known) == 1 and known[0] < len(years) - 1 else "right"


def lines(data: PanelData) -> tuple[Drawing, ...]:
    """Series over time with their names at the right end; the strong one blue, the others grey."""
    encode, lang = data.panel.chart.encode, data.lang
    x, value, strong = encode["x"], encode["value"], encode.get("strong", ())
    years = sorted({row[x] for row in data.rows})
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(row[key(encode, "series", data)], []).append(row)
    parts = {
        name: (_at(rows, years, x, value), _STRONG if rows[0][encode["series_id"]] in strong else GREY)
        for name, rows in groups.items()
    }
    shown = tuple(fmt.show(year, encode.get("x_kind", "plain"), lang, "") for year in years)
    drawn = _ended(parts, shown, data, tuple(years), gap=16)
    series = tuple(replace(item, here=_here(groups[item.name], years, x)) for item in drawn.series)
    return (replace(drawn, series=series, base=encode.get("base")),)


def _ended(
    parts: Mapping[str, tuple[tuple[Value, ...], Ink]],
    categories: tuple[str, ...],
    data: PanelData,
    xs: tuple[int, ...] | None,
    gap: int,
    silent: Sequence[str] = (),
) -> Drawing:
    """Lines with name and last value at their ends, the words kept from one another."""
    encode, lang = data.panel.chart.encode, data.lang
    known = [value for values, _ in parts.values() for value in values if value is not None]
    low, high, step = scale([*known, encode.get("base") or known[0]] if known else [0], zero=False)
    ends = {
        name: (max(at for at, value in enumerate(values) if value is not None), values)
        for name, (values, _) in parts.items()
        if name not in silent and any(value is not None for value in values)
    }
    finals = [float(values[at] or 0) for at, values in ends.values()]
    places = apart(finals, (high - low) / gap)
    if places and min(places) < low + (high - low) / gap:
        low -= step  # the lowest name stands above the years
        places = apart(finals, (high - low) / gap)
    shifts = {name: place - final for name, place, final in zip(ends, places, finals, strict=True)}
    form = number_format(encode["kind"], lang)
    series = []
    for name, (values, ink) in parts.items():
        labels = {}
        if name in ends:
            at = ends[name][0]
            colour = FOCUS if ink.line == FOCUS else TEXT
            shift = shifts[name] / (high - low)
            told = f"{name} {fmt.show(values[at], encode['kind'], lang, '')}"
            labels[at] = Label(form, "right", True, None, shift, colour, colour == FOCUS, told)
        series.append(Series(name, values, ink, labels=labels, hover=_hover(name, values, categories, data)))
    room = min(0.45, 0.05 + 0.0095 * max((_width(name) for name in ends), default=0) + 0.06)
    axis = Axis(low, high, step, number_format("plain", lang, step), _ticks(low, high, step, "plain", lang))
    return Drawing("line", categories, tuple(series), axis, grid=True, room=room, xs=xs)


def _width(text: str) -> float:
    return sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in text) * 1.15


def slope(data: PanelData) -> tuple[Drawing, ...]:
    """From one year to another; the focus blue, peers grey, the reference dotted, ends labelled."""
    encode, lang = data.panel.chart.encode, data.lang
    x, value = encode["x"], encode["value"]
    years = sorted({row[x] for row in data.rows})
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(row[key(encode, "label", data)], []).append(row)
    last = {name: rows[-1][value] for name, rows in groups.items() if rows[-1][value] is not None}
    edge = {min(last, key=lambda n: last[n]), max(last, key=lambda n: last[n])} if last else set()
    parts: dict[str, tuple[tuple[Value, ...], Ink]] = {}
    silent = []
    for name, rows in sorted(groups.items(), key=lambda item: bool(item[1][0][encode["focus"]])):
        focus = bool(rows[0][encode["focus"]])
        ink = (
            Ink(FOCUS, FOCUS, 3.5, marker="circle", size=8)
            if focus
            else Ink(PEER, PEER, 1.5, marker="circle")
        )
        parts[name] = (_at(rows, years, x, value), ink)
        if not (focus or name in edge or encode.get("named")):
            silent.append(name)
    home = data.rows[0][encode["reference"]]
    if home is not None:
        # an index starts at 100 by its definition
        parts[data.rows[0][key(encode, "reference_label", data)]] = (
            (100.0, *([None] * (len(years) - 2)), home),
            REFERENCE,
        )
    shown = tuple(fmt.show(year, "year", lang, "") for year in years)
    return (_ended(parts, shown, data, None, 16, silent),)
