"""How the office calls its board: the name in windows, on slides and on pages, and whom to ask."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dashboard.paths import settings_file
from dashboard.text import Lang, word
from renkei.office import Identity, chosen, identity_of


@cache
def _identity(file: Path, changed: float) -> Identity:
    return identity_of(file)


def identity() -> Identity:
    """As the settings say it now: an edited file holds from the next click on."""
    file = settings_file()
    try:
        return _identity(file, file.stat().st_mtime)
    except OSError:
        return Identity()


def board_name(lang: Lang) -> str:
    """The office's own name for the board, else the product's."""
    return identity().named(lang) or word("app.title", lang)


def sources_folder() -> str:
    """Where a reader of the board's hints looks for the folder of sources."""
    return "sources" if chosen() else "data/sources"
