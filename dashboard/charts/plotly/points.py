"""Marks on a scale, a row for each category: two that a line joins, or one region among its peers."""

from __future__ import annotations

from dashboard.charts.look import GRID, PEER
from dashboard.charts.model import Drawing, Label, Series
from dashboard.charts.plotly.canvas import Canvas, Part, ems, folded, hover
from dashboard.charts.plotly.medium import Medium

_LONGEST = 18  # characters beside a point, in one line
_ROW = 50
_SCALES = 550
_ROUNDS = 40  # a wider axis leaves the words less of it: until they fit
_WIDTHS = {True: 940, False: 700}  # names and plot: projected at 1024×768, on a small page


def points(drawing: Drawing, medium: Medium) -> Part:
    count = len(drawing.categories)
    factor = medium.factor
    if medium.fills:
        # two lines of words stand in each row
        factor = max(min(factor, medium.tall / count / 15 * 0.5), medium.least / 15)
    canvas = Canvas(medium, factor)
    if drawing.links:
        _links(drawing, canvas)
    for series in drawing.series:
        _marks(series, drawing, canvas)
    _words(drawing, canvas)
    canvas.layout |= {
        "xaxis": {"range": _range(drawing, canvas), "showticklabels": False, "showgrid": False},
        # every row has its line, also one without a figure
        "yaxis": {
            "range": [count - 0.5, -0.5],
            "tickvals": list(range(count)),
            "ticktext": [folded(name.text) if drawing.links else name.text for name in drawing.names],
            "tickfont": canvas.font(16),
            "gridcolor": GRID,
        },
    }
    # two lines of words beside a dumbbell; marks on a scale stand closer, so that a sheet holds them
    row = _ROW if drawing.links else min(_ROW, _SCALES / count)
    return canvas.figure(round(60 + row * max(count, 2)))


def _links(drawing: Drawing, canvas: Canvas) -> None:
    first, second = drawing.series
    for at, ends in enumerate(zip(first.values, second.values, strict=True)):
        canvas.traces.append(
            {
                "type": "scatter",
                "x": list(ends),
                "y": [at] * 2,
                "mode": "lines",
                "line": {"color": PEER, "width": canvas.px(3)},
                "hoverinfo": "skip",
            }
        )


def _marks(series: Series, drawing: Drawing, canvas: Canvas) -> None:
    places = [at for at, value in enumerate(series.values) if value is not None]
    beside = drawing.links
    canvas.traces.append(
        {
            "type": "scatter",
            "x": [series.values[at] for at in places],
            "y": places,
            "name": series.name,
            "mode": "markers+text" if beside else "markers",
            "marker": canvas.mark(series.ink),
            "text": [_words_beside(series.labels.get(at), canvas) for at in places] if beside else None,
            "textposition": [_side(series, at, drawing) for at in places] if beside else None,
            "textfont": canvas.font(15),
            "cliponaxis": False,
            **hover(series, places),
        }
    )


def _words_beside(label: Label | None, canvas: Canvas) -> str:
    """Two years and a long unit are wider than a small screen's chart; large type always is."""
    words = label.words if label else ""
    return words.replace("\n", "<br>" if len(words) > _LONGEST or canvas.medium.fills else " ")


def _side(series: Series, at: int, drawing: Drawing) -> str:
    """The lower of two has its words at its left."""
    ends = [value for other in drawing.series if (value := other.values[at]) is not None]
    low = len(set(ends)) > 1 and series.values[at] == min(ends)
    return "middle left" if low else "middle right"


def _words(drawing: Drawing, canvas: Canvas) -> None:
    """Where many marks share a row, what it says stands in a column behind it."""
    if drawing.links:
        return
    column = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": canvas.px(8)}
    widest = 0.0
    for at, name in enumerate(drawing.names):
        labels = [(series.name, series.labels[at]) for series in drawing.series if at in series.labels]
        for of, label in labels[:1]:
            canvas.note(label.words, 15, y=at, name=of, colour=label.colour, bold=label.bold, **column)
            widest = max(widest, ems(label.words))
        if name.missing and not labels:
            canvas.note(name.missing, 15, y=at, **column)
            widest = max(widest, ems(name.missing))
    canvas.layout["margin"] = {"l": 8, "t": 8, "b": 8, "r": canvas.px(15) * widest + 24}


def _range(drawing: Drawing, canvas: Canvas) -> list[float]:
    if not drawing.links:
        return [-0.05, 1.05]
    lowest, highest = drawing.extent
    names = max(ems(folded(name.text)) for name in drawing.names) * canvas.px(16)
    plot = max(_WIDTHS[canvas.medium.fills] - names, 300)
    sides: dict[str, list[tuple[float, float]]] = {"middle left": [], "middle right": []}
    for series in drawing.series:
        for at, label in series.labels.items():
            value = series.values[at]
            if value is not None:
                # as much of the axis as the words beside a point take of the plot, on a small screen
                share = (ems(_words_beside(label, canvas)) * canvas.px(15) + canvas.px(20)) / plot
                sides[_side(series, at, drawing)].append((value, min(share, 0.42)))
    span = (highest - lowest) or 1
    low, high = lowest - span * 0.03, highest + span * 0.03
    for _ in range(_ROUNDS):
        wide = high - low
        low = min([low, *(value - share * wide for value, share in sides["middle left"])])
        high = max([high, *(value + share * wide for value, share in sides["middle right"])])
    return [low, high]
