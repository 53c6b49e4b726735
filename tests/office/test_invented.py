"""A prefecture that does not exist, with every kind of gap: its board draws, its figures are those of its
rows, and what is missing is neither zero nor anybody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from etl import refresh
from etl.paths import Paths
from tests.conftest import quiet
from tests.offices import sweep
from tests.offices.invented import GAPS, HOME, OFFICE, copy_invented, people, towns
from tests.once import once

_CODES = {name: code for code, _, name, _ in towns()}
_MEMBERS = {area.region_id: [_CODES[name] for name in area.members] for area in OFFICE.areas}


def _publish(folder: Path) -> None:
    outcome = refresh.run(copy_invented(folder), quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    assert [p.line(english=True) for p in outcome.problems if p.severity != "notice"] == []


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Made and built; only to be read."""
    return Paths(once(tmp_path_factory, "invented", _publish))


@pytest.fixture
def board(invented: Paths, tmp_path: Path) -> Build:
    return BoardMart(invented.mart).live()


@pytest.mark.parametrize("at", range(len(sweep.PAGE_IDS)), ids=sweep.PAGE_IDS)
def test_every_page_draws_and_names_no_place_that_exists(invented: Paths, at: int) -> None:
    """In one language or the other; both for the next page."""
    with sweep.board_of(invented.mart):
        shown = sweep.page(sweep.PAGE_IDS[at], "ja" if at % 2 else "en")
    assert shown.wrong == ()
    for name in ("北海道", "Hokkaido", "鹿児島", "沖縄", "Kagoshima", "Okinawa"):
        assert name not in shown.text, name


def test_figures_are_sums_over_the_members(board: Build) -> None:
    rows = {
        row["area_id"]: row
        for row in board.query(
            "select area_id, population_2020, population_2050, area_km2 from kpi.area_figures "
            "where area_level = 'region'"
        )
    }
    for region_id in ("north", "coast", "hills"):
        members = _MEMBERS[region_id]
        assert rows[region_id]["population_2020"] == sum(people(code, 2020) for code in members), region_id
        assert rows[region_id]["population_2050"] == sum(people(code, 2050) for code in members), region_id


def test_a_town_without_projection_leaves_a_total_out_and_says_of_how_many(board: Build) -> None:
    [row] = board.query("select * from kpi.area_figures where area_level = 'region' and area_id = 'council'")
    assert _CODES[GAPS["no_projection"]] in _MEMBERS["council"]
    assert row["population_2020"] == sum(people(code, 2020) for code in _MEMBERS["council"])
    assert row["population_2050"] is None
    outlook = board.query(
        "select population, known_members, members from kpi.population_outlook "
        "where region_id = 'council' and year = 2050"
    )
    assert {(r["known_members"], r["members"]) for r in outlook} == {(11, 12)}
    assert [r["population"] for r in outlook] == [None] * len(outlook)


def test_undecided_is_no_zero_and_a_year_that_nobody_entered_no_row(board: Build) -> None:
    rows = {
        (row["region_id"], row["fiscal_year"]): row["amount_yen"]
        for row in board.query("select region_id, fiscal_year, amount_yen from kpi.disbursement_by_year")
    }
    assert rows[(GAPS["undecided"], OFFICE.years[-1])] is None
    assert GAPS["year_missing"] not in rows
    assert rows[("hills", 2021)] > 0
    assert not any(region == GAPS["no_grant"] for region, _ in rows)
    [total] = board.query(
        "select region_count, known_count, amount_yen from kpi.disbursement_total where fiscal_year = 2022"
    )
    assert total["amount_yen"] == rows[("north", 2022)] + rows[("coast", 2022)]
    assert total["known_count"] == 2


def test_a_region_without_members_has_no_figure(board: Build) -> None:
    [row] = board.query(
        "select member_count, population_2020 from kpi.region_overview where region_id = 'future'"
    )
    assert (row["member_count"] or 0) == 0
    assert row["population_2020"] is None


def test_nobody_is_judged_to_be_in_no_national_area(board: Build) -> None:
    """There is no list of national areas: the rule on them holds for nobody and is broken by nobody."""
    rows = board.query("select holds from kpi.scheme_check where rule_id = 'half_outside_national'")
    assert rows
    assert {row["holds"] for row in rows} == {None}


def test_the_prefecture_is_that_of_the_rows(board: Build) -> None:
    names = {row["prefecture"] for row in board.query("select distinct prefecture from municipality")}
    assert HOME in names
    assert len(names) == 2
