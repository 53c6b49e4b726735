"""What a chart draws of more rows than it has room for: the first and the last, and those around the focus.

Decided once, on the rows, so that screen, projector, paper, slide and sheet draw the same; the panel says how
many of how many, and its table has all.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from dashboard.chart import Chart
from dashboard.mart import Row
from dashboard.text import Lang, word

# rows that a table or grid shows without scrolling, and names that stand in columns
MOST = 20
# of more than a chart has room for, so many of each side of the focus
_BESIDE = 2


@dataclass(frozen=True)
class Cut:
    """The rows that a chart draws of all, of how many, and the sentence that says so."""

    rows: tuple[Row, ...]
    of: int
    said: str


def chosen(chart: Chart, rows: Sequence[Row], region: str | None, lang: Lang) -> Cut | None:
    """What the chart draws of the rows; None where it has room for all of them."""
    keys = chart.keys(rows, lang)
    if keys is None or len(set(keys)) <= chart.most:
        return None
    groups: dict[Hashable, list[Row]] = {}
    for key, row in zip(keys, rows, strict=True):
        groups.setdefault(key, []).append(row)
    ranking = chart.ranking(groups, lang)
    known = [key for key in ranking if chart.has_figure(groups[key], lang)] or ranking
    focus = [at for at, key in enumerate(ranking) if _in_focus(chart, groups[key], region)]
    near = {ranking[at] for place in focus for at in _around(place, len(ranking))}
    kept = {*known[: chart.ends], *known[-chart.ends :], *near}
    drawn = tuple(row for key, row in zip(keys, rows, strict=True) if key in kept)
    said = word("panel.cut_focus" if focus else "panel.cut", lang)
    order = word(f"cut_by.{chart.order}", lang)
    return Cut(drawn, len(groups), said.format(total=len(groups), ends=chart.ends, order=order))


def _around(place: int, count: int) -> range:
    return range(max(place - _BESIDE, 0), min(place + _BESIDE + 1, count))


def _in_focus(chart: Chart, rows: Sequence[Row], region: str | None) -> bool:
    named: str | None = getattr(chart, "focus", None)
    if named is not None:
        return any(row[named] for row in rows)
    return region is not None and rows[0].get("region_id") == region
