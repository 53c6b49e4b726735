"""Horizontal bars, largest on top; a missing value is its word behind the name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboard.chart import Order, in_language, missing_reason
from dashboard.charts.groups import Groups
from dashboard.charts.kinds.plot import Plot, heading
from dashboard.charts.labels import bracketed, label, planned
from dashboard.charts.model import (
    BY_STATUS,
    CONTEXT,
    PEERS,
    STRONG,
    Axis,
    Drawing,
    Ink,
    Limit,
    Name,
    Series,
    scale,
)
from dashboard.charts.row_names import REGION, row_names
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import Lang, T, word


@dataclass(frozen=True, kw_only=True)
class RankedBar(Plot):
    """`given`: in the order of the rows. `focus`, `context` and `status` name columns that say what stands
    out, what is there for comparison and what is planned. `strong`: what stands out by name, as the column
    `strong_of` holds it. `apart`: what tells two rows of one name apart. `group`: see Groups."""

    kind: ClassVar[str] = "ranked_bar"
    most: ClassVar[int] = 50  # the 47 prefectures are all drawn

    label: str
    value: str
    missing: str | None = None
    focus: str | None = None
    context: str | None = None
    status: str | None = None
    given: bool = False
    limit: float | None = None
    limit_label: T | None = None
    apart: tuple[str, ...] = REGION
    group: str | None = None
    strong: tuple[str, ...] = ()
    strong_of: str | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.label

    def keys(self, rows: Sequence[Row], lang: Lang) -> Sequence[Hashable]:
        return range(len(rows))

    @property
    def order(self) -> Order:
        return "given" if self.given else "figure"

    def ranking(self, groups: Mapping[Hashable, Sequence[Row]], lang: Lang) -> list[Hashable]:
        return (
            list(groups)
            if self.order == "given"
            else sorted(groups, key=lambda at: self._place(groups[at][0], lang))
        )

    def _place(self, row: Row, lang: Lang) -> tuple[bool, float]:
        """Largest first, what has no figure last."""
        value = row[in_language(self.value, lang)]
        return value is None, -(value or 0)

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang = data.lang
        value = in_language(self.value, lang)
        rows = list(data.rows)
        if not self.given:
            rows.sort(key=lambda row: self._place(row, lang))
        focused = any(self._stands_out(row) for row in rows)
        groups = Groups.of(rows, self.group, lang)
        points = {at: groups.ink(self._ink(row, focused), row) for at, row in enumerate(rows)}
        labels = {
            at: label(
                self.number_kind, lang, row[value], after=planned(lang) if self._is_planned(row) else ""
            )
            for at, row in enumerate(rows)
            if row[value] is not None
        }
        names = tuple(
            Name(groups.named(name, rows[at]), "" if at in labels else self._missing(rows[at], data))
            for at, name in enumerate(row_names(rows, self.label, self.apart, data))
        )
        hover = tuple(
            f"{name.text} {labels[at].words if at in labels else name.missing}"
            for at, name in enumerate(names)
        )
        figures = [row[value] for row in rows if row[value] is not None]
        low, high, step = scale([*figures, self.limit] if self.limit is not None else figures)
        # room for the figures at the ends of bars, on each side that has bars
        room = (high - low) * 0.12
        axis = Axis(low - room if low < 0 else low, high + room if high > 0 else high, step)
        line = None
        if self.limit is not None:
            line = Limit(self.limit, self.limit_label(lang) if self.limit_label else "")
            most = max(max(figures, default=0), self.limit) * 1.12
            axis = Axis(0, most, self.limit, f'[={self.limit}]"{line.label} "0;[=0]0;;')
        values = tuple(row[value] for row in rows)
        return (
            Drawing(
                "bar",
                tuple(name.text + bracketed(name.missing, lang) for name in names),
                (Series(heading(value, data), values, STRONG, points, labels, hover=hover),),
                axis,
                grid=self.limit is not None,
                names=names,
                limit=line,
                key=groups.key(STRONG),
            ),
        )

    def _missing(self, row: Row, data: PanelData) -> str:
        return word(f"missing.{missing_reason(self.missing, row, 'unknown')}", data.lang)

    def _is_planned(self, row: Row) -> bool:
        return self.status is not None and row[self.status] == "planned"

    def _ink(self, row: Row, focused: bool) -> Ink:
        if self.status is not None:
            return BY_STATUS["planned" if self._is_planned(row) else "actual"]
        if self.context is not None and row[self.context]:
            return CONTEXT
        return PEERS if focused and not self._stands_out(row) else STRONG

    def _stands_out(self, row: Row) -> bool:
        if self.focus is not None and row[self.focus]:
            return True
        return self.strong_of is not None and str(row[self.strong_of]) in self.strong
