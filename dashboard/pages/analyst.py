"""分析ビュー: what else has been asked? A panel per file in sql/views, from its header alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from html import escape
from typing import Any

import streamlit as st

from dashboard import failure
from dashboard.analyst import aside, panels
from dashboard.pages import editor
from dashboard.pages.page import Page, View
from dashboard.panel import PanelData, prepare
from dashboard.panels.cards import others
from dashboard.render import folds
from dashboard.render.language import passage
from dashboard.render.screen import draw, say_failed
from dashboard.text import Lang, T, word


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
    for name, panel in shown.items():
        with _contained(f"views.{name} on the page", view):
            if name in told:
                st.html(_note(name, told[name], view.state.lang, stored=True))
            label = f"{word('panel.sql', view.state.lang)}: views.{name}"
            select = folds.fold(panel.panel_id, "sql", label, view.state, view.build.build_id)
            draw(prepare(panel, view.state, view.build), view.state, more=select)
    with _contained("editor", view):
        editor.show(view)


def _contained(place: str, view: View) -> AbstractContextManager[None]:
    return failure.contained(place, lambda number: say_failed(number, view.state.lang))


def _note(name: str, problems: Sequence[Mapping[str, Any]], lang: Lang, stored: bool) -> str:
    """What keeps a file from being used, with its place; whether an earlier version is shown."""
    intro = word("analyst.aside_kept" if stored else "analyst.aside", lang).format(
        file=f"sql/views/{name}.sql"
    )
    items = []
    for problem in problems:
        place = [
            word(f"analyst.{key}", lang).format(number=problem[item])
            for key, item in (("line", "row"), ("character", "char"))
            if problem.get(item)
        ]
        said = str(problem["expected" if lang == "ja" else "expected_en"]).split("\n")[0]
        what = " ".join(str(problem[key]) for key in ("column", "value") if problem.get(key))
        guess = word("analyst.guess", lang).format(guess=problem["guess"]) if problem.get("guess") else ""
        items.append(
            f"<li>{escape(' '.join([*place, what]).strip())}: {passage(said, lang)}{escape(guess)}</li>"
        )
    return f'<div class="rb-banner" role="status"><p>{escape(intro)}</p><ul>{"".join(items)}</ul></div>'


PAGE = Page(
    "analyst",
    T("分析ビュー", "Analyst views"),
    T("ほかに何が問われたか", "What else has been asked?"),
    _answer,
    _body,
    place=10,
    cards=(others.views, others.described, others.read),
)
