"""A check is silent at the edge of its rule, and tells its doubt where little is known."""

from __future__ import annotations

import pytest

from tests.sql.conftest import Board
from tests.sql.test_checks import AMOUNT, BY_NAME, MEMBER, TOWN, broken


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("grant_cap", AMOUNT.format(10_000_000, "10,000", 2022)),
        ("grant_unit", AMOUNT.format(0, "0", 2022)),
        ("grant_neighbours", AMOUNT.format(0, "0", 2022)),
        ("grant_neighbours", AMOUNT.format(1_700_000, "1,700", 2022)),
        ("grant_neighbours", "delete from disbursement where region_id = 'hidaka' and fiscal_year > 2020"),
        (
            "agreement_by_year_end",
            "update region set vision_on = date '2021-03-31' where region_id = 'hidaka'",
        ),
        ("member_area", "update region set published_area_km2 = 3533.20 where region_id = 'nemuro'"),
        ("member_area", "update region set published_area_km2 = null where region_id = 'nemuro'"),
        # an edition of after the document does not make what it prints doubtful
        (
            "member_area",
            "insert into area by name select * replace (date '2030-01-01' as as_of, "
            "area_km2 * 2 as area_km2) from area where as_of = date '2026-01-01'",
        ),
        (
            "member_population",
            "update region set published_population_2020 = null where region_id = 'nemuro'",
        ),
        # an office without a census, or a file of it that was emptied, has no fault in its document
        ("member_population", "delete from population where series = 'census'"),
        # a document that prints no count breaks no rule
        ("member_count", "update region set published_member_count = null where region_id = 'nemuro'"),
        ("membership_dates", f"update region_member set joined_on = null where {MEMBER}"),
        (
            "half_outside_national",
            "insert into region_member by name select * replace ('soya' as region_id) from region_member "
            "where region_id = 'engaru' limit 1",
        ),
        # who has left a national scheme is outside it
        (
            "half_outside_national",
            "insert into region_member by name select * replace ('soya' as region_id, "
            "date '2024-03-31' as left_on) from region_member where region_id = 'engaru'",
        ),
        ("grant_unit", "update scheme_rule set value = 0 where rule_id = 'amount_unit'"),
        # rules of another scheme do not bind the regions of this one
        *[
            (
                name,
                "insert into scheme_rule by name select * replace ('another' as scheme_id, "
                "value / 10 as value) "
                "from scheme_rule",
            )
            for name in (
                "grant_cap",
                "grant_unit",
                "grant_years",
                "grant_period",
                "min_fields",
                "half_outside_national",
            )
        ],
        (
            "member_area",
            "insert into area by name select * replace (date '2010-10-01' as as_of, 1 as area_km2) from area "
            "where as_of = date '2026-01-01'",
        ),
    ],
)
def test_check_is_silent_at_the_edge(board: Board, name: str, statement: str) -> None:
    before = broken(board, BY_NAME[name])
    board.change(statement)
    assert broken(board, BY_NAME[name]) == before


@pytest.mark.parametrize(
    ("name", "keep", "statement"),
    [
        (
            "grant_neighbours",
            "delete from disbursement where region_id = 'hidaka' and fiscal_year > 2021",
            AMOUNT.format(800_000, "800", 2021),
        ),
        (
            "population_neighbours",
            "delete from population where municipality_code = '016942' and year not in (2045, 2050)",
            f"update population set population = 20 {TOWN.format(2050)}",
        ),
        (
            "staff_neighbours",
            "delete from staff where area_code = '01' and year > 1999",
            "update staff set headcount = 2 where area_code = '01' and department = 'police' and year = 1999",
        ),
    ],
)
def test_figure_with_one_neighbour_is_found_and_told_in_words(
    board: Board, name: str, keep: str, statement: str
) -> None:
    board.change(keep, statement)
    told = [row for row in broken(board, BY_NAME[name]) if row["value"] in {"800", "20", "2"}]
    assert told
    for row in told:
        assert row["expected"]
        assert row["expected_en"]
        assert "、）" not in str(row["expected"])
