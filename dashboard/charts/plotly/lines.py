"""Lines over time: each with its name and last figure at its end, or a small chart for each region."""

from __future__ import annotations

import math

from dashboard.charts.look import GRID, MISSING, TEXT
from dashboard.charts.model import Drawing, Label, Series
from dashboard.charts.places import apart
from dashboard.charts.plotly.canvas import Axes, Canvas, Part, chosen, ems, hover, value_ticks
from dashboard.charts.plotly.medium import Medium

_TYPE = 15
_STANDOFF = 8  # the first year stands below the lowest figure of the axis beside it, not upon it
_LEADING = 1.3
_WIDTH = 860  # of a chart on a usual screen
_ALONE = Axes()


def lines(drawing: Drawing, medium: Medium) -> Part:
    canvas = Canvas(medium, medium.crowded)
    xs = _xs(drawing)
    add_lines(drawing, canvas, _ALONE)
    ends = [
        (series, at, label) for series in drawing.series for at, label in series.labels.items() if label.named
    ]
    height = max(400, 23 * (len(ends) + 2))
    # below it stand the years; on a wall a heading of three lines takes more
    plot = (medium.tall or min(height, medium.most or height)) - (90 if medium.fills else 50)
    low, high = _ends(drawing, canvas, ends, plot)
    wide = max((ems(label.words) for _, _, label in ends), default=0) * canvas.px(_TYPE)
    behind = max(120, round(wide) + 24)
    shown = chosen(drawing, max(_WIDTH - behind, 240), canvas.px(16))
    canvas.layout = {
        "margin": {"l": 8, "t": 12, "b": 8, "r": behind},
        "xaxis": {
            "range": [xs[0] - (xs[-1] - xs[0]) * 0.03, xs[-1]],
            "showgrid": False,
            "tickvals": [xs[at] for at in shown],
            "ticktext": [drawing.categories[at] for at in shown],
            "tickfont": canvas.font(16),
            "tickangle": 0,
            "ticklabelstandoff": _STANDOFF,
        },
        "yaxis": {"range": [low, high], **value_ticks(drawing), "tickfont": canvas.font(16)},
    }
    return canvas.figure(height)


def _xs(drawing: Drawing) -> tuple[float, ...]:
    return drawing.xs or tuple(range(len(drawing.categories)))


def _ends(
    drawing: Drawing, canvas: Canvas, ends: list[tuple[Series, int, Label]], plot: float
) -> tuple[float, float]:
    """Names beside the ends of their lines, apart from one another; that of a line that ends early is there.

    Returns the range of values that holds them.
    """
    axis, xs = drawing.axis, _xs(drawing)
    held = [value for series in drawing.series for value in series.values if value is not None]
    # the axis leaves room for names below, here it is given where it is needed
    low = axis.step * math.floor(min([*held, axis.high]) / axis.step)
    gap = (axis.high - low) * canvas.px(_TYPE) * _LEADING / plot
    last = [(series, at, label) for series, at, label in ends if at == len(xs) - 1]
    places = apart([float(series.values[at] or 0) for series, at, _ in last], gap)
    beside = [(end, place) for end, place in zip(last, places, strict=True)]
    beside += [(end, float(end[0].values[end[1]] or 0)) for end in ends if end[1] != len(xs) - 1]
    for (series, at, label), y in beside:
        canvas.note(
            label.words,
            _TYPE,
            name=series.name,
            x=xs[at],
            y=y,
            xanchor="left",
            xshift=canvas.px(10),
            colour=label.colour,
            bold=label.bold,
        )
    above = (axis.high - low) * 0.03  # the edge would cut a mark
    return min([low, *(y - gap / 2 for y in places)]), max(
        [axis.high + above, *(y + gap / 2 for y in places)]
    )


def add_lines(drawing: Drawing, canvas: Canvas, axes: Axes) -> None:
    """The lines of one chart, its base and what is projected, on its axes."""
    xs = _xs(drawing)
    for series in drawing.series:
        places = list(series.here if series.here is not None else range(len(xs)))
        labels = [series.labels.get(at) for at in places]
        words = [label.words if label and not label.named else "" for label in labels]
        parts = ["lines"] if series.ink.width else []
        parts += ["markers"] if series.ink.marker else []
        parts += ["text"] if any(words) else []
        canvas.traces.append(
            {
                "type": "scatter",
                "x": [xs[at] for at in places],
                "y": [series.values[at] for at in places],
                "xaxis": axes.x,
                "yaxis": axes.y,
                "name": series.name,
                "mode": "+".join(parts),
                "line": canvas.line(series.ink),
                "marker": canvas.mark(series.ink) if series.ink.marker else None,
                "connectgaps": False,
                "text": words if any(words) else None,
                "textposition": [
                    "middle left" if label and label.position == "left" else "middle right"
                    for label in labels
                ],
                "textfont": canvas.font(14),
                "cliponaxis": False,
                **hover(series, places),
            }
        )
    if drawing.base is not None:
        line = {"color": GRID, "width": 2} if drawing.facet else {"color": TEXT, "width": 1, "dash": "dot"}
        span = {"type": "line", "x0": 0, "x1": 1, "y0": drawing.base, "y1": drawing.base}
        canvas.shapes.append(
            {**span, "xref": f"{axes.x} domain", "yref": axes.y, "line": line, "layer": "below"}
        )
    if drawing.boundary is not None:
        _boundary(drawing, canvas, axes)


def _boundary(drawing: Drawing, canvas: Canvas, axes: Axes) -> None:
    """What lies to the right of the last count is said to be projected (ui.md, rule 6)."""
    xs = _xs(drawing)
    year, last = xs[int(drawing.boundary or 0)], xs[-1]
    across = {"type": "line", "x0": year, "x1": year, "xref": axes.x, "y0": 0, "y1": 1}
    line = {"color": MISSING, "width": 1, "dash": "dot"}
    canvas.shapes.append({**across, "yref": f"{axes.y} domain", "line": line})
    place = {"xref": axes.x, "y": 1, "yref": f"{axes.y} domain", "yanchor": "top"}
    canvas.note(drawing.boundary_label, _TYPE, x=(year + last) / 2, **place)


def lines_axis(drawing: Drawing, canvas: Canvas, room: float) -> Part:
    """Years below a small chart, with room behind the end of its lines for the figure there."""
    xs = _xs(drawing)
    wide = max((ems(label.words) for series in drawing.series for label in series.labels.values()), default=0)
    behind = min((wide * canvas.px(14) + 12) / room, 0.5)
    span = (xs[-1] - xs[0]) or 1
    shown = chosen(drawing, room * (1 - behind), canvas.px(14))
    return {
        "range": [xs[0] - span * 0.06, xs[-1] + span * behind / (1 - behind)],
        "showgrid": False,
        "tickvals": [xs[at] for at in shown],
        "ticktext": [drawing.categories[at] for at in shown],
        "tickfont": canvas.font(14),
        "tickangle": 0,
        "ticklabelstandoff": _STANDOFF,
    }
