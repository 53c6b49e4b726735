"""Change between surveys and the outlook for staff, against figures worked out from tests/surveyed.py."""

from __future__ import annotations

import pytest

from tests import surveyed
from tests.sql.conftest import Board
from tests.surveyed import ASHIBETSU, BIBAI, IWAMIZAWA, MIKASA, NOW, YUBARI

NURSE, ENGINEER, ARCHIVIST = surveyed.OCCUPATIONS

# 土木技師 present, in the newer survey
PRESENT = f"question_id = 'present' and occupation_id = '{ENGINEER}' and survey_id = '{NOW}'"


def _hide(*codes: str) -> str:
    told = ", ".join(f"'{code}'" for code in codes)
    return (
        f"update survey_answer set value = null, missing_reason = 'suppressed' where {PRESENT} "
        f"and municipality_code in ({told})"
    )


@pytest.fixture
def board(surveyed_board: Board) -> Board:
    return surveyed_board


def test_change_only_by_one_definition_and_the_same_municipalities(board: Board) -> None:
    rows = board.rows(
        "select question_id, occupation_id, first_year, first_value, second_year, second_value, change, "
        "missing_reason from kpi.staffing_change where survey_id = ? and area_level = 'all' order by 1, 2",
        NOW,
    )
    assert rows == [
        # 夕張市 did not tell before; its 0 now is left out
        ("present", ENGINEER, 2024, 7, 2026, 7, 0, None),
        # 9+3+5+2+1 = 20, now 19
        ("present", NURSE, 2024, 20, 2026, 19, -1, None),
    ]
    town = board.rows(
        "select change, missing_reason from kpi.staffing_change where area_level = 'municipality' "
        "and occupation_id = ? and area_id in (?, ?) order by area_id",
        NURSE, IWAMIZAWA, MIKASA,
    )  # fmt: skip
    assert town == [(-1, None), (None, "suppressed")]


def test_surveys_of_no_series_are_not_compared(board: Board) -> None:
    board.change("update survey set series = null")
    assert board.rows("select 1 from kpi.staffing_change") == []


def test_projection_is_a_range_around_what_leaves_and_comes(board: Board) -> None:
    rows = board.rows(
        "select years_ahead, year, present, leavers_5y, hired, low, high, missing_reason "
        "from kpi.staff_projection where survey_id = ? and area_level = 'all' and occupation_id = ? "
        "order by 1",
        NOW, NURSE,
    )  # fmt: skip
    # In 5 years hires lie in (√(5×4.5) − √6)² = 5.3 to (√(5×5.5) + √6)² = 59.2, leavers in (√8.5 − √2)² =
    # 2.3 to (√9.5 + √2)² = 20.2: 19 − 9 + 25 = 35 − √(19.7² + 11.2²) to 35 + √(34.2² + 6.7²)
    assert rows == [(5, 2031, 19, 9, 5, 12, 70, None), (10, 2036, 19, 9, 5, 8, 118, None)]


def test_projection_never_falls_below_nobody_nor_to_a_point(board: Board) -> None:
    rows = board.rows("select low, high from kpi.staff_projection where survey_id = ? and area_level = 'all' "
                      "and occupation_id = ? order by years_ahead", NOW, ARCHIVIST)  # fmt: skip
    # nobody is there, leaves or comes in the year told: (√2.5 + √6)² = 16.2, (√5 + √11)² = 30.8
    assert rows == [(0, 17), (0, 31)]
    told = board.rows(
        "select low, high, missing_reason from kpi.staff_projection where survey_id = ? "
        "and area_level = 'all' and occupation_id = ? order by years_ahead",
        NOW, ENGINEER,
    )  # fmt: skip
    # 7 − 4 + 0 = 3 + √(16.2² + (4 − (√3.5 − √2)²)²), of the four that told all three; 7 − 8 = −1 + …
    assert told == [(0, 20, None), (0, 31, None)]


def test_no_projection_where_one_of_its_totals_is_withheld(board: Board) -> None:
    board.change(
        "update survey_total set value = null, missing_reason = 'suppressed' "
        "where question_id = 'hired' and together = 'outlook'"
    )
    rows = board.rows(
        "select present, low, high, missing_reason from kpi.staff_projection where survey_id = ? "
        "and area_level = 'all' and occupation_id = ?",
        NOW, ENGINEER,
    )  # fmt: skip
    assert rows == [(None, None, None, "suppressed")] * 2


def test_no_change_where_what_must_be_taken_out_is_suppressed(board: Board) -> None:
    board.change(_hide(YUBARI, MIKASA))
    told = board.row(
        "select first_value, second_value, change, missing_reason from kpi.staffing_change "
        "where area_level = 'all' and occupation_id = ?",
        ENGINEER,
    )
    assert told == (None, None, None, "different")


def test_projection_stands_beside_the_population_of_those_that_answered(board: Board) -> None:
    people = {
        year: board.scalar(
            "select sum(population)::bigint from population where series = 'projection' and year = ? "
            "and age_group = 'total' and municipality_code in (?, ?, ?, ?, ?)",
            year, IWAMIZAWA, YUBARI, BIBAI, MIKASA, ASHIBETSU,
        )
        for year in (2025, 2030, 2035)
    }  # fmt: skip
    rows = board.rows(
        "select population_year, population, later_population_year, later_population, residents_per_staff, "
        "residents_per_staff_low, residents_per_staff_high from kpi.staff_projection "
        "where survey_id = ? and area_level = 'all' and occupation_id = ? order by years_ahead",
        NOW, NURSE,
    )  # fmt: skip
    now = people[2025]
    assert rows == [
        (2025, now, 2030, people[2030], now / 19, people[2030] / 70, people[2030] / 12),
        (2025, now, 2035, people[2035], now / 19, people[2035] / 118, people[2035] / 8),
    ]
