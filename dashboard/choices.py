"""What of a build a reader can choose, and how a region is called."""

from __future__ import annotations

from dataclasses import replace

from dashboard.finding import column
from dashboard.lacking import Lacking
from dashboard.mart import Build
from dashboard.office import office
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang

_REGIONS = select("choice/regions")
_BEFORE_TERMS = select("choice/regions_before_terms")
_MUNICIPALITIES = select("choice/municipalities")
_NEARNESS = select("similar/indicators")
_YEARS = select("choice/years")


def region_names(build: Build, lang: Lang) -> dict[str, str]:
    """The regions by their ids, in the order of their documents."""
    try:
        rows = build.query(_REGIONS)
    except Lacking:  # without it no page of an older meeting would open
        rows = build.query(_BEFORE_TERMS)
    return {row["region_id"]: str(row[column(lang, "name")]) for row in rows}


def region_name(build: Build, region_id: str, lang: Lang) -> str:
    """Raises KeyError for a region that the build does not know."""
    return region_names(build, lang)[region_id]


def settled(state: State, build: Build) -> State:
    """A region is in focus, where there is any: the one chosen, else the office's, else the first."""
    if state.region:
        return state
    names, own = region_names(build, state.lang), office().region
    return replace(state, region=own if own in names else next(iter(names), None))


def compared(state: State, build: Build) -> State:
    """The regions set beside one another: those chosen, else those that the office names; none are all."""
    if state.peers or not office().compared:
        return state
    names = region_names(build, state.lang)
    return replace(state, peers=tuple(name for name in office().compared if name in names))


def municipalities(build: Build) -> set[str]:
    return {row["municipality_code"] for row in build.query(_MUNICIPALITIES)}


def nearness_indicators(build: Build) -> list[str]:
    """Those that similar areas are looked for by, in order; none of a build from before there were any."""
    return [row["indicator_id"] for row in build.choices(_NEARNESS)]


def fiscal_years(build: Build) -> list[int]:
    """Those of grants, the latest first."""
    return [row["fiscal_year"] for row in build.query(_YEARS)]
