"""The board's own type: every character it may show is in the subset it serves; none comes from elsewhere."""

from __future__ import annotations

import re
import unicodedata
import urllib.request
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboard.card import Card
from dashboard.pages import PAGES
from dashboard.panel import Panel
from dashboard.panels import PANELS
from dashboard.text import LANGUAGES, T, words
from tests.conftest import Mart
from tests.dashboard.cards import CARDS
from tests.dashboard.chrome import ROOT, Window, settled
from tests.dashboard.screens import address
from tests.long import some

_FONTS = ROOT / "dashboard" / "fonts"
_CHARSET = frozenset((_FONTS / "charset.txt").read_text(encoding="utf-8"))
_URL = re.compile(r"url\(\"?([^)\"]+)\"?\)")


def _lacking(text: str) -> dict[str, str]:
    """Characters that the subset does not hold, by their Unicode name."""
    shown = {c for c in text if c.isprintable()} - _CHARSET
    return {c: f"U+{ord(c):04X} {unicodedata.name(c, '?')}" for c in sorted(shown)}


def _texts(part: Any, done: dict[int, Any]) -> Iterator[str]:
    """Every T of a declaration, however deep. `done` keeps what it names, so that no id comes twice."""
    if id(part) in done:
        return
    done[id(part)] = part
    if isinstance(part, T):
        yield from (part.ja, part.en)
    elif isinstance(part, str):
        yield part
    elif isinstance(part, (tuple, list)):
        for item in part:
            yield from _texts(item, done)
    elif isinstance(part, dict):
        yield from _texts(list(part.values()), done)
    elif isinstance(part, (Panel, Card)) or hasattr(part, "__dataclass_fields__"):
        yield from _texts([getattr(part, name) for name in part.__dataclass_fields__], done)


def test_every_character_of_the_mart_is_in_the_subset(mart: Mart) -> None:
    tables = mart.rows("""
        select schema_name, table_name, list(column_name) from duckdb_columns()
        where not internal and data_type like 'VARCHAR%' group by all order by all
    """)
    assert sum(len(columns) for *_, columns in tables) > 200
    lacking = {}
    for schema, table, columns in tables:
        asked = ", ".join(f"""string_agg(distinct "{column}"::varchar, '')""" for column in columns)
        [texts] = mart.rows(f'select {asked} from {schema}."{table}"')
        for column, text in zip(columns, texts, strict=True):
            found = _lacking(text or "")
            if found:
                lacking[f"{schema}.{table}.{column}"] = found
    assert lacking == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_character_of_the_boards_words_is_in_the_subset(lang: Any) -> None:
    assert _lacking("".join(words(lang).values())) == {}


def test_every_character_of_pages_panels_and_cards_is_in_the_subset() -> None:
    declared = "".join(_texts([list(PANELS.values()), list(CARDS.values()), list(PAGES)], {}))
    assert "交付" in declared
    assert _lacking(declared) == {}


def test_every_character_of_code_and_sql_is_in_the_subset() -> None:
    """Findings are written in code, labels and notes of views in the headers of SQL files."""
    files = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "sql").rglob("*.sql")]
    lacking = {
        str(file.relative_to(ROOT)): found
        for file in files
        if (found := _lacking(file.read_text(encoding="utf-8")))
    }
    assert lacking == {}


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (_FONTS / "OFL.txt").read_text(encoding="utf-8").upper()


@pytest.mark.chromium
def test_the_fonts_of_the_style_sheet_are_served(board: str) -> None:
    css = (ROOT / "dashboard" / "render" / "style.css").read_text(encoding="utf-8")
    urls = _URL.findall(css)
    assert len(urls) == 2
    for url in urls:
        assert url.startswith("/fonts/")
        with urllib.request.urlopen(board + url) as answer:
            assert answer.status == 200
            assert answer.read(4) == b"wOF2"


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab() as opened:
        yield opened


# everything but code and icons, which have type of their own that the toolkit brings along
_WRITTEN = (
    ".stHtml *:not(:has(*)), .js-plotly-plot text, button p, label p, [data-testid=stSidebarNav] span p"
)
# the subset goes by the name of the family it was cut from
_SUBSET = ("Noto Sans CJK JP", True)


def _fonts(page: Page, selector: str) -> dict[tuple[str, bool], int]:
    """What the browser really draws the text of these elements with: (family, served by us) → glyphs."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found: Counter[tuple[str, bool]] = Counter()
    for node in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            found[font["familyName"], font["isCustomFont"]] += int(font["glyphCount"])
    return found


def _subset_draws_every_character(page: Page, weight: int) -> None:
    # what is drawn by no glyph of its own: spaces, joiners, soft hyphens
    drawn = "".join(sorted(c for c in _CHARSET if c.isprintable() and not c.isspace()))
    page.evaluate(
        """async ([text, weight]) => {
            const place = document.createElement("p");
            place.id = `every_character_${weight}`;
            place.style.cssText = `font: ${weight} 20px "Noto Sans JP"; word-break: break-all`;
            place.textContent = text;
            document.body.append(place);
            await document.fonts.load(`${weight} 20px "Noto Sans JP"`, text);
        }""",
        [drawn, weight],
    )
    page.wait_for_timeout(300)
    fonts = _fonts(page, f"#every_character_{weight}")
    assert set(fonts) == {_SUBSET}, weight
    assert fonts[_SUBSET] >= len(drawn) - 5, weight  # a pair may be drawn as one


@pytest.mark.chromium
@pytest.mark.parametrize("screen", some(["overview", "staffing"], lambda n, _: n == 0))
def test_a_page_is_drawn_with_the_boards_own_type_which_has_every_character_it_names(
    screen: str, page: Page, board: str
) -> None:
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((board, "data:", "blob:")) else outside.append(request.url)
        ),
    )
    page.goto(address(board, screen, "ja"))
    settled(page)
    fonts = _fonts(page, _WRITTEN)
    assert set(fonts) == {_SUBSET}
    assert fonts[_SUBSET] > 300
    for weight in (400, 700):
        _subset_draws_every_character(page, weight)
    assert outside == []
