"""The nearest of the names that exist: for messages, never for data."""

from __future__ import annotations

import difflib
from collections.abc import Collection


def near(text: str, names: Collection[str], cutoff: float = 0.5) -> str | None:
    """The nearest of `names`, or None where none is near."""
    found = difflib.get_close_matches(text.strip(), list(names), n=1, cutoff=cutoff)
    return found[0] if found else None
