"""Lines over time in small multiples: one small chart per region, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import CATEGORICAL, FOCUS, GRID, MISSING, TEMPLATE, TEXT
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.render.multiples import Axes, axes_of, spacing


def small_lines(data: PanelData) -> go.Figure:
    """One small chart per region on one axis; projected or planned parts dashed, gaps stay gaps."""
    encode = data.panel.chart.encode
    facet = key(encode, "facet", data)
    facets = list(dict.fromkeys(row[facet] for row in data.rows))
    across = min(len(facets), 4) or 1
    down = -(-len(facets) // across) or 1
    figure = make_subplots(
        rows=down,
        cols=across,
        shared_yaxes=True,
        subplot_titles=facets,
        vertical_spacing=spacing(down, 0.36),
        horizontal_spacing=0.03,
    )
    traces: list[go.Scatter] = []
    shapes: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    of: dict[str, list[Row]] = {name: [] for name in facets}
    for row in data.rows:
        of[row[facet]].append(row)
    # axes by their names, and all of a kind at once: one by one, sixty regions took a quarter of a minute
    for rows, place in zip(of.values(), axes_of(len(facets)), strict=True):
        parts = _parts(rows, data)
        if "ceiling" in encode:
            parts.append(_ceiling(rows, data))
        traces += [trace.update(xaxis=place.x, yaxis=place.y) for trace in parts]
        if "boundary" in encode:
            line, text = _boundary(data, place)
            shapes.append(line)
            said.append(text)
    if encode.get("base") is not None:
        base = {"type": "line", "x0": 0, "x1": 1, "y0": encode["base"], "y1": encode["base"]}
        line = {"color": GRID, "width": 2}
        shapes += [
            {**base, "xref": f"{place.x} domain", "yref": place.y, "line": line}
            for place in axes_of(len(facets))
        ]
    figure.add_traces(traces)
    figure.update_layout(template=TEMPLATE, height=60 + 200 * down, margin={"t": 36, "r": 24}, shapes=shapes)
    figure.layout.annotations = (*figure.layout.annotations, *said)
    figure.update_annotations(font={"size": 15, "color": TEXT})
    _shared_axes(figure, data)
    return figure


def _ceiling(rows: Sequence[Row], data: PanelData) -> go.Scatter:
    encode = data.panel.chart.encode
    divide = encode.get("divide", 1)
    return go.Scatter(
        x=[row[encode["x"]] for row in rows],
        y=[None if row[encode["ceiling"]] is None else row[encode["ceiling"]] / divide for row in rows],
        mode="lines",
        line={"color": MISSING, "dash": "dot", "width": 2},
        hoverinfo="skip",
    )


def _boundary(data: PanelData, place: Axes) -> tuple[dict[str, Any], dict[str, Any]]:
    """What lies to the right of the last count is said to be projected (ui.md, rule 6)."""
    encode = data.panel.chart.encode
    year, last = encode["boundary"], max(row[encode["x"]] for row in data.rows)
    line = {
        "type": "line",
        "x0": year,
        "x1": year,
        "xref": place.x,
        "y0": 0,
        "y1": 1,
        "yref": f"{place.y} domain",
        "line": {"color": MISSING, "width": 1, "dash": "dot"},
    }
    text = {
        "x": (year + last) / 2,
        "xref": place.x,
        "y": 1,
        "yref": f"{place.y} domain",
        "yanchor": "top",
        "showarrow": False,
        "text": encode["boundary_label"](data.lang),
    }
    return line, text


def _shared_axes(figure: go.Figure, data: PanelData) -> None:
    """The same years and the same scale under every small chart, or they could not be compared."""
    encode = data.panel.chart.encode
    years = sorted({row[encode["x"]] for row in data.rows})
    few = len(years) <= 6 and data.lang == "ja"  # FY2024 is too wide to stand under every year
    told = years if few else [y for y in years if y in (years[0], 2020, years[-1])]
    pad = (years[-1] - years[0]) * 0.08 if years else 0
    values = [
        row[name]
        for row in data.rows
        for name in (encode["value"], encode.get("ceiling"))
        if name and row[name] is not None
    ]
    figure.update_xaxes(
        showgrid=False,
        tickangle=0,
        tickvals=told,
        tickfont={"size": 14},
        ticktext=[fmt.show(year, encode["x_kind"], data.lang, "") for year in told],
        range=[years[0] - pad, years[-1] + pad] if years else None,
    )
    figure.update_yaxes(
        range=[0, max(values, default=1) / encode.get("divide", 1) * 1.22],
        nticks=4,
        tickfont={"size": 14},
        tickformat=",d",
    )


def _parts(rows: Sequence[Row], data: PanelData) -> list[go.Scatter]:
    """The solid part, the dashed part and single points of one small chart."""
    encode = data.panel.chart.encode
    dash, when = encode["dash"], encode["dash_when"]
    solid = [row for row in rows if row[dash] not in (when, encode.get("dot_when"))]
    dashed = [row for row in rows if row[dash] == when]
    if encode["x_kind"] == "fiscal_year_tick" and solid and dashed:
        # planned years go on from the last actual one: the same series, another status
        before = [row for row in solid if row[encode["x"]] < dashed[0][encode["x"]]]
        dashed = [*before[-1:], *dashed]
    dots = [row for row in rows if row[dash] == encode.get("dot_when")]
    return [
        _line(solid, data, {"color": FOCUS, "width": 3}, "lines+markers", last=not dashed),
        _line(dashed, data, {"color": FOCUS, "width": 3, "dash": "dash"}, "lines", last=True),
        _line(dots, data, {"color": CATEGORICAL[3], "width": 0}, "markers", last=False),
    ]


def _line(rows: Sequence[Row], data: PanelData, line: dict[str, Any], mode: str, last: bool) -> go.Scatter:
    encode = data.panel.chart.encode
    value, divide = encode["value"], encode.get("divide", 1)
    texts = [fmt.show(row[value], encode["kind"], data.lang, "") for row in rows]
    known = [n for n, row in enumerate(rows) if row[value] is not None]
    labels = [text if last and known and n == known[-1] else "" for n, text in enumerate(texts)]
    return go.Scatter(
        x=[row[encode["x"]] for row in rows],
        y=[None if row[value] is None else row[value] / divide for row in rows],
        mode=f"{mode}+text" if any(labels) else mode,
        line=line,
        connectgaps=False,
        marker={"size": 7, "color": line["color"]},
        text=labels,
        # beside the line's end, on the side the line does not come from
        textposition="bottom left" if _falls(rows, value) else "top left",
        textfont={"size": 14, "color": TEXT},
        cliponaxis=False,
        hovertext=[
            f"{fmt.show(row[encode['x']], encode['x_kind'], data.lang, '')}: {text}"
            for row, text in zip(rows, texts, strict=True)
        ],
        hoverinfo="text",
    )


def _falls(rows: Sequence[Row], value: str) -> bool:
    known = [row[value] for row in rows if row[value] is not None]
    return len(known) > 1 and known[-1] < known[0]
