"""One small chart per region on one axis; projected or planned parts dashed, gaps stay gaps."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from dashboard import format as fmt
from dashboard.chart import Order, in_language
from dashboard.charts.cells import Grid
from dashboard.charts.groups import Groups
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.labels import label
from dashboard.charts.labels import planned as planned_after
from dashboard.charts.model import (
    CEILING,
    DASHED,
    HOLLOW,
    JOIN,
    LINE,
    POINT,
    Axis,
    Drawing,
    Place,
    Series,
    scale,
)
from dashboard.charts.over_time import by_last_figure, here, hover, ticks, values_at
from dashboard.mart import Row
from dashboard.numberformat import number_format
from dashboard.panel import PanelData
from dashboard.text import Lang, T, word


@dataclass(frozen=True, kw_only=True)
class SmallLines(Plot):
    """`facet`: what each small chart is of. `dash`: a column; rows of `dash_when` are dashed, of `dot_when`
    single points. `boundary`: the year behind which `boundary_label` holds. `base`: where the line across
    stands. `group`: see Groups."""

    kind: ClassVar[str] = "small_lines"
    marks: ClassVar[tuple[str, ...]] = ("facet", "x", "dash")

    facet: str
    x: str
    x_kind: str
    value: str
    dash: str
    dash_when: Literal["planned", "projection"]
    dot_when: str | None = None
    ceiling: str | None = None
    base: float | None = None
    boundary: int | None = None
    boundary_label: T | None = None
    group: str | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.x

    def keys(self, rows: Sequence[Row], lang: Lang) -> Sequence[Hashable]:
        facet = in_language(self.facet, lang)
        return [row[facet] for row in rows]

    @property
    def order(self) -> Order:
        return "last"

    def ranking(self, groups: Mapping[Hashable, Sequence[Row]], lang: Lang) -> list[Hashable]:
        return by_last_figure(groups, self.x, in_language(self.value, lang))

    def grid_of_all(self, missing: str) -> Grid:
        return Grid(
            row=self.facet,
            column=self.x,
            column_kind=self.x_kind,
            value=self.value,
            number_kind=self.number_kind,
            missing=missing,
            status=self.dash if self.dash_when == "planned" else None,
            relative=True,
        )

    def rows_of_all(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Without the single points, which share their year with the line."""
        return [row for row in rows if self.dot_when is None or row[self.dash] != self.dot_when]

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang = data.lang
        facet, x = in_language(self.facet, lang), self.x
        years = sorted({row[x] for row in data.rows})
        columns = [self.value] if self.ceiling is None else [self.value, self.ceiling]
        figures = [row[name] for row in data.rows for name in columns if row[name] is not None]
        low, high, step = scale(figures, steps=3)
        form = self.number_kind.replace("decimal1", "count")
        axis = Axis(low, high * 1.05, step, number_format(form, lang), ticks(low, high, step, form, lang))
        shown = tuple(fmt.show(year, self.x_kind, lang, "") for year in years)
        facets = dict.fromkeys(row[facet] for row in data.rows)
        groups = Groups.of(data.rows, self.group, lang)
        charts = []
        for name in facets:
            rows = [row for row in data.rows if row[facet] == name]
            series = self._parts(rows, years, data, len(facets) == 1)
            if self.ceiling is not None:
                values = values_at(rows, years, x, self.ceiling)
                of = next((c.label(lang) for c in data.panel.columns if c.name == self.ceiling), self.ceiling)
                series.append(Series(of, values, CEILING, here=here(rows, years, x)))
            series = [
                replace(item, hover=hover(item.name, item.values, shown, self.number_kind, lang))
                for item in series
            ]
            drawing = Drawing(
                "line",
                shown,
                tuple(series),
                axis,
                title=name,
                facet=name,
                grid=True,
                room=0.12,
                base=self.base,
                boundary=float(years.index(self.boundary)) if self.boundary in years else None,
                boundary_label=self.boundary_label(lang) if self.boundary_label else "",
                xs=tuple(years),
                key=tuple((item.name, item.ink) for item in series if item.ink != JOIN),
            )
            charts.append(groups.facet(drawing, rows[0]))
        return tuple(charts)

    def _parts(self, rows: Sequence[Row], years: Sequence[int], data: PanelData, alone: bool) -> list[Series]:
        """Solid, dashed and single points. No point stands in two of them: a year has one status."""
        lang, x, when = data.lang, self.x, self.dash_when
        planned = when == "planned"
        group = "status" if planned else "series"
        solid = [row for row in rows if row[self.dash] not in (when, self.dot_when)]
        dashed = [row for row in rows if row[self.dash] == when]
        kind = solid[0][self.dash] if solid else ("actual" if planned else "census")
        parts = [(kind, solid, LINE), (when, dashed, HOLLOW if planned else DASHED)]
        # the last year of each that has a figure
        ends = [
            max((row[x] for row in part if row[self.value] is not None), default=None) for _, part, _ in parts
        ]
        last = max((end for end in ends if end is not None), default=None)
        # the last figure that there is has its label, also where a later year is undecided
        labelled = max((at for at, end in enumerate(ends) if end == last is not None), default=None)
        if self.dot_when is not None:
            parts.append((self.dot_when, [row for row in rows if row[self.dash] == self.dot_when], POINT))
        series = []
        for at, (name, part, ink) in enumerate(parts):
            values = values_at(part, years, x, self.value)
            filled = [place for place, value in enumerate(values) if value is not None]
            labels = {}
            if at == labelled:
                # beside a small chart there is room for the figure; its dashes and the key tell what it is
                behind = planned_after(lang) if name == "planned" and alone else ""
                figure, beside = values[filled[-1]] or 0, _beside(filled, years)
                labels[filled[-1]] = label(self.number_kind, lang, figure, after=behind, position=beside)
            named = word(f"{group}.{name}", lang)
            series.append(Series(named, values, ink, labels=labels, here=here(part, years, x)))
        if planned and solid and dashed:
            # planned years go on from the last actual one: a line of its own, so that no status changes
            first = min(row[x] for row in dashed)
            before = [row for row in solid if row[x] < first][-1:]
            joined = [*before, *(row for row in dashed if row[x] == first)]
            named = f"{word('status.actual', lang)} → {word('status.planned', lang)}"
            values = values_at(joined, years, x, self.value)
            series.append(Series(named, values, JOIN, here=here(joined, years, x)))
        return series


def _beside(filled: Sequence[int], years: Sequence[int]) -> Place:
    """Behind the end of the line; before a point that stands alone, whose ceiling goes on behind it."""
    return "left" if len(filled) == 1 and filled[0] < len(years) - 1 else "right"
