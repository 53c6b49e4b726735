"""分野と事業: who works on what, and what came of it?"""

import streamlit as st

from dashboard.pages import choice
from dashboard.pages.page import Page, View, finding_of, stacked
from dashboard.panels.cards import work
from dashboard.text import T


def _controls(view: View) -> None:
    with st.container(horizontal=True, gap="medium", key="choices"):
        choice.fiscal_year(view)
        choice.search(view)


PAGE = Page(
    "fields",
    T("分野と事業", "Fields and projects"),
    T("誰が何に取り組み、何が得られたか", "Who works on what, and what came of it?"),
    finding_of("project_timeline"),
    stacked,
    controls=_controls,
    place=7,
    cards=(work.active, work.fields, work.idle),
)
