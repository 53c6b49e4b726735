"""What no part of a page has caught: a sentence in both languages, never what the toolkit would show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import ParamSpec

import streamlit as st

from dashboard import failure

P = ParamSpec("P")


def unseen() -> None:
    """However the server was started: the toolkit shows readers nothing of a failure, not even its kind."""
    if st.get_option("client.showErrorDetails") != "none":
        st.set_option("client.showErrorDetails", "none")


def failed(number: str) -> None:
    st.html(f'<p class="rb-failure" role="alert">{escape(failure.both(number))}</p>')


def callback(act: Callable[P, None]) -> Callable[P, None]:
    """What a button does, outside of main(): one that fails says so, and the page is drawn."""

    @wraps(act)
    def contained(*args: P.args, **kwargs: P.kwargs) -> None:
        with failure.contained(f"button {act.__module__}.{act.__name__}", failed):
            act(*args, **kwargs)

    return contained


def caught(error: Exception) -> bool:
    """For st.App(on_script_error): also of callbacks and fragments, which run outside of main()."""
    failed(failure.note("script", error))
    return True
