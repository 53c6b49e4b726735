"""人口: what will each region have to carry?"""

import streamlit as st

from dashboard import choices
from dashboard.pages import choice
from dashboard.pages.page import Page, View, finding_of, stacked
from dashboard.panels.cards import people
from dashboard.text import T


def _answer(view: View) -> str:
    """The regions beside their prefecture; for a council alone what is ahead of it."""
    named = "index_rank" if choices.region_names(view.build, view.state.lang) else "population_outlook"
    return finding_of(named)(view)


def _controls(view: View) -> None:
    with st.container(horizontal=True, gap="medium", key="choices"):
        choice.two_years(view)


PAGE = Page(
    "population",
    T("人口", "Population"),
    T("各地域は、これから何を支えることになるか", "What will each region have to carry?"),
    _answer,
    stacked,
    controls=_controls,
    place=6,
    cards=(
        people.index,
        people.aged,
        people.under_2000,
        people.under_5000,
    ),
)
