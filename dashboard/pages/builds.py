"""The history on データと出典: the builds, two of them compared, the last runs.

From manifests, the log and the builds themselves; texts stand here, HTML in render/builds.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from dashboard import absent, address, comparison
from dashboard.pages.changelist import counts_of, draw_differences, section
from dashboard.pages.page import View
from dashboard.render import builds as render
from dashboard.render import html
from dashboard.state import State
from dashboard.text import Lang, T

_RESULTS = {
    "published": T("公開", "Published"),
    "nothing_new": T("新しいものなし", "Nothing new"),
    "problems": T("問題あり", "Problems"),
    "waiting": T("承認待ち", "Waiting"),
    "refused": T("実行できず", "Could not run"),
    "done": T("済み", "Done"),
}
_LAST_RUNS = 20


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
    section(
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
                escape(counts_of(told, lang) or "—"),
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
        section("compare", T("比べる別の版はまだない", "There is no other build to compare with")(lang), "")
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
    older, newer = sorted((other, view.build), key=comparison.age_order)
    found, longer = comparison.between(older, newer), comparison.longer(older, newer)
    with heading:
        if found is None:
            told = T("この古い版は値ごとに比べられない", "too old to be compared by value")(lang)
        elif found.counts:
            told = counts_of(found.counts, lang)
        else:
            told = T("違う値はない", "no value differs")(lang)
        if longer:
            names = "、".join(render.Labels(newer, lang).table(name) for name in longer)
            told += T(
                f"。行の多い表（{names}）は別に python -m etl diff で比べる",
                f"; long tables ({names}) differ too: compare them with python -m etl diff",
            )(lang)
        title = T(f"二つの版の違い: {told}", f"Two builds compared: {told}")(lang)
        section("compare", title, f"{older.build_id} → {newer.build_id}")
    if found is not None:
        draw_differences(found, title, replace(view, build=newer))


def runs(view: View) -> None:
    """How the last runs ended, newest first."""
    lang = view.state.lang
    found = view.mart.runs(_LAST_RUNS)
    if not found:
        section("runs", T("更新の記録はまだない", "No run is recorded yet")(lang), "")
        return
    last = found[0]
    title = T("前回の実行: ", "Last run: ")(lang) + (
        f"{render.moment(last['at'], lang)} {last.get('command', '')} {_result(last, lang)}"
    )
    section(
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
            counts_of(run["changes"], lang)
            if isinstance(run.get("changes"), dict) and run["changes"]
            else "",
        )
        for run in found
    ]
    numeric = (False, False, False, True, False, True, True, False)
    st.html(html.table([h(lang) for h in headings], cells, numeric, title, True, lang))


def _result(run: Mapping[str, Any], lang: Lang) -> str:
    told = _RESULTS.get(str(run.get("result")))
    return told(lang) if told else str(run.get("result", ""))
