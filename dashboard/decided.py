"""What was decided about a panel, a line each: among the notes of the panel wherever that is shown."""

from __future__ import annotations

import datetime as dt

from dashboard import format as fmt
from dashboard import sample
from dashboard.declared import Panel
from dashboard.mart import Build
from dashboard.parameters import parameters
from dashboard.selects import select
from dashboard.state import State
from dashboard.text import Lang, word

_BESIDE = select("council/decisions_beside")
_MOST = 3


def beside(panel: Panel, state: State, build: Build) -> tuple[str, ...]:
    """Of all regions, or of the one in focus where the panel is about it: overdue first, then open, then the
    newest; how many more there are. None of a build that is older than decisions."""
    focus = None if panel.scope == "any" else state.region
    rows = [
        row
        for row in build.whole.choices(_BESIDE, parameters(state))
        if row["panel_id"] == panel.panel_id and (not focus or row["region_id"] in (None, focus))
    ]
    lines = []
    for row in rows[:_MOST]:
        line = sentence(
            row["decided_on"],
            word(f"decision_kind.{row['kind']}", state.lang),
            row["text"],
            state.lang,
            meeting=row["meeting"],
            assignee=row["assignee"],
            due_on=row["due_on"],
            state="" if row["state"] == "none" else word(f"decision_state.{row['state']}", state.lang),
            outcome=row["outcome"],
        )
        lines.append(sample.marked(line, state.lang) if row["sample"] else line)
    if len(rows) > _MOST:
        lines.append(word("decide.more", state.lang).format(count=len(rows) - _MOST))
    return tuple(lines)


def sentence(
    decided_on: dt.date | str,
    kind: str,
    text: str,
    lang: Lang,
    *,
    meeting: str | None = None,
    assignee: str | None = None,
    due_on: dt.date | str | None = None,
    state: str = "",
    outcome: str | None = None,
) -> str:
    """Day, meeting, kind and text; who, until when, how far, what came of it. A day that is no date stands as
    it was written."""
    ja = lang == "ja"
    parts = [text]
    if assignee:
        parts.append(word("decide.of", lang).format(name=assignee))
    if due_on:
        parts.append(word("decide.until", lang).format(day=_day(due_on, lang)))
    parts += [part for part in (state, outcome) if part]
    head = (
        f"{kind}（{'、'.join(p for p in (_day(decided_on, lang), meeting) if p)}）："
        if ja
        else (f"{kind} ({', '.join(p for p in (_day(decided_on, lang), meeting) if p)}): ")
    )
    return head + ("、" if ja else "; ").join(parts)


def _day(day: dt.date | str, lang: Lang) -> str:
    try:
        return fmt.date(dt.date.fromisoformat(day) if isinstance(day, str) else day, lang)
    except ValueError:
        return str(day)
