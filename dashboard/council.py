"""会議資料を作る: the dialog that makes a pack of what is on screen. Loaded when its button is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from dashboard.pack import settings as kept
from dashboard.pack.command import defaults
from dashboard.pack.formats import FORMATS, stem
from dashboard.pack.making import Result, make
from dashboard.pack.problems import PackError
from dashboard.pack.settings import ENCODINGS, MOST_SLIDES, Settings
from dashboard.pages import PAGE_BY_ID
from dashboard.pages.page import View
from dashboard.presentation.steps import agenda
from dashboard.reached import public_address
from dashboard.selection import listed
from dashboard.text import LANGUAGES, Lang, T, word

_USUAL = ("pptx", "xlsx", "html")
_RESULT = "pack_made"
_FIELDS = ("meeting", "number", "pages", "date", "languages", "formats")


def show(view: View, page_id: str) -> None:
    """Opens the dialog; its widgets run in a fragment of their own, the page behind stays as it is."""
    st.session_state.pop(_RESULT, None)
    title = word("pack.open", view.state.lang)
    st.dialog(title, width="large")(_dialog)(view, page_id)


def _dialog(view: View, page_id: str) -> None:
    lang = view.state.lang
    told = _questions(view, page_id)
    problems: tuple[str, ...] = ()
    settings: Settings | None = None
    try:
        settings = kept.parse(told)
    except PackError as error:
        problems = tuple(problem.line(lang, _field(problem.setting, lang)) for problem in error.problems)
    with st.container(horizontal=True, gap="small", key="pack_buttons"):
        pressed = st.button(
            word("pack.make", lang), type="primary", key="pack_make", disabled=settings is None
        )
        st.download_button(
            word("pack.save", lang),
            _again(settings, view) if settings else "",
            file_name="council.toml",
            mime="application/toml",
            key="pack_save",
            on_click="ignore",
            disabled=settings is None,
        )
        _present(told["pages"], view, page_id)
        # the archive stands beside the button that made it: below it may lie outside the window
        place = st.empty()
    _say(problems, lang)
    if not public_address(told["base"]):
        st.html(f'<p class="rb-source">{escape(word("alone.no_address", lang))}</p>')
    if pressed and settings is not None:
        st.session_state[_RESULT] = (settings, _make(settings, lang, _again(settings, view)))
    _offer(settings, lang, place)


def _present(wanted: Sequence[str], view: View, page_id: str) -> None:
    """The pages and panels that were chosen, on the wall: the address is the agenda, to be kept or sent."""
    if wanted:
        href = agenda(view.state, tuple(wanted)).address(page_id)
        text = escape(word("pack.present", view.state.lang))
        st.html(f'<a class="rb-present-link" href="{escape(href)}" target="_self">{text}</a>')


def _questions(view: View, page_id: str) -> dict[str, Any]:
    """The widgets, and from the page on screen its state and its build."""
    lang, state = view.state.lang, view.state
    names = {panel or page: _named(page, panel, title, lang) for page, panel, title in listed(view.build)}
    first, second = st.columns([2, 1], gap="small")
    meeting = first.text_input(
        word("pack.meeting", lang),
        key="pack_meeting",
        max_chars=80,
        placeholder=word("pack.meeting_hint", lang),
    )
    number = second.text_input(
        word("pack.number", lang), key="pack_number", max_chars=20, placeholder="資料1"
    )
    wanted = st.multiselect(
        word("pack.pages", lang),
        list(names),
        default=[page_id] if page_id in names else ["overview"],
        format_func=lambda name: names[name],
        key="pack_pages",
        placeholder=word("app.choose", lang),
        filter_mode="contains",
        select_all=False,
    )
    first, second = st.columns(2, gap="small")
    date = first.text_input(word("pack.date", lang), key="pack_date", max_chars=10, placeholder="2026-02-10")
    languages = second.multiselect(
        word("pack.languages", lang),
        list(LANGUAGES),
        default=[lang],
        format_func=lambda item: word("language.name", item),
        key="pack_languages",
        placeholder=word("app.choose", lang),
        select_all=False,
    )
    formats = st.multiselect(
        word("pack.formats", lang),
        list(FORMATS),
        default=[name for name in _USUAL if name in FORMATS],
        format_func=lambda name: FORMATS[name].label(lang),
        key="pack_formats",
        placeholder=word("app.choose", lang),
        select_all=False,
    )
    large = st.checkbox(word("pack.large", lang), key="pack_large")
    slides = st.number_input(word("pack.slides", lang), 0, 100, MOST_SLIDES, key="pack_slides")
    told: dict[str, Any] = {**defaults(), "meeting": meeting, "number": number, "pages": wanted, "date": date}
    told |= {"languages": languages, "formats": formats, "large_print": large, "slides": slides}
    if "pdf" in formats:
        # a pack of panels alone is as many sheets, without its figures unless they are asked for
        pages = any(name in PAGE_BY_ID for name in wanted)
        told["values"] = st.checkbox(word("pack.values", lang), value=pages, key=f"pack_values_{pages}")
    if "csv" in formats:
        told["csv_encoding"] = st.radio(
            word("pack.encoding", lang), ENCODINGS, key="pack_encoding", horizontal=True
        )
    fixed = replace(state, build=view.build.build_id)
    return {**told, **kept.raw_state(fixed), "base": _base(told)}


def _field(setting: str, lang: Lang) -> str | None:
    """A setting by the name that stands above its field."""
    return word(f"pack.{setting}", lang) if setting in _FIELDS else None


def _named(page: str, panel: str, title: T, lang: Lang) -> str:
    name = PAGE_BY_ID[page].name(lang)
    if not panel:
        return f"{name}{word('pack.whole', lang)}"
    return f"{name}{'：' if lang == 'ja' else ': '}{title(lang)}"


def _base(settings: Mapping[str, Any]) -> str:
    """The address of the board: what office.toml says, else as the reader's browser knows it."""
    if settings.get("base"):
        return str(settings["base"])
    place = urlsplit(st.context.url or "")
    return f"{place.scheme}://{place.netloc}" if place.netloc else ""


