"""Back undoes the last choice, and a phone's menu closes after one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.chrome import Window, settled

pytestmark = pytest.mark.chromium
_PHONE = {"width": 390, "height": 844}


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option).click()
    settled(page)


def _after_back(page: Page, board: str) -> str:
    page.go_back()
    settled(page)
    page.wait_for_timeout(300)
    return page.url.removeprefix(board)


def test_back_undoes_one_choice_after_another(window: Window, board: str) -> None:
    with window.tab() as page:
        page.goto(f"{board}/procedures")
        settled(page)
        _choose(page, "注目する地域", "日高連携地域")
        page.get_by_role("link", name="会議体").first.click()
        page.wait_for_url("**/council?region=hidaka")
        settled(page)
        page.get_by_text("English").click()
        page.wait_for_url("**/council?lang=en&region=hidaka")
        settled(page)
        assert _after_back(page, board) == "/council?region=hidaka"
        expect(page.locator("html")).to_have_attribute("lang", "ja")
        assert _after_back(page, board) == "/procedures?region=hidaka"
        assert _after_back(page, board) == "/procedures"
        expect(page.locator(".rb-subtitle", has_text="日高連携地域だけ")).to_have_count(0)


def test_a_phones_menu_closes_after_a_choice(window: Window, board: str) -> None:
    with window.tab(_PHONE) as page:
        page.goto(f"{board}/staffing")
        settled(page)
        menu = page.get_by_test_id("stSidebar")
        for choose in (
            lambda: _choose(page, "注目する地域", "日高連携地域"),
            lambda: page.get_by_test_id("stSidebarNavLink").nth(3).click(),
        ):
            page.get_by_test_id("stExpandSidebarButton").click()
            expect(menu).to_have_attribute("data-collapsed", "false")
            choose()
            expect(menu).to_have_attribute("data-collapsed", "true")
