"""What a meeting does with keyboard, mouse and finger beyond the clicker, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.mart import Mart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.presentation.steps import Step, steps
from dashboard.state import State
from tests.dashboard.chrome import Window, forward, settled

pytestmark = pytest.mark.chromium

_SMALLEST = """() => {
    let low = [1000, ""];
    for (const part of document.querySelectorAll(".st-key-present *")) {
        if (part.closest(".rb-p-contents, .st-key-present_keys, .rb-hidden, [hidden]")) continue;
        if (![...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
        const box = part.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(part).fontSize);
        if (box.width && box.height && size < low[0]) low = [size, part.textContent.slice(0, 40)];
    }
    return low;
}"""


@pytest.fixture
def page(window: Window) -> Iterator[Page]:
    with window.tab(still=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def meeting(mart_copy: Path) -> tuple[Step, ...]:
    return steps(Mart(mart_copy).live())


def _open(page: Page, board: str, query: str = "", step: int = 1) -> None:
    page.goto(f"{board}/?present=1&step={step}{query}")
    _at(page, step)
    settled(page)


def _at(page: Page, number: int) -> None:
    expect(page.locator(f'.rb-p-foot[data-step="{number}"]')).to_be_visible(timeout=30_000)
    page.wait_for_function("window.rbPresent")


def test_a_number_the_end_and_the_contents_lead_to_any_screen(
    page: Page, board: str, meeting: tuple[Step, ...]
) -> None:
    _open(page, board)
    page.keyboard.press("End")
    _at(page, len(meeting))
    for key in "12":
        page.keyboard.press(key)
    expect(page.locator(".rb-p-typed")).to_have_text("→ 12")
    page.keyboard.press("Enter")
    _at(page, 12)
    page.keyboard.press("c")
    contents = page.locator(".rb-p-contents")
    expect(contents).to_be_visible()
    # every screen but the further parts of a panel stands there once, in order
    listed = [int(number) for number in contents.locator("button b").all_inner_texts()]
    assert listed == [step.number for step in meeting if step.part == 1]
    target = next(step for step in meeting if step.panel and step.panel.panel_id == "recruitment")
    contents.locator(f'[data-go="{target.number}"]').click()
    _at(page, target.number)
    expect(page.locator("[data-panel=recruitment]")).to_be_visible()
    # a number beyond the last is the last, Escape takes a number back
    for key in ("9", "9", "9", "Enter"):
        page.keyboard.press(key)
    _at(page, len(meeting))
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    expect(page.locator(".rb-p-typed")).to_have_text("")
    _at(page, len(meeting))


def test_b_blanks_the_screen_and_any_key_brings_it_back(page: Page, board: str) -> None:
    _open(page, board, step=3)
    page.keyboard.press("b")
    cover = page.locator(".rb-p-blank")
    expect(cover).to_be_visible()
    assert cover.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(0, 0, 0)"
    page.keyboard.press("PageDown")
    expect(cover).to_have_count(0)
    _at(page, 3)  # the key that wakes it moves nothing


def test_the_mouse_brings_controls_that_go_when_it_rests(page: Page, board: str) -> None:
    _open(page, board, step=3)
    leave = page.locator(".rb-p-leave")
    hidden = "(one) => getComputedStyle(one).clipPath !== 'none'"
    assert leave.evaluate(hidden)
    page.mouse.move(300, 300)
    page.mouse.move(320, 320)
    expect(page.locator("html.rb-p-awake")).to_have_count(1)
    assert not leave.evaluate(hidden)
    page.locator('[class*="st-key-present_next_"] button').click()
    _at(page, 4)
    expect(page.locator("html.rb-p-awake")).to_have_count(0, timeout=10_000)


def test_a_finger_turns_the_screens(page: Page, board: str) -> None:
    _open(page, board, step=3)
    swipe = """([from, to]) => {
        const told = (type, x) => document.querySelector(".st-key-present").dispatchEvent(
            new PointerEvent(type, {pointerType: "touch", clientX: x, clientY: 300, bubbles: true}));
        told("pointerdown", from);
        told("pointerup", to);
    }"""
    page.evaluate(swipe, [800, 400])
    _at(page, 4)
    page.evaluate(swipe, [400, 800])
    _at(page, 3)
    page.evaluate(swipe, [400, 430])  # a tap
    page.wait_for_timeout(500)
    _at(page, 3)


@pytest.mark.parametrize("panel_id", ["scheme_rules", "body_roles", "case_participants"])
def test_rows_that_have_no_room_stand_on_the_next_turn_and_none_is_lost(
    panel_id: str, page: Page, board: str, mart_copy: Path
) -> None:
    _open(page, board, f"&show={panel_id}&lang=en", step=2)
    page.set_viewport_size({"width": 1280, "height": 540})
    page.wait_for_timeout(300)
    heads = page.locator(".rb-p-fit thead").inner_text()
    turns: list[list[str]] = []
    while True:
        shown = page.locator(".rb-p-fit tbody tr:visible")
        turns.append(shown.all_inner_texts())
        assert page.locator(".rb-p-fit thead").inner_text() == heads
        # nothing is cut: the rows and the line that counts them end above the foot
        assert page.evaluate(
            "(() => { const box = document.querySelector('.rb-p-fit');"
            " return box.scrollHeight <= box.clientHeight + 1; })()"
        )
        if not page.evaluate("window.rbRows.turn(1)"):
            break
    assert len(turns) > 1
    page.set_viewport_size({"width": 1280, "height": 6000})
    page.wait_for_timeout(300)
    whole = page.locator(".rb-p-fit tbody tr:visible").all_inner_texts()
    assert [row for turn in turns for row in turn] == whole
    data = prepare(PANELS[panel_id], State(lang="en"), Mart(mart_copy).live())
    assert len(whole) >= len({str(row) for row in data.cells}) or panel_id == "scheme_rules"


def test_a_heading_that_spans_rows_stands_on_each_turn(page: Page, board: str) -> None:
    _open(page, board, "&show=project_timeline", step=2)
    page.set_viewport_size({"width": 1280, "height": 480})
    page.wait_for_timeout(300)
    turns = 0
    while True:
        rows = page.locator(".rb-p-fit tbody tr:visible")
        cells = rows.first.locator("th, td").count()
        groups = page.locator(".rb-p-fit tbody th[scope=rowgroup]:visible")
        spans = groups.evaluate_all("(all) => all.map((one) => one.rowSpan)")
        assert sum(spans) == rows.count()
        assert rows.first.locator("th[scope=rowgroup]").count() == 1
        assert cells == page.locator(".rb-p-fit thead tr > *").count()
        turns += 1
        if not page.evaluate("window.rbRows.turn(1)"):
            break
    assert turns > 1


def test_back_turns_rows_back_before_it_leaves_the_screen(page: Page, board: str) -> None:
    _open(page, board, "&show=body_roles,recruitment", step=2)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.wait_for_timeout(300)
    first = page.locator(".rb-p-fit .rb-p-cut").inner_text()
    forward(page)
    assert page.locator(".rb-p-fit .rb-p-cut").inner_text() != first
    _at(page, 2)
    page.keyboard.press("PageUp")
    assert page.locator(".rb-p-fit .rb-p-cut").inner_text() == first
    page.keyboard.press("PageUp")
    _at(page, 1)


@pytest.mark.parametrize("panel_id", ["grants_by_region", "compare_heat", "members_ranked", "sources"])
def test_what_must_be_read_is_no_smaller_than_eighteen_pixels(panel_id: str, page: Page, board: str) -> None:
    _open(page, board, f"&show={panel_id}", step=2)
    size, text = page.evaluate(_SMALLEST)
    assert size >= 18, text
