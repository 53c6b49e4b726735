"""The screen renderer: PanelData and CardData → Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from dashboard import failure
from dashboard.card import CardData
from dashboard.charts.fit import ends
from dashboard.charts.kinds import drawings
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import COMPACT, SentFigure, sent_figure
from dashboard.panel import PanelData
from dashboard.panels import PANELS
from dashboard.render import folds, html
from dashboard.render.alt import paragraph
from dashboard.render.language import passage
from dashboard.render.linklist import GLANCE, link_list
from dashboard.state import State
from dashboard.text import Lang, word

PARTS: dict[str, Callable[[PanelData], str]] = {
    "grid": html.grid,
    "register": html.register,
    "table": html.plain_table,
}
# The mode bar adds seven tab stops to every chart.
CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "locale": "ja"}


# bars that a chart of 204 px holds with room between them
_GLANCE = 9


def draw_cards(items: Sequence[CardData], state: State) -> None:
    """Each figure leads to the list or chart behind it, with the reader's choices."""

    def address(panel_id: str) -> str:
        return f"{state.address(PANELS[panel_id].page)}#{panel_id}"

    st.html(html.cards(items, address=address))


def say_failed(number: str, lang: Lang, what: str = "panel") -> None:
    """In the place of what failed: a sentence, and the number that stands in the log."""
    st.html(folds.failed(number, lang, what))


def _contained(data: PanelData, part: str) -> AbstractContextManager[None]:
    """One part of a panel: what fails says so in its place, and the other parts are drawn."""
    return failure.contained(f"{part} of panel {data.panel.panel_id}", lambda n: say_failed(n, data.lang))


def draw(data: PanelData, state: State, compact: bool = False, more: str = "") -> None:
    """Title, chart, and below it what folds open (`more` of it comes last) and the source line. Never raises.

    `compact` folds all of the latter under one name, for pages that must fit one screen. Between two charts
    everything is one piece of HTML: an element of the toolkit costs the server as much as the chart.
    """
    with st.container(key=f"panel_{data.panel.panel_id}"):
        above = _part(data, f"heading {compact}", lambda: html.heading(data, compact))
        if data.failed is not None:
            st.html(above)
            return
        if not isinstance(data.panel.chart, Plot):
            above += _html_part(data, state, compact)
        elif data.rows:
            st.html(above)
            above = ""
            with _contained(data, "chart"):
                _chart(data, compact)
            if not compact:
                above = _part(data, "all", lambda: _grid_of_all(data))
        st.html(above + _below(data, state, compact) + more)


def _grid_of_all(data: PanelData) -> str:
    """All of which a chart draws a few."""
    return html.grid(data.of_all) if data.of_all else ""


def _html_part(data: PanelData, state: State, compact: bool) -> str:
    """What a panel shows instead of a chart: a table, a grid, a register, a list of links."""
    kind = data.panel.chart.kind
    if kind == "link_list":
        return folds.contained(
            data, "chart", lambda: link_list(data, state, most=GLANCE if compact else None)
        )
    return _part(data, "chart", lambda: PARTS[kind](data)) if data.rows else ""


def _below(data: PanelData, state: State, compact: bool) -> str:
    if compact:
        return _part(data, "left out", lambda: left_out(data)) + folds.details(data, state)
    return folds.below(data, state) + _part(data, "footer", lambda: html.footer(data))


def _part(data: PanelData, name: str, make: Callable[[], str]) -> str:
    """One part of a panel as HTML, made for the first reader; where it fails, that it does."""
    return folds.contained(data, name, lambda: str(once(data, name, make)))


def _chart(data: PanelData, compact: bool) -> None:
    st.plotly_chart(
        once(data, f"figure {compact}", lambda: _figure(data, compact)),
        theme=None,
        config=CHART_CONFIG,
        width="stretch",
        # as high as the style lets it be: what a large screen has below the cards is used
        height="stretch" if compact else "content",
        key=f"chart_{data.panel.panel_id}",
        alt=once(data, "alt", lambda: paragraph(data)),
    )


def draw_ahead(data: PanelData) -> None:
    """What takes longest of a panel that nobody asked for yet: its chart."""
    if data.rows and isinstance(data.panel.chart, Plot):
        once(data, "figure False", lambda: _figure(data, compact=False))


def once(data: PanelData, name: str, make: Callable[[], Any]) -> Any:
    """What is drawn of a panel's rows, drawn for the first reader and kept with them for the others."""
    if name not in data.figures:
        data.figures[name] = make()
    return data.figures[name]


def _figure(data: PanelData, compact: bool) -> SentFigure:
    return compact_figure(data) if compact else sent_figure(drawings(data))


def compact_figure(data: PanelData) -> SentFigure:
    """A small chart; of many bars both ends."""
    charts = drawings(data)
    shown = [ends(chart, _GLANCE) if chart.kind == "bar" else chart for chart in charts]
    return sent_figure(shown, COMPACT)


def left_out(data: PanelData) -> str:
    """How many bars a small chart leaves out, and where they stand."""
    if not isinstance(data.panel.chart, Plot) or not data.rows:
        return ""
    [chart] = drawings(data)
    every = data.cut.of if data.cut else len(chart.categories)
    count = every - len(ends(chart, _GLANCE).categories) if chart.kind == "bar" else 0
    if not count:
        return ""
    told = word("panel.ends", data.lang).format(count=count, details=word("panel.details", data.lang))
    return f'<div class="rb-compact"><p class="rb-subtitle">{passage(told, data.lang)}</p></div>'
