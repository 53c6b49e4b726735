"""What may be written into cells of a form: rules of a spreadsheet, with the words beside the cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Rule = dict[str, Any]
_TITLE, _TEXT = 32, 250  # characters that a spreadsheet takes of the words beside a cell


def choose(words: Sequence[str] | str, title: str = "書き方") -> Rule:
    """One of the words, or of those that stand in a range of cells."""
    source = words if isinstance(words, str) else list(words)
    return {"validate": "list", "source": source, **refuse("一覧から選びます", title)}


def whole_number(low: float | None, high: float | None) -> Rule:
    return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}


def holds(formula: str) -> Rule:
    """Where a breach may be right: the formula is warned about, not enforced."""
    return {"validate": "custom", "value": f"={formula}", "error_type": "warning"}


def refuse(message: str, title: str = "書き方") -> Rule:
    """What is said when something else is written."""
    return {"error_title": title, "error_message": message[:_TEXT]}


def prompt(title: str, message: str) -> Rule:
    """What stands beside the cell while it is filled in."""
    return {"input_title": title[:_TITLE], "input_message": message[:_TEXT]} if message else {}
