"""概況: where do we stand, where must we look? Fits one 1280×720 screen."""

from __future__ import annotations

import streamlit as st

from dashboard.pages.page import Page, View
from dashboard.panel import PanelData
from dashboard.render.screen import draw
from dashboard.text import T


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    """Three panels side by side."""
    left, middle, right = st.columns([1, 1.2, 1], gap="small")
    with left:
        draw(prepared["grants_by_year"], view.state, compact=True)
    with middle:
        draw(prepared["cap_use"], view.state, compact=True)
    with right:
        draw(prepared["attention"], view.state, compact=True)


PAGE = Page(
    "overview",
    T("いまどこにいて、どこを見るべきか", "Where do we stand, and where must we look?"),
    "grants_by_year",
    _body,
)
