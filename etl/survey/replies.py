"""The replies of a survey, one text file per municipality, and one list for a mail merge."""

from __future__ import annotations

from pathlib import Path

from etl.survey.collected import Collected
from etl.survey.reply import reply


def write(collected: Collected) -> Path:
    """The folder replies/, each file whole; those of an earlier look go. Raises OSError."""
    folder = collected.definition.folder / "replies"
    folder.mkdir(parents=True, exist_ok=True)
    made = set()
    for item in collected.municipalities:
        path = folder / f"{item.target.code}_{item.target.name}.txt"
        # Windows' mail programs and Notepad of every age: a mark of UTF-8, lines as they end them
        path.write_bytes(b"\xef\xbb\xbf" + reply(collected, item).replace("\n", "\r\n").encode("utf-8"))
        made.add(path.name)
    for path in folder.glob("[0-9][0-9][0-9][0-9][0-9][0-9]_*.txt"):
        if path.name not in made:
            path.unlink()
    return folder
