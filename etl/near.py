"""The nearest of the names that exist: for messages, never for data."""

from __future__ import annotations

import difflib

from etl.clean.values import narrow


def near(text: str, known: list[str]) -> str | None:
    """The nearest of `known`, or None: for messages, never for data."""
    found = difflib.get_close_matches(narrow(text), known, n=1, cutoff=0.6)
    return found[0] if found else None
