"""Places on a scale: one line per indicator, the region in focus among its peers."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, GRID, PEER, TEMPLATE, TEXT
from dashboard.panel import PanelData
from dashboard.text import word


def dots(data: PanelData) -> go.Figure:
    """One line per indicator from its lowest to its highest region; the focus labelled."""
    encode = data.panel.chart.encode
    label, line = key(encode, "label", data), key(encode, "row", data)
    unit = key(encode, "unit", data)
    position, value = encode["position"], encode["value"]
    rows = [row for row in data.rows if row[position] is not None]
    names = list(dict.fromkeys(row[line] for row in data.rows))
    figure = go.Figure()
    for focus in (False, True):
        part = [row for row in rows if bool(row[encode["focus"]]) == focus]
        texts = [
            fmt.number(row[value], row[encode["decimals"]], data.lang)
            + fmt.counted_unit(row[value], row[unit], data.lang)
            for row in part
        ]
        figure.add_scatter(
            x=[row[position] for row in part],
            y=[row[line] for row in part],
            mode="markers+text" if focus else "markers",
            marker={
                "size": 17 if focus else 11,
                "color": FOCUS if focus else PEER,
                "line": {"color": "#FFFFFF", "width": 1},
            },
            text=texts if focus else None,
            textposition="top center",
            textfont={"size": 14, "color": FOCUS},
            cliponaxis=False,
            hovertext=[f"{row[label]} {text}" for row, text in zip(part, texts, strict=True)],
            hoverinfo="text",
        )
    medians = {row[line]: row[encode["median"]] for row in rows}
    figure.add_scatter(
        x=list(medians.values()),
        y=list(medians),
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 3, "color": TEXT}},
    )
    silent = [name for name in names if not any(r[line] == name and r[encode["focus"]] for r in rows)]
    for name in silent:
        figure.add_annotation(
            x=1.02,
            y=name,
            text=word("missing.out_of_scope", data.lang),
            xanchor="left",
            showarrow=False,
            font={"size": 14, "color": TEXT},
        )
    figure.update_layout(template=TEMPLATE, height=60 + 52 * max(len(names), 2), margin={"r": 90, "t": 20})
    figure.update_xaxes(range=[-0.06, 1.12], showticklabels=False, showgrid=False)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names[::-1], gridcolor=GRID)
    return figure
