"""The screen renderer: PanelData and CardData → Streamlit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard import failure
from dashboard.card import CardData
from dashboard.charts.fit import ends
from dashboard.charts.kinds import drawings
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.plotly import COMPACT, make_figure
from dashboard.panel import Origin, PanelData
from dashboard.render import html
from dashboard.render.alt import paragraph
from dashboard.render.language import passage
from dashboard.state import State
from dashboard.text import Lang, word

PARTS: dict[str, Callable[[PanelData], str]] = {
    "grid": html.grid,
    "register": html.register,
    "table": html.plain_table,
}
# what a spreadsheet takes for a formula; +9 and −1.2 are figures, and a dash alone is a mark
_FORMULA = re.compile("[=＝@＠\t\r]|[+＋−－-].")
_NUMBER = re.compile(r"[+−-][0-9,]+(\.[0-9]+)?")
# The mode bar adds seven tab stops to every chart.
CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "locale": "ja"}


# bars that a chart of 204 px holds with room between them
_GLANCE = 9


def draw_cards(items: Sequence[CardData]) -> None:
    st.html(html.cards(items))


def draw_cards_origin(
    page_id: str, lang: Lang, find_origins: Callable[[], Sequence[tuple[str, Sequence[Origin]]]]
) -> None:
    """Where the figures of the cards come from; asked only once the reader opens it."""
    key = f"origin_cards_{page_id}"
    folded = st.popover(word("origin.cards", lang), key=key, on_change="rerun")
    if folded.open:
        place = f"where from, cards of {page_id}"
        with folded, failure.contained(place, lambda number: say_failed(number, lang, "origin")):
            for name, rows in find_origins():
                title = f"{word('panel.origin', lang)}: {name}"
                st.html(f'<h3 class="rb-title">{escape(name)}</h3>{html.origins(rows, title, lang)}')


def say_failed(number: str, lang: Lang, what: str = "panel") -> None:
    """In the place of what failed: a sentence, and the number that stands in the log."""
    st.html(f'<p class="rb-failure" role="status">{passage(failure.sentence(number, lang, what), lang)}</p>')


def _contained(data: PanelData, part: str) -> AbstractContextManager[None]:
    """One part of a panel: what fails says so in its place, and the other parts are drawn."""
    return failure.contained(f"{part} of panel {data.panel.panel_id}", lambda n: say_failed(n, data.lang))


def draw(data: PanelData, state: State, compact: bool = False) -> None:
    """Title, chart, and below it the table, where-from, download and source line. Never raises.

    `compact` folds all of the latter into one button, for pages that must fit one screen.
    """
    with st.container(key=f"panel_{data.panel.panel_id}"):
        with _contained(data, "heading"):
            st.html(once(data, f"heading {compact}", lambda: html.heading(data, compact)))
        if data.failed is not None:
            return
        with _contained(data, "chart"):
            _chart(data, state, compact)
        if compact:
            _details(data)
            return
        _below(data)
        with _contained(data, "footer"):
            st.html(once(data, "footer", lambda: html.footer(data)))


def _chart(data: PanelData, state: State, compact: bool) -> None:
    kind = data.panel.chart.kind
    if isinstance(data.panel.chart, Plot):
        if data.rows:
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
            if compact and (told := once(data, "left out", lambda: left_out(data))):
                st.html(told)
    elif kind == "link_list":
        st.html(html.link_list(data, state))
    elif data.rows:
        st.html(once(data, "part", lambda: PARTS[kind](data)))


def once(data: PanelData, name: str, make: Callable[[], Any]) -> Any:
    """What is drawn of a panel's rows, drawn for the first reader and kept with them for the others."""
    if name not in data.drawn:
        data.drawn[name] = make()
    return data.drawn[name]


def _figure(data: PanelData, compact: bool) -> go.Figure:
    return compact_figure(data) if compact else make_figure(drawings(data))


def compact_figure(data: PanelData) -> go.Figure:
    """A small chart; of many bars both ends."""
    charts = drawings(data)
    shown = [ends(chart, _GLANCE) if chart.kind == "bar" else chart for chart in charts]
    return make_figure(shown, COMPACT)


def left_out(data: PanelData) -> str:
    """How many bars a small chart leaves out, and where they stand."""
    [chart] = drawings(data)
    count = len(chart.categories) - len(ends(chart, _GLANCE).categories) if chart.kind == "bar" else 0
    if not count:
        return ""
    told = word("panel.ends", data.lang).format(count=count, details=word("panel.details", data.lang))
    return f'<div class="rb-compact"><p class="rb-subtitle">{passage(told, data.lang)}</p></div>'


@st.fragment
def _details(data: PanelData) -> None:
    """Everything below a chart behind one button. What is folded away is made when it is opened."""
    with st.popover(
        word("panel.details", data.lang), key=f"details_{data.panel.panel_id}", on_change="rerun"
    ) as folded:
        if folded.open:
            with _contained(data, "table"):
                st.html(html.data_table(data, tall=True, folded=True))
            with _contained(data, "where from"):
                if data.origin:
                    st.html(html.origin_table(data))
            download(data)
            with _contained(data, "footer"):
                st.html(html.footer(data))


@st.fragment
def _below(data: PanelData) -> None:
    lang, panel_id = data.lang, data.panel.panel_id
    with st.container(horizontal=True, gap="small", key=f"below_{panel_id}"):
        if data.panel.chart.kind != "table" and data.rows:
            with st.popover(word("panel.table", lang), key=f"table_{panel_id}", on_change="rerun") as folded:
                if folded.open:
                    with _contained(data, "table"):
                        st.html(html.data_table(data, tall=True, folded=True))
        if data.panel.origin:
            with st.popover(
                word("panel.origin", lang), key=f"origin_{panel_id}", on_change="rerun"
            ) as folded:
                if folded.open:
                    with _contained(data, "where from"):
                        st.html(html.origin_table(data))
        download(data)


def download(data: PanelData) -> None:
    panel_id = data.panel.panel_id
    st.download_button(
        word("panel.download", data.lang),
        partial(_saved, data),
        file_name=f"{panel_id}.csv",
        mime="text/csv",
        key=f"csv_{panel_id}",
        on_click="ignore",
    )


def _saved(data: PanelData) -> bytes:
    """What a reader's browser saves: asked for outside of any run, so the file itself says what failed."""
    found: list[bytes] = []

    def show(number: str) -> None:
        found.append(failure.sentence(number, data.lang, "file").encode("utf-8-sig"))

    with failure.contained(f"CSV of panel {data.panel.panel_id}", show):
        found.append(csv_bytes(data))
    return found[0]


def csv_bytes(data: PanelData) -> bytes:
    """The table as CSV, UTF-8 with BOM so that Excel reads it; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in data.headings])
    writer.writerows([[_safe(cell) for cell in row] for row in data.cells])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
