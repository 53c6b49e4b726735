"""Rows of several groups (schemes) in one chart: each in its own colour, its name beside it.

Where there are several the name stands beside each bar or small chart besides: colour alone tells nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.labels import bracketed
from dashboard.charts.look import TEXT
from dashboard.charts.model import Drawing, Ink, Series, inked
from dashboard.mart import Row
from dashboard.text import Lang


@dataclass(frozen=True)
class Groups:
    """The groups of a chart's rows: name → colour."""

    column: str
    colours: Mapping[str, str]
    lang: Lang

    @classmethod
    def of(cls, rows: Sequence[Row], group: str | None, lang: Lang) -> Groups:
        """`group` names two columns: the group's name (with the language's tail) and `…_colour`."""
        column = f"{group}{'' if lang == 'ja' else '_en'}"
        # a build of before has no colours
        told = {row[column]: row.get(f"{group}_colour") for row in rows} if group else {}
        colours = {name: colour for name, colour in told.items() if colour}
        return cls(column, colours, lang)

    @property
    def several(self) -> bool:
        return len(self.colours) > 1

    def ink(self, ink: Ink, row: Row) -> Ink:
        colour = self.colours.get(row.get(self.column) or "")
        return inked(ink, colour) if colour else ink

    def named(self, text: str, row: Row) -> str:
        """`text` with the group behind it, where it is not in it."""
        group = row.get(self.column) or ""
        return text + bracketed(group, self.lang) if self.several and group not in text else text

    def key(self, first: Ink, others: Sequence[tuple[str, Ink]] = ()) -> tuple[tuple[str, Ink], ...]:
        """What the colours mean, then what is drawn in any of them; of one group there is nothing to tell."""
        if not self.several:
            return ()
        own = ((name, inked(first, colour)) for name, colour in self.colours.items())
        return (*own, *((name, inked(ink, TEXT)) for name, ink in others))

    def facet(self, drawing: Drawing, row: Row) -> Drawing:
        """One small chart, all of whose rows are of the group of `row`."""
        if not self.colours:
            return drawing

        def own(series: Series) -> Series:
            points = {at: self.ink(ink, row) for at, ink in series.points.items()}
            return replace(series, ink=self.ink(series.ink, row), points=points)

        return replace(
            drawing,
            series=tuple(own(series) for series in drawing.series),
            title=self.named(drawing.title, row),
            facet=self.named(drawing.facet, row),
            key=self.key(drawing.key[0][1], drawing.key[1:])
            if self.several
            else tuple((name, self.ink(ink, row)) for name, ink in drawing.key),
        )
