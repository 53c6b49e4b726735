"""Any coalition: municipalities and a name that stand in the address alone, made safe to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_MEMBERS = 100
LONGEST_NAME = 40
_CODE = re.compile("[0-9]{6}")


def named_codes(values: Iterable[str]) -> set[str]:
    """012106,012149 → {"012106", "012149"}: what an address names, well-formed or not."""
    return {part.strip() for value in values for part in value.split(",")} - {""}


def codes(wanted: Iterable[str]) -> tuple[str, ...]:
    """Well-formed codes, each once, sorted, at most MOST_MEMBERS."""
    return tuple(sorted({code for code in wanted if _CODE.fullmatch(code)})[:MOST_MEMBERS])


def name(text: str | None) -> str | None:
    """A name of one line without control characters, at most LONGEST_NAME long; None when empty."""
    plain = "".join(ch if ch.isprintable() else " " for ch in text or "")
    return " ".join(plain.split())[:LONGEST_NAME].strip() or None
