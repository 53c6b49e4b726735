"""A chart of more than a place has room for: over several charts, or what a reader asks for first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.model import GREY, Drawing
from dashboard.charts.places import TEXT_LINES, shifts
from dashboard.text import Lang, word


def cut(drawing: Drawing, most: int) -> Sequence[Drawing]:
    """A chart of many categories as several on the same axis; nothing is left out."""
    count = len(drawing.categories)
    if count <= most:
        return [drawing]
    pages = -(-count // most)
    size = -(-count // pages)
    return [pick(drawing, range(start, min(start + size, count))) for start in range(0, count, size)]


def pick(drawing: Drawing, places: Sequence[int]) -> Drawing:
    """Some of the categories, in this order, on the axis of all."""
    new = {old: at for at, old in enumerate(places)}
    return replace(
        drawing,
        categories=tuple(drawing.categories[at] for at in places),
        all_names=drawing.all_names or drawing.categories,
        names=tuple(drawing.names[at] for at in places) if drawing.names else (),
        whole=drawing.extent,
        series=tuple(
            replace(
                series,
                values=tuple(series.values[at] for at in places),
                hover=tuple(series.hover[at] for at in places) if series.hover else (),
                points={new[at]: ink for at, ink in series.points.items() if at in new},
                labels={new[at]: label for at, label in series.labels.items() if at in new},
            )
            for series in drawing.series
        ),
    )


def highest(drawing: Drawing, most: int) -> Drawing:
    """The highest of bars that come in an order of their own, where not all have room."""
    if len(drawing.categories) <= most:
        return drawing
    return pick(drawing, _ranking(drawing)[:most])


def ends(drawing: Drawing, most: int) -> Drawing:
    """The highest and the lowest of a ranking, and what is in focus: one glance says who is where."""
    count = len(drawing.categories)
    if count <= most:
        return drawing
    [series] = drawing.series
    known = [at for at in range(count) if series.values[at] is not None]
    upper = -(-most // 2)
    kept = {*known[:upper], *known[-(most - upper) :]}
    strong = [at for at in known if series.points.get(at, series.ink) == series.ink]
    if len(strong) < len(known):
        kept |= set(strong[:1])
    return pick(drawing, sorted(kept))


def _ranking(drawing: Drawing) -> list[int]:
    values = drawing.series[0].values
    return sorted(range(len(values)), key=lambda at: (values[at] is None, -(values[at] or 0)))


def name_fewer(drawing: Drawing, most: int) -> tuple[Drawing, int]:
    """Lines with names at their ends where not all names have room: those that stand out, the highest and
    the lowest. How many are drawn without theirs."""
    named = [
        (label.bold, bool(series.ink.dash), series.values[at] or 0, n)
        for n, series in enumerate(drawing.series)
        for at, label in series.labels.items()
        if label.named
    ]
    if len(named) <= most:
        return drawing, 0
    first = [n for bold, dashed, _, n in named if bold or dashed]
    others = [n for bold, dashed, _, n in sorted(named, key=lambda one: -one[2]) if not (bold or dashed)]
    room = max(most - len(first), 2)
    kept = {*first, *others[: -(-room // 2)], *others[len(others) - room // 2 :]}
    series = [item if n in kept else replace(item, labels={}) for n, item in enumerate(drawing.series)]
    # the fewer that are left stand nearer to their lines
    ends = [(n, at) for n, item in enumerate(series) for at, label in item.labels.items() if label.named]
    values = [float(series[n].values[at] or 0) for n, at in ends]
    for (n, at), shift in zip(ends, shifts(values, drawing.axis.low, drawing.axis.high), strict=True):
        label = replace(series[n].labels[at], shift=shift)
        series[n] = replace(series[n], labels={**series[n].labels, at: label})
    return replace(drawing, series=tuple(series)), len(named) - len(kept)


def legible(charts: Sequence[Drawing], lang: Lang) -> Sequence[Drawing]:
    """The charts of an office program: a line for each, as many names as its height has room for, and in the
    key how many are without."""
    if len(charts) > 1 or charts[0].kind != "line" or charts[0].links or charts[0].pointwise:
        return charts
    drawing, count = name_fewer(charts[0], TEXT_LINES)
    if not count:
        return charts
    entry = (word("pack.unnamed_lines", lang).format(count=count), GREY)
    return (replace(drawing, key=(*drawing.key, entry)),)
