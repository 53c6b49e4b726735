"""比較: how does a region differ from its peers?"""

from __future__ import annotations

import streamlit as st

from dashboard import address, choices
from dashboard.pages import choice, coalition
from dashboard.pages.page import Page, View, finding_of, stacked
from dashboard.panel import PanelData
from dashboard.panels.cards import ranks
from dashboard.panels.cards.common import GRANTED, PROJECTION
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import T, word

_REGIONS = select("compare/regions")


def _state(view: View) -> State:
    return choices.compared(choices.settled(view.state, view.build), view.build)


def _controls(view: View) -> None:
    state = view.state
    rows = view.build.choices(_REGIONS)
    names = {row["region_id"]: row["name" if state.lang == "ja" else "name_en"] for row in rows}
    address.keep("peers", list(state.peers))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="choices"):
        st.multiselect(
            word("app.peers", state.lang),
            list(names),
            format_func=lambda item: names[item],
            key="peers",
            placeholder=_usual(view),
            width=300,
        )
        choice.per_resident(view)
        choice.two_years(view)


def _usual(view: View) -> str:
    """Who stands in the comparison where nobody is chosen."""
    lang, own = view.state.lang, choices.compared(State(), view.build).peers
    return word("app.own_peers", lang).format(count=len(own)) if own else word("app.all_peers", lang)


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    stacked(view, prepared)
    coalition.show(view)


_INDEX = ranks.rank(
    "rank_index",
    "population_index_2050",
    T("2050年の人口指数（推計）", "Population index 2050 (projected)"),
    ranks.IN_2050,
    True,
    *PROJECTION,
)
_AGED = ranks.rank(
    "rank_aged",
    "aged_share_2050_pct",
    T("2050年の65歳以上（推計）", "Aged 65+ in 2050 (projected)"),
    ranks.IN_2050,
    True,
    *PROJECTION,
)
_GRANT = ranks.rank(
    "rank_grant",
    "yen_per_resident_year",
    T("住民一人・1年度当たり交付額", "Grant per resident and year"),
    ranks.PAID,
    False,
    *GRANTED,
)
_CAP = ranks.rank(
    "rank_cap", "cap_use_pct", T("上限に対する割合", "Use of the cap"), ranks.PAID, False, *GRANTED
)
PAGE = Page(
    "compare",
    T("比較", "Compare"),
    T("注目する地域は、ほかの地域とどう違うか", "How does the region in focus differ from its peers?"),
    finding_of("compare_heat"),
    _body,
    _state,
    _controls,
    place=2,
    cards=(_INDEX, _AGED, _GRANT, _CAP),
)
