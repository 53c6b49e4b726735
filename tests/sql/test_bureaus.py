"""A bureau's district on its day: what moves, or takes another name, later changes no figure of before."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from etl.newoffice.places import find, listed
from tests.sql.conftest import Board
from tests.surveyed import ASHIBETSU, BUREAU, NOW

# the newer survey ended in 2026: 芦別市 passes to 上川 in 2027, and the bureau has another name from 2028 on
OTHER, RENAMED = "上川総合振興局", "空知地方振興局"
PASSES = (
    f"update bureau_member set valid_to = date '2027-04-01' where municipality_code = '{ASHIBETSU}'",
    f"""insert into bureau_member by name
    select '{ASHIBETSU}' as municipality_code, '{OTHER}' as subprefecture,
        'Kamikawa General Subprefectural Bureau' as subprefecture_en, date '2027-04-01' as valid_from,
        source_id, source_row || '0' as source_row
    from bureau_member where municipality_code = '{ASHIBETSU}'""",
)
TAKES_A_NAME = (
    f"""insert into bureau_member by name
    select * replace ('{RENAMED}' as subprefecture, 'Sorachi Bureau' as subprefecture_en,
        date '2028-04-01' as valid_from, source_row || '1' as source_row)
    from bureau_member where subprefecture = '{BUREAU}' and valid_to is null""",
    f"""update bureau_member set valid_to = date '2028-04-01'
    where subprefecture = '{BUREAU}' and valid_to is null""",
)
DAY = "update source set as_of = date '{}' where source_id in (select source_id from source_file)"
OF_SURVEYS = """
    select area_level, area_id, municipality_code from kpi.survey_area where area_level = 'subprefecture'
    order by all
"""


@pytest.fixture
def board(surveyed_board: Board) -> Board:
    return surveyed_board


def _members(board: Board, bureau: str) -> int:
    count: int = board.scalar(
        "select count(*) from kpi.area_member where area_level = 'subprefecture' and area_id = ? and counted",
        bureau,
    )
    return count


def _frame(board: Board, table: str) -> pl.DataFrame:
    cursor = board.connection.execute(f"select * from {table}")
    columns = [column[0] for column in cursor.description]
    return pl.DataFrame(cursor.fetchall(), schema=columns, orient="row", infer_schema_length=None)


def test_what_moves_later_is_as_it_was_until_then(board: Board) -> None:
    before = board.rows(OF_SURVEYS)
    figures = board.rows("select * from kpi.area_figures where area_level = 'subprefecture' order by all")
    assert (_members(board, BUREAU), _members(board, OTHER)) == (24, 23)
    board.change(*PASSES, *TAKES_A_NAME)
    assert board.rows(OF_SURVEYS) == before
    assert (
        board.rows("select * from kpi.area_figures where area_level = 'subprefecture' order by all")
        == figures
    )


def test_from_its_day_on_it_belongs_to_the_other(board: Board) -> None:
    before = board.rows(OF_SURVEYS)
    board.change(*PASSES, DAY.format("2027-04-01"))
    assert (_members(board, BUREAU), _members(board, OTHER)) == (23, 24)
    now = board.scalar(
        "select subprefecture from kpi.municipality_outlook where municipality_code = ?", ASHIBETSU
    )
    assert now == OTHER
    board.change(*TAKES_A_NAME, DAY.format("2028-04-01"))
    assert (_members(board, BUREAU), _members(board, RENAMED)) == (0, 23)
    # what was asked in 2026 stands on the districts and names of 2026
    assert board.rows(OF_SURVEYS) == before
    assert ("subprefecture", BUREAU, ASHIBETSU) in before
    assert board.scalar("select max(fielded_to) from survey where survey_id = ?", NOW) < dt.date(2027, 4, 1)


def test_the_day_of_the_memberships_counts_and_no_other(board: Board) -> None:
    board.change(*PASSES, DAY.format("2027-03-31"))
    assert (_members(board, BUREAU), _members(board, OTHER)) == (24, 23)


def test_an_office_is_made_of_the_district_of_its_day(board: Board) -> None:
    board.change(*PASSES)
    tables = {name: _frame(board, name) for name in ("municipality", "bureau_member")}
    for day, count in ((dt.date(2027, 3, 31), 24), (dt.date(2027, 4, 1), 23)):
        assert find(["空知管内"], listed(tables, day)).municipalities.height == count