def _again(settings: Settings, view: View) -> str:
    """The settings to keep: on a build only where the reader had chosen one; next year has newer figures.

    The template is the one office.toml names, there as here.
    """
    return kept.text(replace(settings, template=None), follow=view.state.build is None)


def _make(settings: Settings, lang: Lang, again: str) -> Result:
    """Shows how far it is. Closing the dialog ends the making."""
    bar = st.progress(0.0, text=word("pack.start", lang))
    result = make(settings, lambda step, share: _step(bar, step(lang), share), again)
    bar.empty()
    return result


def _step(bar: Any, label: str, share: float) -> None:
    bar.progress(min(max(share, 0.0), 1.0), text=label)


def _offer(settings: Settings | None, lang: Lang, place: Any) -> None:
    """The archive that was made, as long as the settings are those it was made of."""
    found: tuple[Settings, Result] | None = st.session_state.get(_RESULT)
    if found is None or found[0] != settings:
        return
    made, result = found
    _say(tuple(problem(lang) for problem in result.problems), lang)
    if result.archive is None:
        return
    st.html(f'<p role="status">{escape(word("pack.partly" if result.problems else "pack.done", lang))}</p>')
    if made.meeting:
        st.html(f'<p class="rb-source">{_how_to_pin(made, lang)}</p>')
    place.download_button(
        word("pack.download", lang),
        result.archive,
        file_name=f"{stem(made)}.zip",
        mime="application/zip",
        key="pack_zip",
        on_click="ignore",
        type="primary",
    )


def _how_to_pin(made: Settings, lang: Lang) -> str:
    """The command of the office: what a reader types here names no build for others."""
    command = f'python -m etl pin {made.state.build} --as "{made.meeting}"'
    before, after = escape(word("pack.unpinned", lang)).split("{command}")
    return f"{before}<code>{escape(command)}</code>{after}"


def _say(problems: tuple[str, ...], lang: Lang) -> None:
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    if items:
        st.html(f'<div class="rb-banner" role="alert"><ul>{items}</ul></div>')
