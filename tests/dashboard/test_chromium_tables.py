"""Tables sort by a column, and a chart fills the screen, as a reader does both."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.dashboard.chrome import Window, settled

pytestmark = pytest.mark.chromium


def test_a_table_sorts_by_value_what_is_missing_last(window: Window, board: str, build: Build) -> None:
    """The figures of the mart, sorted another way, stand in the order that the browser gives."""
    data = prepare(PANELS["grant_standing"], State(), build)
    with window.tab() as page:
        page.goto(f"{board}/disbursements")
        settled(page)
        table = page.locator('[class*="st-key-panel_grant_standing"] table.rb-table')
        for name in ("change_yen", "last_year", "unused_yen"):
            at = [column.name for column in data.table.columns].index(name)
            cells = [(row[at].figure, row[at].text) for row in data.table.rows]
            missing = [text for figure, text in cells if figure is None]
            known = [cell for cell in cells if cell[0] is not None]
            head = table.locator("thead th").nth(at)
            head.get_by_role("button").focus()
            for way, reverse in (("ascending", False), ("descending", True), (None, None)):
                page.keyboard.press("Enter")
                shown = table.locator(f"tbody tr td:nth-child({at + 1})").all_inner_texts()
                if reverse is None:
                    assert shown == [text for _, text in cells]
                    assert head.get_attribute("aria-sort") is None
                else:
                    ordered = sorted(known, key=lambda cell: cell[0] or 0, reverse=reverse)
                    assert shown == [text for _, text in ordered] + missing
                    expect(head).to_have_attribute("aria-sort", way or "")


def test_a_chart_fills_the_screen_and_escape_leads_back_to_it(window: Window, board: str) -> None:
    with window.tab() as page:
        page.goto(f"{board}/population?region=hidaka")
        settled(page)
        link = page.locator('[class*="st-key-panel_population_outlook"] .rb-full')
        title = page.locator("#population_outlook .rb-title").inner_text()
        link.click()
        expect(page.locator(".rb-p-foot")).to_be_attached(timeout=30_000)
        settled(page)
        assert title in page.locator("body").inner_text()
        expect(page.locator(".stPlotlyChart")).to_have_count(1)
        assert page.locator("button.rb-sort").count() == 0
        page.keyboard.press("Escape")
        page.wait_for_url("**/population?region=hidaka#population_outlook")
