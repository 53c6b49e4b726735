"""The handout: A4 landscape, whole panels, every figure as text, type inside; or a word why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dashboard import format as fmt
from dashboard.pack import formats, handout, page
from dashboard.pack.content import Pack
from dashboard.pack.failed import Unmade
from dashboard.pack.formats import FORMATS
from dashboard.text import Lang, word
from tests.conftest import Mart
from tests.dashboard.pack.made import every_panel, held, is_missing, number, some, whole
from tests.dashboard.pdf import Pdf, plain

pytestmark = pytest.mark.chromium
# A4 landscape within its margins, in pixels
_WIDTH, _HEIGHT = 1047, 680


# two pages in Japanese of every run; the English ones, and all of them with their hundreds of sheets, run
# with the long tests
_FEW = ("disbursements", "staffing")
_LARGE = ("overview", "disbursements", "staffing")
_CHARTS = ("overview", "compare", "disbursements", "staffing", "population", "fields", "cases")


@pytest.fixture(
    scope="module",
    params=[
        ("ja", True),
        *(
            pytest.param(which, marks=pytest.mark.long)
            for which in (("en", True), ("ja", False), ("en", False))
        ),
    ],
    ids=lambda told: f"{told[0]}-{'few' if told[1] else 'all'}",
)
def printed(
    request: pytest.FixtureRequest, mart_copy: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Pack, bytes, Pdf]:
    lang, few = request.param
    pack = some(mart_copy, lang, *_FEW) if few else whole(mart_copy, lang)
    path = tmp_path_factory.mktemp("pdf") / "pack.pdf"
    handout.write(pack, path)
    return pack, path.read_bytes(), Pdf(path.read_bytes())


def test_every_number_is_in_its_text(mart: Mart, printed: tuple[Pack, bytes, Pdf]) -> None:
    """Row by row as in the tables: no figure left out, none in another's place."""
    pack, _, pdf = printed
    text = plain(pdf.text())
    numbers = missing = 0
    for section, data in every_panel(pack):
        if data.panel.lookup:
            told = word("pack.lookup", pack.lang).format(count=len(data.rows))
            assert plain(told) in text
            continue
        with fmt.calendar(data.calendar):
            for row in held(mart, section, data):
                cells = [column.cell(row, pack.lang) for column in data.panel.columns if not column.below]
                assert plain("".join(cells)) in text, (data.panel.panel_id, cells)
                for column in data.panel.columns:
                    assert not column.below or plain(column.cell(row, pack.lang)) in text, column.name
                numbers += sum(number(c, row, pack.lang) is not None for c in data.panel.columns)
                missing += sum(is_missing(c, row, pack.lang) for c in data.panel.columns)
    assert numbers > (2000 if len(pack.sections) > 2 else 500)
    assert missing > 5


def test_pages_are_a4_landscape_and_carry_meeting_build_and_number(printed: tuple[Pack, bytes, Pdf]) -> None:
    pack, _, pdf = printed
    assert pdf.size == [842, 595]
    pages = [plain(pdf.page_text(at)) for at in range(len(pdf.pages))]
    for at, text in enumerate(pages, 1):
        assert plain(f"資料1 {pack.settings.meeting}") in text, at
        assert plain(pack.build_id) in text, at
        assert f"{at}/{len(pages)}" in text, at
        assert plain("出典：" if pack.lang == "ja" else "Source: ") in text, at


def test_a_title_stands_whole_on_one_page(printed: tuple[Pack, bytes, Pdf]) -> None:
    pack, _, pdf = printed
    pages = [plain(pdf.page_text(at)) for at in range(len(pdf.pages))]
    for _, data in every_panel(pack):
        assert any(plain(data.title) in text for text in pages), data.title
    if pack.lang == "en" and any(section.page_id == "fields" for section in pack.sections):
        assert not any("2021年度" in text for text in pages)


