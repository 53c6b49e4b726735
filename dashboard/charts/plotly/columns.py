"""Bars by year: those of each series in its own ink, an undecided year as its word."""

from __future__ import annotations

from dashboard.charts.model import Drawing
from dashboard.charts.plotly.canvas import Axes, Canvas, Part, chosen, folded, hover
from dashboard.charts.plotly.medium import Medium

_ALONE = Axes()


def columns(drawing: Drawing, medium: Medium) -> Part:
    canvas = Canvas(medium, medium.factor)
    lowest, highest = drawing.extent
    add_columns(drawing, canvas, _ALONE, above=1.47)
    lines = max(name.text.count("\n") + 1 for name in drawing.names)
    canvas.layout = {
        "barmode": "overlay",
        "bargap": 0.35,
        "margin": {"l": 8, "r": 8, "t": 8, "b": canvas.px(4 + 18 * lines)},
        "xaxis": columns_axis(drawing, canvas, 1000),
        # room for the figures, and above them for the word of what is undecided
        "yaxis": {"range": [lowest * 1.2, (highest or 1) * 1.6], "showticklabels": False, "showgrid": False},
    }
    return canvas.figure(214 + 18 * lines)


def add_columns(drawing: Drawing, canvas: Canvas, axes: Axes, above: float = 1.34) -> None:
    """The bars and the words of one chart, on its axes; `above`: at how many times the tallest bar the word
    of what is undecided stands over a bar."""
    for series in drawing.series:
        places = [at for at, value in enumerate(series.values) if value is not None]
        canvas.traces.append(
            {
                "type": "bar",
                "x": places,
                "y": [series.values[at] for at in places],
                "xaxis": axes.x,
                "yaxis": axes.y,
                "name": series.name,
                "marker": canvas.bar([series.points.get(at, series.ink) for at in places]),
                "text": [series.labels[at].words if at in series.labels else "" for at in places],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": canvas.font(14),
                "constraintext": "none",
                "textangle": 0,
                **hover(series, places),
            }
        )
    _, highest = drawing.extent
    for at, name in enumerate(drawing.names):
        if name.missing:
            # above the figure of a bar that is there; where there is none, in its place
            taken = any(series.values[at] is not None for series in drawing.series)
            place: Part = {"y": highest * above} if taken else {"y": 0, "yanchor": "bottom"}
            # the edges of the chart would cut it
            edge = (at > 0) - (at < len(drawing.names) - 1)
            place |= {"xanchor": ("left", "center", "right")[edge + 1], "xshift": canvas.px(34) * edge}
            canvas.absent(name.missing, x=at, xref=axes.x, yref=axes.y, **place)


def columns_axis(drawing: Drawing, canvas: Canvas, room: float) -> dict[str, object]:
    """Below each bar its year, and its status where the chart names it."""
    shown = chosen(drawing, room, canvas.px(14)) if drawing.facet else range(len(drawing.names))
    edge = 0.1 if drawing.facet else 0.0
    return {
        "showgrid": False,
        "tickvals": list(shown),
        "ticktext": [folded(drawing.names[at].text) for at in shown],
        "tickfont": canvas.font(14),
        "tickangle": 0,
        "range": [-0.5 - edge, len(drawing.names) - 0.5 + edge],
    }
