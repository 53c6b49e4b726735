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
_EDGE = 0.03  # of an axis: a mark at its end is whole, and its first figures stand apart


def scatter(drawing: Drawing, medium: Medium) -> Part:
    canvas = Canvas(medium, medium.crowded)
    xs = drawing.xs or ()
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
                "textposition": "middle right",
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
