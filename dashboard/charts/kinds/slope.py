"""From one year to another; the focus blue, peers grey, the reference dotted, ends labelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import in_language
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.look import FOCUS, PEER
from dashboard.charts.model import REFERENCE, Drawing, Ink, Value
from dashboard.charts.over_time import named_lines, values_at
from dashboard.manyrows import MOST
from dashboard.mart import Row
from dashboard.panel import PanelData


@dataclass(frozen=True, kw_only=True)
class Slope(Plot):
    """`reference`: the last figure of what all are compared with, which starts at 100; `named`: every line
    has its name, not only the focus and both ends, unless they are too many."""

    kind: ClassVar[str] = "slope"
    marks: ClassVar[tuple[str, ...]] = ("label", "x")

    label: str
    x: str
    value: str
    focus: str
    reference: str
    reference_label: str
    named: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.x

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang, x, value = data.lang, self.x, self.value
        years = sorted({row[x] for row in data.rows})
        groups: dict[str, list[Row]] = {}
        for row in data.rows:
            groups.setdefault(row[in_language(self.label, lang)], []).append(row)
        last = {name: rows[-1][value] for name, rows in groups.items() if rows[-1][value] is not None}
        edge = {min(last, key=lambda n: last[n]), max(last, key=lambda n: last[n])} if last else set()
        parts: dict[str, tuple[tuple[Value, ...], Ink]] = {}
        silent = []
        for name, rows in sorted(groups.items(), key=lambda item: bool(item[1][0][self.focus])):
            focus = bool(rows[0][self.focus])
            ink = (
                Ink(FOCUS, FOCUS, 3.5, marker="circle", size=8)
                if focus
                else Ink(PEER, PEER, 1.5, marker="circle")
            )
            parts[name] = (values_at(rows, years, x, value), ink)
            if not (focus or name in edge or (self.named and len(groups) <= MOST)):
                silent.append(name)
        home = data.rows[0][self.reference]
        if home is not None:
            # an index starts at 100 by its definition
            parts[data.rows[0][in_language(self.reference_label, lang)]] = (
                (100.0, *([None] * (len(years) - 2)), home),
                REFERENCE,
            )
        shown = tuple(fmt.show(year, "year", lang, "") for year in years)
        return (named_lines(parts, shown, self.number_kind, lang, silent=silent),)
