"""概況 concludes: its sentences have the figures of the documents, and each leads to a panel with them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard import format as fmt
from dashboard.card import prepare_card
from dashboard.conclusion import MOST, Concluded, concluded
from dashboard.mart import Build, shared_mart
from dashboard.pages import PAGE_BY_ID
from dashboard.pages.page import View
from dashboard.panel import prepare
from dashboard.panels import PANELS, of
from dashboard.panels.conclusions import CONCLUSIONS
from dashboard.parameters import today
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import ROOT, Mart
from tests.dashboard.amounts import in_thousands
from tests.dashboard.test_chromium import Watched, watched

__all__ = ["watched"]  # a fixture: a page with the errors it told
_CAP, _MOST_YEARS = 10_000, 5  # of the grant's guidelines, in 千円
_FIGURE = re.compile(r"[0-9][0-9,]*[.,][0-9]+")
_SOURCE = ROOT / "data" / "sources" / "hokkaido_casebook_2024"


@dataclass(frozen=True)
class Grant:
    region: str
    year: int
    status: str
    thousand: int | None


@pytest.fixture(scope="module")
def grants() -> list[Grant]:
    """The transcribed rows, read by nothing of the product."""
    with (_SOURCE / "disbursements.csv").open(encoding="utf-8-sig", newline="") as opened:
        return [
            Grant(
                row["地域ID"],
                2018 + int(re.sub(r"\D", "", row["年度"])),
                row["区分"],
                int(row["金額（千円）"].replace(",", "")) if row["金額（千円）"].strip(" 未定") else None,
            )
            for row in csv.DictReader(opened)
        ]


def _shown(build: Build, lang: Lang, region: str | None) -> dict[str, Concluded]:
    """Every sentence that there is, those beyond the first five too."""
    state = State(lang=lang, region=region)
    return {item.conclusion_id: item for item in concluded(CONCLUSIONS, state, build)}


def _thousand(value: int, lang: Lang) -> str:
    return fmt.number(value, 0, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_of_the_sentences_are_those_of_the_documents(
    build: Build, grants: list[Grant], regions: list[str], lang: Lang
) -> None:
    for region in (None, *regions):
        own = [grant for grant in grants if region in (None, grant.region)]
        said = {name: in_thousands(item.text) for name, item in _shown(build, lang, region).items()}
        paid: dict[str, dict[int, int]] = defaultdict(dict)
        ahead: dict[str, int] = {}
        years: dict[str, int] = defaultdict(int)
        for grant in own:
            years[grant.region] += 1
            if grant.status == "交付額" and grant.thousand is not None:
                paid[grant.region][grant.year] = grant.thousand
            elif grant.thousand is not None:
                ahead[grant.region] = grant.thousand
        caps = sum(_CAP * len(each) for each in paid.values())
        used = sum(sum(each.values()) for each in paid.values())
        assert ("unused" in said) == (used < caps), region
        if used < caps:
            assert _thousand(caps - used, lang) in said["unused"]
            assert f"{fmt.number(100 * (caps - used) / caps, 1, lang)}" in said["unused"]
        ends = {name: ahead[name] for name in ahead if years[name] >= _MOST_YEARS}
        assert ("ending" in said) == bool(ends), region
        if ends:
            assert _thousand(sum(ends.values()), lang) in said["ending"]
            assert _thousand(sum(ahead.values()), lang) in said["ending"]
        both = [each for each in paid.values() if {2022, 2023} <= set(each)]
        assert ("change" in said) == bool(both), region
        if both:
            before, last = (sum(each[year] for each in both) for year in (2022, 2023))
            assert _thousand(before, lang) in said["change"]
            assert _thousand(last, lang) in said["change"]
            assert fmt.signed(last - before, 0, lang) in said["change"]
        assert ("overdue" in said) == bool(own), region
        if ahead:
            assert _thousand(sum(ahead.values()), lang) in said["overdue"]
            assert fmt.date(today(), lang) in said["overdue"]


def test_like_is_compared_with_like(build: Build, grants: list[Grant]) -> None:
    """R5 has eight regions, R4 seven of them: the sums over all would be a rise, and there is none."""
    whole = {
        year: sum(g.thousand or 0 for g in grants if (g.year, g.status) == (year, "交付額"))
        for year in (2022, 2023)
    }
    assert whole[2023] > whole[2022]
    assert "7地域で3,690万円から3,580万円（△110万円）" in _shown(build, "ja", None)["change"].text


def test_the_small_are_as_many_as_the_card_and_the_table_of_members_say(build: Build, mart: Mart) -> None:
    people = dict(
        mart.rows("select municipality_code, population_2050 from kpi.member_outlook where present")
    )
    text = _shown(build, "ja", None)["small"].text
    for size in (2000, 5000, 10000):
        below = sum(value is not None and value < size for value in people.values())
        assert f"{size:,}人未満は{below}（" in text
    card = next(card for card in PAGE_BY_ID["population"].cards if card.card_id == "under_2000")
    assert prepare_card(card, State(), build).figure == str(sum(v < 2000 for v in people.values()))
    assert card.panel == "small_towns"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_leads_to_a_panel_that_shows_its_figures(
    build: Build, regions: list[str], lang: Lang
) -> None:
    for region in (None, *regions):
        for item in _shown(build, lang, region).values():
            assert PANELS[item.anchor] in of(item.page, build, item.state)
            data = prepare(PANELS[item.anchor], item.state, build)
            words = " ".join((data.title, data.subtitle, *(cell for row in data.cells for cell in row)))
            figures = set(_FIGURE.findall(item.text))
            shown = set(_FIGURE.findall(words))
            assert figures <= shown, (region, item.conclusion_id, figures - shown)
            # nothing of what the reader chose is changed
            assert replace(item.state, year=None) == State(lang=lang, region=region)


def test_at_most_five_the_weightiest_first_and_each_once(
    build: Build, mart_copy: Path, regions: list[str]
) -> None:
    order = [one.conclusion_id for one in CONCLUSIONS]
    assert len(set(order)) == len(order) > MOST
    for region in (None, *regions):
        view = View(State(region=region), build, shared_mart(mart_copy))
        shown = [item.conclusion_id for item in PAGE_BY_ID["overview"].concluded(view)]
        assert 1 <= len(shown) <= MOST
        assert shown == sorted(shown, key=order.index)


def test_a_sentence_that_fails_is_left_out_and_the_others_stand(build: Build) -> None:
    def wrong(rows: object, lang: Lang) -> str:
        raise ValueError("a sentence that cannot be said")

    broken = replace(CONCLUSIONS[0], sentence=wrong)
    unknown = replace(CONCLUSIONS[0], sql="select * from kpi.of_a_later_board")
    shown = concluded((broken, unknown, *CONCLUSIONS[1:]), State(), build)
    assert [item.conclusion_id for item in shown][:2] == ["ending", "unused"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_point_leads_to_a_panel_with_its_region_and_year(build: Build, lang: Lang) -> None:
    """「最終年度に達した」 led to 「7つの規則を満たす」."""
    points = prepare(PANELS["attention"], State(lang=lang), build).rows
    name = "name" if lang == "ja" else "name_en"
    assert len({row["kind"] for row in points}) > 4
    for row in points:
        data = prepare(PANELS[row["panel"]], State(lang=lang), build)
        assert data.panel.page == row["page"]
        # in a row of its own, or the panel is about the region alone
        rows = [cells for cells in data.cells if any(row[name] in cell for cell in cells)]
        rows = rows or ([*data.cells] if row[name] in data.subtitle else [])
        assert rows, (row["kind"], row[name])
        cells = {cell for each in rows for cell in each}
        if row["fiscal_year"] is not None and row["kind"] != "step":
            when = {fmt.fiscal_year(row["fiscal_year"], lang, short=short) for short in (True, False)}
            assert when & cells, (row["kind"], row["fiscal_year"])
        text = row["title" if lang == "ja" else "title_en"]
        figures = set(re.findall(r"[0-9]+\.[0-9]+|(?<=\(year )[0-9]+|[0-9]+(?=年度目)", text))
        assert figures <= cells, (row["kind"], figures)


@pytest.mark.chromium
def test_the_sentences_and_all_points_are_a_click_away_and_no_choice_changes(
    watched: Watched, board: str
) -> None:
    page = watched.page
    page.goto(f"{board}/overview")
    links = page.locator(".rb-conclusions a")
    expect(links.first).to_be_visible(timeout=60_000)
    # one screen, both of its panels included
    expect(page.locator("#attention")).to_be_visible(timeout=30_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=30_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=30_000)
    bottom = page.evaluate(
        "() => [...document.querySelectorAll('.rb-fold')]"
        ".map(each => each.getBoundingClientRect().bottom).reduce((a, b) => Math.max(a, b))"
    )
    assert bottom <= 720
    left = page.locator(".rb-rest a")
    assert re.search(r"ほか\d+件", left.inner_text())
    left.click()
    expect(page.locator("#attention_list .rb-title")).to_contain_text("確かめる点は", timeout=30_000)
    assert "region=" not in page.url
    assert watched.errors == []
