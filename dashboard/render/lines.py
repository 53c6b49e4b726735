"""Lines and dots: over time in small multiples, series with direct labels, slopes, places on a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import format as fmt
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.render.bars import key
from dashboard.render.look import CATEGORICAL, FOCUS, GRID, MISSING, PEER, TEMPLATE, TEXT


def small_lines(data: PanelData) -> go.Figure:
    """One small chart per region on one axis; projected or planned parts dashed, gaps stay gaps."""
    encode = data.panel.chart.encode
    facet = key(encode, "facet", data)
    x, divide = encode["x"], encode.get("divide", 1)
    facets = list(dict.fromkeys(row[facet] for row in data.rows))
    across = min(len(facets), 4) or 1
    down = -(-len(facets) // across) or 1
    figure = make_subplots(
        rows=down,
        cols=across,
        shared_yaxes=True,
        subplot_titles=facets,
        vertical_spacing=0.36 / down if down > 1 else 0,
        horizontal_spacing=0.03,
    )
    for index, name in enumerate(facets):
        place = {"row": index // across + 1, "col": index % across + 1}
        rows = [row for row in data.rows if row[facet] == name]
        for trace in _parts(rows, data):
            figure.add_trace(trace, **place)
        if "boundary" in encode:
            _boundary(figure, data, place)
        if "ceiling" in encode:
            figure.add_scatter(
                x=[row[x] for row in rows],
                y=[row[encode["ceiling"]] / divide for row in rows],
                mode="lines",
                line={"color": MISSING, "dash": "dot", "width": 2},
                hoverinfo="skip",
                **place,
            )
    figure.update_layout(template=TEMPLATE, height=60 + 200 * down, margin={"t": 36, "r": 24})
    figure.update_annotations(font={"size": 15, "color": TEXT})
    _shared_axes(figure, data)
    if encode.get("base") is not None:
        figure.add_hline(y=encode["base"], line={"color": GRID, "width": 2})
    return figure


def _boundary(figure: go.Figure, data: PanelData, place: Mapping[str, int]) -> None:
    """What lies to the right of the last count is said to be projected (ui.md, rule 6)."""
    encode = data.panel.chart.encode
    year, last = encode["boundary"], max(row[encode["x"]] for row in data.rows)
    figure.add_vline(x=year, line={"color": MISSING, "width": 1, "dash": "dot"}, **place)
    figure.add_annotation(
        x=(year + last) / 2,
        y=1,
        yref="y domain",
        yanchor="top",
        showarrow=False,
        text=encode["boundary_label"](data.lang),
        font={"size": 14, "color": TEXT},
        **place,
    )


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


def lines(data: PanelData) -> go.Figure:
    """Series over time with their names at the right end; the strong one blue, the others grey."""
    encode = data.panel.chart.encode
    x, value = encode["x"], encode["value"]
    series = key(encode, "series", data)
    strong = encode.get("strong", ())
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        groups.setdefault(row[series], []).append(row)
    figure = go.Figure()
    ends: list[tuple[float, str, bool]] = []
    for name, rows in groups.items():
        main = rows[0][encode["series_id"]] in strong
        figure.add_scatter(
            x=[row[x] for row in rows],
            y=[row[value] for row in rows],
            mode="lines",
            line={"color": FOCUS if main else PEER, "width": 4 if main else 2},
            connectgaps=False,
            hovertext=[
                f"{name} {row[x]}: {fmt.show(row[value], encode['kind'], data.lang, '')}" for row in rows
            ],
            hoverinfo="text",
        )
        known = [row for row in rows if row[value] is not None]
        if known:
            final = known[-1][value]
            ends.append((final, f"{name} {fmt.show(final, encode['kind'], data.lang, '')}", main))
    last = max((row[x] for row in data.rows), default=0)
    lowest = min((row[value] for row in data.rows if row[value] is not None), default=0)
    highest = max((row[value] for row in data.rows if row[value] is not None), default=1)
    gap = (highest - lowest) / 14
    for (_, text, main), place in zip(ends, apart([end[0] for end in ends], gap), strict=True):
        figure.add_annotation(
            x=last,
            y=place,
            text=text,
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 15, "color": FOCUS if main else TEXT},
        )
    room = _room([text for _, text, _ in ends])
    figure.update_layout(template=TEMPLATE, height=400, margin={"r": room, "t": 12})
    if encode.get("base") is not None:
        figure.add_hline(y=encode["base"], line={"color": TEXT, "width": 1, "dash": "dot"})
    first = min((row[x] for row in data.rows), default=0)
    figure.update_xaxes(showgrid=False, nticks=6, range=[first, last])
    return figure


def _room(texts: Sequence[str]) -> int:
    """Pixels for the longest name at the end of a line, 15 px type: Japanese letters are twice as wide."""
    wide = max((sum(15 if east_asian_width(c) in "WF" else 8.6 for c in text) for text in texts), default=0)
    return max(120, round(wide) + 24)


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Places for labels near `values`, at least `gap` from one another, in the same order.

    Labels that would touch stand together around the middle of their values.
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    # groups of (sum of values less their steps, how many): neighbours that touch become one group
    groups: list[tuple[float, int]] = []
    for step, index in enumerate(order):
        groups.append((values[index] - step * gap, 1))
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            (last, many), (before, others) = groups.pop(), groups.pop()
            groups.append((before + last, others + many))
    starts = [total / many for total, many in groups for _ in range(many)]
    places = list(values)
    for step, index in enumerate(order):
        places[index] = starts[step] + step * gap
    return places


def slope(data: PanelData) -> go.Figure:
    """From one year to another; the focus blue, peers grey, the reference dotted, ends labelled."""
    encode = data.panel.chart.encode
    x, value, label = encode["x"], encode["value"], key(encode, "label", data)
    groups: dict[str, list[Row]] = {}
    for row in data.rows:
        if row[value] is not None:
            groups.setdefault(row[label], []).append(row)
    figure = go.Figure()
    ends: list[tuple[float, str, str]] = []
    final = {name: rows[-1][value] for name, rows in groups.items()}
    edge = {min(final, key=lambda n: final[n]), max(final, key=lambda n: final[n])} if final else set()
    for name, rows in sorted(groups.items(), key=lambda item: bool(item[1][0][encode["focus"]])):
        focus = bool(rows[0][encode["focus"]])
        figure.add_scatter(
            x=[str(row[x]) for row in rows],
            y=[row[value] for row in rows],
            mode="lines+markers",
            line={"color": FOCUS if focus else PEER, "width": 4 if focus else 2},
            marker={"size": 10 if focus else 7},
            hovertext=[name] * len(rows),
            hoverinfo="text+y",
        )
        if focus or name in edge or encode.get("named"):
            text = f"{name} {fmt.show(final[name], encode['kind'], data.lang, '')}"
            ends.append((final[name], text, FOCUS if focus else TEXT))
    if data.rows and data.rows[0][encode["reference"]] is not None:
        home = data.rows[0][encode["reference"]]
        years = sorted({str(row[x]) for row in data.rows})
        figure.add_scatter(
            x=years,
            y=[100, home],
            mode="lines",
            hoverinfo="skip",
            line={"color": TEXT, "width": 2, "dash": "dot"},
        )
        text = encode["reference_label"](data.lang)
        ends.append((home, f"{text} {fmt.show(home, encode['kind'], data.lang, '')}", TEXT))
    known = [100.0, *(end[0] for end in ends)]
    low = (min(known) - 8) if encode.get("named") else 0
    gap = (max(known) - low) / (21 if encode.get("named") else 14)
    for (_, text, colour), place in zip(ends, apart([end[0] for end in ends], gap), strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=place,
            text=text,
            showarrow=False,
            xanchor="left",
            xshift=12,
            font={"size": 15, "color": colour},
        )
    height = 480 if encode.get("named") else 400
    figure.update_layout(template=TEMPLATE, height=height, margin={"r": 320, "t": 12})
    figure.update_xaxes(type="category", showgrid=False, range=[-0.05, 1.0])
    # every line named: the ends need the room that the empty part below them would take
    figure.update_yaxes(range=[max(low, 0), max(known) + 4], nticks=5)
    return figure
