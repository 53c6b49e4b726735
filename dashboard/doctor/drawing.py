"""Draws what readers get: pages as the server runs them, and a pack of all pages in every format."""

from __future__ import annotations

import datetime as dt
import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.pack import run as packs
from dashboard.pack.settings import Settings
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word

_SCRIPT = Path(__file__).resolve().parents[1] / "entry" / "board.py"
# a clerk's machine may have no browser: the handout is made where there is one
FORMATS = ("pptx", "xlsx", "html", "csv", "parquet")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)


@dataclass(frozen=True)
class Page:
    """What one page showed: its text, and what went wrong on it."""

    page_id: str
    lang: Lang
    text: str
    wrong: tuple[str, ...]


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
    wrong += _failures(lines)
    lacking = word("panel.lacking", lang).strip()
    if lacking in body:
        wrong.append(f"says: {lacking}")
    widgets = [
        str(getattr(item, "label", "")) for kind in ("selectbox", "multiselect") for item in at.get(kind)
    ]
    return Page(page_id, lang, text(body) + "\n" + "\n".join(widgets), tuple(wrong))


def text(html: str) -> str:
    """What a reader sees of HTML."""
    return unescape(_TAGS.sub("\n", html))


def pack(
    mart: Path,
    out: Path,
    pages: Sequence[str],
    formats: Sequence[str] = FORMATS,
    languages: Sequence[Lang] = LANGUAGES,
) -> tuple[str, ...]:
    """A pack of these pages; what could not be made, and why."""
    settings = Settings(
        meeting="試しの会議",
        date=dt.date(2026, 2, 10),
        wanted=tuple(pages),
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
    return (*unmade, *_failures(lines))


def pack_faults(mart: Path, pages: Sequence[str]) -> tuple[str, ...]:
    """Of a pack that is made to see whether it can be, and thrown away."""
    with tempfile.TemporaryDirectory(prefix="renkei-test-") as folder:
        return pack(mart, Path(folder), pages)


def _failures(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if "does not answer" in line or "failed" in line]


def everything(mart: Path, pages: Sequence[str]) -> list[str]:
    """Every page in both languages and a pack of all: what went wrong, a line each."""
    wrong = [
        f"{page_id} {lang}: {told.strip().splitlines()[-1]}"
        for lang in LANGUAGES
        for page_id in pages
        for told in page(page_id, lang).wrong
    ]
    return [*wrong, *(f"pack: {told}" for told in pack_faults(mart, pages))]
