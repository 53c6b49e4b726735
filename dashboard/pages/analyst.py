"""分析ビュー: what else has been asked? A panel per file in sql/views, from its header alone."""

from __future__ import annotations

import streamlit as st

from dashboard.analyst import panels, selects
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, prepare
from dashboard.render.screen import draw
from dashboard.text import T, word


def _answer(view: View) -> str:
    number = len(panels(view.build))
    if view.state.lang == "ja":
        return f"分析者が加えた問いは{number}件"
    return f"Questions added by analysts: {number}"


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    texts = selects(view.build)
    for name, panel in panels(view.build).items():
        draw(prepare(panel, view.state, view.build), view.state)
        with st.expander(f"{word('panel.sql', view.state.lang)}: views.{name}"):
            st.code(texts[name], language="sql")


PAGE = Page("analyst", T("ほかに何が問われたか", "What else has been asked?"), _answer, _body)
