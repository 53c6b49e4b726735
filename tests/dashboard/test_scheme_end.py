"""Until when a grant can be had at all stands wherever grants do: unused years are none left."""

from __future__ import annotations

import pytest

from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.pages import PAGE_BY_ID
from dashboard.pages.page import View
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart
from tests.dashboard.cards import CARDS

_PANELS = (
    "grants_by_year",
    "grants_by_region",
    "cumulative",
    "grant_table",
    "scheme_rules",
)


def test_the_end_of_the_scheme_is_said_on_both_pages(build: Build, mart: Mart) -> None:
    """Before: no word of it on 概況 or 交付金, and five regions read that years are left."""
    last = mart.scalar("select distinct value::int from scheme_rule where rule_id = 'period_to'")
    early = mart.scalar(
        "select count(*) from (select 1 from disbursement group by region_id having count(*) < 5)"
    )
    assert (last, early) == (2024, 5)
    said = PAGE_BY_ID["overview"].answer(View(State(), build, None))  # type: ignore[arg-type]
    assert "制度はR6まで" in said
    english = PAGE_BY_ID["overview"].answer(View(State(lang="en"), build, None))  # type: ignore[arg-type]
    assert "the scheme ends with FY2024" in english
    [card] = [card for card in CARDS["disbursements"] if card.card_id == "last_year"]
    for region in (None, "nemuro"):
        assert "制度はR6まで" in prepare_card(card, State(region=region), build).compare


@pytest.mark.parametrize("panel_id", _PANELS)
@pytest.mark.parametrize("region", [None, "nemuro"])
def test_every_panel_of_grants_says_it(build: Build, panel_id: str, region: str | None) -> None:
    data = prepare(PANELS[panel_id], State(region=region), build)
    assert data.rows
    assert "制度はR6まで" in data.subtitle or "令和6年度（2024年度））" in data.subtitle


def test_a_region_without_a_grant_reads_of_no_end(build: Build) -> None:
    assert "まで" not in prepare(PANELS["grants_by_year"], State(region="kushiro"), build).subtitle
