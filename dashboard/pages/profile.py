"""地域カルテ: what must I know before the meeting? One region on one sheet of A4."""

from __future__ import annotations

from contextlib import AbstractContextManager

import streamlit as st

from dashboard import choices
from dashboard.card import prepare_card
from dashboard.failure import contained
from dashboard.mart import Build
from dashboard.pages.page import Page, View
from dashboard.panel import Panel, PanelData, citations, prepare
from dashboard.panels import PANELS
from dashboard.panels.cards import ranks
from dashboard.panels.cards.common import CENSUS, GRANTED, PROJECTION, SHORT
from dashboard.render import folds, sheet
from dashboard.render.alt import paragraph
from dashboard.render.screen import CHART_CONFIG, draw, draw_cards, once, say_failed
from dashboard.state import State
from dashboard.text import T, word

# Panels of other pages, for the one region: what is on the sheet cannot differ from them.
CHARTS = ("grants_by_region", "population_outlook")
PARTS = ("region_facts", "field_list", "shortage_list", "member_table")
# only where a survey has answers of the region
SURVEYED = ("staffing_gap",)


def _state(view: View) -> State:
    return choices.settled(view.state, view.build)


def panels(state: State, build: Build) -> tuple[Panel, ...]:
    """What stands on the sheet of the region."""
    state = choices.settled(state, build)
    if state.region is None:
        return (PANELS["region_facts"],)
    found = {name: prepare(PANELS[name], state, build) for name in SURVEYED}
    surveyed = [name for name, data in found.items() if data.rows or data.failed is not None]
    return tuple(PANELS[name] for name in (*CHARTS, *PARTS, *surveyed))


def _answer(view: View) -> str:
    return prepare(PANELS["region_facts"], view.state, view.build).title


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    """Above the sheet what only a screen needs: print, tables, where from."""
    state, build, lang = view.state, view.build, view.state.lang
    shown = {
        panel.panel_id: prepared.get(panel.panel_id) or prepare(panel, state, build)
        for panel in panels(state, build)
    }
    if state.region is None:
        draw_cards([prepare_card(card, state, build) for card in _CARDS], state)
        draw(shown["region_facts"], state)
        return
    st.html(f"<style>{sheet.STYLE.read_text(encoding='utf-8')}</style>")
    st.html(f"<script>{sheet.PRINT}</script>", unsafe_allow_javascript=True)
    st.html(f'<div class="rb-below">{sheet.print_button(lang)}{_folded(view)}</div>')
    with st.container(key="sheet"):
        cards = [prepare_card(card, state, build) for card in _CARDS]
        st.html(sheet.top(shown["region_facts"], PAGE.name(lang), _answer(view), cards))
        for column, panel_id in zip(st.columns(2), CHARTS, strict=True):
            with column:
                _chart(shown[panel_id])
        quoted = dict.fromkeys(item.source_id for data in shown.values() for item in data.citations)
        surveyed = [shown[name] for name in SURVEYED if name in shown]
        parts = [shown[name] for name in PARTS]
        st.html(sheet.bottom(parts, surveyed, citations(build, list(quoted), lang)))


def _chart(data: PanelData) -> None:
    with _part(data, "chart"):
        _show_panel(data)


def _show_panel(data: PanelData) -> None:
    st.html(sheet.heading(data))
    if data.absence:
        return  # its heading says why
    if not data.rows:
        st.html(sheet.absent("out_of_scope", data.lang))
    else:
        st.plotly_chart(
            once(data, "sheet", lambda: sheet.chart(data)),
            theme=None,
            config=CHART_CONFIG,
            width="content",
            key=f"sheet_{data.panel.panel_id}",
            alt=once(data, "alt", lambda: paragraph(data)),
        )


def _folded(view: View) -> str:
    """The same figures as tables, and where they come from."""
    state, build_id = view.state, view.build.build_id
    return "".join(
        folds.fold(folds.SHEET, what, word(f"panel.{what}", state.lang), state, build_id)
        for what in ("table", "origin")
    )


def _part(data: PanelData, part: str) -> AbstractContextManager[None]:
    return contained(f"{part} of sheet, panel {data.panel.panel_id}", lambda n: say_failed(n, data.lang))


# the sheet of one region tells the median and the prefecture themselves
_CARDS = tuple(
    ranks.rank(f"sheet_{name}", indicator, label, period, True, *source, with_values=True)
    for name, indicator, label, period, source in (
        ("people", "population_2020", T("人口（2020年）", "Population 2020"), ranks.IN_2020, CENSUS),
        (
            "index",
            "population_index_2050",
            T("2050年の人口指数（推計）", "Population index 2050 (projected)"),
            ranks.IN_2050,
            PROJECTION,
        ),
        (
            "aged",
            "aged_share_2050_pct",
            T("2050年の65歳以上（推計）", "Aged 65+ in 2050 (projected)"),
            ranks.IN_2050,
            PROJECTION,
        ),
        (
            "grant",
            "yen_per_resident_year",
            T("住民一人・1年度当たり交付額", "Grant per resident and year"),
            ranks.PAID,
            GRANTED,
        ),
        ("cap", "cap_use_pct", T("上限に対する割合", "Use of the cap"), ranks.PAID, GRANTED),
        (
            "short",
            "shortage_count",
            T("不足と記された職種", "Occupations reported short"),
            ranks.IN_DOCUMENT,
            SHORT,
        ),
    )
)

PAGE = Page(
    "profile",
    T("地域カルテ", "Region profile"),
    T("会議の前に、この地域の何を知っておくべきか", "What must I know about this region before the meeting?"),
    _answer,
    _body,
    _state,
    own_cards=True,
    of_one_region=True,
    place=8,
    cards=_CARDS,
)
