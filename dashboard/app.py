"""The frame of the board: reads the state, shows the menu and the banners, runs the page."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.mart import Build, Mart, NoMart, shared_mart
from dashboard.pages import PAGES
from dashboard.pages.page import View
from dashboard.paths import mart_folder
from dashboard.state import State
from dashboard.text import LANGUAGES, word

_RENDER = Path(__file__).resolve().parent / "render"
_STYLE = _RENDER / "style.css"
# our own file: a material icon would be fetched from another machine
_ICON = (_RENDER / "icon.svg").read_text(encoding="utf-8")
_NAMES = {"ja": "日本語", "en": "English"}


def main() -> None:
    """One run of the script: called anew for every click."""
    state = State.from_address({k: st.query_params.get_all(k) for k in st.query_params})
    st.set_page_config(page_title=word("app.title", state.lang), page_icon=_ICON, layout="wide")
    lang = st.sidebar.segmented_control(
        word("app.language", state.lang),
        LANGUAGES,
        default="ja",
        required=True,
        format_func=lambda item: _NAMES[item],
        key="lang",
        bind="query-params",
    )
    lang = lang if lang in LANGUAGES else "ja"
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    # the toolkit always says lang="en" (ui.md, known behaviour)
    st.html(f"<script>document.documentElement.lang = '{lang}'</script>", unsafe_allow_javascript=True)
    mart = shared_mart(mart_folder())
    try:
        live = mart.live()
    except NoMart:
        st.error(word("app.no_mart", lang))
        return
    build = _build(mart, live, state)
    region = _region(build, state)
    chosen = State(lang=lang, region=region, peers=state.peers, year=state.year, build=state.build)
    view = View(chosen, build, mart)
    menu = st.navigation(_menu(view))
    _banners(view, live)
    menu.run()


def _menu(view: View) -> list[st.Page]:
    """Every page under its own name; the first one also answers at the bare address."""
    home = PAGES[0]
    pages = [
        st.Page(
            partial(page.show, view),
            title=word(f"page.{page.page_id}", view.state.lang),
            url_path=page.page_id,
            visibility="hidden" if page is home else "visible",
        )
        for page in PAGES
    ]
    start = st.Page(partial(home.show, view), title=pages[0].title, default=True, url_path="home")
    return [start, *pages]


def _build(mart: Mart, live: Build, state: State) -> Build:
    """The build the address names, else the live one."""
    return (mart.build(state.build) if state.build else None) or live


def _region(build: Build, state: State) -> str | None:
    rows = build.query("select region_id, name, name_en from kpi.region_overview order by sort_order")
    lang = st.session_state.get("lang", state.lang)
    names = {row["region_id"]: row["name" if lang == "ja" else "name_en"] for row in rows}
    picked: str | None = st.sidebar.selectbox(
        word("app.region", lang),
        list(names),
        index=None,
        format_func=lambda item: names[item],
        key="region",
        bind="query-params",
        placeholder=word("app.all_regions", lang),
    )
    return picked


def _banners(view: View, live: Build) -> None:
    state = view.state
    if state.build and view.build is live and state.build != live.build_id:
        _banner(word("app.no_build", state.lang).format(build=state.build))
    elif view.build is not live:
        _banner(word("app.old_build", state.lang).format(build=view.build.build_id))
    last = view.mart.last_run()
    if last is not None and last.get("result") == "problems":
        _banner(word("app.failed_run", state.lang).format(count=len(last.get("problems", []))))


def _banner(text: str) -> None:
    st.html(f'<p class="rb-banner" role="status">{escape(text)}</p>')
