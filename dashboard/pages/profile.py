"""地域カルテ: what must I know before the meeting? One region on one sheet."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.render.screen import draw
from dashboard.state import State
from dashboard.text import T

# Panels of other pages, for the one region: what is on the sheet cannot differ from them.
SHEET = (
    ("grants_by_region", "population_outlook"),
    ("grant_table", "shortage_list"),
    ("field_list", "member_table"),
)


def _state(view: View) -> State:
    """A sheet is always of one region: the one in focus, else the first of the document."""
    if view.state.region:
        return view.state
    first = view.build.query("select region_id from kpi.region_overview order by sort_order limit 1")
    return replace(view.state, region=first[0]["region_id"])


def _answer(view: View) -> str:
    return prepare(PANELS["region_facts"], view.state, view.build).title


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    draw(prepared["region_facts"], view.state, compact=True)
    for pair in SHEET:
        for column, panel_id in zip(st.columns(2, gap="medium"), pair, strict=True):
            data = prepared.get(panel_id) or prepare(PANELS[panel_id], view.state, view.build)
            with column:
                draw(data, view.state, compact=True)


PAGE = Page(
    "profile",
    T("会議の前に、この地域の何を知っておくべきか", "What must I know about this region before the meeting?"),
    _answer,
    _body,
    _state,
)
