"""Small charts beside one another on one scale, by row: one for each region."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.look import GRID
from dashboard.charts.model import Drawing
from dashboard.charts.plotly.canvas import Axes, Canvas, Part, ems, folded, value_ticks
from dashboard.charts.plotly.columns import add_columns, columns_axis
from dashboard.charts.plotly.lines import add_lines, lines_axis
from dashboard.charts.plotly.medium import Medium

_WIDTH = 1000  # about as wide as a page leaves a chart
_ROW = 200
_ACROSS = {True: 3, False: 4}  # bars have a figure each, lines one at their end
_GAP, _BETWEEN = 0.4, 0.03  # of a row's height, below which the years and the next title stand; of the width


def facets(drawings: Sequence[Drawing], medium: Medium) -> Part:
    count = len(drawings)
    bars = drawings[0].kind == "column"
    canvas = Canvas(medium, medium.factor if count == 1 else medium.crowded)
    across = min(count, _ACROSS[bars])
    down = -(-count // across)
    wide = (1 - _BETWEEN * (across - 1)) / across
    gap = _GAP / down if down > 1 else 0.0
    high = (1 - gap * (down - 1)) / down
    room = (medium.width or _WIDTH) * wide - 30
    titles = [_title(drawing.facet, room / canvas.factor) for drawing in drawings]
    over = max(title.count("<br>") for title in titles)
    top = 6 if medium.alone else canvas.px(36 + 18 * over)
    canvas.layout = {"margin": {"l": 8, "r": 8, "t": top, "b": 8}, "barmode": "overlay", "bargap": 0.3}
    for n, drawing in enumerate(drawings):
        tail = str(n + 1) if n else ""
        left, upper = n % across * (wide + _BETWEEN), 1 - n // across * (high + gap)
        axes = Axes(f"x{tail}", f"y{tail}")
        (add_columns if bars else add_lines)(drawing, canvas, axes)
        below = (columns_axis if bars else lines_axis)(drawing, canvas, room)
        if medium.fills and n + across < count:
            below["showticklabels"] = False  # the years stand below the lowest of each column
        canvas.layout[f"xaxis{tail}"] = {"domain": [left, min(left + wide, 1)], "anchor": axes.y, **below}
        canvas.layout[f"yaxis{tail}"] = {
            "domain": [max(upper - high, 0), upper],
            "anchor": axes.x,
            **({"matches": "y"} if n else {"range": _range(drawings, canvas)}),
            **value_ticks(drawing),
            **({} if n % across == 0 and not bars else {"showticklabels": False}),
            "tickfont": canvas.font(14),
            "gridcolor": GRID,
        }
        if not medium.alone:
            place = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
            # on a wall four names beside one another have no room for more
            canvas.note(titles[n], 14 if medium.fills else 15, x=left + wide / 2, y=upper, **place)
    return canvas.figure(60 + _ROW * down)


def _title(name: str, room: float) -> str:
    """A name that its chart is too narrow for stands in two lines."""
    return name if ems(name) * 15 <= room else folded(name)


def _range(drawings: Sequence[Drawing], canvas: Canvas) -> list[float]:
    """One scale for all, with room above the highest: for its figure, or for what is said to be projected."""
    lowest = min(drawing.extent[0] for drawing in drawings)
    highest = max(max(drawing.extent[1], drawing.base or 0) for drawing in drawings) or 1
    room = 0.32 if drawings[0].kind == "column" else 0.15
    return [lowest * 1.1, highest * (1 + room * canvas.factor)]
