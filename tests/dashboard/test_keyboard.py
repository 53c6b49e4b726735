"""The board without a mouse: every control is reached and seen, opens, closes, and lets go again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.charts.look import FOCUS_RING, INK
from tests.dashboard.chrome import Window, filled, settled
from tests.dashboard.colour import full
from tests.dashboard.screens import SCREENS, address
from tests.long import some

pytestmark = pytest.mark.chromium
_SHORT = ("overview", "disbursements", "coalition")

_MOST_STOPS = 400
# What has the focus: its name, its ring (on it or on the frame around a field), whether it can be seen
_STOP = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    window.rbReached = window.rbReached || new Set();
    window.rbReached.add(at);
    const hex = (colour) => "#" + colour.match(/\\d+/g).slice(0, 3)
        .map((part) => Number(part).toString(16).padStart(2, "0")).join("");
    let ring = null;
    for (let part = at, up = 0; part && up < 6 && !ring; part = part.parentElement, up += 1) {
        const style = getComputedStyle(part);
        if (style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2)
            ring = [hex(style.outlineColor), style.boxShadow.startsWith("rgb") ? hex(style.boxShadow) : ""];
    }
    const box = at.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const named = at.getAttribute("aria-label") || at.innerText || at.labels?.[0]?.innerText || "";
    return {
        what: `${at.tagName} ${named.trim().slice(0, 40)}`,
        named: Boolean(named.trim()) || at.hasAttribute("aria-labelledby"),
        ring,
        seen: box.width > 0 && x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight,
        // a radio button is drawn by its label
        covered: !(top && (top.contains(at) || [at, at.parentElement, ...(at.labels || [])]
            .some((part) => part.contains(top)))),
    };
}"""
# Controls that can be seen and used and were never given the focus. One radio speaks for its group.
_MISSED = """() => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((part) => !window.rbReached.has(part) && !part.disabled && part.tabIndex >= 0
        && part.checkVisibility({visibilityProperty: true}) && part.getBoundingClientRect().width > 1
        && !(part.role === "radio" || part.type === "radio"))
    .map((part) => `${part.tagName} ${part.getAttribute("aria-label") || part.innerText}`.slice(0, 80))"""


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab(still=True) as opened:
        yield opened


def _walk(page: Page) -> list[dict[str, Any]]:
    """Tab from the top to where the page lets go."""
    stops = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"the keyboard is held: {[stop['what'] for stop in stops[-4:]]}")


def _focused(place: Locator) -> bool:
    return bool(place.evaluate("part => part === document.activeElement"))


@pytest.mark.parametrize("screen", some(SCREENS, lambda _, s: s in _SHORT))
def test_tab_reaches_every_control_shows_where_it_is_and_leaves(screen: str, page: Page, board: str) -> None:
    page.goto(address(board, screen, "ja"))
    settled(page)
    stops = _walk(page)
    assert len(stops) > 12
    for stop in stops:
        assert stop["named"], stop
        assert stop["seen"], stop
        assert not stop["covered"], stop
        assert stop["ring"], stop
        outline, glow = stop["ring"]
        assert (full(outline), full(glow)) == (INK, FOCUS_RING), stop
    assert page.evaluate(_MISSED) == []
    if screen == "overview":
        _the_way_back_is_the_way_there(page, [stop["what"] for stop in stops])


def _the_way_back_is_the_way_there(page: Page, there: list[str]) -> None:
    back = []
    for _ in there:
        page.keyboard.press("Shift+Tab")
        stop = page.evaluate(_STOP)
        back.append(stop["what"] if stop else "")
    assert back[::-1] == there


