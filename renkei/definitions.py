"""What a figure means, by build: the SQL and header entries of every view, and what differs in two builds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from renkei.change import Change

FILE = "definitions.json"


def read(folder: Path) -> dict[str, dict[str, str]] | None:
    """The definitions of a build; None where it has none (made before they were kept)."""
    try:
        found: dict[str, dict[str, str]] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def compare(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> list[Change]:
    """One change for each entry that differs; a view that came or went is one change."""
    found = []
    for view in sorted({*old, *new}):
        row = f"sql/{view.replace('.', '/')}.sql"
        if view not in old or view not in new:
            came = view in new
            old_text, new_text = (None, "") if came else ("", None)
            found.append(Change(view, "definition", "view", None, old_text, new_text, row, False))
            continue
        for part in dict.fromkeys((*new[view], *old[view])):
            before, after = old[view].get(part), new[view].get(part)
            if before != after:
                found.append(Change(view, "definition", part, None, before, after, row, False))
    return found
