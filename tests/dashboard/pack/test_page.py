"""The offline page: the screen's charts and the mart's figures in one file that asks for nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dashboard import format as fmt
from dashboard.charts.kinds import KINDS, drawings
from dashboard.charts.look import PALETTE
from dashboard.charts.plotly import make_figure
from dashboard.pack import page
from dashboard.pack.content import Pack
from dashboard.text import LANGUAGES
from tests.conftest import Mart
from tests.dashboard.chrome import ROOT
from tests.dashboard.pack.made import every_panel, held, is_missing, number, some, whole
from tests.dashboard.test_axe import _RUN
from tests.dashboard.test_axe import axe as axe
from tests.long import some as few

_MOST = 6_000_000


class _Tables(HTMLParser):
    """The data tables of each panel, cell by cell as text."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._panel = ""
        self._table = self._cell = self._named = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "article":
            self._panel = told.get("id") or ""
        elif tag == "table" and told.get("class") == "rb-table" and self._panel:
            self._table = True
            self.tables[self._panel] = []
        elif tag == "tr" and self._table:
            # a line below its row goes on with the columns of that row
            if told.get("class") != "rb-under":
                self.tables[self._panel].append([])
        elif tag == "b":
            self._named = True
        elif tag == "div" and self._cell and self.tables[self._panel][-1][-1]:
            self.tables[self._panel][-1].append("")
        elif tag == "td" and self._table:
            self._cell = True
            self.tables[self._panel][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._panel = ""
        elif tag == "table":
            self._table = False
        elif tag == "td":
            self._cell = False
        elif tag == "b":
            self._named = False

    def handle_data(self, data: str) -> None:
        if self._cell and not self._named:
            told = self.tables[self._panel][-1]
            told[-1] += data if told[-1] else data.lstrip(" ")


@pytest.fixture(scope="module")
def file(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every panel there is."""
    path = tmp_path_factory.mktemp("page") / "pack.html"
    page.write(whole(mart_copy, "ja"), path)
    return path


def _held(text: str) -> dict[str, dict[str, Any]]:
    """The charts and the long tables, as the page itself unpacks them."""
    found = re.search(r'id="figures">(.*?)</script>', text, re.S)
    assert found
    held: dict[str, dict[str, Any]] = json.loads(page.unpacked(found[1]))
    return held


def _document(text: str, lang: str) -> str:
    """One language of the file, put together as the page itself does it."""
    tables = _held(text)["tables"]
    packed = re.search(rf'id="document-{lang}">([^<]*)</script>', text)
    if packed:
        told = page.unpacked(packed[1])
    else:
        found = re.search(r'<div class="rb-doc".*?</main></div>', text, re.S)
        assert found
        told = found[0]
    return re.sub(r'<div data-table="([^"]*)"></div>', lambda place: str(tables[place[1]]), told)


def test_every_number_of_every_table_is_the_marts(mart: Mart, file: Path, pack: Pack) -> None:
    tables = _Tables()
    tables.feed(_document(file.read_text(encoding="utf-8"), pack.lang))
    numbers = missing = 0
    for place, section in enumerate(pack.sections):
        for data in section.panels:
            rows = held(mart, section, data)
            if not rows:
                continue
            name = f"{pack.lang}-{place}-{data.panel.panel_id}"
            shown = [row for row in tables.tables[name] if row]
            assert len(shown) == len(rows), name
            with fmt.calendar(data.calendar):
                for cells, row in zip(shown, rows, strict=True):
                    for cell, column in zip(cells, data.panel.columns, strict=True):
                        assert unescape(cell) == column.cell(row, pack.lang), (name, column.name)
                        told = number(column, row, pack.lang)
                        numbers += told is not None
                        if told is not None and column.kind in ("count", "decimal1", "decimal2"):
                            # read back: rounded as the screen rounds it, and never gone to zero
                            back = float(cell.replace(",", "").replace("△", "-").replace("−", "-"))
                            assert abs(back - told) <= 0.5, (name, column.name)
                            assert told == 0 or back != 0 or abs(told) < 0.5, (name, column.name)
                        if is_missing(column, row, pack.lang):
                            missing += 1
                            assert not any(letter.isdigit() for letter in cell), (name, column.name)
    assert numbers > 2000
    assert missing > 50


def test_charts_are_the_screens_own(file: Path, pack: Pack) -> None:
    figures = _held(file.read_text(encoding="utf-8"))["charts"]
    drawn = 0
    for place, section in enumerate(pack.sections):
        for data in section.panels:
            if data.panel.chart.kind in KINDS and data.rows:
                with fmt.calendar(data.calendar):
                    figure = json.loads(make_figure(drawings(data)).to_json())
                told = figures[f"{pack.lang}-{place}-{data.panel.panel_id}"]
                assert told["data"] == figure["data"], data.panel.panel_id
                figure["layout"].pop("template")
                assert told["layout"] == figure["layout"], data.panel.panel_id
                drawn += 1
    assert drawn >= 25


def test_one_file_under_six_megabytes_that_names_no_address_to_load(file: Path, pack: Pack) -> None:
    text = file.read_text(encoding="utf-8")
    assert file.stat().st_size < _MOST
    doc = _document(text, pack.lang)
    assert not re.search(r"<(?:link|img|iframe|object|embed|script|audio|video|source)\b", doc)
    assert not re.search(r"(?:src|srcset|action|poster)=", doc)
    assert all(link.startswith("#") for link in re.findall(r'href="([^"]*)"', doc))
    assert not re.search(r"url\((?!\"?data:)", text.split("</style>")[0])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy[1]
    assert "http" not in policy[1]


def test_the_same_pack_gives_the_same_bytes(mart_copy: Path, tmp_path: Path) -> None:
    pack = some(mart_copy, "ja", "overview", "fields")
    for name in ("a.html", "b.html"):
        page.write(pack, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_markup_in_a_name_stays_text(mart_copy: Path, tmp_path: Path) -> None:
    meeting = '</title></script><script>alert(1)</script><img src="x" onerror="alert(1)">"}\\'
    page.write(some(mart_copy, "ja", "overview", meeting=meeting), tmp_path / "pack.html")
    text = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "<img" not in text


def test_colours_are_the_boards() -> None:
    style = (ROOT / "dashboard" / "pack" / "assets" / "page.css").read_text(encoding="utf-8")
    named = {f"#{c.lower()}" for c in re.findall(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", style)}
    full = {"#" + "".join(2 * c for c in name[1:]) if len(name) == 4 else name for name in named}
    assert full <= {colour.lower() for colour in PALETTE}


# every kind of chart, without the longest tables: axe looks at each cell
_SHOWN = ("overview", "compare", "similar", "disbursements", "staffing", "population", "fields", "cases")


@pytest.fixture(scope="module")
def shorter(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "shorter.html"
    page.write(some(mart_copy, "ja", *_SHOWN), path)
    return path


@pytest.fixture(scope="module")
def opened(browser: Browser, shorter: Path) -> Page:
    """The file as a person opens it; everything that it asks for and complains of is kept."""
    tab = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    messages: list[str] = []
    tab.on("request", lambda request: messages.append(request.url))
    tab.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: messages.append(str(error)))
    tab.goto(shorter.as_uri())
    tab.wait_for_selector("html[data-drawn]", timeout=60_000)
    tab.messages = messages  # type: ignore[attr-defined]
    return tab


@pytest.mark.chromium
@pytest.mark.parametrize("lang", LANGUAGES)
def test_opens_without_any_request_and_draws_everything(
    opened: Page, shorter: Path, mart_copy: Path, lang: Any
) -> None:
    opened.click(f'button[data-lang="{lang}"]')
    opened.wait_for_selector(f'html[lang="{lang}"][data-drawn]', timeout=60_000)
    opened.wait_for_timeout(200)
    assert [told for told in opened.messages if told != shorter.as_uri()] == []  # type: ignore[attr-defined]
    charts = opened.locator(".rb-doc:not([hidden]) .rb-chart")
    pack = some(mart_copy, "ja", *_SHOWN).in_language(lang)
    drawn = [data for _, data in every_panel(pack) if data.panel.chart.kind in KINDS and data.rows]
    assert {data.panel.chart.kind for data in drawn} == set(KINDS)
    assert charts.count() == len(drawn)
    assert charts.evaluate_all("all => all.every((one) => one.querySelector('.main-svg .trace'))")
    assert opened.locator("[data-table]:visible").count() == 0
    assert opened.locator(".rb-doc:not([hidden]) details table").count() == len(
        [data for _, data in every_panel(pack) if data.panel.chart.kind != "table" and data.rows]
    )
    assert opened.evaluate("document.title").endswith(pack.settings.meeting)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
    fonts = opened.evaluate("[...document.fonts].map((one) => `${one.weight} ${one.status}`)")
    assert sorted(fonts) == ["400 loaded", "700 loaded"]


@pytest.mark.chromium
@pytest.mark.parametrize("lang", few(LANGUAGES, lambda _, lang: lang == "en"))
def test_no_rule_of_axe_is_broken(opened: Page, axe: str, lang: Any) -> None:
    opened.click(f'button[data-lang="{lang}"]')
    opened.wait_for_selector(f'html[lang="{lang}"][data-drawn]', timeout=60_000)
    opened.evaluate(axe)
    assert opened.evaluate(_RUN, [[], None])["found"] == []


@pytest.mark.chromium
def test_every_panel_fits_a_sheet_when_a_browser_prints_it(opened: Page) -> None:
    """Opened for paper: folds open, charts as wide as the sheet, nothing wider."""
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    closed = opened.locator(".rb-doc:not([hidden]) details:not([open])").count()
    wide = opened.locator(".rb-doc:not([hidden]) :is(.rb-chart, .main-svg, table, p, li)").evaluate_all(
        "all => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
    )
    high = opened.locator(".rb-doc:not([hidden]) .rb-whole:has(.rb-chart)").evaluate_all(
        "all => Math.max(...all.map((one) => one.getBoundingClientRect().height))"
    )
    opened.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert high <= 680  # a chart is never cut at the end of a sheet
    assert closed == 0
    assert wide <= 1047
    assert opened.locator(".rb-doc:not([hidden]) details[open]").count() == 0
