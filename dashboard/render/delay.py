"""What a person sees first comes first."""

from __future__ import annotations

import time

import streamlit as st
from streamlit import runtime

# long enough for a browser to paint the cards, too short to be noticed as a wait
_BREATH_S = 0.15


def cards_first(sent: float) -> None:
    """Hold back the charts of a reader's first page until the cards, sent at `sent`, can be seen.

    A browser that gets both at once first loads the code for charts, some megabytes, and paints
    nothing meanwhile. Later pages find it loaded and never wait.
    """
    if runtime.exists() and "opened" not in st.session_state:  # no one looks at a test of page logic
        st.session_state["opened"] = True
        time.sleep(max(0.0, sent + _BREATH_S - time.monotonic()))
