"""Where something stands in a text: line and character, and the line itself with a caret below."""

from __future__ import annotations

import unicodedata

from etl.problems import Problem

_MOST = 100


def line_and_char(text: str, at: int) -> tuple[int, int]:
    """Line and character of an offset, both from 1."""
    at = min(max(at, 0), len(text))
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def excerpt(text: str, at: int) -> str:
    """Two lines: the line of the offset and a caret under it; a long line is cut around the place."""
    line, char = line_and_char(text, at)
    whole = text.split("\n")[line - 1].replace("\t", " ")
    first = max(0, min(char - 1 - _MOST // 2, len(whole) - _MOST))
    shown = whole[first : first + _MOST]
    lead = "…" if first else ""
    head = f"{line:>4} | {lead}"
    before = shown[: char - 1 - first]
    # a caret under Japanese letters, which are twice as wide
    room = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in lead + before)
    return f"{head}{shown}\n     | {' ' * room}^"


def problem(
    label: str,
    text: str,
    at: int | None,
    rule: str,
    ja: str,
    en: str,
    column: str | None = None,
    value: str | None = None,
    guess: str | None = None,
) -> Problem:
    """An error at an offset of a text, with the line shown."""
    line, char = line_and_char(text, at) if at is not None else (None, None)
    return Problem(
        "error",
        rule,
        ja,
        en,
        file=label,
        row=line,
        column=column,
        value=value,
        guess=guess,
        char=char,
        excerpt=excerpt(text, at) if at is not None else None,
    )
