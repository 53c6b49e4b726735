"""What a form bears so that it is recognised when it comes back: its version, and whose it is."""

from __future__ import annotations

import re

NEW_YEAR, SURVEY = "renkei-new-year", "renkei-survey"


def write_marker(version: str, *words: object) -> str:
    """`renkei-new-year/1 hokkaido_casebook_2024 disbursement 2025`"""
    return " ".join((version, *map(str, words)))


def read_marker(text: str, form: str) -> list[str]:
    """The version and the words behind it; nothing where the text is no marker of this form."""
    return text.split() if re.match(rf"{form}/\d+(?: |$)", text) else []
