"""この図だけ: one panel as a page of its own, on paper, as a picture, as a link and as a QR code."""

from __future__ import annotations

import io
import re
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from starlette.requests import Request

from dashboard import alone
from dashboard.mart import Build, shared_mart
from dashboard.pack import command
from dashboard.selection import listed
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.dashboard.chrome import Window, settled
from tests.dashboard.pdf import plain
from tests.dashboard.qr import read_codes
from tests.dashboard.test_axe import _RUN
from tests.dashboard.test_axe import axe as axe
from tests.long import some

_PHONE = {"width": 390, "height": 800}
_ELSEWHERE = "192.168.10.5"  # how another machine of the network may call this one
_COALITION = "members=012106,012360"
_WORST = {("ja", "cap_use"), ("en", "shortage_matrix"), ("ja", "register")}
# of what a reader sees of a panel: heading, words of charts, cells, items, sources
_SAID = """() => [...document.querySelectorAll(".rb-title, .rb-subtitle, .rb-source, .js-plotly-plot text, "
    + ".rb-panel > :not(.rb-fold) :is(th, td, .rb-item :is(h3, p, li, summary))")]
    .filter((part) => !part.closest(".rb-fold")).map((part) => part.textContent.trim()).filter(Boolean)"""


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab(still=True) as opened:
        yield opened


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-drawn]", timeout=30_000)


def _saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-do={kind}]").click()
    return Path(download.value.path()).read_bytes()


def _printed(page: Page) -> tuple[int, str]:
    """How many sheets, all of A4, and their text without what a browser breaks lines at."""
    # with a browser's own head and foot, which a page that has some of its own leaves out
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, display_header_footer=True))
    assert {tuple(sorted(round(side) for side in sheet.get_size())) for sheet in document} == {(595, 842)}
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return len(document), _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\u00ad\u200b\ufffe-]+", "", plain(text))


