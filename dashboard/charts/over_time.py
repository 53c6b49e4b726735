"""What charts over time have in common: values in the places of their years, and lines with names at their
ends."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from dashboard import format as fmt
from dashboard.charts.look import FOCUS, TEXT
from dashboard.charts.model import Axis, Drawing, Ink, Label, Series, Value, scale
from dashboard.charts.places import TEXT_LINES, apart, shifts
from dashboard.mart import Row
from dashboard.numberformat import number_format
from dashboard.text import Lang


def values_at(rows: Sequence[Row], years: Sequence[int], x: str, value: str) -> tuple[Value, ...]:
    values = {row[x]: row[value] for row in rows}
    return tuple(values.get(year) for year in years)


def by_last_figure(groups: Mapping[Hashable, Sequence[Row]], x: str, value: str) -> list[Hashable]:
    """The keys of groups by the last figure that each has, the largest first, those without one last."""

    def last(rows: Sequence[Row]) -> tuple[bool, float]:
        known = [(row[x], row[value]) for row in rows if row[value] is not None]
        return not known, -max(known)[1] if known else 0.0

    return sorted(groups, key=lambda key: last(groups[key]))


def here(rows: Sequence[Row], years: Sequence[int], x: str) -> tuple[int, ...]:
    """The places of the years that have a row."""
    present = {row[x] for row in rows}
    return tuple(at for at, year in enumerate(years) if year in present)


def hover(name: str, values: Sequence[Value], years: Sequence[str], kind: str, lang: Lang) -> tuple[str, ...]:
    """Series, year and figure of each point, for where it can be pointed at."""
    return tuple(
        "" if value is None else f"{name} {year}: {fmt.show(value, kind, lang, '')}"
        for year, value in zip(years, values, strict=True)
    )


def ticks(low: float, high: float, step: float, kind: str, lang: Lang) -> tuple[tuple[float, str], ...]:
    """The figures of an axis as people read them."""
    count = round((high - low) / step)
    return tuple(
        (at, fmt.show(at, kind, lang, "")) for at in (round(low + n * step, 9) for n in range(count + 1))
    )


def named_lines(
    parts: Mapping[str, tuple[tuple[Value, ...], Ink]],
    years: tuple[str, ...],
    kind: str,
    lang: Lang,
    *,
    xs: tuple[int, ...] | None = None,
    base: float | None = None,
    silent: Sequence[str] = (),
) -> Drawing:
    """Lines with name and last value at their ends, the words kept from one another; `silent` have none."""
    figures = [value for values, _ in parts.values() for value in values if value is not None]
    low, high, step = scale([*figures, base or figures[0]] if figures else [0], zero=False)
    ends = {
        name: (max(at for at, value in enumerate(values) if value is not None), values)
        for name, (values, _) in parts.items()
        if name not in silent and any(value is not None for value in values)
    }
    finals = [float(values[at] or 0) for at, values in ends.values()]
    gap = (high - low) / TEXT_LINES
    if finals and min(apart(finals, gap)) < low + gap:
        low -= step  # the lowest name stands above the years
    moved = dict(zip(ends, shifts(finals, low, high), strict=True))
    form = number_format(kind, lang)
    series = []
    for name, (values, ink) in parts.items():
        labels = {}
        if name in ends:
            at = ends[name][0]
            colour = FOCUS if ink.line == FOCUS else TEXT
            words = f"{name} {fmt.show(values[at], kind, lang, '')}"
            labels[at] = Label(form, "right", True, None, moved[name], colour, colour == FOCUS, words)
        series.append(Series(name, values, ink, labels=labels, hover=hover(name, values, years, kind, lang)))
    room = min(0.45, 0.05 + 0.0095 * max((_width(name) for name in ends), default=0) + 0.06)
    axis = Axis(low, high, step, number_format("plain", lang, step), ticks(low, high, step, "plain", lang))
    return Drawing("line", years, tuple(series), axis, grid=True, room=room, xs=xs)


def _width(text: str) -> float:
    return sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in text) * 1.15
