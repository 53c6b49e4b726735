"""The history on データと出典: what waits at the gate, what changed, the builds, two of them compared, the
last runs. From manifests, the log and the builds themselves; texts stand here, HTML in render/builds.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from dashboard import absent, address, comparison
from dashboard.comparison import MOST_REVISED, MOST_ROWS
from dashboard.mart import Build
from dashboard.pages.page import View
from dashboard.render import builds as render
from dashboard.render import html
from dashboard.state import State
from dashboard.text import Lang, T
from renkei.concealment import UNTOLD, VALUES, gives_away

_KINDS = {
    "new": T("新規", "New"),
    "revised": T("改定", "Revised"),
    "gone": T("消滅", "Gone"),
    "definition": T("定義変更", "Definition"),
    "disclosure": T("秘匿", "Disclosure"),
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
_NEW = 5  # where the new value stands among them
_RESULTS = {
    "published": T("公開", "Published"),
    "nothing_new": T("新しいものなし", "Nothing new"),
    "problems": T("問題あり", "Problems"),
    "waiting": T("承認待ち", "Waiting"),
    "refused": T("実行できず", "Could not run"),
    "done": T("済み", "Done"),
}
_LAST_RUNS = 20


def candidate(view: View) -> None:
    """What a refresh found and holds back until a person accepts it."""
    live = view.mart.live()
    waiting = view.mart.waiting(live)
    if waiting is None:
        return
    lang = view.state.lang
    rows = (waiting.get("changes") or {}).get("rows") or waiting.get("waiting") or []
    unpublished = [row for row in rows if _of_a_survey(row)]
    rows = [row for row in rows if not _of_a_survey(row)]
    held = len(waiting.get("waiting") or [])
    name = waiting.get("diff_id") or ""
    title = T(
        f"公開を待つ版がある: 確かめる変更は{held}件（差分 {name}）",
        f"A candidate waits: {held} changes to look at (difference {name})",
    )(lang)
    subtitle = T(
        f"ボードが示すのは公開版 {live.build_id} のまま。正しければ make refresh ACCEPT={name}",
        f"The board stays on the live build {live.build_id}. If it is right: make refresh ACCEPT={name}",
    )(lang)
    if any(row["kind"] == "disclosure" for row in waiting.get("waiting") or []):
        subtitle += T(
            "。秘匿した回答が分かるものは、回答が揃うまで待つか、承認してすぐに "
            "python -m etl withdraw --surveys で古い版を取り下げる",
            ". Where suppressed answers would be known: wait for more returns, or accept and at once "
            "withdraw the older builds: python -m etl withdraw --surveys",
        )(lang)
    if unpublished:
        subtitle += T(
            f"。調査の回答の変更{len(unpublished)}件は、公開するまで示さない",
            f". {len(unpublished)} changes of survey answers are not shown before they are published",
        )(lang)
    _head("candidate", title, subtitle)
    if rows:
        _draw_changes(rows, title, view)


def _of_a_survey(row: Mapping[str, Any]) -> bool:
    """What nobody has published: an answer, a total, who answered. The gate's own sentence is for all."""
    return row["kind"] != "disclosure" and str(row["table"]).startswith("survey_")


def changes(view: View) -> None:
    """What changed by value against the build before, as the refresh recorded it."""
    lang = view.state.lang
    told = view.build.manifest.get("changes", {"counts": {}, "rows": []})
    if not view.build.manifest.get("previous_build_id"):
        title = T("最初の版のため、比べる前の版はない", "The first build: there is none before it")(lang)
    elif not told["counts"]:
        title = T("前の版から変わった数値はない", "No figure changed since the build before")(lang)
    else:
        title = T("前の版との違い: ", "Since the build before: ")(lang) + _counts(told["counts"], lang)
    _head("changes", title, T("表・キー・列ごとの前後の値", "Old and new value by table, key, column")(lang))
    # a build made before this rule names the cells that became hidden, or shown
    rows = [row for row in told["rows"] if not (row["key"] and _names_hidden(row))]
    if rows:
        _draw_changes(rows, title, view)


