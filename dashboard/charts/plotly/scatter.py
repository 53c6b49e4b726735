"""Marks between two axes, numbered where they are named; the names in a column beside the plot."""

from __future__ import annotations

import math

from dashboard.charts.look import GRID
from dashboard.charts.model import Axis, Drawing
from dashboard.charts.plotly.canvas import Canvas, Part, ems, hover
from dashboard.charts.plotly.medium import Medium

_TYPE, _LEADING = 15, 1.5
_HEIGHT = 460
_AROUND = 80  # pixels of the names of both axes
_WIDE = 600  # about as many pixels as the plot is wide beside its names
_PLACES = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "bottom right", "top left", "bottom left",
)  # fmt: skip
_EDGE = 0.03  # of an axis: a mark at its end is whole, and its first figures stand apart


def scatter(drawing: Drawing, medium: Medium) -> Part:
    canvas = Canvas(medium, medium.crowded)
    xs = drawing.xs or ()
    beside = _beside(drawing, canvas)
    for series in drawing.series:
        places = list(series.here or ())
        canvas.traces.append(
            {
                "type": "scatter",
                "x": [xs[at] for at in places],
                "y": [series.values[at] for at in places],
                "name": series.name,
                "mode": "markers+text" if series.labels else "markers",
                "marker": canvas.mark(series.ink),
                "text": [label.text or "" if (label := series.labels.get(at)) else "" for at in places],
                "textposition": [beside.get(at, _PLACES[0]) for at in places],
                "textfont": canvas.font(14),
                "cliponaxis": False,
                **hover(series, places),
            }
        )
    line = canvas.px(_TYPE) * _LEADING
    if medium.fills:  # every name in the height that there is
        line = min(line, (medium.tall - _AROUND * canvas.factor) / max(len(drawing.key), 1))
    size = line / _LEADING / canvas.factor
    wide = max((ems(words) for words, _ in drawing.key), default=0) + 1.5
    for at, (words, ink) in enumerate(drawing.key):
        sign = "◆" if ink.marker == "diamond" else "●"
        canvas.note(
            f'<span style="color:{ink.fill}">{sign}</span> {words}',
            size,
            **{"x": 1, "xref": "paper", "xanchor": "left", "xshift": canvas.px(14)},
            **{"y": 1, "yref": "paper", "yanchor": "top", "yshift": -round(at * line)},
        )
    # what the vertical axis measures stands above it: written upwards it would be cut, and hard to read
    above = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    canvas.note(drawing.axis.title, _TYPE, yshift=canvas.px(4), **above)
    horizontal = drawing.x_axis or drawing.axis
    canvas.layout |= {
        "margin": {"l": 8, "t": round(line) + 12, "b": 8, "r": round(wide * canvas.px(size)) + 30},
        "xaxis": {
            **_axis(horizontal, canvas),
            "title": {"text": horizontal.title, "font": canvas.font(_TYPE)},
            "showgrid": True,
        },
        "yaxis": {**_axis(drawing.axis, canvas), "ticks": "outside", "tickcolor": GRID},
    }
    return canvas.figure(max(_HEIGHT, round(len(drawing.key) * line) + 80))


def _beside(drawing: Drawing, canvas: Canvas) -> dict[int, str]:
    """Where the number of each mark stands, so that near neighbours are read: on the side that no other
    number and no numbered mark takes, by the order of their rank."""
    labels = {at: label for series in drawing.series for at, label in series.labels.items()}
    high = (canvas.medium.tall or _HEIGHT) - 2 * _AROUND * canvas.factor
    across, up = drawing.x_axis or drawing.axis, drawing.axis
    marks: dict[int, tuple[float, float]] = {}
    for series in drawing.series:
        for at in series.labels:
            value = series.values[at]
            if drawing.xs is not None and value is not None:
                marks[at] = (_share(drawing.xs[at], across) * _WIDE, _share(value, up) * high)
    size = canvas.px(14) * 1.3  # with the room above and below the letters
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in marks.values()]
    found: dict[int, str] = {}
    for at, (x, y) in marks.items():
        wide = ems(labels[at].text or "") * size
        boxes = {name: _box(x, y, name, wide, size) for name in _PLACES}
        free = [name for name, box in boxes.items() if not any(_touch(box, other) for other in taken)]
        found[at] = free[0] if free else _PLACES[0]
        taken.append(boxes[found[at]])
    return found


def _share(value: float, axis: Axis) -> float:
    """How far along its axis a value lies, from 0 to 1."""
    low, high, at = axis.low, axis.high, value
    if axis.logarithmic:
        low, high, at = math.log10(low), math.log10(high), math.log10(at)
    return (at - low) / (high - low) if high > low else 0.0


def _box(x: float, y: float, place: str, wide: float, size: float) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a text beside a mark."""
    down, over = place.split()
    left = {"right": x + 7, "left": x - 7 - wide, "center": x - wide / 2}[over]
    bottom = {"middle": y - size / 2, "top": y + 7, "bottom": y - 7 - size}[down]
    return left, bottom, left + wide, bottom + size


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _axis(axis: Axis, canvas: Canvas) -> Part:
    low, high = (math.log10(end) if axis.logarithmic else end for end in (axis.low, axis.high))
    edge = (high - low) * _EDGE
    return {
        "type": "log" if axis.logarithmic else "linear",
        "range": [low - edge, high + edge],
        "tickvals": [at for at, _ in axis.ticks],
        "ticktext": [text for _, text in axis.ticks],
        "tickfont": canvas.font(14),
    }
