"""Changes by value on データと出典: those that wait at the gate, and those since the build before.

What was not published, what was hidden, and what a build showed that the office took back stands in neither;
nor of whom hidden answers would follow from builds side by side, which is for the office alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.candidate import candidate, of_a_survey
from dashboard.comparison import MOST_REVISED, MOST_ROWS
from dashboard.finding import counted
from dashboard.pages.page import View
from dashboard.render import builds as render
from dashboard.text import Lang, T
from renkei.concealment import REVISION, TABLES, UNTOLD, VALUES, gives_away

if TYPE_CHECKING:
    from renkei.compare import Comparison

_KINDS = {
    "new": T("新規", "New"),
    "revised": T("改定", "Revised"),
    "gone": T("消滅", "Gone"),
    "definition": T("定義変更", "Definition"),
    "untold": T("示さない", "Not told"),
}
_CHANGE_HEADINGS = (
    T("種類", "Kind"),
    T("表", "Table"),
    T("行のキー", "Key"),
    T("列", "Column"),
    T("前の値", "Old"),
    T("新しい値", "New"),
    T("差", "By"),
    T("転記ファイルと行", "Transcribed file and row"),
)
_NUMERIC = (False, False, False, False, True, True, True, False)


def waiting(view: View) -> None:
    """What a refresh found and holds back until a person accepts it."""
    live = view.mart.live()
    run = view.mart.waiting(live)
    if run is None:
        return
    lang, told = view.state.lang, candidate(run)
    rows = (run.get("changes") or {}).get("rows") or run.get("waiting") or []
    unpublished = any(of_a_survey(row) and row["kind"] != "disclosure" for row in rows)
    rows = [row for row in rows if not of_a_survey(row)]
    if told.surveyed:
        title = T(
            "公開を待つ版がある: 確かめる変更に調査の回答が含まれる",
            "A candidate waits: survey answers are among the changes to look at",
        )(lang)
    else:
        title = T(
            f"公開を待つ版がある: 確かめる変更は{told.held}件（差分 {told.name}）",
            f"A candidate waits: {counted(told.held, 'change')} to look at (difference {told.name})",
        )(lang)
    how = T(
        f"make refresh ACCEPT={told.name}" if told.name else "make refresh の表示にある名前で承認する",
        f"make refresh ACCEPT={told.name}" if told.name else "accept it by the name that make refresh prints",
    )(lang)
    subtitle = T(
        f"ボードが示すのは公開版 {live.build_id} のまま。正しければ {how}",
        f"The board stays on the live build {live.build_id}. If it is right: {how}",
    )(lang)
    if told.disclosing:
        subtitle += T(
            "。秘匿した回答が公開中の版との差から分かる市町村がある（make refresh の表示にだけ出る）。"
            "回答が揃うまで待つか、承認してすぐに python -m etl withdraw --surveys で古い版を取り下げる",
            ". Suppressed answers of some municipalities would follow from builds that are open (only make "
            "refresh names them): wait for more returns, or accept and at once withdraw the older builds: "
            "python -m etl withdraw --surveys",
        )(lang)
    if unpublished:
        subtitle += T(
            "。調査の回答の変更は、公開するまで示さない",
            ". Changes of survey answers are not shown before they are published",
        )(lang)
    section("candidate", title, subtitle)
    if rows:
        draw_changes(rows, title, view)


def changes(view: View) -> None:
    """What changed by value against the build before, as the refresh recorded it."""
    lang = view.state.lang
    told = view.build.manifest.get("changes", {"counts": {}, "rows": []})
    before = str(view.build.manifest.get("previous_build_id") or "")
    closed = bool(told["rows"]) and view.mart.withdrawn(before)
    said = counts_of(told["counts"], lang)
    if not before:
        title = T("最初の版のため、比べる前の版はない", "The first build: there is none before it")(lang)
    elif closed:
        title = T("前の版は取り下げられた", "The build before was withdrawn")(lang)
    elif not said:
        title = T("前の版から変わった数値はない", "No figure changed since the build before")(lang)
    else:
        title = T("前の版との違い: ", "Since the build before: ")(lang) + said
    section(
        "changes", title, T("表・キー・列ごとの前後の値", "Old and new value by table, key, column")(lang)
    )
    rows = [row for row in told["rows"] if row["kind"] != "disclosure"]
    if closed:
        for_surveys = view.mart.marks(before).for_surveys
        unsaid = T(
            "前の版は取り下げられたため、その調査の回答は示さない"
            if for_surveys
            else "前の版は取り下げられたため、その値は示さない",
            "The build before was withdrawn: what it showed of surveys is not told"
            if for_surveys
            else "The build before was withdrawn: what it showed is not told",
        )(lang)
        st.html(f'<p class="rb-source">{escape(unsaid)}</p>')
        rows = [row for row in rows if for_surveys and not of_a_survey(row)]
    if told.get("concealment") != REVISION:
        rows = [row for row in rows if not _may_give_away(row)]
    if rows:
        draw_changes(rows, title, view)


def _may_give_away(row: Mapping[str, Any]) -> bool:
    """Of a list that was made by other rules: whatever can name a hidden answer, or a sum it stands in."""
    if row["table"] not in TABLES:
        return False
    if row["table"] == TABLES[1] or row["kind"] == "gone" or not row["key"]:
        return True
    told = UNTOLD in (row["old"], row["new"]) or row["column"] not in VALUES
    return row["kind"] == "revised" and gives_away(row["table"], row["column"]) and told


def draw_changes(rows: Sequence[Mapping[str, Any]], title: str, view: View) -> None:
    """Changes as a manifest or the last run tells them, in the words of the build on screen."""
    lang = view.state.lang
    labels = render.Labels(view.build, lang)
    cells = [
        (
            _KINDS[row["kind"]](lang),
            labels.table(row["table"]),
            labels.key(row["table"], row["key"])
            if row["kind"] != "definition"
            else labels.part(row["table"], row["key"]),
            labels.column(row["table"], row["column"]),
            *(
                labels.text(row["table"], row["column"], row[side], row["kind"] == "revised")
                for side in ("old", "new")
            ),
            labels.by(row.get("by"), row.get("by_pct")),
            row["row"] or "",
        )
        for row in rows
    ]
    escaped = [[render.words(cell, lang) for cell in row] for row in cells]
    st.html(render.table([h(lang) for h in _CHANGE_HEADINGS], escaped, _NUMERIC, title, lang))


def draw_differences(differences: Comparison, title: str, view: View) -> None:
    """Two builds compared, within the limits of what a reader waits for; `view` is of the newer one."""
    if not differences.changes:
        return
    order = ("revised", "gone", "new", "definition", "untold")
    rows = sorted(differences.changes, key=lambda change: order.index(change.kind))
    draw_changes([change.as_dict() for change in rows], title, view)
    if sum(row.kind != "untold" for row in rows) < sum(differences.counts.values()):
        more = T(
            f"表ごとに、改定は列あたり{MOST_REVISED}行、新規と消滅は{MOST_ROWS}行までを示す。"
            "すべては python -m etl diff。",
            f"Per table at most {MOST_REVISED} revised values of a column and {MOST_ROWS} rows that came "
            "or went; all of them: python -m etl diff.",
        )
        st.html(f'<p class="rb-source">{escape(more(view.state.lang))}</p>')


def counts_of(counts: Mapping[str, int], lang: Lang) -> str:
    parts = [f"{told(lang)} {counts[kind]:,}" for kind, told in _KINDS.items() if counts.get(kind)]
    return ("、" if lang == "ja" else ", ").join(parts)


def section(anchor: str, title: str, subtitle: str) -> None:
    st.html(
        f'<div class="rb-head" id="{anchor}"><h2 class="rb-title">{escape(title)}</h2>'
        f'<p class="rb-subtitle">{escape(subtitle)}</p></div>'
    )
