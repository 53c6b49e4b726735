"""Lines: series over time with direct labels, slopes between two years."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

import plotly.graph_objects as go

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, PEER, TEMPLATE, TEXT
from dashboard.charts.places import apart
from dashboard.mart import Row
from dashboard.panel import PanelData


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
        text = data.rows[0][key(encode, "reference_label", data)]
        ends.append((home, f"{text} {fmt.show(home, encode['kind'], data.lang, '')}", TEXT))
    known = [100.0, *(end[0] for end in ends)]
    low = (min(known) - 8) if encode.get("named") else 0
    # as many lines of type as names at the end, and the height that holds them
    lines_of_type = max(21, len(ends) + 1) if encode.get("named") else 14
    gap = (max(known) - low) / lines_of_type
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
    height = round(480 * lines_of_type / 21) if encode.get("named") else 400
    figure.update_layout(template=TEMPLATE, height=height, margin={"r": 320, "t": 12})
    figure.update_xaxes(type="category", showgrid=False, range=[-0.05, 1.0])
    # every line named: the ends need the room that the empty part below them would take
    figure.update_yaxes(range=[max(low, 0), max(known) + 4], nticks=5)
    return figure
