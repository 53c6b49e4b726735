"""A filled-in workbook dropped into its source's folder: what the refresh reads, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl import refresh
from etl.paths import Paths
from etl.problems import Problem, Problems
from tests.conftest import copy_project, quiet
from tests.etl.helpers import CASEBOOK, add, command, files, only, swap
from tests.etl.workbook import fill, place, rename

Cells = dict[tuple[str, str], str | int | float | None]
GRANTS = "交付額"
FILE = f"data/sources/{CASEBOOK}/R7.xlsx"
PROLONGED = """
[[accepted]]
rule = "grant_period"
key = "region_id={region} fiscal_year=2025"
value = "2025"
reason = "要綱の改正で令和7年度まで延長"
reason_en = "prolonged to fiscal 2025 by the amended guideline"
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A published project and the workbooks of 2025. Tests take out again what they drop in."""
    paths = copy_project(tmp_path_factory.mktemp("back"))
    for region in ("shiribeshi", "rumoi_north", "nemuro"):
        add(paths.sources / CASEBOOK / "source.toml", PROLONGED.format(region=region))
    assert refresh.run(paths, quiet).result == "published"
    assert command(paths, "new-year", "2025").returncode == 0
    return paths


@pytest.fixture
def drop(live: Paths) -> Iterator[Callable[..., Path]]:
    """Fill cells of a laid-out workbook and drop it into a source's folder; gone after the test."""
    dropped: list[Path] = []

    def dropping(cells: Cells, into: str = CASEBOOK, name: str = "R7.xlsx", source: str = CASEBOOK) -> Path:
        dropped.append(live.sources / into / name)
        return fill(laid(live, source), dropped[-1], cells)

    yield dropping
    for path in dropped:
        path.unlink(missing_ok=True)


def laid(paths: Paths, source: str = CASEBOOK) -> Path:
    return paths.root / "data" / "new_year" / "2025" / f"{source}.xlsx"


def at(paths: Paths, header: str, region: str, year: str, sheet: str = GRANTS) -> tuple[str, str]:
    return place(laid(paths), sheet, header, lambda row: (row["地域ID"], row["年度"]) == (region, year))


def refused(paths: Paths) -> Problems:
    """Run, and make sure that nothing of the live build has changed."""
    before = files(paths.mart)
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "problems"
    assert files(paths.mart) == before
    return outcome.problems


def published(paths: Paths) -> duckdb.DuckDBPyConnection:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    file = paths.builds / outcome.manifest["build_id"] / "cooperation.duckdb"
    return duckdb.connect(str(file), read_only=True)


@pytest.fixture
def fresh(live: Paths, tmp_path: Path) -> Paths:
    """A copy of the live project for tests that publish."""
    shutil.copytree(live.root, tmp_path / "fresh")
    return Paths(tmp_path / "fresh")


def put(paths: Paths, cells: Cells, source: str = CASEBOOK, name: str = "R7.xlsx") -> Path:
    return fill(laid(paths, source), paths.sources / source / name, cells)


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
    assert command(fresh, "new-year", "2026").returncode == 0
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
    book = laid(fresh)

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


def test_series_of_all_japan_come_back(fresh: Paths) -> None:
    census = laid(fresh, "census_1980_2020")
    staff = laid(fresh, "staff_quota_survey")

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


def test_a_workbook_with_nothing_in_it_changes_nothing_and_is_said(fresh: Paths) -> None:
    put(fresh, {})
    outcome = refresh.run(fresh, quiet)
    assert outcome.result == "published"
    assert [p.file for p in outcome.problems if p.rule == "form_empty"] == [FILE]
    assert outcome.changes == []


def tells(problem: Problem, file: str, sheet: str, cell: str, column: str) -> None:
    row = int(cell[1:])
    assert (problem.file, problem.sheet, problem.row, problem.column) == (file, sheet, row, column)
    assert f"シート「{sheet}」 行「{row}」 列「{column}」" in problem.line(english=False)
    assert f'sheet "{sheet}", row "{row}", column "{column}"' in problem.line(english=True)


@pytest.mark.parametrize(
    ("filled", "value", "lacking"),
    [
        ("区分", "交付額", "金額（千円）"),
        ("金額（千円）", 500, "区分"),
        ("注記", "確認中", "金額（千円）"),
    ],
)
def test_a_row_filled_in_halfway_is_named_by_sheet_row_and_column(
    live: Paths, drop: Callable[..., Path], filled: str, value: str | int, lacking: str
) -> None:
    drop({at(live, filled, "nemuro", "令和7年度"): value})
    found = [p for p in refused(live) if p.rule == "half_filled"]
    told = next(p for p in found if p.column == lacking)
    tells(told, FILE, GRANTS, at(live, lacking, "nemuro", "令和7年度")[1], lacking)


def test_work_that_was_done_needs_its_activities(live: Paths, drop: Callable[..., Path]) -> None:
    cell = place(
        laid(live), "事業の取組", "状態", lambda r: (r["事業ID"], r["年度"]) == ("nemuro_hr", "令和6年度")
    )
    drop({cell: "実施"})
    tells(only(refused(live), "half_filled"), FILE, "事業の取組", cell[1], "取組")


