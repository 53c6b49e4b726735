"""How the office calls its board: the name in windows, on slides and on pages, and whom to ask."""

from __future__ import annotations

from dashboard.office import office
from dashboard.text import Lang, word
from renkei.office import chosen


def board_name(lang: Lang) -> str:
    """The office's own name for the board, else the product's."""
    return office().in_language("title", lang) or word("app.title", lang)


def imprint(lang: Lang) -> list[str]:
    """Who publishes the board and whom to ask, as far as the office says so."""
    told = office()
    return [line for line in (told.in_language("publisher", lang), told.in_language("contact", lang)) if line]


def sources_folder() -> str:
    """Where a reader of the board's hints looks for the folder of sources."""
    return "sources" if chosen() else "data/sources"
