"""What the views say of a survey, against figures worked out by hand from tests/surveyed.py."""

from __future__ import annotations

from typing import Any

import pytest

from etl.sqlviews.sqlfile import SqlFile
from tests import surveyed
from tests.sql.conftest import OF_SURVEYS, Board, views
from tests.surveyed import ASHIBETSU, BIBAI, IWAMIZAWA, MIKASA, NOW, RAUSU, REGION, YUBARI

NURSE, ENGINEER, ARCHIVIST = surveyed.OCCUPATIONS

# 土木技師 present, in the newer survey
PRESENT = f"question_id = 'present' and occupation_id = '{ENGINEER}' and survey_id = '{NOW}'"


@pytest.fixture
def board(surveyed_board: Board) -> Board:
    return surveyed_board


def _gap(board: Board, columns: str, occupation: str, level: str = "all", area: str = "") -> tuple[Any, ...]:
    return board.row(
        f"select {columns} from kpi.staffing_gap where survey_id = ? and occupation_id = ? "
        "and area_level = ? and area_id = ?",
        NOW, occupation, level, area,
    )  # fmt: skip


def _residents(board: Board, *codes: str) -> int:
    marks = ", ".join("?" for _ in codes)
    total: int = board.scalar(
        "select sum(population)::bigint from population where series = 'census' and year = 2020 "
        f"and age_group = 'total' and municipality_code in ({marks})",
        *codes,
    )
    return total


def test_response_counts_those_asked_and_those_held(board: Board) -> None:
    rows = board.rows(
        "select area_level, area_id, asked, returned, open_count, none_count, round(response_pct, 1) "
        "from kpi.survey_response where survey_id = ? order by level_order, area_id",
        NOW,
    )
    assert rows[0] == ("all", "", 6, 5, 0, 1, 83.3)
    assert ("subprefecture", surveyed.BUREAU, 5, 5, 0, 0, 100.0) in rows
    assert ("region", REGION, 4, 4, 0, 0, 100.0) in rows
    board.change("update survey_return set state = 'open' where municipality_code = '012106'")
    row = board.row("select returned, open_count, none_count from kpi.survey_response "
                    "where survey_id = ? and area_level = 'all'", NOW)  # fmt: skip
    assert row == (4, 1, 1)


def test_a_survey_that_no_one_was_asked_in_has_no_response(board: Board) -> None:
    assert board.rows("select 1 from kpi.survey_response where survey_id = 'kamikawa_2024'") == []


def test_shortage_is_required_less_present(board: Board) -> None:
    # 10+4+5+2+2 = 23 required, 8+3+5+2+1 = 19 present: 4 short, 4/23 = 17.4 %
    told = _gap(board, "required, present, shortage, round(shortage_pct, 1), missing_reason", NURSE)
    assert told == (23, 19, 4, 17.4, None)
    # five of six answered, two of them suppressed
    assert _gap(board, "answered, required_answered, present_answered, asked, hidden", NURSE) == (
        5,
        5,
        5,
        6,
        2,
    )


def test_a_shortage_is_over_those_that_told_both(board: Board) -> None:
    # 美唄市 told no required number: 13 required by four; its 0 present are no part of the 7
    columns = "answered, required, required_answered, present, present_answered, matched_required, "
    columns += "matched_present, shortage, round(shortage_pct, 1), missing_reason"
    assert _gap(board, columns, ENGINEER) == (4, 13, 4, 7, 5, 13, 7, 6, 46.2, None)
    # 4 of its people are told and shown: they are taken out
    board.change(
        f"update survey_answer set value = 4 where {PRESENT} and municipality_code = '{BIBAI}'",
        f"update survey_total set value = value + 4 where {PRESENT} and together = ''",
    )
    assert _gap(board, columns, ENGINEER) == (4, 13, 4, 11, 5, 13, 7, 6, 46.2, None)


def test_no_shortage_where_the_total_of_those_that_told_both_is_withheld(board: Board) -> None:
    board.change(
        "update survey_total set value = null, missing_reason = 'suppressed' "
        f"where {PRESENT} and together = 'gap'"
    )
    columns = "answered, required, present, matched_required, matched_present, shortage, shortage_pct, "
    told = _gap(board, f"{columns} missing_reason", ENGINEER)
    assert told == (4, 13, 7, 13, None, None, None, "suppressed")


