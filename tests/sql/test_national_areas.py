"""Who is in a national area: known where the list is complete, on the day asked; elsewhere not known."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter

import pytest

from etl.tables.national_area import page_day
from tests.conftest import ROOT
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


def test_the_list_of_hokkaido_is_whole(board: Board) -> None:
    """41 of 179 are in none, 7 in two; 13 settlement areas and 2 core city areas before 南空知."""
    counts = dict(
        board.rows(
            "select standing, count(*) from kpi.national_standing "
            "join municipality using (municipality_code) where newest and prefecture_code = '01' group by 1"
        )
    )
    home = "from national_area_member where municipality_code like '01%'"
    assert (counts["out"], counts["unknown"]) == (41, board.scalar(f"select count(*) {home} and not certain"))
    assert sum(counts.values()) == 179
    twice = f"select 1 {home} group by municipality_code having count(*) = 2"
    assert board.scalar(f"select count(*) from ({twice})") == 7
    kinds = f"select kind, count(distinct area_id) {home} group by 1"
    assert dict(board.rows(kinds)) == {"settlement_area": 14, "core_city_area": 2}


def test_the_list_of_japan_is_the_file_s(board: Board) -> None:
    """Counted from the file; nobody outside Hokkaido is said to be in no area."""
    path = ROOT / "data" / "sources" / "national_areas" / "members.csv"
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len({row["圏域ID"] for row in rows}) == 126
    assert len({row["団体コード"] for row in rows}) == 769
    marks = Counter(row["確か"] for row in rows)
    told = dict(board.rows("select state, count(*) from national_area_member group by 1"))
    words = {"○": "member", "推定": "inferred", "終了": "ended", "対象外": "outside"}
    assert told == {words[mark]: number for mark, number in marks.items()}
    elsewhere = (
        "select standing, count(*) from kpi.national_standing join municipality using (municipality_code) "
        "where newest and prefecture_code <> '01' group by 1"
    )
    named = {
        row["団体コード"]
        for row in rows
        if row["確か"] == "○"
        and not row["団体コード"].startswith("01")
        # named by later pages alone: of December 2025, of 2025, of the fiscal year 2025
        and row["頁の時点"] not in ("2025-12-03", "2025年", "2025年度(第4期)")
    }
    counts = dict(board.rows(elsewhere))
    assert counts == {"in": len(named), "unknown": 1562 - len(named)}


AREAS = (
    "select standing, areas, areas_en from kpi.national_standing join municipality using (municipality_code) "
    "where newest and municipality.name = ? and prefecture = ?"
)


@pytest.mark.parametrize(
    ("name", "prefecture", "standing", "areas", "areas_en"),
    [
        # before: 宗谷地域、宗谷定住自立圏, the document's region beside the area that it is
        ("稚内市", "北海道", "in", "宗谷定住自立圏", "宗谷定住自立圏"),
        ("釧路市", "北海道", "in", "釧路定住自立圏", "釧路定住自立圏"),
        ("千歳市", "北海道", "in", "さっぽろ連携中枢都市圏", "さっぽろ連携中枢都市圏"),
        ("音更町", "北海道", "unknown", "十勝定住自立圏（推定）", "十勝定住自立圏 (inferred)"),
        # a settlement area that became a core city area
        ("八戸市", "青森県", "in", "八戸圏域連携中枢都市圏", "八戸圏域連携中枢都市圏"),
        # an agreement with the city, and the prefecture's money: not the national scheme
        (
            "室戸市",
            "高知県",
            "unknown",
            "れんけいこうち広域都市圏（国の財政支援の対象外）",
            "れんけいこうち広域都市圏 (outside the national support)",
        ),
        (
            "盛岡市",
            "岩手県",
            "unknown",
            "みちのく盛岡広域連携都市圏（後の頁による）",
            "みちのく盛岡広域連携都市圏 (named by a later page)",
        ),
        ("横浜市", "神奈川県", "unknown", None, None),
    ],
)
def test_areas_stand_with_what_is_known_of_them(
    board: Board, name: str, prefecture: str, standing: str, areas: str | None, areas_en: str | None
) -> None:
    assert board.row(AREAS, name, prefecture) == (standing, areas, areas_en)


def test_a_region_of_a_document_that_no_list_has_is_named(board: Board) -> None:
    board.change("delete from national_area_member where area_id = '01-s-soya'")
    assert board.row(AREAS, "稚内市", "北海道")[:2] == ("in", "宗谷地域")


def test_a_page_proves_nothing_of_the_years_before_it(board: Board) -> None:
    """長野 is named by a page of March 2016 (since then), 北信 by one of May 2022."""
    assert board.scalar(STANDING, "飯綱町", "20", "2020-04-01") == "in"
    assert board.scalar(STANDING, "野沢温泉村", "20", "2020-04-01") == "unknown"
    assert board.scalar(STANDING, "野沢温泉村", "20", "2024-04-01") == "in"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-02-07以後", dt.date(2022, 2, 7)),
        ("2023-02", dt.date(2023, 2, 28)),
        ("2016年度以後", dt.date(2017, 3, 31)),
        ("2025年度(第4期)", dt.date(2026, 3, 31)),
        ("2013年以後", dt.date(2013, 12, 31)),
        ("2020年代", None),
        ("日付なし", None),
        ("2023-13", None),
        ("2023-02-30", None),
    ],
)
def test_day_of_a_page(text: str, day: dt.date | None) -> None:
    assert page_day(text) == day


def test_the_verdict_stands_on_the_day_of_the_application(board: Board) -> None:
    """南空知 became a settlement area on 2025-03-26: an application after that day is outside the grant."""
    detail = "select detail, detail_en from kpi.scheme_check where region_id = ? and rule_id = ?"
    told = board.row(detail, "minamisorachi", "half_outside_national")
    assert told[0].startswith("申請の日の記録がないため年度の初日（2024-04-01）で、9市町村のうち")
    assert told[1].startswith("The day of the application is not recorded: on the first of the year, 2024")
    board.change(
        "insert into step_record by name select 'minamisorachi' as region_id, 2024 as fiscal_year, "
        "'application' as step_id, date '2025-03-28' as done_on, 's' as source_id, 'x.csv:2' as source_row"
    )
    assert board.scalar(HALF, "minamisorachi") is False
    told = board.row(detail, "minamisorachi", "half_outside_national")
    assert told[0].startswith("交付申請の日（2025-03-28）で、9市町村のうち国の圏域に入っているのは9")
    assert board.scalar(HALF, "engaru") is True


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
