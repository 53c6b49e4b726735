"""What the SQL of cards, panels and where-from selects may bind."""

from __future__ import annotations

import datetime as dt
import logging
import os
from typing import Any, Literal

from dashboard import nearness
from dashboard.office import office
from dashboard.state import State
from renkei import japan

_LOG = logging.getLogger(__name__)
# what the region in focus does to a panel: it is shown alone; it stands out among all, among those compared
# (of none chosen, all); it stands among those compared and does not stand out; what is shown is its
# prefecture's, its scheme's; others are shown by how near they are to it; nothing. Its subtitle says which
# (focus.py); of no region all are shown.
Scope = Literal["focus", "all", "compared", "beside", "prefecture", "scheme", "near", "any"]


def year_pair(state: State) -> tuple[int, int]:
    """The two years that are set against one another: the reader's, else the office's, else these."""
    first, last = office().years or (2020, 2050)
    return state.since or first, state.until or last


def today() -> dt.date:
    """The day of reading (Japan's), for deadlines alone, which their sentences name: no figure knows a clock.

    RENKEI_TODAY (2026-02-10) sets it, so that a pack can be made again as of the day of its meeting.
    """
    given = os.environ.get("RENKEI_TODAY")
    try:
        return dt.date.fromisoformat(given) if given else japan.today()
    except ValueError:
        _LOG.error("RENKEI_TODAY = %r: 日付（YYYY-MM-DD）ではありません / not a day, today is taken", given)
        return japan.today()


def parameters(state: State, scope: Scope = "focus") -> dict[str, Any]:
    """What a panel's SQL may bind. `within`: the ids of the regions it is about, none for all."""
    since, until = year_pair(state)
    x_axis, y_axis = state.axes or nearness.USUAL_AXES
    return {
        "region": state.region,
        "within": _within(state, scope),
        "peers": list(state.peers),
        "prefectures": None if office().prefectures is None else list(office().prefectures or ()),
        "year": state.year,
        "since": since,
        "until": until,
        "survey": state.survey,
        "per": state.per,
        "search": state.search,
        "weights": list(state.weights),
        "x_axis": x_axis,
        "y_axis": y_axis,
        "members": list(state.members),
        "coalition": state.coalition,
        "today": today().isoformat(),
    }


def _within(state: State, scope: Scope) -> list[str]:
    focus = [state.region] if state.region else []
    if scope in ("compared", "beside"):
        return [*state.peers, *focus] if state.peers else []
    return focus if scope in ("focus", "prefecture", "scheme", "near") else []
