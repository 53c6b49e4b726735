"""What the SQL of cards, panels and where-from selects may bind."""

from __future__ import annotations

from typing import Any, Literal

from dashboard.state import State

# which regions a panel is about: the one in focus, else all; all; those compared (of none chosen, all)
Scope = Literal["focus", "all", "compared"]


def parameters(state: State, scope: Scope = "focus") -> dict[str, Any]:
    """What a panel's SQL may bind. `within`: the ids of the regions it is about, none for all."""
    return {
        "region": state.region,
        "within": _within(state, scope),
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


def _within(state: State, scope: Scope) -> list[str]:
    focus = [state.region] if state.region else []
    if scope == "compared":
        return [*state.peers, *focus] if state.peers else []
    return focus if scope == "focus" else []