def _from_elsewhere(address: str) -> str:
    """What the server answers a reader who came by an address of the network."""
    port = address.split("/")[2].rpartition(":")[2]
    request = urllib.request.Request(address, headers={"Host": f"{_ELSEWHERE}:{port}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.chromium
def test_one_click_from_the_panel_and_the_link_leads_back(page: Page, board: str) -> None:
    page.goto(f"{board}/disbursements?lang=en&region=nemuro")
    settled(page)
    title = page.locator(".st-key-panel_cap_use .rb-title").inner_text()
    link = page.locator("[data-alone=cap_use]")
    assert link.get_attribute("aria-label") == "This chart alone: Who received how much of the cap? (new tab)"
    with page.expect_popup() as popup:
        link.click()
    alone_page = popup.value
    alone_page.wait_for_selector("html[data-drawn]")
    assert alone_page.locator(".rb-panel .rb-title").inner_text() == title
    assert alone_page.locator("html").get_attribute("lang") == "en"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alone_page.locator("[data-do=link]").click()
    expect(alone_page.locator(".rb-told")).to_contain_text("opens on this machine only")
    copied = alone_page.evaluate("() => navigator.clipboard.readText()")
    alone_page.close()
    page.goto(copied)
    settled(page)
    assert "region=nemuro" in page.url
    page.wait_for_function(
        "() => { const at = document.getElementById('cap_use').getBoundingClientRect().top;"
        " return at > -80 && at < innerHeight; }"
    )


@pytest.mark.chromium
def test_a_wall_shows_nothing_of_it(page: Page, board: str) -> None:
    page.goto(f"{board}/disbursements?present=1&show=cap_use&step=2")
    settled(page)
    expect(page.locator("[data-panel=cap_use]")).to_have_count(1)
    expect(page.locator("[data-alone], [data-room]")).to_have_count(0)


@pytest.mark.chromium
def test_the_picture_and_the_drawing_are_of_that_chart(page: Page, board: str) -> None:
    _open(page, f"{board}/panel/cap_use?region=nemuro")
    said = page.evaluate(_SAID)
    picture = Image.open(io.BytesIO(_saved(page, "png"))).convert("RGB")
    assert picture.width == 2200
    assert 700 < picture.height < 1600
    colours = {colour: count for count, colour in picture.getcolors(1 << 24) or []}
    focus, peers, white = (0x00, 0x17, 0xC1), (0x94, 0x94, 0x94), (255, 255, 255)
    # a bar of 6.3 % among seven others up to 100 %
    assert 1_000 < colours[focus] < colours[peers] < colours[white] < picture.width * picture.height
    root = ElementTree.fromstring(_saved(page, "svg"))
    texts = ["".join(part.itertext()) for part in root.iter("{http://www.w3.org/2000/svg}text")]
    every = _squeezed("".join(texts))
    assert len(said) > 15
    assert [text for text in said if _squeezed(text) not in every] == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-do=copy]").click()
    expect(page.locator(".rb-told")).to_have_text(word("alone.copied", "ja"))
    kinds = page.evaluate("async () => (await navigator.clipboard.read()).flatMap((item) => item.types)")
    assert kinds == ["image/png"]


@pytest.mark.chromium
def test_where_a_browser_lets_no_page_copy_the_picture_is_there_to_be_copied(page: Page, board: str) -> None:
    """Over http and another machine's name, as in most offices."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _open(page, f"{board}/panel/shortage_matrix")
    page.locator("[data-do=copy]").click()
    expect(page.locator(".rb-told")).to_have_text(word("alone.copy_by_hand", "ja"))
    assert (
        page.locator(".rb-copy").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 2200
    )
    expect(page.locator("[data-do=svg]")).to_have_count(0)  # a table is no drawing


@pytest.mark.chromium
@pytest.mark.parametrize(("lang", "name"), some(sorted(_WORST), lambda _, which: True, rows=True))
def test_paper_holds_all_of_the_panel_and_no_address_of_this_machine(
    lang: Lang, name: str, page: Page, board: str
) -> None:
    _on_paper(page, board, lang, name)


def _on_paper(page: Page, board: str, lang: Lang, name: str) -> int:
    _open(page, f"{board}/panel/{name}?lang={lang}&{_COALITION}")
    said = page.evaluate(_SAID)
    sheets, text = _printed(page)
    # the build of what is in the head stands there
    missing = [part for part in said if _squeezed(part) not in text]
    assert [part for part in missing if not part.startswith(word("panel.build", lang))] == [], name
    assert len(said) > 3
    for gone in ("localhost", "127.0.0.1", word("alone.print", lang), word("panel.table", lang)):
        assert _squeezed(gone) not in text, gone
    expect(page.locator(".rb-place, svg.segno")).to_have_count(0)
    expect(page.locator(".rb-unreached")).to_be_visible()
    return sheets


@pytest.mark.long
@pytest.mark.chromium
@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_and_picture_of_every_panel(lang: Lang, page: Page, board: str, build: Build) -> None:
    """A chart or a grid is one sheet; what is longer than one is a list."""
    names = [panel for _, panel, _ in listed(build) if panel]
    assert len(names) > 60
    for name in names:
        sheets = _on_paper(page, board, lang, name)
        charts = page.locator(".rb-panel .rb-chart").count()
        assert sheets == 1 or not charts, (name, sheets)
        if name == "dictionary":  # a thousand rows: no browser draws a picture so high
            page.locator("[data-do=png]").click()
            expect(page.locator(".rb-told")).to_have_text(word("alone.too_tall", lang), timeout=20_000)
        elif page.locator("[data-do=png]").count():
            picture = Image.open(io.BytesIO(_saved(page, "png"))).convert("L")
            assert picture.width in (1100, 2200)
            assert picture.getextrema()[0] < 128, name


@pytest.mark.chromium
def test_a_table_is_on_paper_where_the_reader_opened_it(page: Page, board: str) -> None:
    _open(page, f"{board}/panel/cap_use")
    before, _ = _printed(page)
    page.locator(".rb-fold summary").click()
    cells = page.locator(".rb-fold td").all_inner_texts()
    _, text = _printed(page)
    assert before == 1
    assert len(cells) > 30
    assert [cell for cell in cells if _squeezed(cell) not in text] == []


@pytest.mark.chromium
def test_an_upright_sheet_shows_its_charts_as_wide_as_it_is(page: Page, board: str) -> None:
    """The library measures words in pixels of the window: drawn anew on a page made smaller, eleven small
    charts stood in the lower right half of their place."""
    _open(page, f"{board}/panel/population_outlook")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    left, right, wide = page.evaluate(
        """() => {
            const place = document.querySelector(".rb-chart").getBoundingClientRect();
            const texts = [...document.querySelectorAll(".rb-chart text")]
                .map((one) => one.getBoundingClientRect());
            return [Math.min(...texts.map((one) => one.left)) - place.left,
                place.right - Math.max(...texts.map((one) => one.right)), place.width];
        }"""
    )
    assert 700 < wide < 730
    assert 0 <= left < 0.05 * wide
    assert 0 <= right < 0.05 * wide


@pytest.mark.chromium
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        (
            "panel/cap_use?lang=en&region=nemuro",
            r"/disbursements\?lang=en&region=nemuro&build=[^#]+#cap_use$",
        ),
        ("room/population?region=nemuro", r"/population\?region=nemuro$"),
    ],
)
def test_a_code_holds_the_address_by_which_the_reader_came(
    address: str, leads_to: str, page: Page, board: str
) -> None:
    text = _from_elsewhere(f"{board}/{address}")
    [code] = re.findall(r"<svg[^>]*segno.*?</svg>", text, re.S)
    page.set_content(f'<div style="width:104px">{code}</div>')
    [held] = read_codes(Image.open(io.BytesIO(page.locator("svg").screenshot())))
    port = board.rpartition(":")[2]
    assert re.fullmatch(rf"http://{re.escape(_ELSEWHERE)}:{port}{leads_to}", held)
    [written] = re.findall(r'class="rb-address">[^<]*?(http[^<]*)<', text)
    assert unescape(written) == held
    # and from this machine's own name there is none, and a sentence
    with urllib.request.urlopen(f"{board}/{address}", timeout=20) as answer:
        here = answer.read().decode()
    assert "segno" not in here
    assert '<p class="rb-unreached">' in here


@pytest.mark.parametrize(
    ("written", "host", "base"),
    [
        ("http://board.example.lg.jp/", "192.168.10.5:8501", ("http://board.example.lg.jp", False)),
        ("http://board.example.lg.jp", "localhost:8501", ("http://board.example.lg.jp", False)),
        ("http://localhost:8501", "192.168.10.5:8501", ("http://192.168.10.5:8501", True)),
        (None, "localhost:8501", ("", True)),
    ],
)
def test_what_office_toml_says_comes_first(
    written: str | None,
    host: str,
    base: tuple[str, bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mart_copy: Path,
) -> None:
    file = tmp_path / "office.toml"
    file.write_text(f'[pack]\nbase = "{written}"' if written else "", encoding="utf-8")
    monkeypatch.setattr(command, "settings_file", lambda: file)
    headers = [(b"host", host.encode())]
    request = Request(
        {"type": "http", "scheme": "http", "path": "/", "query_string": b"", "headers": headers}
    )
    assert alone.base_of(request) == base
    text = bytes(alone.panel(shared_mart(mart_copy), "cap_use", State(), *base).body).decode()
    assert len(re.findall("<svg[^>]*segno", text)) == bool(base[0])
    assert ("data-reached" in text) is base[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "build", "key"), [("no_such", None, "none"), ("cap_use", "20000101T000000Z-00000000", "gone")]
)
def test_what_is_not_there_is_said(
    name: str, build: str | None, key: str, lang: Lang, mart_copy: Path
) -> None:
    shown = alone.panel(shared_mart(mart_copy), name, State(lang=lang, build=build), "", True)
    assert shown.status_code == 404
    assert word(f"fold.{key}", lang) in bytes(shown.body).decode()
    assert alone.room("no_such", State(lang=lang), "", True).status_code == 404


@pytest.mark.chromium
def test_a_phone_has_all_of_it(page: Page, board: str, axe: str) -> None:
    page.set_viewport_size(_PHONE)  # type: ignore[arg-type]
    _open(page, f"{board}/panel/cap_use?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # pushed sideways within its place: squeezed, its words would lie upon one another
    assert page.locator(".rb-chart").evaluate("(chart) => chart.getBoundingClientRect().width") == 620
    for button in page.locator(".rb-tools :is(button, a)").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 40
    picture = Image.open(io.BytesIO(_saved(page, "png")))
    assert picture.width == 2200  # as on a desk, not as narrow as the phone
    page.evaluate(axe)
    assert page.evaluate(_RUN, [[], None])["found"] == []
