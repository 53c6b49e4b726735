"""One column of dots per indicator, from its lowest region to its highest; the focus with its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import in_language, missing_reason
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.look import FOCUS, PEER, TEXT
from dashboard.charts.model import Axis, Drawing, Ink, Label, Name, Series
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import Lang, word


@dataclass(frozen=True, kw_only=True)
class Dots(Plot):
    """`position`: the place of a figure on its scale, from 0 to 1, `median` that of the middle one."""

    kind: ClassVar[str] = "dots"
    marks: ClassVar[tuple[str, ...]] = ("label", "row")

    row: str
    label: str
    position: str
    median: str
    value: str
    unit: str
    decimals: str
    focus: str
    missing: str = "unknown"  # a key of i18n [missing], or @ and the column that holds one
    number_kind: str = "decimals"

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def categories(self) -> str:
        return self.row

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang, position = data.lang, self.position
        label, line = in_language(self.label, lang), in_language(self.row, lang)
        names = list(dict.fromkeys(row[line] for row in data.rows))
        regions: dict[str, dict[str, Row]] = {}
        for row in data.rows:
            regions.setdefault(row[label], {})[row[line]] = row
        series = []
        for region, rows in sorted(regions.items(), key=lambda item: self._in_focus(item[1])):
            focus = self._in_focus(rows)
            labels = {}
            for at, name in enumerate(names):
                if focus and name in rows and rows[name][position] is not None:
                    row = rows[name]
                    # its unit stands with the name: 53.9 beside 2020年＝100 would read as one figure
                    text = fmt.number(row[self.value], row[self.decimals], lang)
                    words = self._measured(row, lang)
                    labels[at] = Label("0.00", "right", text=text, colour=FOCUS, bold=True, words=words)
            values = tuple(rows[name][position] if name in rows else None for name in names)
            hover = tuple(
                f"{region} {self._measured(rows[name], lang)}" if name in rows else "" for name in names
            )
            ink = Ink(FOCUS if focus else PEER, "#FFFFFF", 0, marker="circle", size=13 if focus else 8)
            series.append(Series(region, values, ink, labels=labels, hover=hover))
        medians = {row[line]: row[self.median] for row in data.rows if row[position] is not None}
        median, middle = word("pack.median", lang), Ink(TEXT, TEXT, 0, marker="bar", size=16)
        series.append(Series(median, tuple(medians.get(name) for name in names), middle))
        # why the one in focus has no figure, each in its own word
        silent = dict.fromkeys(names, word("missing.unknown", lang))
        for row in data.rows:
            if row[self.focus] and row[position] is not None:
                silent.pop(row[line], None)
            elif row[self.focus]:
                silent[row[line]] = word(f"missing.{missing_reason(self.missing, row, 'unknown')}", lang)
        units = {row[line]: row[in_language(self.unit, lang)] for row in data.rows}
        marks = [(s.name, s.ink) for s in series if s.name in regions and self._in_focus(regions[s.name])]
        return (
            Drawing(
                "line",
                tuple(f"{name}\n{silent.get(name, units[name])}" for name in names),
                tuple(series),
                Axis(-0.08, 1.15, 1),
                key=(*marks, (median, middle)),
                names=tuple(Name(name, silent.get(name, "")) for name in names),
                measure=word("pack.place_on_scale", lang),
            ),
        )

    def _measured(self, row: Row, lang: Lang) -> str:
        """A figure with its unit."""
        value = row[self.value]
        if value is None:
            return ""
        unit = fmt.counted_unit(value, row[in_language(self.unit, lang)], lang)
        return f"{fmt.number(value, row[self.decimals], lang)}{unit}"

    def _in_focus(self, rows: Mapping[str, Row]) -> bool:
        return any(row[self.focus] for row in rows.values())
