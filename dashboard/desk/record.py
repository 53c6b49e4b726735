"""What a reader typed → a record of the office's file. What cannot be right is refused here too, whatever the
browser sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from renkei.decisionfile import KINDS, STATES, NotWritten, one_line


@dataclass(frozen=True)
class Typed:
    """The widgets of the dialog; ids are None where nothing is chosen."""

    text: str
    kind: str
    decided_on: dt.date
    region_id: str | None = None
    meeting_id: str | None = None
    theme_id: str | None = None
    panel_id: str | None = None
    assignee: str = ""
    due_on: dt.date | None = None


def record_of(typed: Typed, offered: Mapping[str, Collection[str]]) -> dict[str, str]:
    """A new record; `offered`: column → the ids that a reader can choose. Raises NotWritten."""
    if not one_line(typed.text):
        raise NotWritten("no_text")
    if typed.kind not in KINDS:
        raise NotWritten("not_offered")
    ids = {column: getattr(typed, column) or "" for column in offered}
    if any(value and value not in offered[column] for column, value in ids.items()):
        raise NotWritten("not_offered")
    if typed.due_on is not None and typed.due_on < typed.decided_on:
        raise NotWritten("due_before")
    return {
        **ids,
        "decided_on": typed.decided_on.isoformat(),
        "kind": typed.kind,
        "text": typed.text,
        "assignee": typed.assignee,
        "due_on": typed.due_on.isoformat() if typed.due_on else "",
        "state": "" if typed.kind == "メモ" and typed.due_on is None else "未了",
    }


def outcome_of(
    before: Mapping[str, str], state: str, done_on: dt.date | None, outcome: str
) -> dict[str, str]:
    """What came of a record. Raises NotWritten."""
    if state not in STATES:
        raise NotWritten("not_offered")
    done = done_on.isoformat() if done_on and STATES[state] == "done" else ""
    if done and done < before["decided_on"]:
        raise NotWritten("done_before")
    return {"state": state, "done_on": done, "outcome": outcome}
