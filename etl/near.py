"""The nearest of the names that exist: for messages, never for data."""

from __future__ import annotations

from etl.clean.values import narrow
from renkei.near import near as nearest


def near(text: str, names: list[str]) -> str | None:
    """The nearest of `names`, or None: for messages, never for data."""
    return nearest(narrow(text), names, 0.6)