@pytest.mark.parametrize("screen", some(["overview", "coalition", "data"], lambda n, _: n == 0))
def test_the_first_stop_skips_the_menu(screen: str, page: Page, board: str) -> None:
    page.goto(address(board, screen, "ja"))
    settled(page)
    page.keyboard.press("Tab")
    skip = page.locator("[data-testid=stSkipToContent]")
    assert _focused(skip)
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert _focused(page.locator("[data-testid=stMain]"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")


@pytest.mark.parametrize(
    "screen", some([name for name in SCREENS if name not in ("region", "data")], lambda _, s: s in _SHORT[:1])
)
@pytest.mark.parametrize("every", some([False, True], lambda _, every: not every), ids=["first", "every"])
def test_what_folds_open_is_read_and_closed_by_keyboard(
    screen: str, every: bool, page: Page, board: str
) -> None:
    """表で見る, 出典をたどる: Enter opens, Tab leads in, Escape closes and gives the focus back."""
    page.goto(address(board, screen, "ja"))
    settled(page)
    folds = page.locator("details.rb-fold")
    assert folds.count() > 0
    names = folds.locator("summary").all_inner_texts()
    for number, fold in enumerate(folds.all()):
        if names[number] in names[:number] and not every:
            continue
        name, body = fold.locator("summary"), fold.locator(".rb-fold-body")
        name.focus()
        page.keyboard.press("Enter")
        filled(fold)
        inside = body.locator("[tabindex='0'], a, button")
        if inside.count():
            page.keyboard.press("Tab")
            expect(inside.first).to_be_focused()
        page.keyboard.press("Escape")
        expect(body).to_be_hidden()
        expect(name).to_be_focused()
        if "rb-over" not in str(fold.get_attribute("class")):
            continue
        # what lies over the page does not stay when Tab has led beyond it, or Shift+Tab before it
        for key, most in (("Tab", inside.count() + 3), ("Shift+Tab", 1)):
            name.focus()
            page.keyboard.press("Enter")
            filled(fold)
            for _ in range(most):
                page.keyboard.press(key)
                if not fold.evaluate("fold => fold.contains(document.activeElement)"):
                    break
            expect(body).to_be_hidden()


def test_a_long_table_scrolls_by_keyboard(page: Page, board: str) -> None:
    page.goto(address(board, "data", "ja"))
    settled(page)
    table = page.locator("#dictionary").locator("xpath=following::div[contains(@class, 'rb-tall')]").first
    table.focus()
    page.keyboard.press("End")
    expect(table.locator("tbody tr").last).to_be_in_viewport()


@pytest.mark.parametrize("screen", some(["disbursements", "coalition"], lambda n, _: n == 0))
def test_a_table_is_saved_by_keyboard(screen: str, page: Page, board: str) -> None:
    page.goto(address(board, screen, "ja"))
    settled(page)
    for link in page.locator("[data-save], [data-testid=stDownloadButton] button").all():
        link.focus()
        with page.expect_download() as saved:
            page.keyboard.press("Enter")
        assert saved.value.suggested_filename.endswith(".csv")


def test_a_register_folds_open_by_keyboard(page: Page, board: str) -> None:
    page.goto(address(board, "fields", "ja"))
    settled(page)
    entry = page.locator("details.rb-item").first
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(entry).to_have_attribute("open", "")
    expect(entry.locator("p").first).to_be_visible()


def test_a_region_is_chosen_and_taken_back_by_keyboard(page: Page, board: str) -> None:
    page.goto(address(board, "disbursements", "ja"))
    settled(page)
    field = page.get_by_role("combobox", name="注目する地域")
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**region=*")
    settled(page)
    assert _focused(field)
    assert field.input_value()


def test_a_closed_menu_leaves_its_room_and_hides_nothing(page: Page, board: str) -> None:
    page.goto(address(board, "overview", "ja"))
    settled(page)
    heading = page.locator("h1")
    page.locator("[data-testid=stSidebarCollapseButton] button").focus()
    page.keyboard.press("Enter")
    opener = page.locator("[data-testid=stExpandSidebarButton]")
    expect(opener).to_be_visible()
    page.wait_for_timeout(500)  # it slides
    head, button = heading.bounding_box(), opener.bounding_box()
    assert head
    assert button
    assert head["x"] < 100
    assert head["y"] >= button["y"] + button["height"]
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stSidebarNav]")).to_be_in_viewport()
