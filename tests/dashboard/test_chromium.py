"""The board as a person sees it: a real server, a real Chromium, every page in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.analyst import panels
from dashboard.mart import Mart
from dashboard.pages import PAGES
from dashboard.pages.profile import CHARTS, PARTS
from dashboard.panel import Panel
from dashboard.panels import BY_PAGE, PANELS
from dashboard.render.screen import FIGURES
from dashboard.text import LANGUAGES
from tests.dashboard.chrome import PROBE, SIZE

pytestmark = pytest.mark.chromium

# when the first card and the first chart came into the page, told by the page itself
_WATCH = """
window.rb = {};
new MutationObserver(() => {
    const places = {card: ".rb-card", chart: ".js-plotly-plot"};
    for (const [name, place] of Object.entries(places)) {
        if (!(name in window.rb) && document.querySelector(place)) window.rb[name] = performance.now();
    }
}).observe(document, {childList: true, subtree: true});
"""


class Watched:
    """A page with the requests that left the machine and the errors it told."""

    def __init__(self, browser: Browser, board: str) -> None:
        self.page: Page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
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
def watched(browser: Browser, board: str) -> Iterator[Watched]:
    watched = Watched(browser, board)
    yield watched
    watched.page.close()


def _panels(name: str, mart_copy: Path) -> list[Panel]:
    """What the page must show: analysts' views come with the build, a sheet borrows other pages' panels."""
    if name == "analyst":
        return list(panels(Mart(mart_copy).live()).values())
    if name == "profile":
        return [PANELS[panel_id] for panel_id in (*CHARTS, *PARTS)]
    return list(BY_PAGE[name])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [page.page_id for page in PAGES])
def test_a_page_opens_answers_and_stays_on_the_machine(
    name: str, lang: str, watched: Watched, board: str, mart_copy: Path
) -> None:
    page = watched.page
    page.add_init_script(_WATCH)
    page.goto(f"{board}/{name}?lang={lang}")
    page.wait_for_selector(f'[data-finding="{name}"]', timeout=30_000)
    assert len(page.locator("[data-finding]").inner_text().strip()) > 5
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator(".rb-card").first).to_be_visible()
    cards = page.locator(".rb-card:visible").count()
    assert 3 <= cards <= (6 if name == "profile" else 4)
    shown = _panels(name, mart_copy)
    for panel in shown:
        expect(page.locator(f"#{panel.panel_id} .rb-title")).not_to_be_empty(timeout=20_000)
    # the run is over when the toolkit takes its sign of running away
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=20_000)
    drawn = CHARTS if name == "profile" else [panel.panel_id for panel in shown]
    charts = [panel for panel in shown if panel.chart.kind in FIGURES and panel.panel_id in drawn]
    expect(page.locator(".js-plotly-plot")).to_have_count(len(charts), timeout=20_000)
    seen = page.evaluate("window.rb")
    assert seen["card"] <= seen.get("chart", seen["card"]), seen
    assert ("chart" in seen) == bool(charts)
    assert page.locator("[data-testid=stException]").count() == 0
    assert watched.outside == []
    assert watched.errors == []


def test_the_cards_of_the_overview_stand_in_one_row_of_equal_height(watched: Watched, board: str) -> None:
    watched.page.goto(f"{board}/overview")
    watched.page.wait_for_selector(".rb-card", timeout=30_000)
    boxes = [card.bounding_box() for card in watched.page.locator(".rb-card").all()]
    assert len(boxes) == 4
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert len({round(box["height"]) for box in boxes if box}) == 1
    assert all(box["y"] + box["height"] <= SIZE["height"] for box in boxes if box)


def test_two_clicks_lead_from_the_grants_to_the_printed_cell(watched: Watched, board: str) -> None:
    page = watched.page
    page.goto(f"{board}/disbursements")
    page.wait_for_selector("[data-finding=disbursements]", timeout=30_000)
    # one click: 出典をたどる below the first panel
    page.locator(".st-key-origin_grants_by_region button").first.click()
    row = page.locator("tr", has_text="日高連携地域 2022年度").first
    expect(row).to_be_visible(timeout=20_000)
    what, printed, document, place, source_row, corrections, _ = row.locator("td").all_inner_texts()
    assert "交付額" in what
    assert printed == "8,100"
    assert "事例集" in document
    assert "日高" in place
    assert "令和６年度を交付金活用見込額" in corrections
    assert re.fullmatch(r"hokkaido_casebook_2024/disbursements\.csv:\d+", source_row)
    assert watched.errors == []
