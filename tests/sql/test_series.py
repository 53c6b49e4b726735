"""Series over time: bases, denominators, first and last, ranks."""

from __future__ import annotations

import pytest

from tests.conftest import Mart
from tests.sql.conftest import Board

STAFF = 'select headcount, "index", first_year, per_10000_residents, population_year from kpi.staff_trend '
OUTLOOK = 'select population, "index", known_members, members from kpi.population_outlook '
POLICE = "where area_code = '01' and department = 'police' and year = {}"


def _case(board: Board, *rows: tuple[str, int, int | None, float | None, str | None]) -> None:
    """period, order, year, value, unit of one measure of a shipped case."""
    for period, order, year, value, unit in rows:
        board.change()
        board.connection.execute(
            "insert into case_measure by name select 'road_patrol' as case_id, 'x' as "
            "measure, 'x' as measure_en, "
            "? as unit, ? as period, ? as sort_order, ? as year, ? as value, 's' as "
            "source_id, 'r' as source_ref, "
            "'s/f.csv:2' as source_row",
            [unit, period, order, year, value],
        )


def _change(board: Board) -> tuple:
    return board.row(
        "select first_period, first_value, last_period, last_value, change, change_pct from kpi.case_change "
        "where measure = 'x'"
    )


def test_outlook_of_a_region_lacking_a_member_is_unknown(board: Board) -> None:
    where = "where region_id = 'nishimonbetsu' and series = 'projection' and year = 2040"
    population, index, known, members = board.row(OUTLOOK + where)
    assert (known, members) == (4, 4)
    assert population > 0
    assert index == pytest.approx(100 * population / 11_301)
    board.change(
        "delete from population where series = 'projection' and year = 2040 and municipality_code = "
        "(select municipality_code from municipality where name = '興部町')"
    )
    assert board.row(OUTLOOK + where) == (None, None, 3, 4)
    assert board.row(OUTLOOK + where.replace("2040", "2050"))[2] == 4


def test_outlook_has_no_index_without_a_complete_base(board: Board) -> None:
    board.change(
        "delete from population where series = 'census' and year = 2020 and municipality_code = "
        "(select municipality_code from municipality where name = '興部町')"
    )
    rows = board.rows(OUTLOOK + "where region_id = 'nishimonbetsu' and series = 'projection'")
    assert rows
    assert all(row[0] is not None and row[1] is None for row in rows)


def test_outlook_base_is_the_census_of_2020(mart: Mart) -> None:
    assert mart.rows(
        "select distinct \"index\" from kpi.population_outlook where series = 'census' and year = 2020"
    ) == [(100.0,)]


def test_staff_index_starts_where_the_series_breaks(mart: Mart) -> None:
    """All over Japan departments changed in 2001: earlier years are another series and have no index."""
    jump = dict(
        mart.rows(
            "select department, sum(headcount) filter (year = 2001) - sum(headcount) filter (year = 2000) "
            "from staff where area_level = 'prefecture' group by 1"
        )
    )
    assert (jump["general_administration_municipalities"], jump["public_enterprises"]) == (-32_240, 21_834)
    assert mart.rows(STAFF + POLICE.format(2000))[0][1:3] == (None, 2001)
    base = mart.rows(STAFF + POLICE.format(2001))[0]
    assert base[1:3] == (100.0, 2001)
    assert mart.rows("select distinct first_year from kpi.staff_trend") == [(2001,)]
    last = mart.rows(STAFF + POLICE.format("(select max(year) from staff)"))[0]
    assert last[1] == pytest.approx(100 * last[0] / base[0])


@pytest.mark.parametrize("year", [2000, 2005, 2020])
def test_staff_rate_divides_by_the_census_of_its_year(mart: Mart, year: int) -> None:
    people = mart.scalar(
        "select sum(population) from population inner join municipality using (municipality_code) "
        "where prefecture_code = '01' and series = 'census' and age_group = 'total' and year = ?",
        year,
    )
    headcount, _, _, rate, shown = mart.rows(STAFF + POLICE.format(year))[0]
    assert shown == year
    assert rate == pytest.approx(10_000 * headcount / int(people))


