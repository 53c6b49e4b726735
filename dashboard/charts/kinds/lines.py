"""Series over time with their names at the right end; the strong one blue, the others grey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import in_language
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.look import FOCUS
from dashboard.charts.model import GREY, Drawing, Ink
from dashboard.charts.over_time import here, named_lines, values_at
from dashboard.mart import Row
from dashboard.panel import PanelData
from renkei.chartkeys import KEYS

_STRONG = Ink(line=FOCUS, width=3.5)


@dataclass(frozen=True, kw_only=True)
class Lines(Plot):
    """`strong`: ids of the series that stand out, as `series_id` holds them. `base`: where the line across
    stands."""

    kind: ClassVar[str] = "lines"
    marks: ClassVar[tuple[str, ...]] = KEYS["lines"]

    x: str
    value: str
    series: str
    series_id: str
    x_kind: str = "plain"
    base: float | None = None
    strong: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.x

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        x, name = self.x, in_language(self.series, data.lang)
        years = sorted({row[x] for row in data.rows})
        groups: dict[str, list[Row]] = {}
        for row in data.rows:
            groups.setdefault(row[name], []).append(row)
        parts = {
            name: (
                values_at(rows, years, x, self.value),
                _STRONG if rows[0][self.series_id] in self.strong else GREY,
            )
            for name, rows in groups.items()
        }
        shown = tuple(fmt.show(year, self.x_kind, data.lang, "") for year in years)
        chart = named_lines(parts, shown, self.number_kind, data.lang, xs=tuple(years), base=self.base)
        series = tuple(replace(item, here=here(groups[item.name], years, x)) for item in chart.series)
        return (replace(chart, series=series, base=self.base),)
