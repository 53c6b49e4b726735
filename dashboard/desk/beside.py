"""What stands on a page beside its figures: what was written since the build, and who may write."""

from __future__ import annotations

import streamlit as st

from dashboard import signin
from dashboard.decided import sentence
from dashboard.desk import allowed, dialog
from dashboard.desk.pending import pending
from dashboard.mart import Build
from dashboard.panels import PANELS
from dashboard.render.language import passage
from dashboard.state import State
from dashboard.text import Lang, word
from renkei.decisionfile import KINDS, STATES, Record

_SIGNED_ON = "council"


def show(state: State, build: Build, live: Build, page_id: str) -> None:
    """On 会議体 all that was written since the build, and the sign-in; elsewhere what is about its panels."""
    lang = state.lang
    new = [record for record in pending(build, live) if _belongs(record, page_id)]
    if new:
        items = "".join(f"<li>{passage(_said(record, lang), lang)}</li>" for record in new)
        st.html(
            f'<section class="rb-banner" data-written="{len(new)}">'
            f"<p><strong>{passage(word('decide.pending', lang), lang)}</strong></p><ul>{items}</ul></section>"
        )
    if page_id == _SIGNED_ON and build.whole is live and allowed.asks_to_sign_in():
        signin.show(dialog.reader()[0], dict(st.user), lang, "decide_signin")


def _belongs(record: Record, page_id: str) -> bool:
    panel = PANELS.get(record["panel_id"])
    return page_id == _SIGNED_ON or (panel is not None and panel.page == page_id)


def _said(record: Record, lang: Lang) -> str:
    """The sentence that will stand beside its panel; what is no word of the board stands as it is."""
    kind, state = KINDS.get(record["kind"]), STATES.get(record["state"])
    return sentence(
        record["decided_on"],
        word(f"decision_kind.{kind}", lang) if kind else record["kind"],
        record["text"],
        lang,
        assignee=record["assignee"],
        due_on=record["due_on"],
        state=word(f"decision_state.{state}", lang) if state else record["state"],
        outcome=record["outcome"],
    )
