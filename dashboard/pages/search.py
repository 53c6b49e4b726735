"""検索: where does the board say something about it?"""

from __future__ import annotations

import streamlit as st

from dashboard import scope
from dashboard.pages import choice
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData
from dashboard.render.hits import hits
from dashboard.search import KINDS, Group, hits_by_kind
from dashboard.text import Lang, T, word


def _answer(view: View) -> str:
    """How many entries of which kind; of none, what was searched."""
    lang, words = view.state.lang, view.state.search
    if not words:
        return word("search.about", lang).format(kinds=_kinds([kind.kind_id for kind in KINDS], lang))
    groups = hits_by_kind(view.state, view.build)
    said = [_counted(group, lang) for group in groups if group.count]
    comma = "、" if lang == "ja" else ", "
    if said:
        count = sum(group.count for group in groups)
        text = word("search.found" if count > 1 else "search.found_one", lang)
        return text.format(words=words, count=count, kinds=comma.join(said)) + _not_searched(groups, lang)
    searched = _kinds([group.kind.kind_id for group in groups if group.searched], lang)
    where = scope.said(view.state.scope, view.build, lang)
    text = word("search.nothing_in" if where else "search.nothing", lang)
    return text.format(words=words, kinds=searched, scope=where) + _not_searched(groups, lang)


def _counted(group: Group, lang: Lang) -> str:
    return word("search.counted", lang).format(
        kind=word(f"searched.{group.kind.kind_id}", lang), count=group.count
    )


def _not_searched(groups: tuple[Group, ...], lang: Lang) -> str:
    """What a build made before the board cannot answer."""
    lacking = [group.kind.kind_id for group in groups if not group.searched]
    return word("search.lacking", lang).format(kinds=_kinds(lacking, lang)) if lacking else ""


def _kinds(kinds: list[str], lang: Lang) -> str:
    return ("、" if lang == "ja" else ", ").join(word(f"searched.{kind}", lang) for kind in kinds)


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    groups = hits_by_kind(view.state, view.build)
    if any(group.hits for group in groups):
        st.html(hits(groups, view.state.lang))


PAGE = Page(
    "search",
    T("検索", "Search"),
    T("ボードのどこに書かれているか", "Where does the board say something about it?"),
    _answer,
    _body,
    controls=choice.search_all,
    apart=True,
)
