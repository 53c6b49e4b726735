"""The board as a person sees it: a real server, a real Chromium, every page in both languages."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.analyst import panels
from dashboard.charts.kinds import KINDS
from dashboard.mart import Build, Mart
from dashboard.pages import PAGES
from dashboard.pages.analyst import EACH_PART
from dashboard.pages.profile import CHARTS, PARTS
from dashboard.panel import Panel, prepare
from dashboard.panels import PANELS, of
from dashboard.state import State
from dashboard.text import LANGUAGES
from tests.dashboard.chrome import PROBE, SIZE, Window
from tests.long import some

pytestmark = pytest.mark.chromium

# when the first card and the first chart came into the page and how much moved, told by the page itself
_WATCH = """
window.rb = {moved: 0};
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.rb.moved += shift.value;
}).observe({type: "layout-shift", buffered: true});
new MutationObserver(() => {
    const places = {card: ".rb-card", chart: ".js-plotly-plot"};
    for (const [name, place] of Object.entries(places)) {
        if (!(name in window.rb) && document.querySelector(place)) window.rb[name] = performance.now();
    }
}).observe(document, {childList: true, subtree: true});
"""


class Watched:
    """A page with the requests that left the machine and the errors it told."""

    def __init__(self, page: Page, board: str) -> None:
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._requested(request.url, board))
        self.page.on(
            "websocket", lambda socket: self._requested(socket.url.replace("ws:", "http:", 1), board)
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda told: (
                self.errors.append(f"{told.text} {told.location['url']}")
                if told.type == "error" and not PROBE.search(told.location["url"])
                else None
            ),
        )

    def _requested(self, url: str, board: str) -> None:
        if not url.startswith((board + "/", "data:", "blob:")):
            self.outside.append(url)


@pytest.fixture
def watched(window: Window, board: str) -> Iterator[Watched]:
    with window.tab() as page:
        yield Watched(page, board)


@pytest.fixture
def first(window: Window, board: str) -> Iterator[Watched]:
    """Who was never here: type and scripts come late, and nothing may move for it."""
    with window.tab(cached=False) as page:
        yield Watched(page, board)


def _panels(name: str, mart_copy: Path) -> list[Panel]:
    """What the page must show: analysts' views come with the build, a sheet borrows other pages' panels."""
    if name == "analyst":
        return list(panels(Mart(mart_copy).live()).values())[:EACH_PART]
    if name == "profile":
        return [PANELS[panel_id] for panel_id in (*CHARTS, *PARTS)]
    return list(of(name, Mart(mart_copy).live(), State()))


_OPENED = list(product([page.page_id for page in PAGES], LANGUAGES))


def _shown_whole(page: Page, name: str, lang: str, mart_copy: Path) -> int:
    """Finding, cards, every panel and every chart of the page stand there; how many charts."""
    page.wait_for_selector(f'[data-finding="{name}"]', timeout=30_000)
    assert len(page.locator("[data-finding]").inner_text().strip()) > 5
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator(".rb-card").first).to_be_visible()
    shown = _panels(name, mart_copy)
    for panel in shown:
        expect(page.locator(f"#{panel.panel_id} .rb-title")).not_to_be_empty(timeout=20_000)
    # the run is over when the toolkit takes its sign of running away
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=20_000)
    drawn = CHARTS if name == "profile" else [panel.panel_id for panel in shown]
    charts = [panel for panel in shown if panel.chart.kind in KINDS and panel.panel_id in drawn]
    expect(page.locator(".js-plotly-plot")).to_have_count(len(charts), timeout=20_000)
    cards = page.locator(".rb-card:visible").count()
    assert 3 <= cards <= (6 if name == "profile" else 4)
    assert page.locator("[data-testid=stException]").count() == 0
    return len(charts)


# those that no other test opens in Chromium, or all of them
@pytest.mark.parametrize(
    "names",
    some([("cases", "staffing", "analyst"), [page.page_id for page in PAGES]], lambda number, _: number == 0),
    ids=["few", "every"],
)
def test_a_page_opens_by_its_link_and_stays_on_the_machine(
    names: Sequence[str], watched: Watched, board: str, mart_copy: Path
) -> None:
    page = watched.page
    page.goto(f"{board}/population?lang=en")
    places = [one.page_id for one in PAGES]
    for name in names:
        page.locator("[data-testid=stSidebarNav] a").nth(places.index(name)).click()
        _shown_whole(page, name, "en", mart_copy)
    assert watched.outside == []
    assert watched.errors == []


# a page of cards and one of a region, as who was never here sees them; the rest with the long tests
@pytest.mark.parametrize(
    "which",
    some(_OPENED, lambda _, which: which in (("overview", "ja"), ("profile", "ja"))),
    ids="-".join,
)
def test_a_first_visit_draws_the_page_and_nothing_moves(
    which: tuple[str, str], first: Watched, board: str, mart_copy: Path
) -> None:
    name, lang = which
    page = first.page
    page.add_init_script(_WATCH)
    page.goto(f"{board}/{name}?lang={lang}")
    charts = _shown_whole(page, name, lang, mart_copy)
    if name == "overview":
        _cards_stand_in_one_row_of_equal_height(page)
    seen = page.evaluate("window.rb")
    assert seen["card"] <= seen.get("chart", seen["card"]), seen
    assert ("chart" in seen) == (charts > 0)
    # asked for once the cards could be seen (front.py), by the name it has in this release of the toolkit
    expect(page.locator("head link[rel=modulepreload][href*=PlotlyChart]").first).to_be_attached()
    page.wait_for_timeout(500)  # the picture after the last chart
    assert page.evaluate("window.rb.moved") < 0.05
    assert first.outside == []
    assert first.errors == []


@pytest.mark.parametrize(
    ("query", "lang", "title", "place"),
    [
        ("", "ja", "比較｜広域連携ボード", "board"),
        ("?lang=en&present=1&step=2", "en", "Compare | Renkei Board", "meeting"),
    ],
)
def test_the_first_picture_has_language_title_look_and_fonts(
    board: str, query: str, lang: str, title: str, place: str
) -> None:
    asked = urllib.request.Request(f"{board}/compare{query}", headers={"accept": "text/html"})
    with urllib.request.urlopen(asked) as answer:
        page = answer.read().decode()
        assert int(answer.headers["content-length"]) == len(page.encode())
    assert f'<html lang="{lang}">' in page
    assert f"<title>{title}</title>" in page
    assert f'<body class="rb-{place}">' in page
    # what the board wrote in leads somewhere; the toolkit's own addresses are relative
    links = re.findall(r'"(/(?:static/js|fonts|look)/[^"]+)"', page)
    assert len(links) >= 6
    for link in links:
        with urllib.request.urlopen(board + link) as answer:
            assert answer.status == 200
            assert not answer.headers["content-type"].startswith("text/html"), link


def test_what_is_folded_away_is_made_when_it_is_opened(watched: Watched, board: str, build: Build) -> None:
    page = watched.page
    count = len(prepare(PANELS["grants_by_region"], State(), build).cells)
    page.goto(f"{board}/disbursements")
    page.wait_for_selector("[data-finding=disbursements]", timeout=30_000)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)
    assert page.get_by_text("hokkaido_casebook_2024/disbursements.csv").count() == 0
    fold = page.locator("[data-fold=table_grants_by_region]")
    fold.locator("summary").click()
    table = fold.locator("table.rb-table")
    expect(table).to_be_visible(timeout=20_000)
    assert table.locator("tbody tr").count() == count
    page.keyboard.press("Escape")
    expect(table).to_be_hidden()
    with page.expect_download() as saved:
        page.locator("[data-save=grants_by_region]").click()
    assert saved.value.suggested_filename == "grants_by_region.csv"
    assert len(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()) == count + 1
    assert watched.errors == []


def _cards_stand_in_one_row_of_equal_height(page: Page) -> None:
    boxes = [card.bounding_box() for card in page.locator(".rb-card").all()]
    assert len(boxes) == 4
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert len({round(box["height"]) for box in boxes if box}) == 1
    assert all(box["y"] + box["height"] <= SIZE["height"] for box in boxes if box)


def test_two_clicks_lead_from_the_grants_to_the_printed_cell(watched: Watched, board: str) -> None:
    page = watched.page
    page.goto(f"{board}/disbursements")
    page.wait_for_selector("[data-finding=disbursements]", timeout=30_000)
    # one click: 出典をたどる below the first panel
    page.locator("[data-fold=origin_grants_by_region] summary").click()
    row = page.locator("tr", has_text=re.compile("日高連携地域.*2022年度")).first
    expect(row).to_be_visible(timeout=20_000)
    what, printed, document, place, source_row, corrections, _ = row.locator("td").all_inner_texts()
    assert "交付額" in what
    assert printed == "8,100"
    assert "事例集" in document
    assert "日高" in place
    assert "令和６年度を交付金活用見込額" in corrections
    assert re.fullmatch(r"hokkaido_casebook_2024/disbursements\.csv:\d+", source_row)
    assert watched.errors == []
