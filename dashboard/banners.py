"""What every page says above its question: which build is shown, and what stands against a newer one."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard import sample
from dashboard.absent import damaged, not_opened
from dashboard.candidate import candidate
from dashboard.mart import Build
from dashboard.nouns import ITEMS, listed
from dashboard.officecheck import refused, sentence
from dashboard.pages import PAGE_BY_ID, offered
from dashboard.pages.page import View
from dashboard.render.language import passage
from dashboard.text import word


def show(view: View, live: Build, page_id: str) -> None:
    """The banners of this page, none in the usual case."""
    lang, shown = view.state.lang, view.build
    asked = view.state.build
    if asked and asked != shown.build_id:
        _banner(passage(not_opened(view.mart, asked, lang), lang))
    elif asked or shown.whole is not live:
        _fixed(view, live, page_id)
    if view.state.not_had:
        _banner(passage(not_had(view), lang))
    if page_id == "data":
        for wrong in refused(view.build):
            _banner(passage(sentence(wrong, lang), lang))
    newest = view.mart.damage()
    if newest is not None:
        _banner(passage(damaged("damaged", newest, lang, live), lang))
    elif view.mart.pointer_lost:
        _banner(passage(word("app.pointer_lost", lang).format(build=live.build_id), lang))
    if sample.held(shown):
        _banner(passage(word("sample.banner", lang), lang))
    waiting = view.mart.waiting(live)
    if waiting is not None:
        _waiting(view, waiting)
    last = view.mart.last_run()
    told = last is not None and last.get("live_build_id", live.build_id) == live.build_id
    if last is not None and told and last.get("result") == "problems":
        _banner(passage(word("app.failed_run", lang).format(count=len(last.get("problems", []))), lang))


def not_had(view: View) -> str:
    """Which parts of the address could not be had: by their names, never by the words of the address."""
    lang = view.state.lang
    names = listed([word(f"address.{key}", lang) for key in view.state.not_had], ITEMS, lang, most=6)
    return word("address.not_had", lang).format(what=names)


def meetings(view: View) -> str:
    """The meetings the build on screen belongs to: 「R7第1回推進会議」; nothing where it is not pinned."""
    names = view.mart.marks(view.build.build_id).pinned_as
    if view.state.lang == "ja":
        return "".join(f"「{name}」" for name in names)
    return ", ".join(f"“{name}”" for name in names)


def _fixed(view: View, live: Build, page_id: str) -> None:
    """The address names a build: the meeting it belongs to, and that it is not the live one."""
    lang, named = view.state.lang, meetings(view)
    old = view.build.whole is not live
    if not named and not old:
        return
    key = ("pinned_old" if old else "pinned") if named else "old_build"
    text = passage(word(f"app.{key}", lang).format(build=view.build.build_id, name=named), lang)
    if old:
        text += _to_live(view, page_id)
    _banner(text, "rb-meeting" if named else "")


def lacking(view: View, page_id: str = "") -> None:
    """This page needs what the build on screen, made before it, does not have."""
    lang = view.state.lang
    text = passage(word("app.lacking", lang).format(build=view.build.build_id), lang)
    _banner(text + _to_live(view, page_id))


def _to_live(view: View, page_id: str) -> str:
    known = page_id if page_id in PAGE_BY_ID else offered()[0].page_id
    href = replace(view.state, build=None, against=None).address(known)
    return f' <a href="{escape(href)}" target="_self">{escape(word("app.to_live", view.state.lang))}</a>'


def _waiting(view: View, waiting: dict[str, object]) -> None:
    lang, told = view.state.lang, candidate(waiting)
    text = word("app.waiting_surveyed" if told.surveyed else "app.waiting", lang).format(count=told.held)
    href = replace(view.state, against=None).address("data") + "#candidate"
    link = word("app.waiting_link_named" if told.name else "app.waiting_link", lang).format(name=told.name)
    _banner(passage(text, lang) + f' <a href="{escape(href)}" target="_self">{escape(link)}</a>')


def _banner(body: str, more: str = "") -> None:
    """`body` is HTML, escaped by whoever made it."""
    st.html(f'<p class="rb-banner {more}" role="status">{body}</p>')