def test_staff_of_one_year_is_not_set_against_residents_of_another(mart: Mart) -> None:
    """Before: 65.4 per 10,000 in 2024, of the residents of 2020, in a rank beside a card of 64.2."""
    assert mart.rows(
        "select list(distinct year order by year) from kpi.staff_trend where per_10000_residents is not null"
    ) == [([2000, 2005, 2010, 2015, 2020],)]
    assert mart.rows(
        "select distinct year, round(value, 1) from kpi.prefecture_rank where prefecture_code = '01' "
        "and indicator_id = 'general_administration_municipalities'"
    ) == [(2020, 64.2)]
    view = "select year, population_year, round(per_10000_residents, 1) from views.municipal_staff_rate "
    assert mart.rows(view + "where area_code = '01'") == [(2020, 2020, 64.2)]


def test_staff_rate_is_unknown_where_the_census_lacks_a_municipality(mart: Mart, board: Board) -> None:
    # nobody lived in Futaba (Fukushima) in 2020: a zero is no lack, its prefecture has a total
    fukushima = "select distinct per_10000_residents is null from {} where area_code = '07' and year = 2020"
    assert mart.rows(fukushima.format("kpi.staff_trend")) == [(False,)]
    board.change("delete from population where municipality_code = '075469' and year = 2020")
    # without its row the 58 others are not the prefecture
    assert board.rows(fukushima.format("kpi.staff_trend")) == [(True,)]
    whole = "select population_2020 from kpi.prefecture_overview where prefecture_code = '07'"
    assert (mart.scalar(whole), board.scalar(whole)) == (1_833_152, None)
    assert mart.rows(
        "select distinct per_10000_residents is null from kpi.staff_trend "
        "where area_code = '01' and year = 2020"
    ) == [(False,)]


def test_staff_index_of_a_first_year_of_zero_is_unknown(board: Board) -> None:
    board.change(
        "update staff set headcount = 0 where area_code = '01' and department = 'police' "
        "and year = (select min(year) from staff where year >= 2001)"
    )
    rows = board.rows(STAFF + "where area_code = '01' and department = 'police'")
    assert {row[1] for row in rows} == {None}


def test_floor_area_without_years_is_in_the_order_of_the_document(mart: Mart) -> None:
    row = mart.rows(
        "select first_period, first_year, first_value, last_period, last_year, last_value, "
        "change, change_pct "
        "from kpi.case_change where case_id = 'cultural_facility' and measure = '延床面積（計）'"
    )
    pct = pytest.approx(100 * (22_653 - 23_588) / 23_588)
    assert row == [("集約化前", None, 23_588.0, "集約化後", None, 22_653.0, -935.0, pct)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # by year where all have one, whatever the order of the document
        ([("b", 1, 2022, 30.0, "人"), ("a", 2, 2010, 10.0, "人")], ("a", 10, "b", 30, 20, 200)),
        # one has no year: as the document lists them
        ([("前", 1, None, 10.0, "人"), ("後", 2, 2022, 30.0, "人")], ("前", 10, "後", 30, 20, 200)),
        ([("前", 1, 2010, 10.0, "人"), ("後", 2, None, 5.0, "人")], ("前", 10, "後", 5, -5, -50)),
        # no years at all: as the document lists them, not by the name of the period
        (
            [("移行前", 1, None, 10.0, "人"), ("一年後", 2, None, 30.0, "人")],
            ("移行前", 10, "一年後", 30, 20, 200),
        ),
        # three: the first and the last
        (
            [("a", 1, 2010, 10.0, "人"), ("b", 2, 2015, 99.0, "人"), ("c", 3, 2020, 20.0, "人")],
            ("a", 10, "c", 20, 10, 100),
        ),
        # only one: nothing to compare
        ([("a", 1, 2010, 10.0, "人")], ("a", 10, None, None, None, None)),
        # no share of nothing, or of less than nothing
        ([("a", 1, 2010, 0.0, "人"), ("b", 2, 2020, 5.0, "人")], ("a", 0, "b", 5, 5, None)),
        ([("a", 1, 2010, -10.0, "円"), ("b", 2, 2020, -5.0, "円")], ("a", -10, "b", -5, 5, None)),
        # another unit: not to be subtracted
        ([("a", 1, 2010, 10.0, "千円"), ("b", 2, 2020, 5000.0, "円")], ("a", 10, "b", 5000, None, None)),
        ([("a", 1, 2010, 10.0, None), ("b", 2, 2020, 15.0, None)], ("a", 10, "b", 15, 5, 50)),
    ],
)
def test_case_change_compares_first_and_last(board: Board, rows: list, expected: tuple) -> None:
    _case(board, *rows)
    assert _change(board) == expected