def test_who_is_left_out_to_keep_others_suppressed_is_counted(board: Board) -> None:
    board.change(
        f"update survey_total set left_out = '{BIBAI} {MIKASA}', answered = answered - 2 "
        f"where survey_id = '{NOW}' and together in ('gap', 'outlook') and occupation_id = '{NURSE}'"
    )
    assert _gap(board, "answered, left_out, asked", NURSE) == (3, 2, 6)
    assert _gap(board, "answered, left_out", ENGINEER) == (4, 0)
    # nor are its residents those of the outlook
    told = board.row(
        "select population, residents_per_staff * present from kpi.staff_projection "
        "where survey_id = ? and area_level = 'all' and occupation_id = ? and years_ahead = 5",
        NOW, NURSE,
    )  # fmt: skip
    people = board.scalar(
        "select sum(population)::bigint from population where series = 'projection' and year = 2025 "
        "and age_group = 'total' and municipality_code in (?, ?, ?)", IWAMIZAWA, YUBARI, ASHIBETSU,
    )  # fmt: skip
    assert told == (people, pytest.approx(people))


def test_no_shortage_where_nobody_told_both(board: Board) -> None:
    board.change(
        "update survey_total set value = null, answered = 0, missing_reason = 'no_answers' "
        f"where survey_id = '{NOW}' and occupation_id = '{ENGINEER}' and together = 'gap'",
    )
    told = _gap(board, "answered, matched_required, shortage, missing_reason", ENGINEER)
    assert told == (0, None, None, "no_answers")


@pytest.mark.parametrize("question", ["required", "present"])
def test_what_was_not_asked_is_not_unanswered(board: Board, question: str) -> None:
    asked = f"survey_id = '{NOW}' and question_id = '{question}'"
    board.change(
        f"delete from survey_answer where {asked}",
        f"delete from survey_total where {asked}",
        f"delete from survey_question where {asked}",
        f"delete from survey_total where survey_id = '{NOW}' and together = 'gap'",
    )
    columns = f"{question}, {question}_missing, shortage, missing_reason, shortage_pct_missing"
    expected = (None, "not_asked", None, "not_asked", "not_asked")
    assert _gap(board, columns, NURSE) == expected
    assert _gap(board, columns, NURSE, "municipality", IWAMIZAWA) == expected


def test_a_withheld_total_stays_withheld(board: Board) -> None:
    columns = "required, present, shortage, residents_per_staff, required_missing, missing_reason, "
    told = _gap(board, f"{columns} residents_per_staff_missing", NURSE, "region", REGION)
    assert told == (None, None, None, None, "suppressed", "suppressed", "suppressed")


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        (IWAMIZAWA, (10, 8, 2, None)),
        (BIBAI, (5, 5, 0, None)),
        (MIKASA, (None, None, None, "suppressed")),
        (RAUSU, (None, None, None, "no_return")),
    ],
)
def test_a_municipality_shows_its_own_cells(board: Board, code: str, figures: tuple[Any, ...]) -> None:
    told = _gap(board, "required, present, shortage, missing_reason", NURSE, "municipality", code)
    assert told == figures


def test_unanswered_is_not_zero_and_nil_is(board: Board) -> None:
    columns = "required, required_missing, present, missing_reason"
    assert _gap(board, columns, ENGINEER, "municipality", BIBAI) == (
        None, "unanswered", 0, "unanswered",
    )  # fmt: skip
    assert _gap(board, "required, present, shortage, shortage_pct", ENGINEER, "municipality", ASHIBETSU) == (
        0, 0, 0, None,
    )  # fmt: skip


def test_residents_per_staff_are_those_of_the_municipalities_that_answered(board: Board) -> None:
    people = _residents(board, IWAMIZAWA, YUBARI, BIBAI, MIKASA, ASHIBETSU)
    assert _gap(board, "residents, residents_per_staff", NURSE) == (people, people / 19)
    # no archivist anywhere: no ratio, and a word why
    assert _gap(board, "residents_per_staff, residents_per_staff_missing", ARCHIVIST) == (None, "no_staff")


def test_leavers_are_set_against_the_present_of_the_same_municipalities(board: Board) -> None:
    # 3+0+3+1+2 = 9 of 19
    assert _gap(board, "leavers_5y, round(leavers_pct, 1), leavers_answered", NURSE) == (9, 47.4, 5)
    # 美唄市 told no leavers: 4 of the 7 of the others, its own 0 left out
    assert _gap(board, "leavers_5y, round(leavers_pct, 1), leavers_answered", ENGINEER) == (4, 57.1, 4)
    assert _gap(board, "leavers_pct, leavers_pct_missing", ARCHIVIST) == (None, "no_staff")


def test_municipalities_with_none_are_counted_without_the_suppressed(board: Board) -> None:
    # no nurse's 0 is shown, and one of the two that are suppressed may be one
    assert _gap(board, "none_count, none_missing, none_hidden", NURSE) == (None, "suppressed", 2)
    assert _gap(board, "none_count, none_missing, none_hidden", ENGINEER) == (3, None, 0)
    assert _gap(board, "none_count, none_hidden", ENGINEER, "region", REGION) == (2, 0)


