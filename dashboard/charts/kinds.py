"""PanelData → Drawing: one function per chart kind. What a chart shows is decided here, for every output."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dashboard import format as fmt
from dashboard.charts import timelines
from dashboard.charts.dots import dots
from dashboard.charts.encoding import key
from dashboard.charts.labels import bracketed, label, planned
from dashboard.charts.look import CATEGORICAL, FOCUS
from dashboard.charts.model import (
    ACTUAL,
    CONTEXT,
    OUTLINED,
    PEERS,
    PLANNED,
    STRONG,
    Axis,
    Drawing,
    Ink,
    Label,
    Limit,
    Name,
    Place,
    Series,
    divided,
    scale,
)
from dashboard.charts.named import names
from dashboard.charts.pairs import pairs
from dashboard.charts.places import places
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import word
from renkei.numberkinds import number_kind


def drawings(data: PanelData) -> tuple[Drawing, ...]:
    """The charts of a panel: several where it is drawn in small multiples. () where it is a table."""
    draw = KINDS.get(data.panel.chart.kind)
    if draw is None or not data.rows:
        return ()
    with fmt.calendar(data.calendar):
        return tuple(divided(drawing, _divisor(data)) for drawing in draw(data))


def _divisor(data: PanelData) -> int:
    """What the mart's figures are divided by, so that they stand in the unit of their heading: 千円."""
    encode = data.panel.chart.encode
    kinds = {column.name: column.kind for column in data.panel.columns}
    kind = encode.get("kind", kinds.get(str(encode.get("value"))))
    return number_kind(kind).divisor if kind else 1


def _years(data: PanelData) -> tuple[Drawing, ...]:
    """Fiscal years side by side: actual and planned are never added up."""
    encode, lang = data.panel.chart.encode, data.lang
    year, status, value = encode["year"], encode["status"], encode["value"]
    ordered = places(data)
    undecided = {
        max(at for at, place in enumerate(ordered) if place[0] == row[year]): _undecided(
            row[encode["count"]], data
        )
        for row in data.rows
        if row[status] == "undecided"
    }
    called = tuple(
        Name(
            fmt.tick(when, lang) + ("" if kind == "undecided" else f"\n{word(f'status.{kind}', lang)}"),
            undecided.get(at, ""),
        )
        for at, (when, kind) in enumerate(ordered)
    )
    found = {(row[year], row[status]): row[value] for row in data.rows}
    series = []
    for kind, ink in (("actual", ACTUAL), ("planned", PLANNED)):
        values = tuple(found[place] if place[1] == kind else None for place in ordered)
        marks = {at: label("thousand_yen", lang, item) for at, item in enumerate(values) if item is not None}
        hover = tuple(
            f"{fmt.fiscal_year(when, lang)} {word(f'status.{kind}', lang)} {marks[at].words}"
            if at in marks
            else ""
            for at, (when, _) in enumerate(ordered)
        )
        series.append(Series(word(f"status.{kind}", lang), values, ink, labels=marks, hover=hover))
    low, high, step = scale([row[value] for row in data.rows if row[value] is not None])
    return (
        Drawing(
            "column",
            tuple("\n".join(filter(None, (name.text, name.missing))) for name in called),
            tuple(series),
            Axis(low, high * 1.1, step),
            overlap=True,
            names=called,
        ),
    )


def _undecided(count: int, data: PanelData) -> str:
    name = word("status.undecided", data.lang)
    if data.lang == "ja":
        return f"＋{name} {count}地域"
    return f"+{name} {count} region{'' if count == 1 else 's'}"


def _ranked(data: PanelData) -> tuple[Drawing, ...]:
    """Horizontal bars, largest on top; a missing value is its word behind the name."""
    encode, lang = data.panel.chart.encode, data.lang
    value = key(encode, "value", data)
    rows = list(data.rows)
    if encode.get("order") != "given":
        rows.sort(key=lambda row: (row[value] is None, -(row[value] or 0)))
    focus = any(data.panel.chart.in_focus(row) for row in rows)
    points = {at: _bar_ink(row, data, focus) for at, row in enumerate(rows)}
    labels = {
        at: label(encode["kind"], lang, row[value], after=_planned(row, data))
        for at, row in enumerate(rows)
        if row[value] is not None
    }
    called = tuple(
        Name(name, "" if at in labels else word(f"missing.{data.panel.chart.why(rows[at])}", lang))
        for at, name in enumerate(names(rows, key(encode, "label", data), data))
    )
    hover = tuple(
        f"{name.text} {labels[at].words if at in labels else name.missing}" for at, name in enumerate(called)
    )
    known = [row[value] for row in rows if row[value] is not None]
    limit = encode.get("limit")
    low, high, step = scale([*known, limit] if limit is not None else known)
    # room for the figures at the ends of bars, on each side that has bars
    room = (high - low) * 0.12
    axis = Axis(low - room if low < 0 else low, high + room if high > 0 else high, step)
    line = None
    if limit is not None:
        line = Limit(limit, encode["limit_label"](lang))
        axis = Axis(0, max(max(known, default=0), limit) * 1.12, limit, f'[={limit}]"{line.label} "0;[=0]0;;')
    heading = _heading(value, data)
    return (
        Drawing(
            "bar",
            tuple(name.text + bracketed(name.missing, lang) for name in called),
            (Series(heading, tuple(row[value] for row in rows), STRONG, points, labels, hover=hover),),
            axis,
            grid=limit is not None,
            names=called,
            limit=line,
        ),
    )


def _heading(value: str, data: PanelData) -> str:
    """The name of what is drawn: its column's heading, else the subtitle."""
    found = [h for c, h in zip(data.panel.columns, data.headings, strict=True) if c.key(data.lang) == value]
    return found[0] if found else data.subtitle


