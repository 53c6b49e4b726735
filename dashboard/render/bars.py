"""Bars: by year stacked, ranked, small multiples. Bars start at 0; status is drawn, not coloured alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import format as fmt
from dashboard.charts.encoding import key
from dashboard.charts.look import FOCUS, MISSING, PEER, TEMPLATE, TEXT
from dashboard.charts.named import names
from dashboard.charts.places import Place, places
from dashboard.mart import Row
from dashboard.panel import PanelData
from dashboard.text import word

ACTUAL = {"color": FOCUS, "line": {"color": FOCUS, "width": 2}}
# planned: outlined, with a light pattern, so that it differs without colour too
_HATCH = {"shape": "/", "fgcolor": FOCUS, "bgcolor": "#FFFFFF", "size": 6, "solidity": 0.2}
PLANNED = {"color": "#FFFFFF", "line": {"color": FOCUS, "width": 2}, "pattern": _HATCH}


def _name(place: Place, data: PanelData) -> str:
    """A place among the years; its status is part of it, so that no bar covers another."""
    return f"{fmt.tick(place[0], data.lang)} {place[1]}"


def stacked_years(data: PanelData) -> go.Figure:
    """Fiscal years side by side, actual solid, planned outlined, undecided as its word."""
    encode = data.panel.chart.encode
    year, status, value = encode["year"], encode["status"], encode["value"]
    figure = go.Figure()
    ordered = places(data)
    for kind, marker in (("actual", ACTUAL), ("planned", PLANNED)):
        rows = [row for row in data.rows if row[status] == kind and row[value] is not None]
        figure.add_bar(
            x=[_name((row[year], kind), data) for row in rows],
            y=[row[value] / 1000 for row in rows],
            marker=marker,
            text=[fmt.yen_thousand(row[value], data.lang) for row in rows],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": TEXT, "size": 15},
            constraintext="none",
            textangle=0,
            hovertext=[
                f"{fmt.fiscal_year(row[year], data.lang)} {word(f'status.{kind}', data.lang)} "
                f"{fmt.yen_thousand(row[value], data.lang)}"
                for row in rows
            ],
            hoverinfo="text",
            name=word(f"status.{kind}", data.lang),
        )
    known = [row[value] for row in data.rows if row[value] is not None]
    highest = max(known, default=1000) / 1000
    for row in data.rows:
        if row[status] == "undecided":
            count = row[encode["count"]]
            text = f"＋{word('status.undecided', data.lang)} {count}地域"
            if data.lang == "en":
                text = f"+{word('status.undecided', data.lang)} {count} region{'' if count == 1 else 's'}"
            figure.add_annotation(
                # its place among the years: "2024" would be read as the 2,024th place
                x=max(at for at, place in enumerate(ordered) if place[0] == row[year]),
                y=highest * 1.34,
                showarrow=False,
                text=text,
                font={"size": 14, "color": TEXT},
                bgcolor="#F2F2F2",
                bordercolor=MISSING,
            )
    figure.update_layout(
        template=TEMPLATE, height=250, barmode="overlay", bargap=0.35, margin={"t": 8, "b": 40}
    )
    _status_axis(figure, data, ordered)
    if data.lang == "en" and len(ordered) > len({year for year, _ in ordered}):
        figure.update_layout(height=268, margin={"b": 58})
    figure.update_yaxes(range=[0, highest * 1.45], showticklabels=False, showgrid=False)
    return figure


def _status_axis(figure: go.Figure, data: PanelData, ordered: Sequence[Place]) -> None:
    """Under each bar its year and status in words, so that no legend is needed."""
    years = [year for year, _ in ordered]

    def tick_text(place: Place) -> str:
        year, status = place
        # in English only what is not all actual is named: the words are too long for every bar
        named = data.lang == "ja" or status != "actual" or years.count(year) > 1
        shown = word(f"status.{status}", data.lang) if named and status != "undecided" else ""
        # English words of two bars side by side would run into one another: the second stands lower
        lower = data.lang == "en" and ordered.index(place) > years.index(year)
        return f"{fmt.tick(year, data.lang)}<br>{'<br>' if lower else ''}{shown}"

    names = [_name(place, data) for place in ordered]
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=names,
        tickvals=names,
        ticktext=[tick_text(place) for place in ordered],
        showgrid=False,
        tickangle=0,
        tickfont={"size": 14},
    )


def ranked_bar(data: PanelData) -> go.Figure:
    """Horizontal bars, largest on top; the limit is a labelled line, the context bar grey."""
    encode = data.panel.chart.encode
    label, value = key(encode, "label", data), key(encode, "value", data)
    rows = list(data.rows)
    if encode.get("order") != "given":
        rows.sort(key=lambda row: (row[value] is None, -(row[value] or 0)))
    focus = any(data.panel.chart.in_focus(row) for row in rows)
    called = names(rows, label, data)
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=called,
        x=[row[value] if row[value] is not None else 0 for row in rows],
        marker=_marker(rows, encode, focus),
        text=[_told(row, row[value], data) for row in rows],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": TEXT, "size": 16},
        constraintext="none",
        hoverinfo="y+text",
    )
    known = [row[value] for row in rows if row[value] is not None]
    highest, lowest = max([*known, 0]), min([*known, 0])
    if lowest < 0:  # bars begin at a line that is seen
        figure.add_vline(x=0, line={"color": TEXT, "width": 1})
    limit = encode.get("limit")
    if limit is not None:
        figure.add_vline(x=limit, line={"color": TEXT, "dash": "dot", "width": 2})
        figure.add_annotation(
            x=limit,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=encode["limit_label"](data.lang),
            font={"size": 14, "color": TEXT},
        )
        highest = max(highest, limit)
        # values in a column behind the limit: beside their bars its line would strike them through
        for name, text in zip(called, figure.data[0].text, strict=True):
            figure.add_annotation(
                x=1,
                xref="paper",
                xshift=8,
                y=name,
                xanchor="left",
                showarrow=False,
                text=text,
                font={"size": 16, "color": TEXT},
            )
        figure.update_traces(text=None)
    figure.update_layout(
        template=TEMPLATE,
        height=50 + 25 * max(len(rows), 3),
        bargap=0.3,
        margin={"t": 24, "r": 56} if limit is not None else {"t": 8},
    )
    # the figures stand at the ends of their bars: room for them on each side that has bars
    span = (highest - lowest) or 1
    right = span * 0.02 if limit is not None else span * 0.4 if highest > 0 or lowest == 0 else span * 0.02
    left = span * 0.4 if lowest < 0 else 0
    figure.update_xaxes(range=[lowest - left, highest + right], showticklabels=False, showgrid=False)
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False, tickfont={"size": 15})
    return figure


def _told(row: Row, value: Any, data: PanelData) -> str:
    """The value behind a bar, or its word where there is none; what is planned says so."""
    encode, lang = data.panel.chart.encode, data.lang
    text = fmt.show(value, encode["kind"], lang, word(f"missing.{data.panel.chart.why(row)}", lang))
    if value is not None and encode.get("status") and row[encode["status"]] == "planned":
        return f"{text}（{word('status.planned', lang)}）" if lang == "ja" else f"{text} planned"
    return text


def _marker(rows: Sequence[Row], encode: Mapping[str, Any], focus: bool) -> dict[str, Any]:
    """Filled; where a status is told, planned outlined."""
    if "status" not in encode:
        return {"color": [_bar_colour(row, encode, focus) for row in rows]}
    planned = [row[encode["status"]] == "planned" for row in rows]
    return {
        "color": ["#FFFFFF" if yes else FOCUS for yes in planned],
        "line": {"color": FOCUS, "width": 2},
    }


def _bar_colour(row: Row, encode: Mapping[str, Any], focus: bool) -> str:
    if "context" in encode and row[encode["context"]]:
        return MISSING
    if focus and not row[encode["focus"]]:
        return PEER
    return FOCUS
