"""職員: which occupations are short, and where? A survey's answers apart from what the documents report."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.pages import choice
from dashboard.pages.page import Page, View, finding_of
from dashboard.panel import PanelData, prepare
from dashboard.panels.cards import staff
from dashboard.panels.staffing import SURVEYED
from dashboard.panels.staffing_gap import gap
from dashboard.render.screen import draw
from dashboard.text import T

_OF_SURVEY = T("調査の回答から", "From the survey's answers")
_OF_DOCUMENTS = T("資料の記載から（調査とは別）", "From the documents (apart from the survey)")


def _answer(view: View) -> str:
    """The survey's shortage where there is one; else what the documents report."""
    found = prepare(gap, view.state, view.build)
    return found.title if found.rows else finding_of("shortage_matrix")(view)


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    """Two parts, each under its name, once a survey has answers for what is in focus."""
    told = {panel.panel_id for panel in SURVEYED}
    surveyed = [data for name, data in prepared.items() if name in told]
    if surveyed:
        _head(_OF_SURVEY, "of_survey", view)
        for data in surveyed:
            draw(data, view.state)
        _head(_OF_DOCUMENTS, "of_documents", view)
    for name, data in prepared.items():
        if name not in told:
            draw(data, view.state)


def _head(name: T, anchor: str, view: View) -> None:
    st.html(f'<h2 class="rb-section" id="{anchor}">{escape(name(view.state.lang))}</h2>')


PAGE = Page(
    "staffing",
    T("職員", "Staffing"),
    T("どの職種が、どこで足りないか", "Which occupations are short, and where?"),
    _answer,
    _body,
    controls=choice.survey,
    place=5,
    cards=(staff.occupations, staff.hired, staff.staff_index, staff.staff_rate),
)
