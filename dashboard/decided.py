"""What was decided about a panel, a line each: among the notes of the panel wherever that is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Decided:
    """The first lines, how many decisions there are, and the first in short: day, kind, text, state."""

    lines: tuple[str, ...] = ()
    count: int = 0
    short: str = ""

    def listed(self, lang: Lang, most: int = _MOST) -> tuple[str, ...]:
        """At most so many lines; the last says how many more there are."""
        shown, left = self.lines[:most], self.count - len(self.lines[:most])
        if not left:
            return shown
        return (*shown[:-1], f"{shown[-1]}{word('decide.more', lang).format(count=left)}")

    def line(self, lang: Lang, characters: int) -> str:
        """One line of at most so many Japanese characters: the first, in short if long, else how many
        there are; empty where there is none."""
        most = characters if lang == "ja" else 2 * characters
        for first in (*self.lines[:1], self.short):
            line = "".join(Decided((first,), self.count).listed(lang))
            if len(line) <= most:
                return line if self.count else ""
        return word("decide.about", lang).format(count=self.count)


def beside(panel: Panel, state: State, build: Build) -> Decided:
    """Of all regions, or of the one in focus where the panel is about it: overdue first, then open, then the
    newest. None of a build that is older than decisions."""
    focus = None if panel.scope == "any" else state.region
    rows = [
        row
        for row in build.whole.choices(_BESIDE, parameters(state))
        if row["panel_id"] == panel.panel_id and (not focus or row["region_id"] in (None, focus))
    ]
    lines: list[str] = []
    short = ""
    for row in rows[:_MOST]:
        state_word = "" if row["state"] == "none" else word(f"decision_state.{row['state']}", state.lang)
        head = (row["decided_on"], word(f"decision_kind.{row['kind']}", state.lang), row["text"], state.lang)
        line = sentence(
            *head,
            meeting=row["meeting"],
            assignee=row["assignee"],
            due_on=row["due_on"],
            state=state_word,
            outcome=row["outcome"],
        )
        brief = sentence(*head, state=state_word)
        marked = [sample.marked(text, state.lang) if row["sample"] else text for text in (line, brief)]
        lines.append(marked[0])
        short = short or marked[1]
    return Decided(tuple(lines), len(rows), short)


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
