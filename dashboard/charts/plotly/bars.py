"""Horizontal bars: a row for each category, at its end the figure, or the word for a missing one."""

from __future__ import annotations

from dashboard.charts.fit import cut
from dashboard.charts.look import TEXT
from dashboard.charts.model import Drawing, Series
from dashboard.charts.plotly.canvas import Axes, Canvas, Part, ems, hover
from dashboard.charts.plotly.medium import Medium

_ROW = 25
_WIDTH = 800  # of bars in a place that is filled, at 1024×768


def bars(drawing: Drawing, medium: Medium) -> Part:
    """One column of bars; of many, in a place that does not grow, several side by side on one scale."""
    columns = cut(drawing, medium.rows) if medium.rows else [drawing]
    count = len(columns[0].categories)
    factor = medium.factor
    if medium.fills:
        # rows must not touch one another
        factor = min(factor, medium.tall / count / 20)
    canvas = Canvas(medium, factor)
    canvas.layout = {
        "bargap": 0.3,
        "margin": {"l": 8, "b": 8, "t": canvas.px(24), "r": canvas.px(56)} if drawing.limit else {},
    }
    longest = max(ems(name.text) for name in drawing.names)
    behind = 4 if drawing.limit else 0  # ems, of the figures that stand there
    between = (longest + behind + 1) * canvas.px(15) / _WIDTH if len(columns) > 1 else 0.0
    wide = (1 - between * (len(columns) - 1)) / len(columns)
    for n, column in enumerate(columns):
        tail = str(n + 1) if n else ""
        left = n * (wide + between)
        _add(column, canvas, Axes(f"x{tail}", f"y{tail}"), (left, min(left + wide, 1.0)), count)
    return canvas.figure(50 + _ROW * max(count, 3))


def _add(drawing: Drawing, canvas: Canvas, axes: Axes, domain: tuple[float, float], rows: int) -> None:
    [series] = drawing.series
    places = list(range(len(drawing.categories)))
    words = {at: label.words for at, label in series.labels.items()}
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "y": places,
            "x": list(series.values),
            "xaxis": axes.x,
            "yaxis": axes.y,
            "name": series.name,
            "marker": canvas.bar([series.points.get(at, series.ink) for at in places]),
            "text": None if drawing.limit else [words.get(at, "") for at in places],
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": canvas.font(16),
            "constraintext": "none",
            **hover(series, places),
        }
    )
    lowest, highest = drawing.extent
    if drawing.limit:
        lowest, highest = min(lowest, drawing.limit.value), max(highest, drawing.limit.value)
    if lowest < 0:  # bars begin at a line that is seen
        canvas.shapes.append(_across(0, axes, {"color": TEXT, "width": 1}))
    _words(drawing, series, canvas, axes, words)
    # the figures stand at the ends of their bars: room for them on each side that has bars
    span = (highest - lowest) or 1
    right = span * (0.4 if not drawing.limit and (highest > 0 or lowest == 0) else 0.02)
    left = span * 0.4 if lowest < 0 else 0
    canvas.layout |= {
        axes.x.replace("x", "xaxis"): {
            "range": [lowest - left, highest + right],
            "domain": domain,
            "anchor": axes.y,
            "showticklabels": False,
            "showgrid": False,
        },
        axes.y.replace("y", "yaxis"): {
            "range": [rows - 0.5, -0.5],
            "anchor": axes.x,
            "tickvals": places,
            "ticktext": [name.text for name in drawing.names],
            "showgrid": False,
            "tickfont": canvas.font(15),
        },
    }


def _words(drawing: Drawing, series: Series, canvas: Canvas, axes: Axes, words: dict[int, str]) -> None:
    """Beside a limit figures stand in a column behind it: its line would strike them through."""
    column = {"x": 1, "xref": f"{axes.x} domain", "yref": axes.y, "xshift": canvas.px(8), "xanchor": "left"}
    start = {"x": 0, "xref": axes.x, "yref": axes.y, "xshift": canvas.px(4), "xanchor": "left"}
    for at, name in enumerate(drawing.names):
        if drawing.limit:
            canvas.note(words.get(at, name.missing), 16, y=at, name=series.name, **column)
        elif name.missing:
            canvas.note(name.missing, 16, y=at, **start)
    if drawing.limit:
        line = {"color": TEXT, "dash": "dot", "width": canvas.px(2)}
        canvas.shapes.append(_across(drawing.limit.value, axes, line))
        above = {"xref": axes.x, "y": 1, "yref": "paper", "yanchor": "bottom"}
        canvas.note(drawing.limit.label, 14, x=drawing.limit.value, **above)


def _across(x: float, axes: Axes, line: Part) -> Part:
    return {"type": "line", "x0": x, "x1": x, "xref": axes.x, "y0": 0, "y1": 1, "yref": "paper", "line": line}
