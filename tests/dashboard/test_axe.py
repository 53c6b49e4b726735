"""axe-core in a real Chromium on every screen: WCAG 2.x A and AA and its best practices.

What the toolkit causes stands in toolkit_violations.toml; everything else is the board's own.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.mart import Mart
from dashboard.presentation.steps import steps
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.chrome import ROOT, SIZE, Window, filled, forward, serve, settled, walk
from tests.dashboard.screens import SCREENS, address
from tests.long import some
from tests.surveyed import REGION

pytestmark = pytest.mark.chromium

_AXE = ROOT / "tests" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
# a page of figures, one of every control, one of tables and lists
_SHORT = ("overview", "coalition", "data")
PHONE = {"width": 390, "height": 844}
_LISTED: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "toolkit_violations.toml").read_text(encoding="utf-8")
)["violation"]
# rule, place and markup of each element found, and which entry of the list speaks of it
_RUN = """async ([listed, within]) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
    const told = await axe.run(within ? {include: within} : document, {
        runOnly: tags, resultTypes: ["violations"], elementRef: true});
    return {
        passes: told.passes.length,
        found: told.violations.flatMap((rule) => rule.nodes.map((node) => ({
            rule: rule.id,
            place: node.target.join(" "),
            markup: node.html.slice(0, 200),
            entry: listed.findIndex((l) => l.rule === rule.id && node.element.matches(l.selector)),
        }))),
    };
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules as a script. Skipped where `npm ci` was not run, unless RENKEI_REQUIRE_CHROMIUM."""
    if _AXE.exists():
        return _AXE.read_text(encoding="utf-8")
    told = "axe-core is not there: npm ci --ignore-scripts in tests/axe"
    if os.environ.get("RENKEI_REQUIRE_CHROMIUM"):
        pytest.fail(told)
    pytest.skip(told)


@dataclass
class Audit:
    """The rules in one page; gathers what is the board's own and which entries of the list were met."""

    page: Page
    script: str
    own: list[Any] = field(default_factory=list)
    met: set[int] = field(default_factory=set)

    def run(self, when: str, within: str | None = None) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(self.script)
        told = self.page.evaluate(_RUN, [_LISTED, within])
        assert told["passes"], "no rule was applied"
        for item in told["found"]:
            self.met.add(item["entry"])
            if item["entry"] < 0:
                self.own.append((when, item["rule"], item["place"], item["markup"]))


@pytest.fixture
def audit(window: Window, axe: str) -> Iterator[Audit]:
    with window.tab(still=True) as page:
        yield Audit(page, axe)


def _each_fold(audit: Audit, every: bool = True) -> None:
    """What folds open; else the first of each name."""
    names: set[str] = set()
    for fold in audit.page.locator("details.rb-fold").all():
        name = fold.locator("summary").inner_text()
        if name in names and not every:
            continue
        names.add(name)
        fold.locator("summary").click()
        filled(fold)
        audit.run(str(fold.get_attribute("data-fold")), f'[data-fold="{fold.get_attribute("data-fold")}"]')
        audit.page.keyboard.press("Escape")


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
@pytest.mark.parametrize("screen", some(SCREENS, lambda _, s: s in _SHORT))
@pytest.mark.parametrize("every", some([False, True], lambda _, every: not every), ids=["first", "every"])
def test_no_violation_is_the_boards_own(
    screen: str, lang: str, every: bool, audit: Audit, board: str
) -> None:
    audit.page.goto(address(board, screen, lang))
    settled(audit.page)
    audit.run("as opened")
    _each_fold(audit, every)
    audit.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    audit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    audit.page.wait_for_timeout(300)
    audit.run("phone, all folded parts open")
    assert audit.own == []
    expected = {n for n, entry in enumerate(_LISTED) if entry["screen"] == screen}
    assert expected <= audit.met, "an entry of toolkit_violations.toml no longer occurs: take it out"


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_violation_of_a_presented_screen(lang: Lang, audit: Audit, board: str, mart_copy: Path) -> None:
    audit.page.goto(f"{board}/?present=1&lang={lang}")
    found, seen = steps(Mart(mart_copy).live()), set()
    for number in walk(audit.page):
        seen.add(number)
        panel = found[number - 1].panel
        audit.run(f"{number} {panel.panel_id if panel else 'what the page says'}")
    assert len(seen) == len(found)
    audit.page.keyboard.press("c")
    audit.run("contents")
    assert audit.own == []


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_violation_with_the_answers_of_a_survey(
    lang: Lang, audit: Audit, surveyed_copy: Path, tmp_path: Path
) -> None:
    with serve(surveyed_copy, tmp_path / "log.txt") as surveyed:
        audit.page.goto(f"{surveyed}/staffing?lang={lang}")
        settled(audit.page)
        audit.run("as opened")
        _each_fold(audit)
        audit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        audit.page.wait_for_timeout(300)
        audit.run("phone")
        audit.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        audit.page.goto(f"{surveyed}/profile?lang={lang}&region={REGION}")
        settled(audit.page)
        audit.run("sheet of a region")
        assert audit.own == []


@pytest.mark.parametrize("lang", some(LANGUAGES, lambda _, lang: lang == "ja"))
def test_no_violation_of_the_dialog_of_council_packs(lang: Lang, audit: Audit, board: str) -> None:
    audit.page.goto(f"{board}/overview?lang={lang}")
    settled(audit.page)
    audit.page.locator(".st-key-pack_open button").click()
    expect(audit.page.locator(".st-key-pack_make button")).to_be_visible()
    audit.page.wait_for_timeout(500)
    audit.run("dialog", "[role=dialog]")
    audit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    audit.page.wait_for_timeout(300)
    audit.run("dialog, phone", "[role=dialog]")
    audit.page.get_by_role("dialog").locator(".rb-present-link").click()
    for _ in range(3):  # the title, what the page says, its cards
        settled(audit.page)
        audit.run("presented, phone")
        forward(audit.page)
    assert audit.own == []


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_violation_of_what_a_search_leads_to(lang: Lang, audit: Audit, board: str) -> None:
    """A row that is marked, on a phone too, and a chart that fills the screen with the contents over it."""
    for place in ("search?q=DX", "search?q=zzz", "staffing?q=DX#shortage_matrix"):
        path, _, anchor = place.partition("#")
        audit.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        audit.page.goto(f"{board}/{path}&lang={lang}#{anchor}")
        settled(audit.page)
        audit.run(place)
        audit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        audit.page.wait_for_timeout(300)
        audit.run(f"{place}, phone")
    audit.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    audit.page.goto(f"{board}/?present=1&step=2&show=population_outlook&lang={lang}")
    settled(audit.page)
    audit.run("a chart alone")
    audit.page.keyboard.press("c")
    audit.run("contents")
    assert audit.own == []


def test_the_rules_find_what_is_wrong(audit: Audit) -> None:
    audit.page.set_content("<html lang='ja'><title>誤り</title><main><h1>誤り</h1><img src='data:,'></main>")
    audit.run("a picture without a text")
    assert [item[1] for item in audit.own] == ["image-alt"]


@pytest.mark.parametrize("entry", _LISTED)
def test_every_entry_says_where_and_why(entry: dict[str, str]) -> None:
    assert set(entry) == {"rule", "selector", "screen", "reason", "issue"}
    assert entry["screen"] in SCREENS
    assert len(entry["reason"]) > 10