def _names_hidden(row: Mapping[str, Any]) -> bool:
    untold = UNTOLD in (row["old"], row["new"]) or row["column"] not in VALUES
    return row["kind"] == "revised" and gives_away(row["table"], row["column"]) and untold


def _draw_changes(rows: Sequence[Mapping[str, Any]], title: str, view: View) -> None:
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
    for row, told in zip(rows, escaped, strict=True):
        if row["kind"] == "disclosure":
            told[_NEW] = render.sentence(row["new"], lang)
    st.html(render.table([h(lang) for h in _CHANGE_HEADINGS], escaped, _NUMERIC, title, lang))


def draw_builds(view: View) -> None:
    """The builds that are kept, newest first; each opens by its link."""
    lang = view.state.lang
    live, found = view.mart.live(), view.mart.builds()
    pinned = {m["build_id"]: view.mart.marks(m["build_id"]) for m in found}
    count = sum(bool(item.pinned_as) for item in pinned.values())
    title = T(
        f"{len(found)}の版を残し、うち{count}を会議に固定している",
        f"{len(found)} builds are kept, {count} of them pinned to a meeting",
    )(lang)
    _head(
        "builds",
        title,
        T(f"いま示しているのは {view.build.build_id}", f"On screen: {view.build.build_id}")(lang),
    )
    headings = (
        T("版（開く）", "Build (opens it)"),
        T("作成（日本時間）", "Made (Japan time)"),
        T("行（行）", "Rows (rows)"),
        T("出典（資料）", "Sources (documents)"),
        T("前の版との違い", "Since the build before"),
        T("会議・状態", "Meeting, state"),
        T("比べる", "Compare"),
    )
    rows = []
    for manifest in found:
        name = manifest["build_id"]
        item = pinned[name]
        states = [T("公開版", "live")(lang)] if name == live.build_id else []
        states += [T("表示中", "on screen")(lang)] if name == view.build.build_id else []
        states += [T(f"会議「{m}」", f"meeting “{m}”")(lang) for m in item.pinned_as]
        closed = view.mart.withdrawn(name)
        states += [T("取り下げ（開けない）", "withdrawn (does not open)")(lang)] if closed else []
        told = manifest.get("changes", {}).get("counts", {})
        rows.append(
            (
                escape(name)
                if closed
                else render.link(replace(view.state, build=name, against=None).address("overview"), name),
                escape(render.moment(manifest["created_at"], lang)),
                f"{sum(manifest['rows'].values()):,}",
                str(len(manifest["sources"])),
                escape(_counts(told, lang) if told else "—"),
                render.words("、".join(states) if lang == "ja" else ", ".join(states), lang),
                "—" if closed else _compare_link(view.state, name, view.build.build_id),
            )
        )
    numeric = (False, False, True, True, False, False, False)
    st.html(render.table([h(lang) for h in headings], rows, numeric, title, lang))


def _compare_link(state: State, name: str, on_screen: str) -> str:
    if name == on_screen:
        return "—"
    href = replace(state, against=name).address("data") + "#compare"
    return render.link(href, T("表示中の版と比べる", "with the one on screen")(state.lang), name)


