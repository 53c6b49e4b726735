"""決定を記入する: what a meeting decided, and later what came of it, typed on any page of the board."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from dashboard.desk import allowed, pending
from dashboard.desk.record import Typed, outcome_of, record_of
from dashboard.editors import Refused
from dashboard.finding import column
from dashboard.mart import Build
from dashboard.panels import BY_PAGE, PANELS
from dashboard.parameters import today
from dashboard.paths import mart_folder
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word
from renkei.decisionfile import KINDS, LONGEST, STATES, NotWritten, Place, Record, add, change
from renkei.office import samples_mart

_LOG = logging.getLogger(__name__)
_ABOUT = select("choice/decision_about")
_OPEN = "未了"


def reader() -> tuple[Refused | None, str]:
    """Why this reader may not write, or None, and who it is: asked again whenever something is saved."""
    user = dict(st.user)
    if mart_folder() == samples_mart():  # what is real does not stand among what is invented
        return Refused.CLOSED, ""
    headers = dict(st.context.headers)
    refused = allowed.standing(user, st.get_option("server.address"), headers)
    return refused, str(user.get("email", ""))


def show(state: State, build: Build, page_id: str) -> None:
    """The button, where this reader may write; beside an older build nobody does."""
    refused, _ = reader()
    if refused is None and st.button(word("decide.open", state.lang), key="decide_open", width="stretch"):
        st.dialog(word("decide.open", state.lang), width="large")(_dialog)(state, build, page_id)


def _dialog(state: State, build: Build, page_id: str) -> None:
    lang = state.lang
    unfinished = [place for place in pending.places() if place.record["state"] in ("", _OPEN)]
    modes = ("new", "outcome") if unfinished else ("new",)
    mode = "new"
    if len(modes) > 1:
        mode = st.radio(
            word("decide.mode", lang),
            modes,
            horizontal=True,
            format_func=lambda item: word("decide.new" if item == "new" else "decide.outcome_mode", lang),
            key="decide_mode",
        )
    by = "" if reader()[1] else st.text_input(word("decide.by", lang), key="decide_by", max_chars=80)
    if mode == "outcome":
        _outcome(unfinished, by, lang)
    else:
        _new(state, build, page_id, by)


def _new(state: State, build: Build, page_id: str, by: str) -> None:
    lang = state.lang
    about = _about(build, lang)
    panels = _panels(page_id, lang)
    text = st.text_area(word("decide.text", lang), key="decide_text", max_chars=LONGEST, height=90)
    first, second, third = st.columns(3)
    with first:
        kind = st.selectbox(
            word("decide.kind", lang),
            list(KINDS),
            format_func=lambda item: word(f"decision_kind.{KINDS[item]}", lang),
            key="decide_kind",
        )
        decided = st.date_input(word("decide.decided_on", lang), today(), key="decide_on")
    with second:
        assignee = st.text_input(word("decide.assignee", lang), key="decide_assignee", max_chars=80)
        due = st.date_input(word("decide.due_on", lang), None, key="decide_due")
    with third:
        region = _choice("region", about["region"], lang, state.region)
        meeting = _choice("meeting", about["meeting"], lang)
    theme = _choice("theme", about["theme"], lang)
    panel = _choice("panel", panels, lang)

    def save() -> Record:
        offered = {"region_id": about["region"], "meeting_id": about["meeting"]}
        typed = Typed(text, kind, _day(decided), region, meeting, theme, panel, assignee, _day_or_none(due))
        record = record_of(typed, {**offered, "theme_id": about["theme"], "panel_id": panels})
        return add(pending.folder(), record, _name(by), _now())

    _save(save, lang)


def _outcome(unfinished: list[Place], by: str, lang: Lang) -> None:
    by_id = {place.record["decision_id"]: place for place in unfinished}
    number = st.selectbox(
        word("decide.which", lang),
        list(by_id),
        format_func=lambda item: f"{by_id[item].record['decided_on']} {by_id[item].record['text']}",
        key="decide_which",
    )
    place = by_id[number]
    first, second = st.columns(2)
    state = first.selectbox(
        word("decide.state", lang),
        [name for name in STATES if name != _OPEN],
        format_func=lambda item: word(f"decision_state.{STATES[item]}", lang),
        key="decide_state",
    )
    done = second.date_input(word("decide.done_on", lang), today(), key="decide_done")
    outcome = st.text_area(word("decide.outcome", lang), key="decide_outcome", max_chars=LONGEST, height=90)

    def save() -> Record:
        record = outcome_of(place.record, state, _day_or_none(done), outcome)
        return change(place, record, _name(by), _now())

    _save(save, lang)


def _save(write: Callable[[], Record], lang: Lang) -> None:
    """Who may not is refused here, whatever was shown before."""
    if not st.button(word("decide.save", lang), type="primary", key="decide_save"):
        return
    try:
        refused, _ = reader()
        if refused is not None:
            raise NotWritten("refused")
        write()
    except NotWritten as not_written:
        said = word(f"decide.{not_written.why}", lang)
    except OSError:
        _LOG.exception("decisions/ cannot be written")
        said = word("decide.disk", lang)
    else:
        st.rerun()
    st.html(f'<p class="rb-banner" role="alert">{escape(said)}</p>')


def _about(build: Build, lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Kind → the ids that can be chosen, with their names."""
    found: dict[str, dict[str, str]] = {"region": {}, "meeting": {}, "theme": {}}
    for row in build.whole.choices(_ABOUT):
        found[row["kind"]][row["id"]] = str(row[column(lang, "name")])
    return found


def _panels(page_id: str, lang: Lang) -> Mapping[str, str]:
    """Those of the page first, then all others."""
    first = [panel.panel_id for panel in BY_PAGE.get(page_id, ())]
    return {name: PANELS[name].question(lang) for name in dict.fromkeys((*first, *PANELS))}


def _choice(kind: str, names: Mapping[str, str], lang: Lang, chosen: str | None = None) -> str | None:
    ids = list(names)
    picked: str | None = st.selectbox(
        word(f"decide.{kind}", lang),
        ids,
        index=ids.index(chosen) if chosen is not None and chosen in names else None,
        format_func=lambda item: names[item],
        key=f"decide_{kind}",
        placeholder=word("app.choose", lang),
    )
    return picked


def _name(by: str) -> str:
    """Who signed in, else what a person at this machine wrote."""
    return reader()[1] or by


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _day(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise NotWritten("no_day")
    return value


def _day_or_none(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
