"""Two points per row joined by a line: what changed between two years."""

from __future__ import annotations

from textwrap import wrap
from unicodedata import east_asian_width

import plotly.graph_objects as go

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import CATEGORICAL, FOCUS, GRID, PEER, TEMPLATE, TEXT
from dashboard.charts.pairs import pairs
from dashboard.mart import Row
from dashboard.panel import PanelData

_LONGEST = 18  # characters beside a point, in one line


def dumbbell(data: PanelData) -> go.Figure:
    """Two points per row joined by a line: the earlier hollow, the later filled."""
    encode = data.panel.chart.encode
    first, second = encode["first"], encode["second"]
    found = pairs(data)
    rows, called = [row for row, _ in found], [_folded(name) for _, name in found]
    figure = go.Figure()
    for row, name in zip(rows, called, strict=True):
        figure.add_scatter(
            x=[row[first], row[second]],
            y=[name] * 2,
            mode="lines",
            line={"color": PEER, "width": 3},
            hoverinfo="skip",
        )
    for column, hollow in ((first, True), (second, False)):
        held = [(row, name) for row, name in zip(rows, called, strict=True) if row[column] is not None]
        side = [_side(row, first, second, column) for row, _ in held]
        figure.add_scatter(
            x=[row[column] for row, _ in held],
            y=[name for _, name in held],
            mode="markers+text",
            marker={
                "size": 15,
                "color": "#FFFFFF" if hollow else FOCUS,
                "line": {"color": CATEGORICAL[3] if hollow else FOCUS, "width": 3},
            },
            # two equal values are one point: its words stand once, with both years
            text=[
                "" if hollow and row[first] == row[second] else _beside(row, data, column) for row, _ in held
            ],
            textposition=side,
            textfont={"size": 15, "color": TEXT},
            hoverinfo="y+text",
            cliponaxis=False,
        )
    ends = [row[column] for row in rows for column in (first, second) if row[column] is not None]
    lowest, highest = min([*ends, 0]), max([*ends, 0])
    span = (highest - lowest) or 1
    # the words beside a point, as a share of the axis: a large screen's type is larger, not its chart
    words = [line for trace in figure.data for word in trace.text or () for line in word.split("<br>")]
    room = 0.035 * max((sum(2 if east_asian_width(c) in "WF" else 1 for c in w) for w in words), default=6)
    figure.update_layout(template=TEMPLATE, height=60 + 48 * max(len(rows), 2))
    figure.update_xaxes(
        range=[lowest - span * (0.05 + room), highest + span * (0.1 + room)],
        showticklabels=False,
        showgrid=False,
    )
    # every row has its line, also one without a figure
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=called,
        range=[len(called) - 0.5, -0.5],
        gridcolor=GRID,
    )
    return figure


def _beside(row: Row, data: PanelData, column: str) -> str:
    """The words beside a point: R5 148.3円/人, of two equal values R2・R5 308.8円/人."""
    encode = data.panel.chart.encode
    first, second = row[key(encode, "first_year", data)], row[key(encode, "second_year", data)]
    years = [first if column == encode["first"] else second]
    if row[encode["first"]] == row[encode["second"]]:
        years = list(dict.fromkeys((first, second)))
    when = ("・" if data.lang == "ja" else ", ").join(fmt.when(year, data.lang) for year in years)
    value = fmt.show(row[column], encode["kind"], data.lang, "")
    told = f"{value}{fmt.counted_unit(row[column], encode['unit'](data.lang), data.lang)}"
    # two years and a long unit are wider than a small screen's chart
    return f"{when}{'<br>' if len(when) + len(told) > _LONGEST else ' '}{told}"


def _folded(label: str) -> str:
    """A long label in two lines: broken between words, or before the bracket that its end closes."""
    if len(label) > 26 and " " in label:
        return "<br>".join(wrap(label, max(20, len(label) // 2 + 4), break_long_words=False))
    if len(label) <= 14 or not label.endswith("）"):
        return label
    depth = 0
    for at in range(len(label) - 1, 0, -1):
        depth += (label[at] == "）") - (label[at] == "（")
        if depth == 0:
            return f"{label[:at]}<br>{label[at:]}"
    return label


def _side(row: Row, first: str, second: str, column: str) -> str:
    if row[first] is None or row[second] is None or row[first] == row[second]:
        return "middle right"
    low = min(row[first], row[second])
    return "middle left" if row[column] == low else "middle right"
