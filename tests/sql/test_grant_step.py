"""The steps of the grant's year: due days worked out again in Python, records, renewals, other schemes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.sql.conftest import Board

_RECORD = (
    "insert into step_record values "
    "('{}', {}, '{}', {}, {}, 'office', 'records', 'office/step_records.csv:2', null, null)"
)


def _record(
    region: str, year: int, step: str, *, due: dt.date | None = None, done: dt.date | None = None
) -> str:
    days = [f"date '{day}'" if day else "null" for day in (due, done)]
    return _RECORD.format(region, year, step, *days)


def _one(board: Board, region: str, year: int, step: str) -> tuple[object, ...]:
    [row] = board.rows(
        f"""select due_on, due_missing, done_on, recorded from kpi.grant_step
        where region_id = '{region}' and fiscal_year = {year} and step_id = '{step}'"""
    )
    return row


def test_every_year_of_every_region_has_every_yearly_step(board: Board) -> None:
    yearly = board.rows("select count(*) from scheme_step where recurs = 'fiscal_year'")[0][0]
    years = board.rows("select count(*) from disbursement")[0][0]
    regions = board.rows("select count(distinct region_id) from disbursement")[0][0]
    assert (yearly, years, regions) == (9, 32, 8)
    # beside them agreement and vision of each region's first year, and the end of its vision's period
    assert board.rows("select count(*) from kpi.grant_step")[0][0] == yearly * years + 3 * regions


def test_days_follow_from_the_rules(board: Board) -> None:
    for region, agreed, adopted in board.rows(
        "select region_id, agreement_on, vision_on from region where scheme_id = 'kasokuka'"
    ):
        first = board.rows(f"select min(fiscal_year) from disbursement where region_id = '{region}'")[0][0]
        assert _one(board, region, first, "agreement") == (dt.date(first + 1, 3, 31), None, agreed, False)
        assert _one(board, region, first, "report") == (dt.date(first + 1, 4, 10), None, None, False)
        assert _one(board, region, first, "vision_review")[0] == dt.date(first + 1, 3, 31)
        ends = adopted.replace(year=adopted.year + 5)
        assert _one(board, region, ends.year - (ends.month < 4), "vision_renewal")[0] == ends
    assert _one(board, "minamisorachi", 2025, "vision_renewal")[0] == dt.date(2025, 10, 23)


@pytest.mark.parametrize(
    ("completed", "due"),
    [
        (dt.date(2024, 11, 5), dt.date(2024, 12, 5)),  # thirty days have gone by
        (dt.date(2025, 3, 11), dt.date(2025, 4, 10)),  # the same day as 10 April
        (dt.date(2025, 3, 31), dt.date(2025, 4, 10)),  # 10 April comes first
    ],
)
def test_a_report_is_due_thirty_days_after_completion_or_by_10_april(
    board: Board, completed: dt.date, due: dt.date
) -> None:
    board.change(_record("nemuro", 2024, "completion", done=completed))
    assert _one(board, "nemuro", 2024, "report") == (due, None, None, True)
    assert _one(board, "nemuro", 2023, "report") == (dt.date(2024, 4, 10), None, None, False)


def test_a_day_that_was_set_stands_and_no_day_says_why(board: Board) -> None:
    assert _one(board, "nemuro", 2024, "application") == (None, "not_set", None, False)
    assert _one(board, "nemuro", 2024, "plan") == (None, "no_deadline", None, False)
    board.change(_record("nemuro", 2024, "application", due=dt.date(2024, 6, 14)))
    assert _one(board, "nemuro", 2024, "application") == (dt.date(2024, 6, 14), None, None, True)


def test_whether_a_due_day_is_printed_or_inferred(board: Board) -> None:
    """What a record sets is nobody's inference; a step without a day has no basis."""
    basis = (
        "select due_basis from kpi.grant_step "
        "where region_id = 'nemuro' and fiscal_year = {} and step_id = '{}'"
    )
    inferred = {"report": "printed", "vision_review": "inferred", "plan": None, "application": None}
    for step, told in inferred.items():
        assert board.rows(basis.format(2024, step)) == [(told,)], step
    board.change(_record("nemuro", 2024, "vision_review", due=dt.date(2025, 2, 28)))
    assert board.rows(basis.format(2024, "vision_review")) == [("printed",)]
    assert board.rows(basis.format(2023, "vision_review")) == [("inferred",)]


def test_a_renewed_vision_begins_its_period_anew(board: Board) -> None:
    board.change(_record("minamisorachi", 2025, "vision_renewal", done=dt.date(2025, 10, 20)))
    rows = board.rows(
        """select fiscal_year, due_on from kpi.grant_step
        where region_id = 'minamisorachi' and step_id = 'vision_renewal'"""
    )
    assert rows == [(2030, dt.date(2030, 10, 20))]


def test_a_leap_day_and_a_year_without_a_grant(board: Board) -> None:
    board.change("update region set vision_on = date '2024-02-29' where region_id = 'nemuro'")
    assert _one(board, "nemuro", 2028, "vision_renewal")[0] == dt.date(2029, 2, 28)
    board.change(
        _record("nemuro", 2025, "plan", done=dt.date(2025, 5, 1))
    )  # applied for, nothing granted yet
    assert _one(board, "nemuro", 2025, "plan") == (None, "no_deadline", dt.date(2025, 5, 1), True)
    assert _one(board, "nemuro", 2025, "report")[0] == dt.date(2026, 4, 10)


def test_who_left_the_scheme_or_is_no_more_has_nothing_due_after(board: Board) -> None:
    """The vision of Minami-Sorachi ends 2025-10-23; its members signed a settlement area on 2025-03-26."""
    board.change(
        "update region_scheme set valid_to = date '2025-03-26' where region_id = 'minamisorachi'",
        "update region_scheme set valid_to = date '2029-04-01' where region_id = 'rumoi_south'",
    )
    ends = "select due_on from kpi.grant_step where region_id = '{}' and step_id = 'vision_renewal'"
    assert board.rows(ends.format("minamisorachi")) == []
    assert board.rows(ends.format("rumoi_south")) == [(dt.date(2029, 3, 25),)]
    # what was due while it was under the scheme stays
    assert _one(board, "minamisorachi", 2024, "report")[0] == dt.date(2025, 4, 10)


def test_a_scheme_without_steps_has_none(board: Board) -> None:
    board.change(
        "update region_scheme set scheme_id = 'settlement_area' where region_id = 'engaru'",
        "update disbursement set scheme_id = 'settlement_area' where region_id = 'engaru'",
    )
    assert board.rows("select count(*) from kpi.grant_step where region_id = 'engaru'") == [(0,)]