@pytest.mark.parametrize(
    ("header", "value", "rule", "guess"),
    [
        ("金額（千円）", "5OO", "amount", "500"),
        ("金額（千円）", -5, "amount", None),
        ("区分", "支出", "unknown_word", None),
    ],
)
def test_a_typing_error_is_named_by_sheet_row_and_column(
    live: Paths, drop: Callable[..., Path], header: str, value: str | int, rule: str, guess: str | None
) -> None:
    cell = at(live, header, "nemuro", "令和7年度")
    drop(
        {
            at(live, "区分", "nemuro", "令和7年度"): "交付額",
            at(live, "金額（千円）", "nemuro", "令和7年度"): 500,
            cell: value,
        }
    )
    problem = only(refused(live), rule)
    tells(problem, FILE, GRANTS, cell[1], header)
    assert problem.guess == guess


def test_an_amount_above_the_cap_is_a_doubt_of_its_sheet(live: Paths, drop: Callable[..., Path]) -> None:
    cell = at(live, "金額（千円）", "nemuro", "令和7年度")
    drop({at(live, "区分", "nemuro", "令和7年度"): "交付額", cell: 12_000})
    problem = only(refused(live), "grant_cap")
    assert (problem.severity, problem.sheet, problem.row) == ("doubt", GRANTS, int(cell[1][1:]))


def test_names_shifted_by_sorting_are_noticed(live: Paths, drop: Callable[..., Path]) -> None:
    cell = at(live, "地域名", "nemuro", "令和7年度")
    drop(
        {
            cell: "日高連携地域",
            at(live, "区分", "nemuro", "令和7年度"): "交付額",
            at(live, "金額（千円）", "nemuro", "令和7年度"): 500,
        }
    )
    tells(only(refused(live), "name_and_id"), FILE, GRANTS, cell[1], "地域名")


def test_a_name_that_is_not_on_the_list_gets_a_proposal(live: Paths, drop: Callable[..., Path]) -> None:
    drop(
        {
            ("採用", "B15"): "日高連携地城",
            ("採用", "D15"): "一般事務",
            ("採用", "E15"): "令和7年度",
            ("採用", "G15"): "採用実績",
            ("採用", "H15"): 1,
        }
    )
    problem = next(p for p in refused(live) if p.rule == "unknown_name")
    tells(problem, FILE, "採用", "B15", "地域名")
    assert problem.guess == "日高連携地域"


def test_a_year_that_was_changed_by_hand_is_refused(live: Paths, drop: Callable[..., Path]) -> None:
    cell = at(live, "年度", "nemuro", "令和7年度")
    drop(
        {
            at(live, "区分", "nemuro", "令和7年度"): "交付額",
            at(live, "金額（千円）", "nemuro", "令和7年度"): 500,
            cell: "令和8年度",
        }
    )
    tells(only(refused(live), "form_year"), FILE, GRANTS, cell[1], "年度")


MARK = f"renkei-new-year/1 {CASEBOOK} disbursement 2025"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (MARK.replace("/1", "/0"), "様式の版が違います"),
        (MARK.replace(" 2025", ""), "様式の版が違います"),
        (MARK.replace("2025", "R7"), "様式の年が読めません"),
        (MARK.replace("disbursement", "region"), "[[yearly]] がありません"),
        (MARK.replace(CASEBOOK, "staff_quota_survey"), "data/sources/staff_quota_survey/ に入れます"),
    ],
)
def test_a_workbook_of_another_version_year_or_table_is_refused(
    live: Paths, drop: Callable[..., Path], mark: str, words: str
) -> None:
    rename(drop({}), MARK, mark)
    problem = next(p for p in refused(live) if p.rule == "form_refused")
    assert (problem.file, problem.sheet, problem.value) == (FILE, GRANTS, mark)
    assert words in problem.expected


def test_a_workbook_in_another_source_s_folder_is_refused(live: Paths, drop: Callable[..., Path]) -> None:
    drop({}, into="staff_quota_survey")
    found = [p for p in refused(live) if p.rule == "form_refused"]
    assert {p.sheet for p in found} == {GRANTS, "事業の取組", "採用", "不足する職種"}
    assert all(f"data/sources/{CASEBOOK}/ に入れます" in p.expected for p in found)


def test_the_same_workbook_twice_names_both_places(live: Paths, drop: Callable[..., Path]) -> None:
    cells: Cells = {
        at(live, "区分", "nemuro", "令和7年度"): "交付額",
        at(live, "金額（千円）", "nemuro", "令和7年度"): 500,
    }
    drop(cells)
    drop(cells, name="R7 (1).xlsx")
    found = [p for p in refused(live) if p.rule == "primary_key"]
    assert {(p.file, p.sheet, p.row) for p in found} == {
        (FILE, GRANTS, 17),
        (FILE.replace("R7", "R7 (1)"), GRANTS, 17),
    }


def test_a_settled_figure_is_not_replaced_by_a_workbook(live: Paths, drop: Callable[..., Path]) -> None:
    cell = at(live, "年度", "nemuro", "令和7年度")
    drop(
        {
            cell: "令和5年度",
            at(live, "区分", "nemuro", "令和7年度"): "交付額",
            at(live, "金額（千円）", "nemuro", "令和7年度"): 500,
        }
    )
    found = [p for p in refused(live) if p.rule == "primary_key"]
    assert {(p.file, p.row) for p in found} == {
        (FILE, 17),
        (f"data/sources/{CASEBOOK}/disbursements.csv", 32),
    }


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
    assert "改定: disbursement region_id=hidaka fiscal_year=2023: amount_yen 9400000 → 9300000" in done.stdout
