"""Fiscal years side by side: actual and planned are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.labels import label
from dashboard.charts.model import BY_STATUS, Axis, Drawing, Name, Series, scale
from dashboard.panel import PanelData
from dashboard.text import Lang, word

Place = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class StackedYears(Plot):
    """`count`: how many regions an undecided year has."""

    kind: ClassVar[str] = "stacked_years"
    marks: ClassVar[tuple[str, ...]] = ("year", "status")

    year: str
    status: str
    value: str
    count: str

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.year

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang = data.lang
        ordered = self._places(data)
        undecided = {
            max(at for at, place in enumerate(ordered) if place[0] == row[self.year]): _undecided(
                row[self.count], lang
            )
            for row in data.rows
            if row[self.status] == "undecided"
        }
        names = tuple(
            Name(
                fmt.tick(when, lang) + ("" if kind == "undecided" else f"\n{word(f'status.{kind}', lang)}"),
                undecided.get(at, ""),
            )
            for at, (when, kind) in enumerate(ordered)
        )
        figures = {(row[self.year], row[self.status]): row[self.value] for row in data.rows}
        series = []
        for kind, ink in BY_STATUS.items():
            values = tuple(figures[place] if place[1] == kind else None for place in ordered)
            marks = {
                at: label(self.number_kind, lang, item) for at, item in enumerate(values) if item is not None
            }
            hover = tuple(
                f"{fmt.fiscal_year(when, lang)} {word(f'status.{kind}', lang)} {marks[at].words}"
                if at in marks
                else ""
                for at, (when, _) in enumerate(ordered)
            )
            series.append(Series(word(f"status.{kind}", lang), values, ink, labels=marks, hover=hover))
        low, high, step = scale([row[self.value] for row in data.rows if row[self.value] is not None])
        return (
            Drawing(
                "column",
                tuple("\n".join(filter(None, (name.text, name.missing))) for name in names),
                tuple(series),
                Axis(low, high * 1.1, step),
                overlap=True,
                names=names,
            ),
        )

    def _places(self, data: PanelData) -> list[Place]:
        """Fiscal years from left to right; a year that is paid in part has two places, 実績 and 見込.

        What is undecided stands at the last place of its year, or at one of its own.
        """
        statuses: dict[int, list[str]] = {}
        for row in data.rows:
            statuses.setdefault(row[self.year], []).append(row[self.status])
        return [
            (year, status)
            for year in sorted(statuses)
            for status in ("actual", "planned", "undecided")
            if status in statuses[year] and (status != "undecided" or len(statuses[year]) == 1)
        ]


def _undecided(count: int, lang: Lang) -> str:
    name = word("status.undecided", lang)
    if lang == "ja":
        return f"＋{name} {count}地域"
    return f"+{name} {count} region{'' if count == 1 else 's'}"
