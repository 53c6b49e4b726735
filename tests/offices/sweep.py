"""Draws everything of an office's mart and says what failed: pages as the server runs them, screens of a
meeting, the warm-up, and a pack of all pages in every format.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.mart import shared_mart
from dashboard.pack import run as packs
from dashboard.pack.settings import Settings
from dashboard.pages import PAGES
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word

_SCRIPT = Path(__file__).resolve().parents[2] / "dashboard" / "entry" / "board.py"
PAGE_IDS = tuple(page.page_id for page in PAGES)
# a clerk's machine has no browser at hand: the handout is made where there is one
FORMATS = ("pptx", "xlsx", "html", "csv", "parquet")
_SHOWN: list[Path] = []
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)


@dataclass(frozen=True)
class Page:
    """What one page showed: its text, and what went wrong on it."""

    page_id: str
    lang: Lang
    text: str
    wrong: tuple[str, ...]


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


class _Heard(logging.Handler):
    """What the board's modules log while something is drawn: a panel that failed is told there."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.getMessage()}: {error!r}" if error else record.getMessage())


@contextmanager
def heard() -> Iterator[list[str]]:
    handler, logger = _Heard(), logging.getLogger("dashboard")
    logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)


def page(page_id: str, lang: Lang, **query: str) -> Page:
    """One run of the script, as the server makes it for a reader."""
    at = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    at.query_params["lang"] = lang
    for key, value in query.items():
        at.query_params[key] = value
    at._page_hash = calc_hash(page_id)
    with heard() as lines:
        at.run()
    body = "\n".join(str(item.proto.body) for item in at.get("html"))
    wrong = [f"{item.message}\n{''.join(item.stack_trace)}" for item in at.exception]
    wrong += [item.value for item in at.error]
    wrong += [line for line in lines if "does not answer" in line or "failed" in line]
    lacking = word("panel.lacking", lang).strip()
    if lacking in body:
        wrong.append(f"says: {lacking}")
    widgets = [str(item.label) for kind in ("selectbox", "multiselect") for item in at.get(kind)]
    return Page(page_id, lang, text(body) + "\n" + "\n".join(widgets), tuple(wrong))


def text(html: str) -> str:
    """What a reader sees of HTML."""
    return unescape(_TAGS.sub("\n", html))


def pack(
    mart: Path, out: Path, formats: Sequence[str] = FORMATS, languages: Sequence[Lang] = LANGUAGES
) -> tuple[str, ...]:
    """A pack of all pages; what could not be made, and why."""
    settings = Settings(
        meeting="試しの会議",
        date=dt.date(2026, 2, 10),
        wanted=PAGE_IDS,
        languages=tuple(languages),
        formats=tuple(formats),
        state=State(),
    )
    with heard() as lines:
        outcome = packs.run(settings, mart, out, lambda label, done, of: None, pin_build=False)
    unmade = [
        f"{made.format.name} {made.lang}: {made.why('en') if made.why else 'no reason'}"
        for made in outcome.made
        if made.path is None
    ]
    return (*unmade, *(line for line in lines if "does not answer" in line or "failed" in line))
