"""Bars by year in small multiples: one small chart per region, all on one scale."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import GRID, MISSING, TEMPLATE, TEXT
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.render.bars import ACTUAL, PLANNED
from dashboard.render.multiples import axes_of, spacing
from dashboard.text import word


def small_bars(data: PanelData) -> go.Figure:
    """One small chart per region on one axis; 0 is printed, undecided is a word, absent is blank."""
    encode = data.panel.chart.encode
    facet, value = key(encode, "facet", data), key(encode, "value", data)
    year, status, divide = encode["year"], encode["status"], encode.get("divide", 1)
    facets = list(dict.fromkeys(row[facet] for row in data.rows))
    years = sorted({row[year] for row in data.rows})
    across = min(len(facets), 3) or 1
    down = -(-len(facets) // across) or 1
    figure = make_subplots(
        rows=down,
        cols=across,
        shared_yaxes=True,
        subplot_titles=facets,
        vertical_spacing=spacing(down, 0.48, 0.16),
        horizontal_spacing=0.025,
    )
    highest = max((row[value] for row in data.rows if row[value] is not None), default=1) / divide
    traces: list[go.Bar] = []
    said: list[dict[str, Any]] = []
    of: dict[str, list[Row]] = {name: [] for name in facets}
    for row in data.rows:
        of[row[facet]].append(row)
    for held, place in zip(of.values(), axes_of(len(facets)), strict=True):
        for kind, marker in (("actual", ACTUAL), ("planned", PLANNED)):
            rows = [r for r in held if r[status] == kind and r[value] is not None]
            traces.append(
                go.Bar(
                    x=[fmt.tick(r[year], data.lang) for r in rows],
                    y=[r[value] / divide for r in rows],
                    marker=marker,
                    text=[fmt.show(r[value], encode["kind"], data.lang, "") for r in rows],
                    textposition="outside",
                    cliponaxis=False,
                    textfont={"color": TEXT, "size": 14},
                    constraintext="none",
                    textangle=0,
                    hoverinfo="text",
                    xaxis=place.x,
                    yaxis=place.y,
                )
            )
        said += [
            {
                "x": years.index(row[year]),
                "xref": place.x,
                "y": 0,
                "yref": place.y,
                "yanchor": "bottom",
                "text": word("status.undecided", data.lang),
                "showarrow": False,
                "bgcolor": "#F2F2F2",
                "bordercolor": MISSING,
            }
            for row in held
            if row[status] == "undecided"
        ]
    figure.add_traces(traces)
    figure.layout.annotations = (*figure.layout.annotations, *said)
    figure.update_layout(
        template=TEMPLATE, height=70 + 190 * down, barmode="overlay", bargap=0.3, margin={"t": 36}
    )
    figure.update_annotations(font={"size": 15, "color": TEXT})
    figure.update_xaxes(
        type="category",
        showgrid=False,
        tickfont={"size": 14},
        tickangle=0,
        categoryorder="array",
        categoryarray=[fmt.tick(y, data.lang) for y in years],
        range=[-0.6, len(years) - 0.4],
    )
    figure.update_yaxes(range=[0, highest * 1.25], showticklabels=False, gridcolor=GRID, nticks=3)
    return figure
