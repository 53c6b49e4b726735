"""One small chart per region on one axis; undecided is a word, absent is blank."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import Order, in_language
from dashboard.charts.groups import Groups
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.labels import bracketed, label
from dashboard.charts.model import BY_STATUS, Axis, Drawing, Name, Series, scale
from dashboard.charts.over_time import by_last_figure
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import Lang, word


@dataclass(frozen=True, kw_only=True)
class SmallBars(Plot):
    """`facet`: what each small chart is of. `group`: see Groups."""

    kind: ClassVar[str] = "small_bars"
    marks: ClassVar[tuple[str, ...]] = ("facet", "year", "status")
    ends: ClassVar[int] = 4  # three stand beside one another: a row of one more chart is a row for nothing

    facet: str
    year: str
    value: str
    status: str
    group: str | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.year

    def keys(self, rows: Sequence[Row], lang: Lang) -> Sequence[Hashable]:
        facet = in_language(self.facet, lang)
        return [row[facet] for row in rows]

    @property
    def order(self) -> Order:
        return "last"

    def ranking(self, groups: Mapping[Hashable, Sequence[Row]], lang: Lang) -> list[Hashable]:
        return by_last_figure(groups, self.year, in_language(self.value, lang))

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang = data.lang
        facet, value = in_language(self.facet, lang), in_language(self.value, lang)
        years = sorted({row[self.year] for row in data.rows})
        low, high, step = scale([row[value] for row in data.rows if row[value] is not None], steps=2)
        groups = Groups.of(data.rows, self.group, lang)
        charts = []
        for name in dict.fromkeys(row[facet] for row in data.rows):
            rows = {row[self.year]: row for row in data.rows if row[facet] == name}
            undecided = {at for at, row in rows.items() if row[self.status] == "undecided"}
            ticks = [fmt.tick(at, lang) for at in years]
            series = []
            for kind, ink in BY_STATUS.items():
                values = tuple(
                    rows[at][value] if at in rows and rows[at][self.status] == kind else None for at in years
                )
                marks = {
                    at: label(self.number_kind, lang, item)
                    for at, item in enumerate(values)
                    if item is not None
                }
                hover = tuple(
                    f"{name} {ticks[at]} {word(f'status.{kind}', lang)} {marks[at].words}"
                    if at in marks
                    else ""
                    for at in range(len(years))
                )
                series.append(Series(word(f"status.{kind}", lang), values, ink, labels=marks, hover=hover))
            drawing = Drawing(
                "column",
                tuple(ticks),
                tuple(series),
                Axis(low, high * 1.2, step),
                title=_undecided_in(name, undecided, lang),
                grid=True,
                key=tuple((item.name, item.ink) for item in series),
                names=tuple(
                    Name(text, word("status.undecided", lang) if at in undecided else "")
                    for at, text in zip(years, ticks, strict=True)
                ),
                facet=name,
            )
            charts.append(groups.facet(drawing, next(iter(rows.values()))))
        return tuple(charts)


def _undecided_in(name: str, years: Collection[int], lang: Lang) -> str:
    """A gap says that it is one: 留萌南部３市町連携地域（R6 未定）."""
    if not years:
        return name
    ticks = " ".join(fmt.tick(year, lang) for year in sorted(years))
    return name + bracketed(f"{ticks} {word('status.undecided', lang)}", lang)
