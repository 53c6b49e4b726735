"""人口: what will each region have to carry?"""

import streamlit as st

from dashboard.pages import choice
from dashboard.pages.page import Page, View, finding_of, stacked
from dashboard.text import T


def _controls(view: View) -> None:
    with st.container(horizontal=True, gap="medium", key="choices"):
        choice.two_years(view)


PAGE = Page(
    "population",
    T("各地域は、これから何を支えることになるか", "What will each region have to carry?"),
    finding_of("index_rank"),
    stacked,
    controls=_controls,
)
