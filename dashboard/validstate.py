"""What of an address holds for a build: regions, years, municipalities of another one are left out."""

from __future__ import annotations

from dataclasses import replace

from dashboard import choices, nearness
from dashboard.mart import Build
from dashboard.panels.slope import YEAR_PAIRS
from dashboard.panels.surveyed import SURVEYS
from dashboard.parameters import year_pair
from dashboard.scope import scope_of
from dashboard.selection import without_unknown
from dashboard.state import State

# the parts of an address that a build may not have; municipalities left out are counted by themselves
_PARTS = ("scope", "region", "peers", "year", "since", "until", "survey", "show", "weights", "axes")


def within_build(state: State, build: Build) -> State:
    """The state without what this build does not know, as an old address may name it. `build` is that of the
    state's scope already."""
    scope = scope_of(state.scope, build.whole, state.lang)
    codes = choices.municipalities(build)
    members = tuple(code for code in state.members if code in codes)
    regions = choices.region_names(build, state.lang)
    pairs = {(row["from_year"], row["to_year"]) for row in build.choices(YEAR_PAIRS)}
    slope = year_pair(state)
    region = state.region if state.region in regions else None
    surveys = (
        {row["survey_id"] for row in build.choices(SURVEYS, {"region": region})} if state.survey else set()
    )
    indicators = choices.nearness_indicators(build) if state.weights or state.axes else []
    weights = nearness.by_name(state.weights)
    held = replace(
        state,
        scope=scope.value if scope else None,
        region=region,
        peers=tuple(peer for peer in state.peers if peer in regions),
        year=state.year if state.year in choices.fiscal_years(build) else None,
        since=state.since if slope in pairs else None,
        survey=state.survey if state.survey in surveys else None,
        until=state.until if slope in pairs else None,
        # where none counted, nothing would be near or far
        weights=state.weights
        if weights.keys() <= set(indicators) and any(weights.get(name, 1) for name in indicators)
        else (),
        axes=state.axes if set(state.axes) <= set(indicators) else (),
        members=members,
        show=without_unknown(state.show, build) if state.show else (),
        left_out=state.left_out + len(state.members) - len(members),
    )
    gone = [key for key in _PARTS if getattr(state, key) != getattr(held, key)]
    return replace(held, not_had=tuple(dict.fromkeys((*state.not_had, *gone))))
