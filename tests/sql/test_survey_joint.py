"""Examinations and joint work, against figures worked out by hand from tests/surveyed.py."""

from __future__ import annotations

import pytest

from tests import surveyed
from tests.sql.conftest import Board
from tests.surveyed import ASHIBETSU, BIBAI, IWAMIZAWA, MIKASA, NOW, RAUSU, REGION, YUBARI

NURSE, ENGINEER, ARCHIVIST = surveyed.OCCUPATIONS


@pytest.fixture
def board(surveyed_board: Board) -> Board:
    return surveyed_board


def _examination(board: Board, columns: str, occupation: str, area: str = "") -> tuple[object, ...]:
    level = "all" if not area else "region" if area == REGION else "municipality"
    return board.row(
        f"select {columns} from kpi.examination where survey_id = ? and occupation_id = ? "
        "and area_level = ? and area_id = ?",
        NOW, occupation, level, area,
    )  # fmt: skip


def test_the_ratio_is_over_those_that_told_who_sat_and_who_passed(board: Board) -> None:
    # 美唄市's 4 that sat are left out: it does not know who passed. 9 + 3 + 0 + 0 = 12 for 3 + 0 + 0 + 0
    told = _examination(board, "sat, passed, ratio, answered, asked, missing_reason, ratio_missing", NURSE)
    assert told == (12, 3, 4.0, 4, 6, None, None)


def test_no_ratio_where_nobody_passed(board: Board) -> None:
    assert _examination(board, "sat, passed, ratio, missing_reason, ratio_missing", ENGINEER) == (
        3, 0, None, None, "none_passed",
    )  # fmt: skip


def test_a_municipality_that_did_not_tell_both_has_no_ratio(board: Board) -> None:
    columns = "sat, passed, ratio, missing_reason, ratio_missing, hired, applicants_missing"
    assert _examination(board, columns, NURSE, BIBAI) == (
        None, None, None, "unanswered", "unanswered", 0, "not_asked",
    )  # fmt: skip
    assert _examination(board, columns, NURSE, IWAMIZAWA)[:3] == (9, 3, 3.0)
    assert _examination(board, columns, NURSE, RAUSU)[3] == "no_return"


def test_a_suppressed_number_gives_no_ratio(board: Board) -> None:
    columns = "sat, passed, ratio, missing_reason"
    assert _examination(board, columns, ARCHIVIST, YUBARI) == (None, 0, None, "suppressed")
    # of all that were asked the total is told
    assert _examination(board, columns, ARCHIVIST)[:2] == (5, 0)


def test_an_examination_that_was_not_asked_about(board: Board) -> None:
    asked = "question_id = 'exam_passed'"
    board.change(
        *(f"delete from {t} where {asked}" for t in ("survey_answer", "survey_total", "survey_question")),
        "delete from survey_total where together = 'examination'",
    )
    told = _examination(board, "ratio, missing_reason, ratio_missing, hired", NURSE)
    assert told == (None, "not_asked", "not_asked", 5)


def test_who_does_or_wants_it_nearby(board: Board) -> None:
    columns = "state, told, willing, missing_reason, region_count, region_partners, bureau_count, "
    columns += "bureau_partners_en"
    query = f"select {columns} from kpi.joint_interest where question_id = ? and municipality_code = ?"
    # 岩見沢市 does it; 夕張市 and 芦別市 are interested, 三笠市 is not, 美唄市 did not say
    assert board.row(query, "joint_procurement", YUBARI) == (
        "interested", "関心がある", True, None, 1, "岩見沢市", 1, "Ashibetsu City",
    )  # fmt: skip
    assert board.row(query, "joint_procurement", MIKASA)[:6] == (
        "not_interested", "関心がない", False, None, 2, "夕張市、岩見沢市",
    )  # fmt: skip
    assert board.row(query, "joint_procurement", BIBAI)[:4] == (None, None, None, "unanswered")
    assert board.row(query, "joint_procurement", RAUSU)[3:5] == ("no_return", 0)
    # "do not know" is neither yes nor no, and nobody to count on
    assert board.row(query, "staff_exchange", ASHIBETSU) == (
        "unknown", "分からない", None, None, 0, None, 1, "Bibai City",
    )  # fmt: skip


def test_a_choice_of_the_surveys_own_is_neither_yes_nor_no(board: Board) -> None:
    board.change("update survey_answer set text = 'perhaps' where text in ('doing', 'can_continue')")
    told = board.rows("select distinct state, willing from kpi.joint_interest where state = 'perhaps'")
    assert told == [("perhaps", None)]
    told = board.rows("select distinct state, hard from kpi.shared_need where state = 'perhaps'")
    assert told == [("perhaps", None)]


def test_interest_by_area(board: Board) -> None:
    columns = "asked, answered, willing_count, doing_count, interested_count, not_interested_count, "
    columns += "other_count, doing, interested_en"
    query = f"select {columns} from kpi.joint_work where question_id = ? and area_level = ? and area_id = ?"
    assert board.row(query, "joint_procurement", "all", "") == (
        6, 4, 3, 1, 2, 1, 0, "岩見沢市", "Yubari City, Ashibetsu City",
    )  # fmt: skip
    assert board.row(query, "joint_procurement", "region", REGION) == (
        4, 3, 2, 1, 1, 1, 0, "岩見沢市", "Yubari City",
    )  # fmt: skip
    assert board.row(query, "staff_exchange", "all", "") == (6, 5, 1, 0, 1, 1, 3, None, "Bibai City")


def test_a_pair_is_told_once_by_what_is_nearer(board: Board) -> None:
    rows = board.rows(
        "select municipality_code, neighbour_code, area_level from kpi.survey_neighbour "
        "where survey_id = ? and municipality_code in (?, ?) order by all", NOW, IWAMIZAWA, RAUSU,
    )  # fmt: skip
    # four of 南空知, 芦別市 of the bureau alone; 羅臼町 shares neither with any of them
    assert rows == [
        (IWAMIZAWA, YUBARI, "region"),
        (IWAMIZAWA, BIBAI, "region"),
        (IWAMIZAWA, ASHIBETSU, "subprefecture"),
        (IWAMIZAWA, MIKASA, "region"),
    ]


def test_the_answers_of_a_group_are_those_of_who_told_all_of_it(board: Board) -> None:
    query = "select value, answered, missing_reason from kpi.survey_figure where survey_id = ? "
    query += "and area_id = ? and question_id = ? and occupation_id = ? and together = ?"
    assert board.row(query, NOW, BIBAI, "present", ENGINEER, "") == (0, 1, None)
    # it told no required number: its present is no part of the gap
    assert board.row(query, NOW, BIBAI, "present", ENGINEER, "gap") == (None, 0, "unanswered")
    assert board.row(query, NOW, YUBARI, "present", ENGINEER, "gap") == (0, 1, None)
    assert board.row(query, NOW, MIKASA, "present", NURSE, "gap") == (None, 1, "suppressed")
    assert board.row(query, NOW, RAUSU, "present", NURSE, "gap") == (None, 0, "no_return")