def test_is_tagged_with_outline_and_type_inside(printed: tuple[Pack, bytes, Pdf]) -> None:
    pack, _, pdf = printed
    bodies = b"".join(pdf.objects.values())
    assert b"/StructTreeRoot" in bodies
    assert re.search(rb"/Marked true", bodies)
    assert b"/Outlines" in bodies
    assert re.search(rb"/Lang \(%s\)" % pack.lang.encode(), bodies)
    fonts = [body for body in pdf.objects.values() if re.search(rb"/Type\s*/Font\b", body)]
    # drawn inside the file (Type 3), or with a file of type inside it
    inside = (b"/Type3", b"/FontDescriptor", b"/DescendantFonts")
    assert fonts
    assert all(any(name in body for name in inside) for body in fonts)


@pytest.mark.parametrize(("lang", "large"), [("ja", False), ("en", True)])
def test_panels_are_whole_on_a_sheet(
    browser: Browser, surveyed_copy: Path, tmp_path: Path, lang: Lang, large: bool
) -> None:
    """Heading, chart and sources of each panel are less high than a page; nothing is wider than one: the
    browser would shrink every page. With the tables of a survey, the widest there are."""
    pack = some(surveyed_copy, lang, *(_LARGE if large else _CHARTS), large_print=large)
    file = tmp_path / "paper.html"
    file.write_text(page.document([pack], paper=True), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1060, "height": 900})
    tab.goto(file.as_uri())
    tab.wait_for_selector("html[data-drawn]", timeout=60_000)
    blocks: list[list[Any]] = tab.locator(".rb-whole").evaluate_all(
        "all => all.map((one) => [one.closest('.rb-panel').id, one.querySelectorAll('.rb-chart').length,"
        " one.getBoundingClientRect().height])"
    )
    # a grid of many rows may be longer than large print leaves room for
    high = [block for block in blocks if block[2] > _HEIGHT and (block[1] or not large)]
    wide = tab.locator(":is(.rb-chart, .main-svg, table, p, li)").evaluate_all(
        f"all => all.filter((one) => one.getBoundingClientRect().right > {_WIDTH})"
        ".map((one) => one.outerHTML.slice(0, 200))"
    )
    zoomed = tab.locator("table").evaluate_all("all => all.map((one) => Number(one.style.zoom || 1))")
    tab.close()
    assert min(zoomed) > (0.45 if large else 0.75)  # and yet legible
    assert len(blocks) > (10 if large else 20)
    assert high == []
    assert wide == []


@pytest.mark.long
def test_large_print_is_larger(mart_copy: Path, chromium: str, tmp_path: Path) -> None:
    pages = {}
    for large in (False, True):
        path = tmp_path / f"{large}.pdf"
        handout.write(some(mart_copy, "ja", *_FEW, large_print=large), path)
        pages[large] = len(Pdf(path.read_bytes()).pages)
    assert pages[True] > pages[False]


def test_the_same_pack_gives_the_same_bytes(mart_copy: Path, chromium: str, tmp_path: Path) -> None:
    pack = some(mart_copy, "ja", "cap_use")
    for name in ("a.pdf", "b.pdf"):
        handout.write(pack, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_without_chromium_a_word_and_no_file(
    mart_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_CHROMIUM", str(tmp_path / "nowhere"))
    pack = some(mart_copy, "ja", "overview")
    with pytest.raises(Unmade, match="Chromium"):
        handout.write(pack, tmp_path / "a.pdf")
    kept = formats.folder_for(tmp_path / "out")
    made = formats.write(pack, FORMATS["pdf"], kept, tmp_path / "out", lambda done, of: None)
    assert made.path is None
    assert made.why is not None
    assert "RENKEI_CHROMIUM" in made.why.ja
    kept.rmdir()
    assert list((tmp_path / "out").iterdir()) == []


def test_a_browser_that_fails_is_said_so(
    mart_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("RENKEI_CHROMIUM", str(broken))
    with pytest.raises(Unmade, match="3 no display"):
        handout.write(some(mart_copy, "ja", "overview"), tmp_path / "a.pdf")
    broken.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    with pytest.raises(Unmade, match="no PDF came out"):
        handout.write(some(mart_copy, "ja", "overview"), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