def compared(view: View) -> None:
    """The build on screen against another one, by value."""
    lang, state = view.state.lang, view.state
    stored = (str(m["build_id"]) for m in view.mart.builds())
    others = [name for name in stored if name != view.build.build_id and not view.mart.withdrawn(name)]
    if not others:
        _head("compare", T("比べる別の版はまだない", "There is no other build to compare with")(lang), "")
        return
    before = view.build.manifest.get("previous_build_id")
    default = str(before if before in others else others[0])
    asked = state.against if state.against in others else None
    chosen = asked or default
    other = view.mart.build(chosen)
    heading = st.container()
    address.keep("against", asked)
    label = T("比べる版", "Build to compare with")(lang)
    st.selectbox(label, others, index=None, placeholder=default, key="against")
    if other is None:
        st.html(f"<p>{escape(absent.not_opened(view.mart, chosen, lang))}</p>")
        return
    older, newer = sorted((other, view.build), key=_order)
    found, longer = comparison.between(older, newer), comparison.longer(older, newer)
    with heading:
        if found is None:
            told = T("この古い版は値ごとに比べられない", "too old to be compared by value")(lang)
        elif found.counts:
            told = _counts(found.counts, lang)
        else:
            told = T("違う値はない", "no value differs")(lang)
        if longer:
            names = "、".join(render.Labels(newer, lang).table(name) for name in longer)
            told += T(
                f"。行の多い表（{names}）は別に python -m etl diff で比べる",
                f"; long tables ({names}) differ too: compare them with python -m etl diff",
            )(lang)
        title = T(f"二つの版の違い: {told}", f"Two builds compared: {told}")(lang)
        _head("compare", title, f"{older.build_id} → {newer.build_id}")
    if found is not None and found.changes:
        order = ("disclosure", "revised", "gone", "new", "definition")
        rows = sorted(found.changes, key=lambda change: order.index(change.kind))
        _draw_changes([change.as_dict() for change in rows], title, replace(view, build=newer))
        if len(rows) < sum(found.counts.values()):
            more = T(
                f"表ごとに、改定は列あたり{MOST_REVISED}行、新規と消滅は{MOST_ROWS}行までを示す。"
                "すべては python -m etl diff。",
                f"Per table at most {MOST_REVISED} revised values of a column and {MOST_ROWS} rows that came "
                "or went; all of them: python -m etl diff.",
            )
            st.html(f'<p class="rb-source">{escape(more(lang))}</p>')


def runs(view: View) -> None:
    """How the last runs ended, newest first."""
    lang = view.state.lang
    found = view.mart.runs(_LAST_RUNS)
    if not found:
        _head("runs", T("更新の記録はまだない", "No run is recorded yet")(lang), "")
        return
    last = found[0]
    title = T("前回の実行: ", "Last run: ")(lang) + (
        f"{render.moment(last['at'], lang)} {last.get('command', '')} {_result(last, lang)}"
    )
    _head(
        "runs", title, T("新しい順。data/mart/log.jsonl から", "Newest first, from data/mart/log.jsonl")(lang)
    )
    headings = (
        T("時刻（日本時間）", "Time (Japan time)"),
        T("コマンド", "Command"),
        T("結果", "Result"),
        T("終了コード", "Exit code"),
        T("版", "Build"),
        T("時間（秒）", "Duration (s)"),
        T("問題（件）", "Problems"),
        T("違い", "Changes"),
    )
    cells = [
        (
            render.moment(run["at"], lang),
            str(run.get("command", "")),
            _result(run, lang),
            str(run.get("exit_code", "")),
            str(run.get("build_id") or run.get("live_build_id") or ""),
            f"{run['seconds']:.1f}" if isinstance(run.get("seconds"), (int, float)) else "",
            str(run.get("problems", "")),
            _counts(run["changes"], lang) if isinstance(run.get("changes"), dict) and run["changes"] else "",
        )
        for run in found
    ]
    numeric = (False, False, False, True, False, True, True, False)
    st.html(html.table([h(lang) for h in headings], cells, numeric, title, True, lang))


def _result(run: Mapping[str, Any], lang: Lang) -> str:
    told = _RESULTS.get(str(run.get("result")))
    return told(lang) if told else str(run.get("result", ""))


def _counts(counts: Mapping[str, int], lang: Lang) -> str:
    parts = [f"{told(lang)} {counts[kind]:,}" for kind, told in _KINDS.items() if counts.get(kind)]
    return ("、" if lang == "ja" else ", ").join(parts)


def _order(build: Build) -> tuple[str, str]:
    return str(build.manifest["created_at"]), build.build_id


def _head(anchor: str, title: str, subtitle: str) -> None:
    st.html(
        f'<div class="rb-head" id="{anchor}"><h2 class="rb-title">{escape(title)}</h2>'
        f'<p class="rb-subtitle">{escape(subtitle)}</p></div>'
    )
