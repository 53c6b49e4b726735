"""Since the last meeting: on データと出典 by value, on 概況 in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import failure, meeting
from dashboard.conclusion import Concluded, reached
from dashboard.datatable import table
from dashboard.mart import OLDER, Row
from dashboard.meeting import Since
from dashboard.nouns import TABLES, listed
from dashboard.pages.changelist import counts_of, draw_differences, section
from dashboard.pages.page import View
from dashboard.panels import PANELS
from dashboard.parameters import parameters
from dashboard.render import builds as render
from dashboard.render import html
from dashboard.selects import select
from dashboard.text import Lang, T, word

_DECIDED = select("council/decided_since")
# column of the select → what it is called (i18n [decide])
_NEWS = {"is_new": "since_new", "is_done": "since_done", "is_overdue": "since_overdue"}
_ANCHOR = "since_meeting"
_QUESTION = T("前の会議から何が変わったか", "What changed since the last meeting?")


def concluded_since(view: View) -> list[Concluded]:
    """The sentence, where a meeting was held and figures have changed since; none where it fails."""
    found: list[Concluded] = []
    with failure.contained("sentence on the last meeting", lambda number: None):
        found += _since(view)
    return found


def _since(view: View) -> list[Concluded]:
    last = meeting.since(view.mart, view.build)
    if last is None:
        return []
    lang = view.state.lang
    decided = _decided_in_words(_decided(last, view), lang)
    if not last.counts and not decided:
        return []
    day = render.made_on(last.build, lang)
    told = _with(_in_words(last, view), decided, lang)
    text = T(
        f"前の会議の版（{day}作成）から、{told}",
        f"Since the build of the last meeting (made on {day}): {told}",
    )(lang)
    return [Concluded(_ANCHOR, text, "data", _ANCHOR, _QUESTION(lang), reached(view.state))]


def draw_since(view: View) -> None:
    """What is new, revised or gone by value; nothing where no meeting was held on an older build."""
    last = meeting.since(view.mart, view.build)
    if last is None:
        return
    lang, newer = view.state.lang, view.build.whole
    decided = _decided(last, view)
    told = _with(_in_words(last, view), _decided_in_words(decided, lang), lang)
    title = T(f"前の会議「{last.meeting}」から、{told}", f"Since the last meeting, “{last.meeting}”: {told}")(
        lang
    )
    times = [render.moment(str(held.manifest["created_at"]), lang) for held in (last.build, newer)]
    subtitle = T(
        f"{times[0]}に作成した版と、{times[1]}の版の違い",
        f"Between the builds made on {times[0]} and {times[1]}",
    )(lang)
    if last.longer:
        names = listed([render.Labels(newer, lang).table(name) for name in last.longer], TABLES, lang)
        subtitle += T(
            f"。行の多い表（{names}）は python -m etl diff で比べる",
            f"; long tables ({names}): compare them with python -m etl diff",
        )(lang)
    section(_ANCHOR, title, subtitle)
    if decided:
        st.html(_decided_table(decided, lang))
    if last.differences is not None:
        draw_differences(last.differences, title, view)


def _in_words(last: Since, view: View) -> str:
    """新規8、改定2（交付額、人口）"""
    lang = view.state.lang
    if last.differences is None:
        return T("古い版のため値ごとに比べられない", "too old to be compared by value")(lang)
    if not last.counts:
        return T("変わった数値はない", "no figure changed")(lang)
    labels = render.Labels(view.build.whole, lang)
    names = listed([labels.table(name) for name in last.tables], TABLES, lang)
    around = "" if not names else f"（{names}）" if lang == "ja" else f" ({names})"
    return counts_of(last.counts, lang) + around


def _decided(last: Since, view: View) -> Sequence[Row]:
    """What was decided since the day of the build that was shown at the meeting, done since then, or came to
    be overdue; nothing of a build that holds no decisions."""
    bound = {**parameters(view.state), "meeting_day": render.day_made(last.build).isoformat()}
    try:
        return view.build.query(_DECIDED, bound)
    except OLDER:
        return ()


def _decided_in_words(rows: Sequence[Row], lang: Lang) -> str:
    """決定・宿題は新規5、済2、期日を過ぎたもの1; nothing where there is no news of them."""
    counts = {name: sum(bool(row[name]) for row in rows) for name in _NEWS}
    parts = [
        word(f"decide.{_NEWS[name]}", lang).format(count=count) for name, count in counts.items() if count
    ]
    if not parts:
        return ""
    return word("decide.since", lang).format(counts=("、" if lang == "ja" else ", ").join(parts))


def _with(changes: str, decided: str, lang: Lang) -> str:
    return ("。" if lang == "ja" else "; ").join(part for part in (changes, decided) if part)


def _decided_table(rows: Sequence[Row], lang: Lang) -> str:
    """Each of them as 会議体 lists it."""
    columns = [column for column in PANELS["decisions"].columns if column.key(lang) in rows[0]]
    held = table(columns, rows, lang)
    caption = T("前の会議からの決定・宿題", "Decisions since the last meeting")(lang)
    return html.table(held.headings, held.texts, [False] * len(columns), caption, lang=lang)
