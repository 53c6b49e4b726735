"""要確認: each kind is raised by its own rule, and each link leads to a panel that shows the figure."""

from __future__ import annotations

import pytest

from dashboard.panels import BY_PAGE
from tests.sql.conftest import Board

_SHIPPED = {
    "undecided": {"rumoi_south"},
    "last_year": {"minamisorachi", "hidaka", "engaru"},
    "full_cap": {"engaru"},
    "no_grant": {"nemuro"},
    "unclear": {"nishimonbetsu"},
    "half": {"rumoi_north", "rumoi_south"},
    "accepted": {"minamisorachi"},
}


def _rows(board: Board) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, region in board.rows("select kind, region_id from kpi.attention"):
        found.setdefault(kind, set()).add(region)
    return found


def test_the_shipped_data_raise_exactly_these(board: Board) -> None:
    assert _rows(board) == _SHIPPED


def test_a_result_below_its_target_is_raised_and_one_that_meets_it_is_not(board: Board) -> None:
    board.change(
        """insert into recruitment by name
        select * replace ('hired' as measure, 2 as headcount) from recruitment
        where fiscal_year = 2024 and occupation_id = 'civil_engineer'""",
        """update recruitment set measure = 'target', headcount = 3
        where fiscal_year = 2024 and occupation_id = 'civil_engineer' and measure = 'unclear'""",
    )
    [(region, year, title, title_en, page, panel)] = board.rows(
        "select region_id, fiscal_year, title, title_en, page, panel from kpi.attention where kind = 'target'"
    )
    assert (region, year, page, panel) == ("nishimonbetsu", 2024, "staffing", "recruitment")
    assert "実績2人、目標3人" in title
    assert "2 of 3" in title_en
    board.change("update recruitment set headcount = 3 where measure = 'hired' and fiscal_year = 2024")
    assert "target" not in _rows(board)


def test_a_target_without_a_result_is_not_called_missed(board: Board) -> None:
    board.change("update recruitment set measure = 'target' where measure = 'unclear'")
    assert "target" not in _rows(board)


def test_four_full_years_must_follow_one_another(board: Board) -> None:
    board.change(
        "update disbursement set amount_yen = 9900000 where region_id = 'engaru' and fiscal_year = 2021"
    )
    assert "full_cap" not in _rows(board)


@pytest.mark.parametrize("amount", ["null", "0"])
def test_undecided_and_zero_are_different_points(board: Board, amount: str) -> None:
    status = "undecided" if amount == "null" else "actual"
    board.change(
        f"update disbursement set amount_yen = {amount}, status = '{status}' "
        "where region_id = 'hidaka' and fiscal_year = 2023"
    )
    kind = "undecided" if amount == "null" else "no_grant"
    assert "hidaka" in _rows(board)[kind]
    assert "hidaka" not in _rows(board)["no_grant" if amount == "null" else "undecided"]


def test_every_link_names_a_panel_of_its_page(board: Board) -> None:
    links = set(board.rows("select distinct page, panel from kpi.attention"))
    links |= {("staffing", "recruitment"), ("disbursements", "scheme_rules")}
    for page, panel in links:
        assert panel in {shown.panel_id for shown in BY_PAGE[page]}, (page, panel)
