"""Who is in a national area: known where the list is complete, on the day asked; elsewhere not known."""

from __future__ import annotations

import pytest

from tests.sql.conftest import Board

STANDING = (
    "select standing from kpi.national_standing join municipality using (municipality_code) "
    "where municipality.name = ? and prefecture_code = ? and day = ?"
)
YEAR_2025 = (
    "insert into disbursement by name select * replace (2025 as fiscal_year) from disbursement "
    "where region_id = 'minamisorachi' and fiscal_year = 2024"
)
HALF = "select holds from kpi.scheme_check where region_id = ? and rule_id = 'half_outside_national'"


@pytest.mark.parametrize(
    ("name", "prefecture", "day", "standing"),
    [
        ("枝幸町", "01", "2024-04-01", "in"),
        ("遠軽町", "01", "2024-04-01", "out"),
        ("夕張市", "01", "2024-04-01", "out"),
        ("夕張市", "01", "2025-03-31", "in"),
        ("岩見沢市", "01", "2024-04-01", "in"),
        # by inference alone
        ("音更町", "01", "2024-04-01", "unknown"),
        # before the list is complete absence says nothing, what a document dates does
        ("遠軽町", "01", "2021-04-01", "unknown"),
        ("岩見沢市", "01", "2021-04-01", "in"),
        ("いわき市", "07", "2024-04-01", "unknown"),
    ],
)
def test_standing_on_a_day(board: Board, name: str, prefecture: str, day: str, standing: str) -> None:
    assert board.scalar(STANDING, name, prefecture, day) == standing


def test_the_list_is_that_of_hokkaido(board: Board) -> None:
    """41 of 179 are in none, 7 in two; 13 settlement areas and 2 core city areas before 南空知."""
    counts = dict(
        board.rows(
            "select standing, count(*) from kpi.national_standing "
            "join municipality using (municipality_code) where newest and prefecture_code = '01' group by 1"
        )
    )
    inferred = board.scalar("select count(*) from national_area_member where not certain")
    assert (counts["out"], counts["unknown"]) == (41, inferred)
    assert sum(counts.values()) == 179
    twice = "select 1 from national_area_member group by municipality_code having count(*) = 2"
    assert board.scalar(f"select count(*) from ({twice})") == 7
    kinds = "select kind, count(distinct area_id) from national_area_member group by 1"
    assert dict(board.rows(kinds)) == {"settlement_area": 14, "core_city_area": 2}


def test_a_region_that_passes_to_a_national_area_is_judged_on_each_year_s_day(board: Board) -> None:
    assert board.scalar(HALF, "minamisorachi") is True
    board.change("update national_area_extent set complete_to = date '2025-04-30'", YEAR_2025)
    assert board.scalar(HALF, "minamisorachi") is False


def test_without_the_list_no_verdict_says_that_a_rule_holds(board: Board) -> None:
    board.change("delete from national_area_member", "delete from national_area_extent")
    rows = board.rows("select holds, detail_en from kpi.scheme_check where rule_id = 'half_outside_national'")
    assert {row[0] for row in rows} == {None}
    assert all("not known: 0" not in row[1] for row in rows)
    kinds = board.rows("select count(*) from kpi.attention where kind = 'rule'")
    assert kinds == [(8,)]
