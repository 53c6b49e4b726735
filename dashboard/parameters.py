"""What the SQL of cards, panels and where-from queries may bind."""

from __future__ import annotations

from typing import Any

from dashboard.state import State


def parameters(state: State) -> dict[str, Any]:
    """What a panel's SQL may bind."""
    return {
        "region": state.region,
        "peers": list(state.peers),
        "year": state.year,
        "since": state.since,
        "until": state.until,
        "survey": state.survey,
        "per": state.per,
        "search": state.search,
        "members": list(state.members),
        "coalition": state.coalition,
    }
