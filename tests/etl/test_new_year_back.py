"""A filled-in workbook dropped into its source's folder: what the refresh reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl import refresh
from etl.paths import Paths
from tests.conftest import quiet
from tests.etl.filled import FILE, GRANTS, Cells, at, fresh_workbook, published, put
from tests.etl.helpers import CASEBOOK, called, command, swap
from tests.etl.workbook import fill, place, rename


@pytest.fixture(scope="module")
def live(form_project: Paths) -> Paths:
    """Copied by the tests that publish."""
    return form_project


@pytest.fixture
def fresh(live: Paths, tmp_path: Path) -> Paths:
    """A copy of the live project for tests that publish."""
    shutil.copytree(live.root, tmp_path / "fresh")
    return Paths(tmp_path / "fresh")


def test_filled_in_figures_stand_in_the_year_s_grants(fresh: Paths) -> None:
    put(
        fresh,
        {
            at(fresh, "区分", "shiribeshi", "令和7年度"): "交付金活用見込額",
            at(fresh, "金額（千円）", "shiribeshi", "令和7年度"): 500,
            at(fresh, "区分", "nemuro", "令和7年度"): "交付額",
            at(fresh, "金額（千円）", "nemuro", "令和7年度"): 0,
            at(fresh, "区分", "rumoi_north", "令和7年度"): "交付金活用見込額",
            at(fresh, "金額（千円）", "rumoi_north", "令和7年度"): "未定",
            ("説明", "B4"): "広域連携の実績調べ（令和8年4月）",
        },
        name="後志・根室 記入済み.xlsx",
    )
    rows = published(fresh).execute(
        "select region_id, status, amount_yen, source_ref, source_row from kpi.disbursement_by_year "
        "where fiscal_year = 2025 order by region_id"
    )
    ref = "広域連携の実績調べ（令和8年4月）｜交付額"
    file = f"{CASEBOOK}/後志・根室 記入済み.xlsx:交付額"
    # the other two regions left their rows blank: 未登録, neither 0 nor 未定
    assert rows.fetchall() == [
        ("nemuro", "actual", 0, ref, f"{file}!17"),
        ("rumoi_north", "undecided", None, ref, f"{file}!10"),
        ("shiribeshi", "planned", 500_000, ref, f"{file}!7"),
    ]


def test_a_plan_gives_way_to_the_grant_and_says_what_it_was(fresh: Paths) -> None:
    put(
        fresh,
        {
            at(fresh, "区分", "hidaka", "令和6年度"): "交付額",
            at(fresh, "金額（千円）", "hidaka", "令和6年度"): "９,８００",
            at(fresh, "区分", "rumoi_south", "令和6年度"): "交付額",
            at(fresh, "金額（千円）", "rumoi_south", "令和6年度"): 7000,
        },
    )
    rows = published(fresh).execute(
        "select region_id, status, amount_yen, note from disbursement "
        "where fiscal_year = 2024 and status = 'actual' order by region_id"
    )
    csv = f"{CASEBOOK}/disbursements.csv"
    assert rows.fetchall() == [
        ("hidaka", "actual", 9_800_000, f"前の登録「10,000」（{csv}:15）に代わる"),
        ("rumoi_south", "actual", 7_000_000, f"前の登録「未定」（{csv}:21）に代わる"),
    ]


def test_a_workbook_of_the_next_year_has_the_last_word(fresh: Paths) -> None:
    put(
        fresh,
        {
            at(fresh, "区分", "nemuro", "令和7年度"): "交付金活用見込額",
            at(fresh, "金額（千円）", "nemuro", "令和7年度"): 1000,
        },
    )
    assert called(fresh, "new-year", "2026").returncode == 0
    later = fresh.root / "data" / "new_year" / "2026" / f"{CASEBOOK}.xlsx"

    def where(row: dict[str, str]) -> bool:
        return (row["地域ID"], row["年度"], row["いまの登録"]) == (
            "nemuro",
            "令和7年度",
            "R7 見込額 1,000千円",
        )

    cells: Cells = {
        place(later, GRANTS, "区分", where): "交付額",
        place(later, GRANTS, "金額（千円）", where): 900,
    }
    fill(later, fresh.sources / CASEBOOK / "R8.xlsx", cells)
    rows = published(fresh).execute(
        "select status, amount_yen from disbursement where region_id = 'nemuro' and fiscal_year = 2025"
    )
    assert rows.fetchall() == [("actual", 900_000)]


def test_every_sheet_of_the_casebook_comes_back(fresh: Paths) -> None:
    book = fresh_workbook(fresh)

    def project(row: dict[str, str]) -> bool:
        return (row["事業ID"], row["年度"]) == ("hidaka_transport", "令和6年度")

    def nurse(row: dict[str, str]) -> bool:
        return (row["職種ID"], row["年度"]) == ("nurse", "令和6年度")

    put(
        fresh,
        {
            place(book, "事業の取組", "状態", project): "実施",
            place(book, "事業の取組", "取組", project): "バスの実証\n時刻表の統合",
            place(book, "採用", "区分", nurse): "採用実績",
            place(book, "採用", "人数（人）", nurse): 5,
            # a row that was not there before: names from the lists, the ids are found
            ("採用", "B15"): "日高連携地域",
            ("採用", "D15"): "一般事務",
            ("採用", "E15"): "令和7年度",
            ("採用", "G15"): "採用目標",
            ("採用", "H15"): 3,
            place(book, "不足する職種", "原文の語", lambda row: row["地域ID"] == "hidaka"): "ＤＸ人材",
        },
    )
    mart = published(fresh)
    told = mart.execute(
        "select state, activities from project_year where project_id = 'hidaka_transport' "
        "and fiscal_year = 2024"
    )
    assert told.fetchall() == [("done", ["バスの実証", "時刻表の統合"])]
    hired = mart.execute(
        "select region_id, occupation_id, fiscal_year, measure, headcount from recruitment "
        "where source_row like '%xlsx%' order by 1"
    )
    assert hired.fetchall() == [
        ("hidaka", "general_clerk", 2025, "target", 3),
        ("nishimonbetsu", "nurse", 2024, "hired", 5),
    ]
    short = mart.execute("select fiscal_year, wording from reported_shortage where region_id = 'hidaka'")
    assert short.fetchall() == [(2025, "ＤＸ人材")]


@pytest.mark.long
def test_series_of_all_japan_come_back(fresh: Paths) -> None:
    census = fresh_workbook(fresh, "census_1980_2020")
    staff = fresh_workbook(fresh, "staff_quota_survey")

    def sapporo(row: dict[str, str]) -> bool:
        return (row["団体コード"], row["年"]) == ("011002", "2025")

    def police(row: dict[str, str]) -> bool:
        return (row["都道府県コード"], row["部門"]) == ("01", "警察")

    put(fresh, {place(census, "総人口", "人口（人）", sapporo): 1_964_100}, "census_1980_2020")
    put(fresh, {place(staff, "職員数", "職員数（人）", police): 11_900}, "staff_quota_survey")
    mart = published(fresh)
    found = mart.execute(
        "select municipality_code, series, edition, age_group, as_of::varchar, population from population "
        "where year = 2025 and series = 'census'"
    )
    assert found.fetchall() == [("011002", "census", "2025年国勢調査", "total", "2025-10-01", 1_964_100)]
    found = mart.execute("select area_code, department, headcount from staff where year = 2025")
    assert found.fetchall() == [("01", "police", 11_900)]


def test_what_came_is_no_longer_missing(fresh: Paths) -> None:
    put(
        fresh,
        {
            at(fresh, "区分", "shiribeshi", "令和7年度"): "交付額",
            at(fresh, "金額（千円）", "shiribeshi", "令和7年度"): 500,
        },
    )
    counts = published(fresh).execute(
        "select expected_count, registered_count, missing_count from kpi.still_missing "
        "where table_name = 'disbursement' and year = 2025"
    )
    assert counts.fetchall() == [(5, 1, 4)]


@pytest.mark.long
def test_a_workbook_with_nothing_in_it_changes_nothing_and_is_said(fresh: Paths) -> None:
    put(fresh, {})
    outcome = refresh.run(fresh, quiet)
    assert outcome.result == "published"
    assert [p.file for p in outcome.problems if p.rule == "form_empty"] == [FILE]
    assert outcome.changes == []


@pytest.mark.long
def test_a_workbook_without_its_explanation_is_still_read(fresh: Paths) -> None:
    path = put(
        fresh,
        {
            at(fresh, "区分", "nemuro", "令和7年度"): "交付額",
            at(fresh, "金額（千円）", "nemuro", "令和7年度"): 500,
        },
    )
    rename(path, "資料名", "何か")
    ref = published(fresh).execute("select source_ref from disbursement where fiscal_year = 2025")
    assert ref.fetchall() == [("新しい年度の様式（資料名の記入なし）｜交付額",)]


def test_a_revised_grant_waits_at_the_gate(fresh: Paths) -> None:
    swap(fresh.sources / CASEBOOK / "disbursements.csv", '"9,400"', '"9,300"')
    done = command(fresh, "refresh")
    assert done.returncode == 3
    row = "disbursement region_id=hidaka fiscal_year=2023 scheme_id=kasokuka"
    assert f"改定: {row}: amount_yen 9400000 → 9300000" in done.stdout


@pytest.mark.parametrize(
    ("document", "day"),
    [
        ("広域連携の実績調べ（令和８年４月30日現在）", "2026-04-30"),
        ("実績調べ 2026-05-01", "2026-05-01"),
        (None, None),
    ],
)
def test_figures_of_a_form_are_of_the_day_of_their_own_document(
    fresh: Paths, document: str | None, day: str | None
) -> None:
    """Not of that of the casebook in whose folder the form lies; nor after a refresh that reads nothing."""
    put(
        fresh,
        {
            at(fresh, "区分", "engaru", "令和6年度"): "交付額",
            at(fresh, "金額（千円）", "engaru", "令和6年度"): 10000,
            ("説明", "B4"): document,
        },
    )
    sql = """select disbursement.fiscal_year, source.as_of::varchar, source.title
        from disbursement join source using (source_id)
        where region_id = 'engaru' and fiscal_year >= 2023 order by 1"""
    told = document or "新しい年度の様式 R7.xlsx（資料名の記入なし）"
    before = (2023, "2024-04-01", "道内の広域連携 事例集（令和６年４月１日現在）")
    assert published(fresh).execute(sql).fetchall() == [before, (2024, day, told)]
    (fresh.sql / "views" / "idle_years.sql").unlink()
    assert published(fresh).execute(sql).fetchall() == [before, (2024, day, told)]
