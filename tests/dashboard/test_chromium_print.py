"""Ctrl+P on a page: Chromium's own PDF of it, compared with what stands on the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Page

from dashboard.pages import PAGES
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.chrome import Window, settled
from tests.long import some

pytestmark = pytest.mark.chromium

# 210 × 297 mm in points
_A4 = (595.3, 841.9)
# every word of a page that says something: headings, cells, what is written in charts, lists, sources
_SAID = """() => {
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    const parts = main.querySelectorAll(".rb-answer, .rb-page, .rb-title, .rb-subtitle, .rb-card p, "
        + ".rb-card h2, .rb-source, .rb-scroll th, .rb-scroll td, .rb-links > li, "
        + ".rb-item summary, .js-plotly-plot text");
    return [...parts].filter((part) => !part.closest("details:not([open]) > :not(summary), .rb-hidden"))
        .map((part) => part.textContent.trim()).filter(Boolean);
}"""
_WORST = [("ja", "overview"), ("en", "disbursements"), ("ja", "compare")]


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab(still=True) as opened:
        yield opened


def _plain(text: str) -> str:
    """Without what a line break on paper changes: a hyphen that ends a line is read as another sign."""
    return re.sub(r"[\s\x00-\x1f\u00ad\u200b\ufffe-]+", "", unicodedata.normalize("NFKC", text))


def _printed(document: pypdfium2.PdfDocument) -> str:
    """All text of all sheets without their numbers, which stand between the lines of a long cell."""
    sheets = [_plain(sheet.get_textpage().get_text_bounded()) for sheet in document]
    numbers = [f"{number}/{len(sheets)}" for number in range(1, len(sheets) + 1)]
    return "".join(
        text.removeprefix(number).removesuffix(number) for text, number in zip(sheets, numbers, strict=True)
    )


@pytest.mark.parametrize(
    ("lang", "name"),
    some(
        [(lang, page.page_id) for lang in LANGUAGES for page in PAGES if page.page_id != "profile"],
        lambda _, which: which in _WORST,
        rows=True,
    ),
)
def test_paper_holds_every_word_of_the_page(lang: Lang, name: str, page: Page, board: str) -> None:
    page.goto(f"{board}/{name}?lang={lang}&region=nemuro")
    settled(page)
    said = page.evaluate(_SAID)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert {tuple(round(side, 0) for side in sheet.get_size()) for sheet in document} == {
        tuple(round(side, 0) for side in _A4)
    }
    printed = _printed(document)
    missing = [text for text in said if _plain(text) not in printed]
    assert len(said) > 20
    assert missing == []


@pytest.mark.parametrize("name", ["cases", "profile"])
def test_a_browsers_own_foot_does_not_put_this_machines_address_on_paper(
    name: str, page: Page, board: str
) -> None:
    """It would stand there (the dialog offers it, ticked) on a page that has no foot of its own."""
    page.goto(f"{board}/{name}?region=nemuro")
    settled(page)
    with_foot = page.pdf(prefer_css_page_size=True, display_header_footer=True)
    printed = _printed(pypdfium2.PdfDocument(with_foot))
    assert len(printed) > 300
    for gone in ("localhost", "127.0.0.1", board.rpartition("/")[2]):
        assert gone not in printed
