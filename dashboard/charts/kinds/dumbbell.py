"""Two points per row joined by a line: the earlier a brown diamond, the later a blue dot.

Not hollow as on the screen: LibreOffice draws no edge around a mark, a white one would be gone.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import Order, in_language
from dashboard.charts.kinds.plot import Plot, heading
from dashboard.charts.labels import bracketed, label
from dashboard.charts.look import CATEGORICAL, FOCUS
from dashboard.charts.model import Axis, Drawing, Ink, Label, Name, Place, Series, scale
from dashboard.charts.row_names import REGION, row_names
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import Lang, T, word


@dataclass(frozen=True, kw_only=True)
class Dumbbell(Plot):
    """`first_year` and `second_year` hold years, or names of the two points. `apart`: what tells two rows of
    one name apart."""

    kind: ClassVar[str] = "dumbbell"
    most: ClassVar[int] = 50  # the 47 prefectures are all drawn

    label: str
    first: str
    second: str
    first_year: str
    second_year: str
    unit: T | None
    apart: tuple[str, ...] = REGION

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.first, self.second)

    @property
    def categories(self) -> str:
        return self.label

    def keys(self, rows: Sequence[Row], lang: Lang) -> Sequence[Hashable]:
        return range(len(rows))

    @property
    def order(self) -> Order:
        return "change"

    def ranking(self, groups: Mapping[Hashable, Sequence[Row]], lang: Lang) -> list[Hashable]:
        return sorted(groups, key=lambda at: self._change(groups[at][0]))

    def _change(self, row: Row) -> tuple[bool, float]:
        """The largest rise first, the largest fall after it, what has no change to speak of last."""
        before, after = row[self.first], row[self.second]
        return before is None or after is None, 0.0 if None in (before, after) else before - after

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        first, second, rows = self.first, self.second, data.rows
        names = [
            self._named(row, name, data)
            for row, name in zip(rows, row_names(rows, self.label, self.apart, data), strict=True)
        ]
        series = []
        for column, ink in (
            (first, Ink(fill=CATEGORICAL[3], marker="diamond", size=11)),
            (second, Ink(fill=FOCUS, marker="circle", size=11)),
        ):
            labels = {
                at: self._end(row, data, column)
                for at, row in enumerate(rows)
                if row[column] is not None and not (column == first and row[first] == row[second])
            }
            values = tuple(row[column] for row in rows)
            hover = tuple(
                f"{name} {self._end(row, data, column).words}" if row[column] is not None else ""
                for row, name in zip(rows, names, strict=True)
            )
            series.append(Series(heading(column, data), values, ink, labels=labels, hover=hover))
        figures = [row[column] for row in rows for column in self.figures if row[column] is not None]
        low, high, step = scale(figures)
        room = (high - low) * 0.12
        return (
            Drawing(
                "line",
                tuple(names),
                tuple(series),
                Axis(low - room if low >= 0 else low, high + room, step),
                links=True,
                key=tuple((item.name, item.ink) for item in series),
                names=tuple(Name(name) for name in names),
            ),
        )

    def _named(self, row: Row, name: str, data: PanelData) -> str:
        """A row that lacks a figure says why behind its name, and draws what it has."""
        lacking = next((column for column in self.figures if row[column] is None), None)
        if lacking is None:
            return name
        why = next(
            (c.cell(row, data.lang) for c in data.panel.columns if c.key(data.lang) == lacking),
            word("missing.unregistered", data.lang),
        )
        return name + bracketed(why, data.lang)

    def _end(self, row: Row, data: PanelData, column: str) -> Label:
        """R5 148.3; of two equal values R2・R5, once. The unit stands with the name of the series."""
        lang, is_first = data.lang, column == self.first
        ends = tuple(row[in_language(name, lang)] for name in (self.first_year, self.second_year))
        both = row[self.first] == row[self.second]
        years = list(dict.fromkeys(ends)) if both else [ends[0 if is_first else 1]]
        comma = "・" if lang == "ja" else ", "
        when = comma.join(fmt.when(year, lang) for year in years if year is not None)
        value, other = row[column], row[self.second if is_first else self.first]
        high = other is None or value > other or both
        unit = fmt.counted_unit(value, self.unit(lang), lang) if self.unit else ""
        place: Place = "above" if high else "below"
        return label(self.number_kind, lang, value, before=when, unit=unit, position=place)
