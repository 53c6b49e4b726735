"""What is over stays as it was: members, regions and figures hold from a day to a day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sql.conftest import Board

RAUSU = "region_id = 'nemuro' and municipality_code = '016942'"
LATER = "update source set as_of = date '{}' where source_id = 'hokkaido_casebook_2024'"


def _differing(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    return {name for name, rows in before.items() if after[name] != rows}


def test_the_day_is_that_of_the_document_that_tells_the_members(board: Board) -> None:
    assert str(board.scalar("select day from kpi.board_day")) == "2024-04-01"
    assert {str(day) for (day,) in board.rows("select distinct members_on from kpi.coverage")} == {
        "2024-04-01"
    }


def test_a_leave_to_come_is_announced_and_changes_no_figure(board: Board) -> None:
    before = board.everything()
    board.change(f"update region_member set left_on = date '2030-04-01' where {RAUSU}")
    after = board.everything()
    # the day itself shows in the lists of members, and among what needs a look; nowhere else
    assert _differing(before, after) == {"area_member", "member_outlook", "attention"}
    assert set(before["attention"]) < set(after["attention"])
    assert board.rows("select title, title_en from kpi.attention where kind = 'leaving'") == [
        (
            "羅臼町は2030-04-01に構成市町村でなくなる（数値はその日から変わる）",
            "Rausu Town leaves on 2030-04-01 (figures change from that day on)",
        )
    ]
    assert board.scalar("select member_count from kpi.region_overview where region_id = 'nemuro'") == 5


OVER = (
    "select fiscal_year, amount_yen, yen_per_resident from kpi.disbursement_by_year "
    "where region_id = 'nemuro' order by 1",
    "select year, population_then, members_then from kpi.population_outlook where region_id = 'nemuro' "
    "and then_on is not null and then_on < date '2025-03-31' order by series, year",
    "select holds, detail from kpi.scheme_check where region_id = 'nemuro' order by rule_id",
    "select disbursed_yen, yen_per_resident from kpi.region_overview where region_id = 'nemuro'",
)


def test_a_leave_that_took_place_changes_today_and_nothing_that_is_over(board: Board) -> None:
    board.change(LATER.format("2025-04-01"))
    before = [board.rows(select) for select in OVER]
    now = "select member_count, population_2020 from kpi.region_overview where region_id = 'nemuro'"
    assert board.row(now) == (5, 71_771)
    board.change(f"update region_member set left_on = date '2025-03-31' where {RAUSU}")
    assert [board.rows(select) for select in OVER] == before
    assert board.row(now) == (4, 71_771 - 4_722)
    assert board.row(
        "select population, members, known_members, members_on::varchar from kpi.population_outlook "
        "where region_id = 'nemuro' and series = 'census' and year = 2015"
    )[1:] == (4, 4, "2025-04-01")
    assert board.scalar("select count(*) from kpi.attention where kind = 'leaving'") == 0


def test_census_as_it_was_then_stands_on_the_members_of_its_day(board: Board) -> None:
    # 釧路地域 has its agreement of 2009-12-11: eight members in 2010, 2015 and 2020, no region in 2005
    rows = board.rows(
        "select year, members_then, population_then, population from kpi.population_outlook "
        "where region_id = 'kushiro' and series = 'census' and year in (2005, 2010, 2015) order by year"
    )
    assert [(year, members) for year, members, *_ in rows] == [(2005, 0), (2010, 8), (2015, 8)]
    assert rows[0][2] is None
    assert all(then == now for _, _, then, now in rows[1:])
    board.change(
        "update region_member set left_on = date '2014-03-31' where region_id = 'kushiro' and "
        "municipality_code = (select min(municipality_code) from region_member where region_id = 'kushiro')"
    )
    later = board.rows(
        "select year, members_then, population_then from kpi.population_outlook "
        "where region_id = 'kushiro' and series = 'census' and year in (2010, 2015) order by year"
    )
    assert later[0] == (2010, 8, rows[1][2])
    assert later[1][1] == 7
    assert later[1][2] < rows[2][2]


def test_a_projection_has_no_members_of_its_own_day(board: Board) -> None:
    assert board.rows(
        "select distinct then_on, members_then, population_then from kpi.population_outlook "
        "where series = 'projection' or (series = 'census_preliminary' and year = 2025)"
    ) == [(None, 0, None)]


def test_grants_of_a_year_stand_on_the_members_of_that_year(board: Board) -> None:
    # 後志: 15 began, 蘭越町 joined on 2022-03-18 (FY2021), 神恵内村 on 2023-04-21 (FY2023)
    assert board.rows(
        "select fiscal_year, member_count from kpi.fiscal_resident where region_id = 'shiribeshi' order by 1"
    ) == [(2021, 16), (2022, 16), (2023, 17), (2024, 17)]
    kamoenai = board.scalar(
        "select population from population join municipality using (municipality_code) where "
        "municipality.name = '神恵内村' and series = 'census' and year = 2020 and age_group = 'total'"
    )
    amount, rate = board.row(
        "select amount_yen, yen_per_resident from kpi.disbursement_by_year "
        "where region_id = 'shiribeshi' and fiscal_year = 2022"
    )
    assert rate == pytest.approx(amount / (70_629 - kamoenai))


def test_a_dissolved_region_leaves_the_count_and_stays_in_history(board: Board) -> None:
    board.change(LATER.format("2026-04-01"))
    grants = "select * from kpi.disbursement_by_year order by all"
    work = "select * from kpi.project_timeline order by all"
    before = board.rows(grants), board.rows(work)
    figures = (
        "select member_count, population_2020, area_km2 from kpi.region_overview "
        "where region_id = 'rumoi_south'"
    )
    then = board.row(figures)
    board.change("update region set valid_to = date '2026-03-31' where region_id = 'rumoi_south'")
    assert (board.rows(grants), board.rows(work)) == before
    assert board.row("select region_count, grant_region_count, member_count from kpi.coverage") == (10, 7, 77)
    assert board.row(
        "select state, valid_to::varchar, members_on::varchar from kpi.region_overview "
        "where region_id = 'rumoi_south'"
    ) == ("dissolved", "2026-03-31", "2026-03-30")
    # its own figures stay those of its last day
    assert board.row(figures) == then
    assert board.rows("select distinct place from kpi.indicator_rank where region_id = 'rumoi_south'") == [
        (None,)
    ]
    assert board.rows(
        "select distinct regions, max(place) over () from kpi.indicator_rank where indicator_id = 'density'"
    ) == [(10, 10)]
    assert board.scalar("select region_count from kpi.home_prefecture") == 10
    # what is open of years that are over stays open; nothing else is asked of it
    kinds = {kind for (kind,) in board.rows("select kind from kpi.attention where region_id = 'rumoi_south'")}
    assert "undecided" in kinds
    assert not kinds & {"half", "last_year", "full_cap", "ending"}


def test_a_region_dissolved_later_is_announced_and_changes_nothing(board: Board) -> None:
    before = board.everything()
    board.change("update region set valid_to = date '2030-03-31' where region_id = 'rumoi_south'")
    after = board.everything()
    assert _differing(before, after) == {
        "area_member",
        "member_outlook",
        "attention",
        "region_term",
        "region_overview",
        "agreement_register",
    }
    [more] = set(after["attention"]) - set(before["attention"])
    assert {
        "地域は2030-03-31に解散する（数値はその日から変わる）",
        "The region is dissolved on 2030-03-31 (figures change from that day on)",
    } <= set(more)


def test_a_region_to_come_counts_from_its_first_day(board: Board) -> None:
    before = board.row("select * from kpi.coverage")
    board.change(
        "insert into region by name select * replace ('new' as region_id, date '2025-04-01' as agreement_on, "
        "date '2025-04-01' as valid_from, 99 as sort_order) from region where region_id = 'nemuro'",
        "insert into region_member by name select * replace ('new' as region_id, date '2025-04-01' as "
        "joined_on) from region_member where region_id = 'nemuro'",
    )
    assert board.row("select * from kpi.coverage") == before
    assert board.rows("select kind from kpi.attention where region_id = 'new'") == [("beginning",)]
    board.change(LATER.format("2025-04-01"))
    assert board.scalar("select region_count from kpi.coverage") == 12
    assert board.scalar("select count(*) from kpi.attention where kind = 'beginning'") == 0
