"""What the region in focus does to a panel, in words: one sentence for each scope that panels declare; and
that a year chosen does nothing."""

from __future__ import annotations

from dashboard import choices
from dashboard.declared import Rows
from dashboard.mart import OLDER, Build, Row
from dashboard.parameters import Scope
from dashboard.state import State
from dashboard.text import word

# among others it may be missing: a region that gets no grant is in no ranking of grants
_AMONG = ("all", "compared", "beside")


def focus_line(scope: Scope, rows: Rows, state: State, build: Build) -> str:
    """Empty without a region in focus, and where there is no row: the finding says that."""
    region = state.region
    try:
        name = choices.region_names(build, state.lang).get(region) if region else None
    except OLDER:  # a build of before there was a list of regions
        name = None
    if name is None or not rows:
        return ""
    lacking = scope in _AMONG and not any(_is_of(row, region, scope) for row in rows)
    return word(f"scope.{scope}{'_without' if lacking else ''}", state.lang).format(name=name)


def year_line(follows: bool, state: State) -> str:
    """Of a panel or card that does not follow a chosen year; empty where none is chosen."""
    return word("scope.any_year", state.lang) if state.year and not follows else ""


def _is_of(row: Row, region: str | None, scope: Scope) -> bool:
    if scope == "beside":
        return region in (row.get("region_id"), row.get("area_id"))
    return bool(row["focus"])
