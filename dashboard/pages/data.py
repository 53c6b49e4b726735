"""データと出典: can I trust it?"""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.pages.page import Page, View, finding_of
from dashboard.panel import PanelData
from dashboard.render import html
from dashboard.render.screen import draw
from dashboard.text import T


def _body(view: View, prepared: dict[str, PanelData]) -> None:
    for data in prepared.values():
        draw(data, view.state)
    _checks(view)
    _changes(view)
    _builds(view)


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
    _head(
        "checks",
        title,
        "sql/checks の規則と、当たった行の数" if ja else "Rules in sql/checks and the rows they found",
    )
    names = ("検査", "当たった行（行）") if ja else ("Check", "Rows found (rows)")
    rows = [(name, str(item["rows"])) for name, item in sorted(checks.items())]
    st.html(html.table(names, rows, (False, True), title, True, view.state.lang))


_KINDS = {"new": T("新規", "New"), "revised": T("改定", "Revised"), "gone": T("消滅", "Gone")}


def _changes(view: View) -> None:
    """What changed by value against the build before, as the refresh recorded it."""
    lang = view.state.lang
    ja = lang == "ja"
    told = view.build.manifest.get("changes", {"counts": {}, "rows": []})
    parts = [f"{kind(lang)} {told['counts'].get(name, 0):,}" for name, kind in _KINDS.items()]
    if not view.build.manifest.get("previous_build_id"):
        title = "最初の版のため、比べる前の版はない" if ja else "The first build: there is none before it"
    elif not told["counts"]:
        title = "前の版から変わった数値はない" if ja else "No figure changed since the build before"
    else:
        title = ("前の版との違い: " if ja else "Since the build before: ") + ("、" if ja else ", ").join(
            parts
        )
    _head(
        "changes", title, "表・キー・列ごとの前後の値" if ja else "Old and new value by table, key and column"
    )
    if told["rows"]:
        names = (
            ("種類", "表", "行のキー", "列", "前の値", "新しい値", "転記ファイルと行")
            if ja
            else ("Kind", "Table", "Key", "Column", "Old", "New", "Transcribed file and row")
        )
        rows = [
            (
                _KINDS[row["kind"]](lang),
                row["table"],
                row["key"],
                row["column"] or "",
                row["old"] or "",
                row["new"] or "",
                row["row"] or "",
            )
            for row in told["rows"]
        ]
        st.html(html.table(names, rows, (False,) * 7, title, True, view.state.lang))


def _builds(view: View) -> None:
    """The builds that are kept, newest first; the one on screen is named."""
    ja = view.state.lang == "ja"
    builds = view.mart.builds()
    title = f"{len(builds)}の版を保存している" if ja else f"{len(builds)} builds are kept"
    _head(
        "builds",
        title,
        f"いま示しているのは {view.build.build_id}" if ja else f"On screen: {view.build.build_id}",
    )
    names = (
        ("版", "作成（UTC）", "行（行）", "出典（資料）")
        if ja
        else ("Build", "Made (UTC)", "Rows (rows)", "Sources (documents)")
    )
    rows = [
        (
            m["build_id"],
            m["created_at"].replace("T", " ").replace("+00:00", ""),
            f"{sum(m['rows'].values()):,}",
            str(len(m["sources"])),
        )
        for m in builds
    ]
    st.html(html.table(names, rows, (False, False, True, True), title, True, view.state.lang))


def _head(anchor: str, title: str, subtitle: str) -> None:
    st.html(
        f'<div class="rb-head" id="{anchor}"><h2 class="rb-title">{escape(title)}</h2>'
        f'<p class="rb-subtitle">{escape(subtitle)}</p></div>'
    )


PAGE = Page("data", T("この数字は信じてよいか", "Can I trust these figures?"), finding_of("sources"), _body)
