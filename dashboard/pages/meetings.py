"""Since the last meeting: on データと出典 by value, on 概況 in a sentence."""

from __future__ import annotations

from dashboard import failure, meeting
from dashboard.conclusion import Concluded, reached
from dashboard.finding import listed
from dashboard.meeting import Since
from dashboard.pages.changelist import counts_of, draw_differences, section
from dashboard.pages.page import View
from dashboard.render import builds as render
from dashboard.text import T

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
    if last is None or not last.counts:
        return []
    lang = view.state.lang
    day = render.made_on(last.build, lang)
    told = _in_words(last, view)
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
    told = _in_words(last, view)
    title = T(f"前の会議「{last.meeting}」から、{told}", f"Since the last meeting, “{last.meeting}”: {told}")(
        lang
    )
    subtitle = f"{last.build.build_id} → {newer.build_id}"
    if last.longer:
        names = listed([render.Labels(newer, lang).table(name) for name in last.longer], lang)
        subtitle += T(
            f"。行の多い表（{names}）は python -m etl diff で比べる",
            f"; long tables ({names}): compare them with python -m etl diff",
        )(lang)
    section(_ANCHOR, title, subtitle)
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
    names = listed([labels.table(name) for name in last.tables], lang)
    around = "" if not names else f"（{names}）" if lang == "ja" else f" ({names})"
    return counts_of(last.counts, lang) + around
