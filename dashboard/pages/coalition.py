"""任意の組み合わせ: the last section of 比較. The choice stands in the address, nothing on the server."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import address
from dashboard.coalition import LONGEST_NAME, MOST_MEMBERS
from dashboard.mart import Build
from dashboard.pages.page import View
from dashboard.panel import prepare
from dashboard.panels import BY_PAGE
from dashboard.render import coalitionfiles as rows
from dashboard.render import folds
from dashboard.render.screen import draw
from dashboard.render.uncaught import callback
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word

# 上田市（長野県）うえだし: what a reader types, kanji or kana, is found in it
_LABELS = select("coalition/municipalities")
# What can be taken as a whole: existing regions, bureaus of a prefecture, prefectures.
_GROUPS = select("coalition/groups")
_TAKEN = select("choice/region_ids")


def show(view: View) -> None:
    """Heading, choice, and the panels once something is chosen."""
    lang = view.state.lang
    st.html(
        '<div class="rb-head" id="coalition">'
        f'<h2 class="rb-section">{escape(word("coalition.title", lang))}</h2>'
        f'<p class="rb-subtitle">{escape(word("coalition.about", lang))}</p></div>'
    )
    _choose(view)
    if view.state.left_out:
        st.html(
            f'<p class="rb-banner" role="status">'
            f"{escape(word('coalition.left_out', lang).format(count=view.state.left_out))}</p>"
        )
    prepared = {panel.panel_id: prepare(panel, view.state, view.build) for panel in BY_PAGE["coalition"]}
    figures, small, members = (prepared[f"coalition_{name}"] for name in ("figures", "small", "members"))
    if not members.rows:
        st.html(f'<p class="rb-answer" id="coalition_hint">{escape(figures.title)}</p>')
        return
    taken = [row["region_id"] for row in view.build.choices(_TAKEN)]
    with st.container(horizontal=True, gap="small", key="coalition_export"):
        st.html(folds.proposal_link(view.state, view.build.build_id))
        for key, name, content in (
            (
                "rows",
                "region_members.csv",
                rows.member_rows(members, rows.region_id(view.state.coalition, taken)),
            ),
            ("figures", "coalition.csv", rows.figures(figures, small)),
        ):
            st.download_button(
                word(f"coalition.save_{key}", lang),
                content,
                file_name=name,
                mime="text/csv",
                key=f"coalition_save_{key}",
                on_click="ignore",
            )
    for data in prepared.values():
        draw(data, view.state)


def _choose(view: View) -> None:
    state, lang = view.state, view.state.lang
    address.keep("coalition", state.coalition or "")
    narrow, wide = st.columns([1, 2], gap="medium")
    narrow.text_input(
        word("coalition.name", lang),
        max_chars=LONGEST_NAME,
        key="coalition",
        placeholder=word("coalition.name_example", lang),
    )
    with wide:
        _take_whole(view.build, lang)
    choose_members(view.build, state)
    if "too_many" in st.session_state:
        told = word("coalition.too_many", lang)
        count = st.session_state.pop("too_many")
        st.html(
            f'<p class="rb-banner" role="status">{escape(told.format(count=count, most=MOST_MEMBERS))}</p>'
        )


def choose_members(build: Build, state: State) -> None:
    """Municipalities anywhere in Japan, by name or reading."""
    lang = state.lang
    name = "label" if lang == "ja" else "label_en"
    labels = {row["municipality_code"]: row[name] for row in build.choices(_LABELS)}
    address.keep("members", list(state.members))
    st.multiselect(
        word("coalition.members", lang),
        list(labels),
        format_func=lambda code: labels[code],
        key="members",
        placeholder=word("coalition.find", lang),
        filter_mode="contains",
        select_all=False,
        max_selections=MOST_MEMBERS,
    )


def _take_whole(build: Build, lang: Lang) -> None:
    """A region, bureau or prefecture at once: start from it, add it, take it away."""
    found = {row["group_id"]: row for row in build.choices(_GROUPS)}
    name = "name" if lang == "ja" else "name_en"
    st.selectbox(
        word("coalition.group", lang),
        list(found),
        index=None,
        format_func=lambda item: f"{found[item][name]} ({len(found[item]['members'])})",
        key="group",
        placeholder=word("app.choose", lang),
        filter_mode="contains",
    )
    chosen = st.session_state.get("group")
    members = set(found[chosen]["members"]) if chosen else set()
    with st.container(horizontal=True, gap="small", key="coalition_group"):
        now = st.session_state["members"]
        idle = {"start": not members, "add": not members, "remove": not (members and now), "clear": not now}
        for act, disabled in idle.items():
            st.button(
                word(f"coalition.{act}", lang),
                key=f"coalition_{act}",
                on_click=callback(_change),
                args=(act, members),
                disabled=disabled,
            )


def _change(act: str, members: set[str]) -> None:
    """What a button does to the choice. Too many are refused as a whole, never cut."""
    now = set(st.session_state["members"])
    then = {"start": members, "add": now | members, "remove": now - members, "clear": set()}[act]
    if len(then) > MOST_MEMBERS:
        st.session_state["too_many"] = len(then)
    else:
        st.session_state["members"] = sorted(then)