def test_recruitment_compares_the_two_latest_years(board: Board) -> None:
    where = "where region_id = 'nishimonbetsu' and occupation_id = 'nurse'"
    ask = (
        "select first_year, first_headcount, second_year, second_headcount, change, "
        "second_measure from kpi.recruitment "
    )
    assert board.row(ask + where) == (2023, 2, 2024, 9, 7, "unclear")
    insert = "insert into recruitment by name select * replace ({}) from main.recruitment " + where
    # a target beside the result of the same year is no year of its own
    board.change(insert.format("'target' as measure, 5 as headcount") + " and fiscal_year = 2023")
    assert board.row(ask + where) == (2023, 2, 2024, 9, 7, "unclear")
    board.change(
        insert.format("2025 as fiscal_year, 'hired' as measure, 4 as headcount") + " and fiscal_year = 2024"
    )
    assert board.row(ask + where) == (2024, 9, 2025, 4, -5, "hired")
    board.change(f"delete from main.recruitment {where} and fiscal_year > 2023")
    assert board.row(ask + where) == (2023, 2, None, None, None, None)


def test_result_of_zero_hires_is_a_zero(mart: Mart) -> None:
    assert mart.rows(
        "select first_headcount, second_headcount, change from kpi.recruitment where "
        "occupation_id = 'architect'"
    ) == [(0, 2, 2)]


def test_rank_is_one_more_than_the_number_of_larger_ones(mart: Mart) -> None:
    rows = mart.rows("select indicator_id, region_id, value, place from kpi.indicator_rank")
    assert len(rows) == 11 * 14
    ties = 0
    for indicator, _, value, place in rows:
        others = [v for i, _, v, _ in rows if i == indicator and v is not None]
        assert place == (None if value is None else 1 + sum(v > value for v in others))
        ties += value is not None and others.count(value) > 1
    assert ties > 0


def test_equal_values_share_a_rank_and_the_next_is_skipped(board: Board) -> None:
    board.change("delete from reported_shortage")
    ask = (
        "select distinct place, position, distance_to_median from kpi.indicator_rank where "
        "indicator_id = 'shortage_count'"
    )
    # no mention is no value: it ranks nowhere
    assert board.rows(ask) == [(None, None, None)]
    board.change(
        "insert into reported_shortage by name select 'soya' as region_id, occupation_id, 'w' as wording, "
        "'s' as source_id, 'r' as source_ref, 's/f.csv:2' as source_row from occupation limit 2",
        "insert into reported_shortage by name select region_id, min(occupation_id) as occupation_id, "
        "'w' as wording, 's' as source_id, 'r' as source_ref, 's/f.csv:3' as source_row "
        "from region cross join occupation where region_id in ('kushiro', 'nemuro') group by region_id",
    )
    places = board.rows(
        ask.replace("distinct place", "region_id, place") + " and value is not null order by 1"
    )
    assert places == [("kushiro", 2, 0.0, 0.0), ("nemuro", 2, 0.0, 0.0), ("soya", 1, 1.0, 1.0)]
    whys = (
        "select distinct why from kpi.indicator_rank where indicator_id = 'shortage_count' and value is null"
    )
    assert board.rows(whys) == [("not_marked",)]
