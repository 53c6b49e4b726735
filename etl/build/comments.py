"""Comments on tables, views and columns, as a database has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from etl.clean import units


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def comment(label: str, label_en: str, facts: Mapping[str, Any] | None = None) -> str:
    """名称 / Name [単位 / unit]: 注記 / note — quoted for SQL. `facts`: unit, unit_en, note, note_en."""
    facts = facts or {}
    text = f"{_name(label)} / {_name(label_en)}"
    if unit := facts.get("unit"):
        text += f" [{_both(unit, facts.get('unit_en') or units.english(unit))}]"
    if note := facts.get("note"):
        text += f": {_both(note, facts.get('note_en'))}"
    return _quoted(text)


def _name(label: str) -> str:
    """A name as it reads, without what ends one: of 「Area (empty: all)」 "all)" would be the note."""
    return re.sub(r"(?<=:) | (?=/ )| (?=\[)", "\u00a0", label)


def _both(ja: str, en: str | None) -> str:
    return ja if en in (None, ja) else f"{ja} / {en}"
