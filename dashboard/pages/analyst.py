"""分析ビュー: what else has been asked? A panel per file in sql/views, from its header alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from dashboard import failure
from dashboard.analyst import aside, panels, titles
from dashboard.pages import editor
from dashboard.pages.page import Page, View
from dashboard.panel import Panel, PanelData, prepare
from dashboard.panels.cards import others
from dashboard.render import folds
from dashboard.render.language import passage
from dashboard.render.problems import listed
from dashboard.render.screen import draw, say_failed
from dashboard.text import Lang, T, word

# so many views stand on one page; of more, each part has so many, so that no page is endless
_MOST, EACH_PART = 8, 6


def _answer(view: View) -> str:
    number = len(panels(view.build))
    if view.state.lang == "ja":
        return f"分析者が加えた問いは{number}件"
    return f"Questions added by analysts: {number}"


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    shown = panels(view.build)
    told = aside(view.build)
    for name in [name for name in told if name not in shown]:
        st.html(_note(name, told[name], view.state.lang, stored=False))
    names = list(shown)
    if len(names) > _MOST:
        part = min(view.state.part, math.ceil(len(names) / EACH_PART))
        st.html(_contents(view, shown, part))
        names = names[(part - 1) * EACH_PART : part * EACH_PART]
    for name in names:
        with _contained(f"views.{name} on the page", view):
            if name in told:
                st.html(_note(name, told[name], view.state.lang, stored=True))
            label = f"{word('panel.sql', view.state.lang)}: views.{name}"
            select = folds.fold(shown[name].panel_id, "sql", label, view.state, view.build.build_id)
            draw(prepare(shown[name], view.state, view.build), view.state, more=select)
    with _contained("editor", view):
        editor.show(view)


def _contents(view: View, shown: Mapping[str, Panel], part: int) -> str:
    """Every view by name, a link to the part of the page and the panel where it stands."""
    lang, named = view.state.lang, titles(view.build)
    items = []
    for at, (name, panel) in enumerate(shown.items()):
        of = at // EACH_PART + 1
        to = escape(f"{replace(view.state, part=of).address('analyst')}#{panel.panel_id}")
        current = ' aria-current="true"' if of == part else ""
        link = f'<a href="{to}" target="_self"{current}>{passage(named[name](lang), lang)}</a>'
        items.append(f"<li>{link}</li>")
    said = word("analyst.parts", lang).format(
        first=(part - 1) * EACH_PART + 1, last=min(part * EACH_PART, len(shown)), total=len(shown)
    )
    label = escape(word("analyst.contents", lang))
    lines = f"<p>{escape(said)}</p><ol>{''.join(items)}</ol>"
    return f'<nav class="rb-contents" aria-label="{label}">{lines}</nav>'


def _contained(place: str, view: View) -> AbstractContextManager[None]:
    return failure.contained(place, lambda number: say_failed(number, view.state.lang))


def _note(name: str, problems: Sequence[Mapping[str, Any]], lang: Lang, stored: bool) -> str:
    """What keeps a file from being used, with its place; whether an earlier version is shown."""
    intro = word("analyst.aside_kept" if stored else "analyst.aside", lang).format(
        file=f"sql/views/{name}.sql"
    )
    return f'<div class="rb-banner" role="status"><p>{escape(intro)}</p>{listed(problems, lang)}</div>'


PAGE = Page(
    "analyst",
    T("分析ビュー", "Analyst views"),
    T("ほかに何が問われたか", "What else has been asked?"),
    _answer,
    _body,
    place=11,
    cards=(others.views, others.described, others.read),
)
