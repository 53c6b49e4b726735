"""Zero, undecided and absent are three things; rates of groups are sums over sums."""

from __future__ import annotations

import pytest

from tests.conftest import Mart
from tests.sql.conftest import Board

NATIONAL = ("ishikari", "soya", "kushiro")
# read off the tables of the casebook: fiscal year, status, regions, amounts known, thousand yen
TOTALS = [
    (2020, "actual", 3, 3, 28_000),
    (2021, "actual", 6, 6, 19_700),
    (2022, "actual", 7, 7, 36_900),
    (2023, "actual", 8, 8, 42_800),
    (2024, "planned", 7, 7, 43_300),
    (2024, "undecided", 1, 0, None),
]
ABSENT = [
    ("shiribeshi", 2020),
    ("rumoi_north", 2020),
    ("rumoi_south", 2020),
    ("rumoi_south", 2021),
    ("rumoi_south", 2022),
    ("nishimonbetsu", 2020),
    ("nishimonbetsu", 2021),
    ("nemuro", 2020),
]


def test_grant_of_zero_is_zero_and_actual(mart: Mart) -> None:
    row = mart.rows(
        "select status, amount_yen, cap_use_pct, cumulative_yen, yen_per_resident, grant_year, as_printed "
        "from kpi.disbursement_by_year where region_id = 'nemuro' and fiscal_year = 2022"
    )
    assert row == [("actual", 0, 0.0, 400_000, 0.0, 2, "0")]


def test_zero_year_counts_as_a_year_of_support(mart: Mart) -> None:
    row = mart.rows(
        "select disbursed_yen, actual_years, planned_yen, undecided_years, grant_years, cap_use_pct "
        "from kpi.region_overview where region_id = 'nemuro'"
    )
    # 400 + 0 + 1,500 thousand yen over three years with a cap of 10,000 each
    assert row == [(1_900_000, 3, 2_000_000, 0, 4, pytest.approx(100 * 1_900 / 30_000))]


def test_undecided_grant_has_no_amount_anywhere(mart: Mart) -> None:
    row = mart.rows(
        "select status, amount_yen, cap_use_pct, cumulative_yen, yen_per_resident, as_printed "
        "from kpi.disbursement_by_year where region_id = 'rumoi_south' and fiscal_year = 2024"
    )
    assert row == [("undecided", None, None, None, None, "未定")]
    assert mart.rows(
        "select disbursed_yen, planned_yen, undecided_years, actual_years, grant_years "
        "from kpi.region_overview where region_id = 'rumoi_south'"
    ) == [(7_000_000, None, 1, 1, 2)]


@pytest.mark.parametrize(("region", "year"), ABSENT)
def test_absent_year_has_no_row(mart: Mart, region: str, year: int) -> None:
    rows = mart.rows(
        "select * from kpi.disbursement_by_year where region_id = ? and fiscal_year = ?", region, year
    )
    assert rows == []


def test_no_other_region_year_is_zero_or_undecided(mart: Mart) -> None:
    assert mart.rows(
        "select region_id, fiscal_year, amount_yen from kpi.disbursement_by_year "
        "where amount_yen = 0 or amount_yen is null order by all"
    ) == [("nemuro", 2022, 0), ("rumoi_south", 2024, None)]


@pytest.mark.parametrize("region", NATIONAL)
def test_region_of_a_national_scheme_has_nulls_not_zeros(mart: Mart, region: str) -> None:
    assert mart.rows("select * from kpi.disbursement_by_year where region_id = ?", region) == []
    assert mart.rows("select * from kpi.scheme_check where region_id = ?", region) == []
    assert mart.rows(
        "select disbursed_yen, planned_yen, undecided_years, actual_years, grant_years, yen_per_resident, "
        "cap_use_pct from kpi.region_overview where region_id = ?",
        region,
    ) == [(None,) * 7]
    assert (
        mart.rows(
            "select value, place, distance_to_median, position, known, regions from kpi.indicator_rank "
            "where region_id = ? "
            "and indicator_id in ('yen_per_year', 'yen_per_resident_year', 'cap_use_pct')",
            region,
        )
        == [(None, None, None, None, 8, 11)] * 3
    )


