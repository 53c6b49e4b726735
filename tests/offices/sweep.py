"""Draws everything of one mart after another and says what failed, as `renkei test` does of an office's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dashboard.doctor import drawing
from dashboard.doctor.drawing import FORMATS, heard, page, text
from dashboard.mart import shared_mart
from dashboard.pages import PAGES
from dashboard.text import LANGUAGES, Lang

__all__ = ["FORMATS", "PAGE_IDS", "board_of", "heard", "pack", "page", "text"]
PAGE_IDS = tuple(page.page_id for page in PAGES)
_SHOWN: list[Path] = []


@contextmanager
def board_of(mart: Path) -> Iterator[None]:
    """The board's process-wide settings point at this mart, and back again."""
    before = os.environ.get("RENKEI_MART")
    os.environ["RENKEI_MART"] = str(mart)
    if mart not in _SHOWN:  # one office at a time is held open
        shared_mart.cache_clear()
        _SHOWN[:] = [mart]
    try:
        yield
    finally:
        if before is None:
            del os.environ["RENKEI_MART"]
        else:
            os.environ["RENKEI_MART"] = before


def pack(
    mart: Path, out: Path, formats: Sequence[str] = FORMATS, languages: Sequence[Lang] = LANGUAGES
) -> tuple[str, ...]:
    """A pack of all pages; what could not be made, and why."""
    return drawing.pack(mart, out, PAGE_IDS, formats, languages)