def _planned(row: Row, data: PanelData) -> str:
    encode = data.panel.chart.encode
    if not encode.get("status") or row[encode["status"]] != "planned":
        return ""
    return planned(data.lang)


def _bar_ink(row: Row, data: PanelData, focus: bool) -> Ink:
    encode = data.panel.chart.encode
    if "status" in encode:
        return OUTLINED if row[encode["status"]] == "planned" else ACTUAL
    if "context" in encode and row[encode["context"]]:
        return CONTEXT
    return PEERS if focus and not row[encode["focus"]] else STRONG


def _small_bars(data: PanelData) -> tuple[Drawing, ...]:
    """One small chart per region on one axis; undecided is a word, absent is blank."""
    encode, lang = data.panel.chart.encode, data.lang
    facet, value = key(encode, "facet", data), key(encode, "value", data)
    year, status = encode["year"], encode["status"]
    years = sorted({row[year] for row in data.rows})
    low, high, step = scale([row[value] for row in data.rows if row[value] is not None], steps=2)
    charts = []
    for name in dict.fromkeys(row[facet] for row in data.rows):
        rows = {row[year]: row for row in data.rows if row[facet] == name}
        undecided = {at for at, row in rows.items() if row[status] == "undecided"}
        told = [fmt.tick(at, lang) for at in years]
        series = []
        for kind, ink in (("actual", ACTUAL), ("planned", PLANNED)):
            values = tuple(
                rows[at][value] if at in rows and rows[at][status] == kind else None for at in years
            )
            marks = {
                at: label(encode["kind"], lang, item) for at, item in enumerate(values) if item is not None
            }
            hover = tuple(
                f"{name} {told[at]} {word(f'status.{kind}', lang)} {marks[at].words}" if at in marks else ""
                for at in range(len(years))
            )
            series.append(Series(word(f"status.{kind}", lang), values, ink, labels=marks, hover=hover))
        axis = Axis(low, high * 1.2, step)
        key_line = tuple((item.name, item.ink) for item in series)
        charts.append(
            Drawing(
                "column",
                tuple(told),
                tuple(series),
                axis,
                title=_undecided_in(name, undecided, data),
                grid=True,
                key=key_line,
                names=tuple(
                    Name(text, word("status.undecided", lang) if at in undecided else "")
                    for at, text in zip(years, told, strict=True)
                ),
                facet=name,
            )
        )
    return tuple(charts)


def _undecided_in(name: str, years: Collection[int], data: PanelData) -> str:
    """A gap says that it is one: 留萌南部３市町連携地域（R6 未定）."""
    if not years:
        return name
    told = " ".join(fmt.tick(year, data.lang) for year in sorted(years))
    return name + bracketed(f"{told} {word('status.undecided', data.lang)}", data.lang)


def _dumbbell(data: PanelData) -> tuple[Drawing, ...]:
    """Two points per row joined by a line: the earlier a brown diamond, the later a blue dot.

    Not hollow as on the screen: LibreOffice draws no edge around a mark, a white one would be gone.
    """
    encode = data.panel.chart.encode
    first, second = encode["first"], encode["second"]
    rows, called = zip(*pairs(data), strict=True)
    series = []
    for column, ink in (
        (first, Ink(fill=CATEGORICAL[3], marker="diamond", size=11)),
        (second, Ink(fill=FOCUS, marker="circle", size=11)),
    ):
        labels = {
            at: _end(row, data, column)
            for at, row in enumerate(rows)
            if row[column] is not None and not (column == first and row[first] == row[second])
        }
        values = tuple(row[column] for row in rows)
        hover = tuple(
            f"{name} {_end(row, data, column).words}" if row[column] is not None else ""
            for row, name in zip(rows, called, strict=True)
        )
        series.append(Series(_heading(column, data), values, ink, labels=labels, hover=hover))
    known = [row[c] for row in rows for c in (first, second) if row[c] is not None]
    low, high, step = scale(known)
    room = (high - low) * 0.12
    key_line = tuple((item.name, item.ink) for item in series)
    axis = Axis(low - room if low >= 0 else low, high + room, step)
    names_ = tuple(Name(name) for name in called)
    return (Drawing("line", called, tuple(series), axis, links=True, key=key_line, names=names_),)


def _end(row: Row, data: PanelData, column: str) -> Label:
    """R5 148.3; of two equal values R2・R5, once. The unit stands with the name of the series."""
    encode, lang = data.panel.chart.encode, data.lang
    first, second = row[key(encode, "first_year", data)], row[key(encode, "second_year", data)]
    both = row[encode["first"]] == row[encode["second"]]
    years = [first if column == encode["first"] else second]
    if both:
        years = list(dict.fromkeys((first, second)))
    comma = "・" if lang == "ja" else ", "
    when = comma.join(fmt.when(year, lang) for year in years if year is not None)
    value = row[column]
    other = row[encode["second" if column == encode["first"] else "first"]]
    high = other is None or value > other or both
    unit = fmt.counted_unit(value, encode["unit"](lang), lang)
    place: Place = "above" if high else "below"
    return label(encode["kind"], lang, value, before=when, unit=unit, position=place)


KINDS: dict[str, Callable[[PanelData], tuple[Drawing, ...]]] = {
    "stacked_years": _years,
    "ranked_bar": _ranked,
    "small_bars": _small_bars,
    "dumbbell": _dumbbell,
    "small_lines": timelines.small_lines,
    "lines": timelines.lines,
    "slope": timelines.slope,
    "dots": dots,
}
