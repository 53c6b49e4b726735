"""The frame of the board: reads the state, shows the menu and the banners, runs the page."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import absent, address, ahead, banners, choices, failure, follow
from dashboard import format as fmt
from dashboard.boardname import board_name, imprint
from dashboard.desk import dialog
from dashboard.mart import OLDER, Build, Mart, NoMart, shared_mart
from dashboard.office import office
from dashboard.pages import PAGE_BY_ID, offered
from dashboard.pages.page import View
from dashboard.paths import mart_folder
from dashboard.presentation import screen
from dashboard.presentation.steps import begun
from dashboard.render import html
from dashboard.render.hits import searchbox
from dashboard.render.uncaught import failed, unseen
from dashboard.scope import OWN, narrowed, own_list, scopes
from dashboard.shell import title
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from dashboard.validstate import within_build

_LOG = logging.getLogger(__name__)
_RENDER = Path(__file__).resolve().parent / "render"
_ANCHOR = _RENDER / "anchor.js"
# our own file: a material icon would be fetched from another machine
_ICON = (_RENDER / "icon.svg").read_text(encoding="utf-8")


def main() -> None:
    """One run of the script: called anew for every click. Readers see a sentence, whatever fails."""
    unseen()
    with ahead.shared().run(), failure.contained("board", failed):
        _run()


def _run() -> None:
    state = address.follow()
    st.set_page_config(page_title=board_name(state.lang), page_icon=_ICON, layout="wide")
    if not state.present:
        _language(state)
    # the page comes in its language (shell.py); here it follows a click on the other one
    lang = f"document.documentElement.lang = '{state.lang}';"
    with st.container(key="scripts"):
        st.html(f"<script>{lang}{_ANCHOR.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
    mart = shared_mart(mart_folder())
    try:
        live = mart.live()
    except NoMart as none:
        damaged = none.damaged
        st.error(
            absent.damaged("all_damaged", damaged, state.lang) if damaged else word("app.no_mart", state.lang)
        )
        return
    whole = _build(mart, live, state)
    build = narrowed(state.scope, whole, state.lang)
    try:
        _show(state, build, live, mart)
    except OLDER:
        _LOG.warning("build %s does not answer", build.build_id, exc_info=True)
        banners.lacking(View(state, build, mart))


def _show(state: State, build: Build, live: Build, mart: Mart) -> None:
    """Menu, banners and the page. Raises one of OLDER where the build was made before what it is asked."""
    state = within_build(state, build)
    if state.present:
        # a meeting stays on the build it was opened with, whatever is published meanwhile
        held = state.held or state.build is None
        state = replace(state, build=state.build or build.build_id, held=held)
        state = begun(state, build) if state.begin else state
    else:
        with st.sidebar.container(key="search_box"):  # laid over the top of the menu
            st.html(searchbox(state))
        _scope(build.whole, state)
        _region(build, state)
    address.write(state)
    view = View(state, build, mart)
    with fmt.calendar(state.calendar):
        menu = st.navigation(_menu(view), position="hidden" if state.present else "sidebar", expanded=True)
        page_id = screen.page_id(view) if state.present else menu.url_path
        st.set_page_config(page_title=title(page_id, state.lang))
        if state.present:
            screen.show(view, live)
            return
        screen.link(state, menu.url_path, build)
        _pack(view, menu.url_path)
        if build.whole is live:
            with st.sidebar:
                dialog.show(state, build, menu.url_path)
        _office(state.lang)
        banners.show(view, live, menu.url_path)
        menu.run()
        ahead.want(PAGE_BY_ID.get(menu.url_path) or offered()[0], view)
        if follow.follows() and build.whole is live:
            follow.follow(mart, build.build_id)


def _language(state: State) -> None:
    # radio buttons, not a segmented control: its stylesheet has each text that a chart measures restyle the
    # whole page (`:has(+ button)`), 2.4 s of a page of 11,000 elements
    address.keep("lang", state.lang)
    st.sidebar.radio(
        word("app.language", state.lang),
        LANGUAGES,
        format_func=lambda item: word("language.name", item),
        key="lang",
        # its options say what it is: the menu fits a screen of 720 px
        horizontal=True,
        label_visibility="collapsed",
    )
    address.keep("calendar", fmt.used_calendar(state.calendar, state.lang))
    st.sidebar.radio(
        word("app.calendar", state.lang),
        fmt.CALENDARS,
        format_func=lambda item: word(f"calendar.{item}", state.lang),
        key="calendar",
        horizontal=True,
        label_visibility="collapsed",
    )


def _menu(view: View) -> list[st.Page]:
    """Every page under its own name; the first one also answers at the bare address."""
    menu = offered()
    home = menu[0]
    pages = [
        st.Page(
            partial(page.show, view),
            title=page.name(view.state.lang),
            url_path=page.page_id,
            visibility="visible" if page in menu[1:] else "hidden",
        )
        for page in (*menu, *(page for page in PAGE_BY_ID.values() if page not in menu))
    ]
    start = st.Page(partial(home.show, view), title=pages[0].title, default=True, url_path="home")
    return [start, *pages]


def _build(mart: Mart, live: Build, state: State) -> Build:
    """The build the address names, else the live one; in a meeting the one that was live at its start."""
    named = mart.build(state.build) if state.build else None
    if named or not state.present:
        return named or live
    held = st.session_state.setdefault("held_build", live.build_id)
    return mart.build(held) or live


def _pack(view: View, page_id: str) -> None:
    """The button of the council pack. What makes packs loads when it is pressed, not with the page."""
    if st.sidebar.button(word("pack.open", view.state.lang), key="pack_open", width="stretch"):
        from dashboard import council

        council.show(view, page_id)


def _office(lang: Lang) -> None:
    """Whose board this is and whom to ask, where the office has said so."""
    lines = [line for line in (office().in_language("title", lang), *imprint(lang)) if line]
    told = "<br>".join(escape(line) for line in lines)
    logo = html.logo()
    if told or logo:
        st.sidebar.html(f'<div class="rb-office">{logo}{told}</div>')


def _scope(build: Build, state: State) -> None:
    """Which regions the board is about; nothing where there is only one set of them."""
    offered, lang = scopes(build, state.lang), state.lang
    if not offered and not state.scope:
        return
    names = choices.region_names(build, lang)
    own = own_list(state.scope)
    if own or st.session_state.get("scope") != OWN:
        address.keep("scope", OWN if own else state.scope)
    st.sidebar.selectbox(
        word("regions.label", lang),
        [*offered, OWN],
        index=None,
        format_func=lambda item: word("regions.own", lang) if item == OWN else offered[item].name,
        key="scope",
        placeholder=word("regions.all", lang),
    )
    if st.session_state.get("scope") == OWN:
        if own:
            address.keep("scope_regions", own)
        st.sidebar.multiselect(
            word("regions.choose", lang),
            list(names),
            format_func=lambda item: names[item],
            key="scope_regions",
            placeholder=word("app.choose", lang),
            select_all=False,
        )


def _region(build: Build, state: State) -> None:
    names = choices.region_names(build, state.lang)
    address.keep("region", state.region)
    st.sidebar.selectbox(
        word("app.region", state.lang),
        list(names),
        index=None,
        format_func=lambda item: names[item],
        key="region",
        placeholder=word("app.all_regions", state.lang),
    )
