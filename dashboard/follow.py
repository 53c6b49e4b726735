"""The open board follows `python -m etl watch`: a new build shows without a click.

Only where RENKEI_FOLLOW=1 started the board, so that nothing polls in a meeting.
"""

from __future__ import annotations

import os

import streamlit as st

from dashboard.mart import Mart, NoMart

_SECONDS = 2


def follows() -> bool:
    return os.environ.get("RENKEI_FOLLOW") == "1"


def newer(mart: Mart, shown: str) -> bool:
    """Whether another build is live than the one on screen."""
    try:
        return mart.live().build_id != shown
    except NoMart:
        return False


@st.fragment(run_every=_SECONDS)
def follow(mart: Mart, shown: str) -> None:
    """Looks every two seconds; the page runs again once another build is live."""
    if newer(mart, shown):
        st.rerun()
