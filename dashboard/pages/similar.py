"""似た地域: which areas of Japan are near to the region in focus, and to municipalities of one's choice?"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard import address, choices, nearness
from dashboard.coalition import MOST_MEMBERS
from dashboard.finding import column
from dashboard.nouns import REGIONS, listed
from dashboard.pages import coalition
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.panels.cards import people, staff
from dashboard.panels.similar import CHOSEN, HINT
from dashboard.parameters import parameters
from dashboard.render.language import passage
from dashboard.render.screen import draw
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import T, word

_INDICATORS = select("similar/indicators")
_PEERS = {"similar": select("similar/peers"), "similar_chosen": select("similar/peers", *CHOSEN)}


def _state(view: View) -> State:
    """A region is in focus, unless the reader asks of municipalities alone."""
    return view.state if view.state.members else choices.settled(view.state, view.build)


def _answer(view: View) -> str:
    for name in ("similar_list", "similar_chosen_list"):
        data = prepare(PANELS[name], view.state, view.build)
        if data.rows or data.absence:
            return data.title
    return HINT(view.state.lang)


def _controls(view: View) -> None:
    lang, name = view.state.lang, column(view.state.lang, "indicator")
    coalition.choose_members(view.build, view.state)
    rows = view.build.choices(_INDICATORS)
    if not rows:  # a build from before there were any
        return
    weights = nearness.by_name(view.state.weights)
    st.html(f'<p class="rb-subtitle">{escape(word("similar.weights", lang))}</p>')
    with st.container(horizontal=True, gap="small", key="weights"):
        for row in rows:
            key = address.weight_key(row["indicator_id"])
            address.keep(key, weights.get(row["indicator_id"], nearness.USUAL_WEIGHT))
            st.number_input(row[name], 0, nearness.MOST_WEIGHT, step=1, key=key, width=190)
    names = {row["indicator_id"]: row[name] for row in rows}
    with st.container(horizontal=True, gap="small", key="axes"):
        for at, (label, chosen) in enumerate(zip(("x_axis", "y_axis"), _axes(view.state), strict=True)):
            address.keep(f"axis_{at}", chosen)
            # the same one twice would be a line
            options = [item for item in names if item == chosen or item not in _axes(view.state)]
            st.selectbox(
                word(f"similar.{label}", lang),
                options,
                format_func=lambda item: names[item],
                key=f"axis_{at}",
                width=300,
            )


def _axes(state: State) -> tuple[str, ...]:
    return state.axes or nearness.USUAL_AXES


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    for name, data in prepared.items():
        draw(data, view.state)
        if name.endswith("_list"):
            _offer(name.removesuffix("_list"), data, view)


def _offer(prefix: str, data: PanelData, view: View) -> None:
    """The nearest regions as those that 比較 compares with, and each neighbour as a coalition there."""
    state, lang, name = view.state, view.state.lang, column(view.state.lang, "name")
    links = []
    peers = view.build.choices(_PEERS[prefix], parameters(state))
    if peers:
        with_peers = replace(state, peers=tuple(row["region_id"] for row in peers))
        names = listed([row[name] for row in peers], REGIONS, lang, most=len(peers))
        links.append((word("similar.take_peers", lang).format(names=names), with_peers.address("compare")))
    for row in data.rows:
        codes = tuple(row["member_codes"].split(","))
        if row["area_level"] != "region" and len(codes) <= MOST_MEMBERS:
            beside = replace(state, members=codes, coalition=row[name])
            told = word("similar.take_area", lang).format(name=row[name])
            links.append((told, f"{beside.address('compare')}#coalition"))
    items = "".join(
        f'<li><a href="{escape(target)}" target="_self">{passage(text, lang)}</a></li>'
        for text, target in links
    )
    st.html(f'<ul class="rb-links">{items}</ul>' if items else "")


PAGE = Page(
    "similar",
    T("似た地域", "Similar areas"),
    T("全国のどの地域に学べるか", "Which areas anywhere in Japan can we learn from?"),
    _answer,
    _body,
    _state,
    _controls,
    place=2,
    # what is near is near in these, among others: where the one in focus stands at home
    cards=(people.index, people.aged, staff.staff_rate),
)
