"""What the mart says of a build beside its figures: the meetings it is pinned to, whether it was
withdrawn; and the log of runs. Small files that `etl` replaces at once; a torn one says nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# the log is bounded where it is written; a line is well below this
_TAIL = 256 * 1024


@dataclass(frozen=True)
class BuildMarks:
    """`pinned_as` are names of meetings. `withdrawn`: the office took the build back (a rollback, or its own
    word); readers cannot open it unless it is live again. A mark that cannot be read is a mark.
    `for_surveys`: only so that its survey answers do not lie beside others; no figure of it is in doubt."""

    pinned_as: tuple[str, ...]
    withdrawn: bool
    for_surveys: bool


def build_marks(folder: Path) -> BuildMarks:
    """Of the build in `folder`, or of one that was removed after it was withdrawn."""
    pins = _read(folder / "pinned.json")
    try:
        names = tuple(str(pin["as"]) for pin in pins["pins"])
    except (KeyError, TypeError):
        names = ()
    withdrawn = (folder / "withdrawn.json").exists()
    said = _read(folder / "withdrawn.json")
    removed = folder.parent.parent / "withdrawn.json"
    if not folder.exists() and removed.exists():
        marks = _read(removed)
        withdrawn = not isinstance(marks, dict) or folder.name in marks
        said = marks.get(folder.name) if isinstance(marks, dict) else None
    office = said.get("office") if isinstance(said, dict) and "back_to" not in said else None
    for_surveys = isinstance(office, dict) and office.get("surveys") is True
    return BuildMarks(names, withdrawn, for_surveys)


def runs(log: Path, count: int) -> list[dict[str, Any]]:
    """The newest entries of the log, newest first; lines that are torn are passed over."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            lines = file.read().splitlines()
    except OSError:
        return []
    found: list[dict[str, Any]] = []
    for line in reversed(lines):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("at"), str):
            found.append(entry)
        if len(found) == count:
            break
    return found


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
