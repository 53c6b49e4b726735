"""Two indicators against one another: the one in focus and its neighbours named, all others as quiet dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dashboard import format as fmt
from dashboard.chart import in_language
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.look import CATEGORICAL, FOCUS, GROUND, PEER
from dashboard.charts.model import Axis, Drawing, Ink, Label, Series, scale
from dashboard.mart import Row
from dashboard.numberformat import number_format
from dashboard.panel import PanelData
from dashboard.text import Lang, word

_OTHERS = Ink(PEER, GROUND, 0, marker="circle", size=5)
_NEAR = Ink(CATEGORICAL[3], GROUND, 0, marker="diamond", size=7)
_FOCUS = Ink(FOCUS, GROUND, 0, marker="circle", size=10)


@dataclass(frozen=True, kw_only=True)
class Scatter(Plot):
    """`x` and `y`: the columns of the figures. Others of the same beginning say what they are: x_indicator,
    x_unit, x_decimals, x_logarithmic.

    `role`: the column that says of a row that it is in `focus`, a neighbour (`near`) or another; `place`: the
    rank by which neighbours are numbered, beside their marks and in the key.
    """

    kind: ClassVar[str] = "scatter"

    label: str
    role: str
    place: str
    x: str = "x_value"
    y: str = "y_value"
    number_kind: str = "decimals"

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.x, self.y)

    @property
    def categories(self) -> str:
        return self.label

    def draw(self, data: PanelData) -> tuple[Drawing, ...]:
        lang, label = data.lang, in_language(self.label, data.lang)
        rows = [row for row in data.rows if all(row[name] is not None for name in self.figures)]
        axes = [self._axis(name, rows or data.rows, lang) for name in (self.x, self.y)]
        # what a logarithm has no place for is in the table
        ends = zip(self.figures, axes, strict=True)
        positive = [name for name, axis in ends if axis.logarithmic]
        rows = [row for row in rows if all(row[name] > 0 for name in positive)]
        series, key = [], []
        for role, ink in (("other", _OTHERS), ("near", _NEAR), ("focus", _FOCUS)):
            here = tuple(at for at, row in enumerate(rows) if row[self.role] == role)
            labels: dict[int, Label] = {}
            for at in here:
                name = str(rows[at][label])
                if role == "near":
                    number = str(rows[at][self.place])
                    name = f"{number} {name}"
                    labels[at] = Label("General", "right", text=number, words=name)
                if role != "other":
                    key.append((name, ink))
            values = tuple(row[self.y] if row[self.role] == role else None for row in rows)
            hover = tuple(self._hover(row, label, lang) if row[self.role] == role else "" for row in rows)
            if here:
                title = word(f"scatter.{role}", lang)
                series.append(Series(title, values, ink, labels=labels, here=here, hover=hover))
        others = [(word("scatter.other", lang), _OTHERS)] if any(s.ink == _OTHERS for s in series) else []
        key.sort(key=lambda entry: entry[1] != _FOCUS)
        return (
            Drawing(
                "scatter",
                tuple(str(row[label]) for row in rows),
                tuple(series),
                axes[1],
                grid=True,
                xs=tuple(row[self.x] for row in rows),
                x_axis=axes[0],
                key=(*key, *others),
            ),
        )

    def _axis(self, figure: str, rows: Sequence[Row], lang: Lang) -> Axis:
        first, name = rows[0], _axis_name(figure)
        title = f"{first[in_language(f'{name}_indicator{{lang}}', lang)]}"
        unit = first[in_language(f"{name}_unit{{lang}}", lang)]
        title += f"（{unit}）" if lang == "ja" else f" ({unit})"
        values = [row[figure] for row in rows if row[figure] is not None]
        if first[f"{name}_logarithmic"]:
            return _logarithmic([value for value in values if value > 0], title, lang)
        low, high, step = scale(values, zero=False)
        places = max(0, -math.floor(math.log10(step)))
        count = round((high - low) / step)
        ticks = tuple((low + n * step, fmt.number(low + n * step, places, lang)) for n in range(count + 1))
        code = number_format(f"decimal{places}" if places else "count", lang)
        return Axis(low, high, step, code, ticks, title=title)

    def _hover(self, row: Row, label: str, lang: Lang) -> str:
        told = [
            f"{row[in_language(f'{name}_indicator{{lang}}', lang)]} "
            f"{fmt.number(row[f'{name}_value'], row[f'{name}_decimals'], lang)}"
            for name in (_axis_name(self.x), _axis_name(self.y))
        ]
        return ("、" if lang == "ja" else ", ").join((str(row[label]), *told))


def _axis_name(figure: str) -> str:
    """x_value → x: how the columns of an axis begin."""
    return figure.removesuffix("_value")


def _logarithmic(values: Sequence[float], title: str, lang: Lang) -> Axis:
    """From the last of 1, 2, 5, 10 … below the figures to the first above them."""
    least, most = min(values, default=1.0), max(values, default=10.0)
    exponents = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
    steps = [part * 10.0**exponent for exponent in exponents for part in (1, 2, 5)]
    low = max(step for step in steps if step <= least)
    high = min((step for step in steps if step >= most and step > low), default=low * 10)
    shown = [step for step in steps if low <= step <= high]
    if len(shown) > 7:  # as many as stand beside one another
        shown = [step for step in shown if math.log10(step).is_integer()]
    ticks = tuple((step, fmt.number(step, 0 if step >= 1 else 2, lang)) for step in shown)
    return Axis(low, high, 10, number_format("count", lang), ticks, title=title, logarithmic=True)