@pytest.mark.parametrize(("year", "status", "regions", "known", "thousand"), TOTALS)
def test_totals_keep_the_three_apart(
    mart: Mart, year: int, status: str, regions: int, known: int, thousand: int | None
) -> None:
    row = mart.rows(
        "select region_count, known_count, amount_yen, cap_yen, cap_use_pct from kpi.disbursement_total "
        "where fiscal_year = ? and status = ?",
        year,
        status,
    )
    amount = None if thousand is None else thousand * 1000
    use = None if thousand is None else pytest.approx(100 * thousand / (known * 10_000))
    assert row == [(regions, known, amount, regions * 10_000_000, use)]


def test_totals_hold_nothing_else(mart: Mart) -> None:
    assert mart.scalar("select count(*) from kpi.disbursement_total") == len(TOTALS)


def test_cumulative_is_unknown_from_an_undecided_year_on(board: Board) -> None:
    board.change(
        "update disbursement set amount_yen = null, status = 'undecided' "
        "where region_id = 'hidaka' and fiscal_year = 2022"
    )
    assert board.rows(
        "select fiscal_year, cumulative_yen from kpi.disbursement_by_year "
        "where region_id = 'hidaka' order by fiscal_year"
    ) == [(2020, 8_000_000), (2021, 16_000_000), (2022, None), (2023, None), (2024, None)]


def test_activity_count_of_an_open_year_is_unknown(mart: Mart) -> None:
    counts: dict[str, set[bool]] = {}
    for state, count in mart.rows("select state, activity_count from kpi.project_timeline"):
        counts.setdefault(state, set()).add(count is None)
        assert state != "none" or count == 0
    known = {key: {False} for key in ("done", "planned", "none")}
    assert counts == known | {key: {True} for key in ("under_review", "undecided", "merged")}


def test_cap_use_of_a_region_is_a_sum_over_a_sum(mart: Mart) -> None:
    # 南空知: (10,000 + 600 + 8,000 + 3,900) of 4 × 10,000; the planned year is left out
    row = mart.rows(
        "select disbursed_yen, cap_use_pct from kpi.region_overview where region_id = 'minamisorachi'"
    )
    assert row == [(22_500_000, pytest.approx(56.25))]


def test_grant_per_resident_is_the_grant_over_the_published_population(mart: Mart) -> None:
    assert mart.scalar(
        "select yen_per_resident from kpi.region_overview where region_id = 'engaru'"
    ) == pytest.approx(40_000_000 / 32_386)


def test_aged_share_of_a_region_is_a_sum_over_a_sum(mart: Mart) -> None:
    rows = mart.rows(
        """
        with part as (
            select m.region_id, a.population as aged, t.population as everyone
            from region_member as m
            inner join population as t on t.municipality_code = m.municipality_code
                and t.series = 'projection' and t.year = 2050 and t.age_group = 'total'
            inner join population as a on a.municipality_code = m.municipality_code
                and a.series = 'projection' and a.year = 2050 and a.age_group = '65+'
            where m.left_on is null
        )
        select region_id, 100.0 * sum(aged) / sum(everyone), avg(100.0 * aged / everyone),
            any_value(o.aged_share_2050_pct)
        from part inner join kpi.region_overview as o using (region_id) group by region_id
        """
    )
    assert len(rows) == 11
    for _, ratio, mean_of_ratios, shown in rows:
        assert shown == pytest.approx(ratio)
        assert shown != pytest.approx(mean_of_ratios)


def test_matrix_and_count_of_shortages_agree(mart: Mart) -> None:
    assert mart.rows(
        "select occupation_id, count(*) filter (where reported) from kpi.shortage_matrix "
        "group by 1 order by 1"
    ) == mart.rows("select occupation_id, region_count from kpi.shortage_by_occupation order by 1")


def test_shortage_told_by_a_council_counts_in_no_region(board: Board) -> None:
    before = board.rows("select * from kpi.shortage_by_occupation order by all")
    council = board.scalar("select min(region_id) from region where scheme = 'council'")
    board.change(
        "insert into reported_shortage by name select * replace "
        f"('{council}' as region_id) from reported_shortage where region_id = 'engaru'"
    )
    assert board.rows("select * from kpi.shortage_by_occupation order by all") == before
