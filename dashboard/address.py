"""The address and the widgets keep one state: an address sets the widgets, a widget the address.

The toolkit's own binding writes the label that is shown, not the option, into the address: it
would differ by language and break when a name changes. So ids are written here.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import coalition, nearness
from dashboard.format import Calendar, used_calendar
from dashboard.scope import OWN, own_list
from dashboard.state import State, searched

_WRITTEN = "address"


def follow() -> State:
    """The state at the start of a run. An address that is not the one last written wins.

    A bare address after the first run is the menu's doing (it drops the query): the state stays.
    """
    asked = State.from_address({key: st.query_params.get_all(key) for key in st.query_params})
    last: State | None = st.session_state.get(_WRITTEN)
    if last is None or (st.query_params and asked != last):
        _set_widgets(asked)
        st.session_state[_WRITTEN] = asked
        return asked
    if last.present:
        return last  # no widget of the page is drawn there: the address alone speaks
    members = coalition.codes(st.session_state.get("members", last.members))
    chosen = replace(
        last,
        lang=st.session_state.get("lang") or last.lang,
        calendar=_chosen_calendar(last),
        scope=_chosen_scope(last),
        region=st.session_state.get("region", last.region),
        peers=tuple(st.session_state.get("peers", last.peers)),
        against=st.session_state.get("against", last.against),
        year=st.session_state.get("year", last.year),
        since=st.session_state.get("since", last.since),
        until=st.session_state.get("until", last.until),
        survey=st.session_state.get("survey", last.survey),
        per=bool(st.session_state.get("per", last.per)),
        search=searched(st.session_state.get("search", last.search)),
        weights=_chosen_weights(last),
        axes=_chosen_axes(last),
        members=members,
        coalition=coalition.name(st.session_state.get("coalition", last.coalition)),
        left_out=last.left_out if members == last.members else 0,
    )
    # what an address asked for in vain is said until the reader chooses something
    return chosen if chosen == last else replace(chosen, not_had=())


def keep(key: str, value: object) -> None:
    """Give a widget its value before it is drawn: a label in another language must not reset it."""
    st.session_state[key] = value


def written() -> State:
    """The state of the last run, for what a click changes before the next one."""
    state: State = st.session_state[_WRITTEN]
    return state


def write(state: State) -> None:
    """Put the state into the address, once all widgets have spoken."""
    st.session_state[_WRITTEN] = state
    # codes that this build does not know must not come back where the widget is not drawn
    keep("members", list(state.members))
    query = state.query()
    if {key: st.query_params.get_all(key) for key in st.query_params} != {
        key: value if isinstance(value, list) else [value] for key, value in query.items()
    }:
        st.query_params.from_dict(query)


def _chosen_calendar(last: State) -> Calendar | None:
    """What the widget says; None where that is what the language is used to: addresses stay short."""
    shown: Calendar | None = st.session_state.get("calendar")
    if shown is None or shown == used_calendar(last.calendar, last.lang):
        return last.calendar
    return None if shown == used_calendar(None, last.lang) else shown


def _chosen_scope(last: State) -> str | None:
    """What the widgets say: a set of regions, or the reader's own list of them."""
    scope: str | None = st.session_state.get("scope", last.scope)
    if scope != OWN:
        return scope
    chosen = st.session_state.get("scope_regions") or []
    return f"{OWN}:{','.join(chosen)}" if chosen else None


def weight_key(indicator: str) -> str:
    """The widget that says how much an indicator counts."""
    return f"weight_{indicator}"


def _chosen_weights(last: State) -> tuple[str, ...]:
    found = nearness.by_name(last.weights)
    found |= {
        str(key).removeprefix("weight_"): int(value)
        for key, value in st.session_state.items()
        if str(key).startswith("weight_") and value is not None
    }
    return nearness.written(found)


def _chosen_axes(last: State) -> tuple[str, ...]:
    """What was chosen for both is no pair: the one before stays."""
    usual = last.axes or nearness.USUAL_AXES
    pair = tuple(st.session_state.get(f"axis_{at}") or usual[at] for at in range(2))
    if pair[0] == pair[1]:
        return last.axes
    return () if pair == nearness.USUAL_AXES else pair


def _set_widgets(state: State) -> None:
    st.session_state["lang"] = state.lang
    st.session_state["calendar"] = used_calendar(state.calendar, state.lang)
    st.session_state["scope"] = OWN if own_list(state.scope) else state.scope
    st.session_state["scope_regions"] = own_list(state.scope)
    st.session_state["region"] = state.region
    st.session_state["peers"] = list(state.peers)
    st.session_state["against"] = state.against
    # what the address does not name counts as usual again
    for key in [key for key in st.session_state if str(key).startswith("weight_")]:
        del st.session_state[key]
    for at, name in enumerate(state.axes or nearness.USUAL_AXES):
        st.session_state[f"axis_{at}"] = name
    for key in ("year", "since", "until", "per"):
        st.session_state[key] = getattr(state, key)
    st.session_state["search"] = state.search or ""
    st.session_state["members"] = list(state.members)
    st.session_state["coalition"] = state.coalition or ""