def test_who_has_none_is_told_who_has(board: Board) -> None:
    rows = board.rows(
        "select municipality_code, required, required_missing, region_count, region_partners, "
        "region_partners_en, bureau_count, bureau_partners, untold_count "
        "from kpi.staffing_neighbour where survey_id = ? and occupation_id = ? order by 1",
        NOW, ENGINEER,
    )  # fmt: skip
    assert rows == [
        # 岩見沢市 has 4, 三笠市 3: the larger first; 芦別市 has none itself
        (YUBARI, 3, None, 2, "岩見沢市、三笠市", "Iwamizawa City, Mikasa City", 0, None, 0),
        (BIBAI, None, "unanswered", 2, "岩見沢市、三笠市", "Iwamizawa City, Mikasa City", 0, None, 0),
        # of no region of the four: the bureau
        (ASHIBETSU, 0, None, 0, None, None, 2, "岩見沢市、三笠市", 0),
    ]


def test_a_suppressed_neighbour_is_neither_counted_nor_named(board: Board) -> None:
    board.change(
        "update survey_answer set value = 0 where survey_id = 'staff_2026' and question_id = 'present' "
        "and occupation_id = 'public_health_nurse' and municipality_code = '012092'"
    )
    told = board.row(
        "select region_count, region_partners, bureau_count, untold_count from kpi.staffing_neighbour "
        "where occupation_id = ? and survey_id = ?",
        NURSE, NOW,
    )  # fmt: skip
    # 三笠市 and 芦別市 are suppressed
    assert told == (2, "岩見沢市、美唄市", 0, 2)


def test_hard_work_and_those_it_could_be_shared_with(board: Board) -> None:
    columns = ("state, hard, missing_reason, share_with, region_hard_count, region_hard, bureau_hard_count, "
               "bureau_hard, able_count, able, untold_count")  # fmt: skip
    query = f"select {columns} from kpi.shared_need where question_id = ? and municipality_code = ?"
    assert board.row(query, "hard_alone_roads", YUBARI) == (
        "hard_now", True, None, "近隣市町村", 2, "美唄市、三笠市", 1, "芦別市", 1, "岩見沢市", 0,
    )  # fmt: skip
    assert board.row(query, "hard_alone_roads", RAUSU)[:3] == (None, None, "no_return")
    # 美唄市 did not say of taxes: not "able"
    assert board.row(query, "hard_alone_tax", YUBARI)[7:] == (None, 3, "岩見沢市、三笠市、芦別市", 1)


def test_work_by_area_names_who_could_share(board: Board) -> None:
    row = board.row(
        "select asked, answered, hard_count, hard_now_count, hard, able_count, able, together_count "
        "from kpi.shared_work where question_id = 'hard_alone_roads' and area_level = 'subprefecture' "
        "and area_id = ?",
        surveyed.BUREAU,
    )
    # 夕張市, 美唄市 and 芦別市 named neighbours or the region, 三笠市 nobody
    assert row == (5, 5, 4, 2, "夕張市、美唄市、芦別市、三笠市", 1, "岩見沢市", 3)
    told = board.row("select asked, answered, hard_count, hard, able_count from kpi.shared_work "
                     "where question_id = 'hard_alone_tax' and area_level = 'all'")  # fmt: skip
    assert told == (6, 4, 0, None, 4)


# nobody has merged, no meeting has decided anything
_OF_NONE = {"municipality_successor", "municipality_succession", "open_decision"}


@pytest.mark.parametrize("file", [f for f in views() if f.name in OF_SURVEYS], ids=lambda f: f.name)
def test_grain_of_a_view_of_surveys(board: Board, file: SqlFile) -> None:
    keys = ", ".join(file.header.grain)
    rows = board.scalar(f"select count(*) from {file.qualified}")
    assert rows > 0 or file.name in _OF_NONE
    assert board.scalar(f"select count(*) from (select distinct {keys} from {file.qualified})") == rows


def test_no_view_has_rows_without_answers(board: Board) -> None:
    board.change("delete from survey_answer", "delete from survey_total")
    for view in ("staffing_gap", "staffing_neighbour", "staffing_change", "staff_projection", "shared_need",
                 "examination", "joint_interest", "joint_work"):  # fmt: skip
        assert board.rows(f"select 1 from kpi.{view}") == [], view


def test_what_is_not_shown_in_the_tables_is_in_no_view(board: Board) -> None:
    """三笠市's and 芦別市's nurses: no number of theirs anywhere."""
    for view in ("staffing_gap", "staffing_change"):
        rows = board.rows(f"select * from kpi.{view} where area_level = "
                          f"'municipality' and occupation_id = '{NURSE}' "
                          f"and area_id in ('{MIKASA}', '{ASHIBETSU}')")  # fmt: skip
        assert rows
        names = [item[0] for item in board.connection.description or ()]
        figures = ("required", "present", "shortage", "shortage_pct", "leavers_5y", "leavers_pct",
                   "residents_per_staff", "first_value", "second_value", "change")  # fmt: skip
        for row in rows:
            assert {row[names.index(name)] for name in figures if name in names} == {None}
