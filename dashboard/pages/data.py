"""データと出典: can I trust it?"""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import ownaside
from dashboard.pages import builds, changelist, meetings
from dashboard.pages.page import Page, View, finding_of
from dashboard.panel import PanelData
from dashboard.panels.cards import trust
from dashboard.render import folds, html, lineage
from dashboard.render.problems import listed
from dashboard.render.screen import draw
from dashboard.sandbox.allowed import may_type
from dashboard.text import T, word


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    changelist.waiting(view)
    meetings.draw_since(view)
    _set_aside(view)
    for data in prepared.values():
        draw(data, view.state)
    _checks(view)
    _lineage(view)
    changelist.changes(view)
    builds.draw_builds(view)
    builds.compared(view)
    builds.runs(view)


def _set_aside(view: View) -> None:
    """Tables of the office's own that are not there, by their files. Why, with the cell, is for those who
    may type SQL: a file that is not published may hold what nobody else should read."""
    lang, may = view.state.lang, may_type(dict(st.user))
    for build, problems in (
        ("", ownaside.in_build(view.build)),
        ("_waiting", ownaside.waiting(view.build, view.mart)),
    ):
        if not problems:
            continue
        files = ownaside.by_file(problems).items()
        told = "".join(
            f"<p><code>{escape(file)}</code></p>{listed(found, lang) if may else ''}" for file, found in files
        )
        intro = escape(word(f"own_table.aside{build}", lang))
        if not may:
            told += f"<p>{escape(word(f'own_table.untold{build}', lang))}</p>"
        st.html(f'<div class="rb-banner" role="status"><p>{intro}</p>{told}</div>')


def _checks(view: View) -> None:
    """The rules that ran against this build, from its manifest."""
    ja = view.state.lang == "ja"
    checks = view.build.manifest["checks"]
    flagged = sum(item["rows"] > 0 for item in checks.values())
    title = (
        f"{len(checks)}の検査のうち{flagged}で、認めた要確認値がある"
        if ja
        else f"{len(checks)} checks ran; {flagged} hold accepted doubts"
    )
    head = _head(
        "checks",
        title,
        "sql/checks の規則と、当たった行の数" if ja else "Rules in sql/checks and the rows they found",
    )
    names = ("検査", "当たった行（行）") if ja else ("Check", "Rows found (rows)")
    rows = [(name, str(item["rows"])) for name, item in sorted(checks.items())]
    label = word("setting.fold", view.state.lang)
    own = folds.fold(folds.SETTINGS, "table", label, view.state, view.build.build_id)
    table = html.table(names, rows, (False, True), title, True, view.state.lang)
    st.html(f'{head}{table}<div class="rb-below" id="settings">{own}</div>')


def _lineage(view: View) -> None:
    lang = view.state.lang
    title, told = lineage.views(view.build, lang)
    if told:
        head = _head(
            "lineage",
            title,
            "ビューと列、もとになる表の列、資料。SQL から求めたもの"
            if lang == "ja"
            else "View and column, the columns of tables behind, documents; worked out from the SQL",
        )
        st.html(head + told)


def _head(anchor: str, title: str, subtitle: str) -> str:
    return (
        f'<div class="rb-head" id="{anchor}"><h2 class="rb-title">{escape(title)}</h2>'
        f'<p class="rb-subtitle">{escape(subtitle)}</p></div>'
    )


PAGE = Page(
    "data",
    T("データと出典", "Data and sources"),
    T("この数字は信じてよいか", "Can I trust these figures?"),
    finding_of("sources"),
    _body,
    place=12,
    cards=(trust.sources, trust.oldest, trust.accepted),
)
