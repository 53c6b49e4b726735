"""What pages say of a region that ended or begins later, of those that leave, and of the members of then."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.card import Card, prepare_card
from dashboard.choices import region_names
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pages import PAGES
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.panels.cards.people import reach
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests import surveyed

CHANGES = (
    "update region set valid_to = date '2024-03-31' where region_id = 'rumoi_south'",
    "update region set valid_from = date '2026-04-01' where region_id = 'nishimonbetsu'",
    "update region_member set left_on = date '2030-04-01' where region_id = 'nemuro' "
    "and municipality_code = '016942'",
)


@pytest.fixture(scope="module")
def later(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    target = tmp_path_factory.mktemp("days") / "mart"
    surveyed.written(mart_copy, target, before=False, more=CHANGES)
    return BoardMart(target).live()


def _show(build: Build, panel: str, lang: Lang, region: str | None = None) -> PanelData:
    return prepare(PANELS[panel], State(lang=lang, region=region), build)


def test_the_page_of_a_dissolved_region_says_when_it_ended(later: Build) -> None:
    assert [_show(later, "region_facts", lang, "rumoi_south").title for lang in LANGUAGES] == [
        "留萌南部３市町連携地域は2024年3月31日に解散した（最後の構成は3市町村・27,016人）。交付は上限の70.0％",
        "Southern Rumoi was dissolved on 31 March 2024 (last members: 3 municipalities, 27,016 residents); "
        "grants at 70.0% of the cap",
    ]
    assert [_show(later, "region_facts", lang, "nishimonbetsu").title for lang in LANGUAGES] == [
        "西紋別地区町村会連携地域は2026年4月1日に始まる地域（4市町村・11,301人）で、まだ数に入らない",
        "Nishi-Monbetsu Area (4 municipalities, 11,301 residents) begins on 1 April 2026 and is not "
        "counted yet",
    ]
    names = list(region_names(later, "ja").values())
    assert [name for name in names if name.endswith("）")] == names[-2:]


def test_its_cards_have_figures_and_no_rank(later: Build) -> None:
    for lang, said in zip(
        LANGUAGES,
        ("現在ある地域でないため順位はない", "No rank: not among the regions of today"),
        strict=True,
    ):
        state = State(lang=lang, region="rumoi_south")
        shown = {
            card.card_id: prepare_card(card, state, later)
            for page in PAGES
            for card in page.cards
            if card.card_id.startswith(("sheet_", "rank_"))
        }
        assert (shown["sheet_people"].figure, shown["sheet_cap"].figure) == ("27,016", "70.0")
        # its document names no shortage: no figure, and no place for want of one
        silent = {"ja": "足りていることを意味しない", "en": "Which does not mean there are enough"}[lang]
        short = {name for name, card in shown.items() if card.compare == silent}
        assert short
        assert all(name.endswith("short") for name in short)
        assert {card.compare for name, card in shown.items() if name not in short} == {said}
        # of those that are there nothing changes but how many they are
        nemuro = prepare_card(_card("sheet_people"), State(lang=lang, region="nemuro"), later)
        assert {"ja": "9地域中", "en": " of 9"}[lang] in nemuro.compare


def _card(card_id: str) -> Card:
    return next(card for page in PAGES for card in page.cards if card.card_id == card_id)


def test_it_is_in_no_count_of_today_and_in_the_history_of_grants(later: Build) -> None:
    for lang in LANGUAGES:
        assert prepare_card(reach, State(lang=lang), later).figure == "9"
        for panel in ("index_rank", "population_outlook", "field_matrix", "shortage_matrix", "compare_heat"):
            shown = {row.get("region_id") for row in _show(later, panel, lang).rows}
            assert not shown & {"rumoi_south", "nishimonbetsu"}, panel
        paid = {row["region_id"] for row in _show(later, "grants_by_region", lang).rows}
        assert {"rumoi_south", "nishimonbetsu"} <= paid


def test_who_leaves_later_is_announced_among_what_needs_a_look(later: Build) -> None:
    said = [row["title"] for row in _show(later, "attention", "ja").rows]
    assert "羅臼町は2030-04-01に構成市町村でなくなる（数値はその日から変わる）" in said
    assert "地域は2026-04-01に始まる（数値はその日から変わる）" in said
    assert len(_show(later, "member_table", "ja", "nemuro").rows) == 5


def test_population_of_then_stands_beside_that_of_now(build: Build) -> None:
    """後志 had its agreement in 2021: no census is of its own days; 釧路 was there in 2010."""
    for lang, absent in zip(LANGUAGES, ("対象外", "not applicable"), strict=True):
        for region, years in (("shiribeshi", set()), ("kushiro", {2010, 2015, 2020})):
            data = _show(build, "population_outlook", lang, region)
            at = [column.name for column in data.panel.columns].index("population_then")
            told = {
                row["year"]: cells[at]
                for row, cells in zip(data.rows, data.cells, strict=True)
                if row["series"] == "census"
            }
            assert {year for year, cell in told.items() if cell != absent} == years
            assert all(
                told[year] == f"{row['population']:,}"
                for row in data.rows
                if (year := row["year"]) in years and row["series"] == "census"
            )
