"""new-year: what a year needs of each yearly source, told and laid out as workbooks."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from etl.clean import values
from etl.commands.common import DONE, PROBLEMS, WRONG_USE
from etl.newyear.sheetlayout import LAYOUTS
from etl.newyear.words import amount
from etl.paths import Paths
from etl.read.totals import is_total_word
from tests.conftest import Mart, copy_project
from tests.etl.helpers import CASEBOOK, called, casebook, command, files, swap
from tests.etl.workbook import table
from tests.long import some


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project for which the workbooks of 2025 are laid out."""
    paths = copy_project(tmp_path_factory.mktemp("laid"))
    before = files(paths.sources)
    done = command(paths, "new-year", "令和7年度")
    assert done.returncode == DONE, done.stderr
    assert files(paths.sources) == before
    return paths


def book(paths: Paths, source: str = CASEBOOK) -> Path:
    return paths.root / "data" / "new_year" / "2025" / f"{source}.xlsx"


def due_tables(paths: Paths, *arguments: str) -> dict[tuple[str, str, int], dict[str, object]]:
    """What --json says, by source, table and year."""
    done = called(paths, "new-year", *arguments, "--list", "--json")
    assert done.returncode == DONE, done.stderr
    return {
        (source["source_id"], item["table"], item["year"]): item
        for source in json.loads(done.stdout)["sources"]
        for item in source["tables"]
    }


def test_grants_are_due_of_the_regions_in_their_five_years(project: Paths) -> None:
    grants = due_tables(project, "2025")[CASEBOOK, "disbursement", 2025]
    # 南空知, 日高 and 遠軽 had their fifth year in 2024
    assert {row["key"]["region_id"] for row in grants["open"]} == {  # type: ignore[attr-defined]
        "shiribeshi",
        "rumoi_north",
        "rumoi_south",
        "nishimonbetsu",
        "nemuro",
    }
    assert {row["state"] for row in grants["open"]} == {"missing"}  # type: ignore[attr-defined]
    assert all("令和6年度" in row["note"] for row in grants["open"])  # type: ignore[attr-defined]


def test_what_is_planned_or_undecided_is_asked_for_again(project: Paths) -> None:
    grants = due_tables(project, "2025")[CASEBOOK, "disbursement", 2024]
    counts = {key: grants[key] for key in ("expected", "registered", "provisional", "undecided", "missing")}
    assert counts == {"expected": 8, "registered": 0, "provisional": 7, "undecided": 1, "missing": 0}


def test_a_census_is_due_every_five_years_and_not_before(project: Paths) -> None:
    assert ("census_1980_2020", "population", 2025) in due_tables(project, "2025")
    # of 2020 no municipality is left out, 双葉町 with its 0 included
    assert {year for source, _, year in due_tables(project, "2024") if source == "census_1980_2020"} == set()
    later = due_tables(project, "2029")
    assert {year for source, _, year in later if source == "census_1980_2020"} == {2025}


@pytest.mark.long
def test_every_year_that_was_left_out_is_due(project: Paths) -> None:
    due = due_tables(project, "2026")
    assert {year for _, name, year in due if name == "staff"} == {2025, 2026}
    assert due["staff_quota_survey", "staff", 2026]["missing"] == 47 * 6


def test_a_project_that_ended_is_not_asked_for(project: Paths) -> None:
    due = due_tables(project, "2025")[CASEBOOK, "project_year", 2025]
    asked = {row["key"]["project_id"] for row in due["open"]}  # type: ignore[attr-defined]
    assert "hidaka_transport" in asked
    assert not asked & {"hidaka_local_ict", "minamisorachi_survey"}  # 統合, なし


def test_the_list_is_printed_with_counts_names_and_whom_to_ask(project: Paths) -> None:
    done = command(project, "new-year", "2025", "--list")
    assert "交付額 / Grants  令和7年度: 5行 / rows（未登録 / missing 5）" in done.stdout
    assert "未定 / undecided  留萌南部３市町連携地域 / Southern Rumoi（R6 未定）" in done.stdout
    assert (
        "聞く先 / ask: 北海道（広域連携の担当課）、各地域の事務局 / Hokkaido Government, and each"
        in done.stdout
    )
    assert "as of 2024-04-01" in done.stdout
    assert "data/new_year" not in done.stdout


def test_the_build_says_the_same_as_the_command(mart: Mart, project: Paths) -> None:
    view = mart.rows(
        "select source_id, table_name, year, expected_count, registered_count, provisional_count, "
        "undecided_count, missing_count from kpi.still_missing"
    )
    names = ("expected", "registered", "provisional", "undecided", "missing")
    assert {tuple(row[:3]): tuple(row[3:]) for row in view} == {
        key: tuple(item[name] for name in names)
        for key, item in due_tables(project, "2025").items()
        if not item["optional"]
    }


def test_rows_are_prefilled_and_what_is_asked_is_blank(project: Paths) -> None:
    rows = table(book(project), "交付額")
    assert len(rows) == 8 + 5
    nemuro = [row for row in rows if row["地域ID"] == "nemuro"]
    assert [(r["地域名"], r["年度"], r["いまの登録"]) for r in nemuro] == [
        ("根室連携地域", "令和6年度", "R6 見込額 2,000千円"),
        ("根室連携地域", "令和7年度", "R6 見込額 2,000千円"),
    ]
    assert {row[c] for row in rows for c in ("区分", "金額（千円）", "見出し", "注記")} == {""}


def test_codes_keep_their_zero_and_names_stand_beside_them(project: Paths) -> None:
    rows = table(book(project, "census_1980_2020"), "総人口")
    sapporo = next(row for row in rows if row["市区町村"] == "札幌市" and row["年"] == "2025")
    assert (sapporo["団体コード"], sapporo["都道府県"]) == ("011002", "北海道")
    assert sapporo["いまの登録"] == "2020年 1,973,395人"


def test_drop_down_lists_and_limits_are_in_the_file(project: Paths) -> None:
    with zipfile.ZipFile(book(project)) as parts:
        sheets = [parts.read(n).decode() for n in sorted(parts.namelist()) if "worksheets/sheet" in n]
    rules = [re.findall(r"<dataValidation .*?</dataValidation>", sheet, re.DOTALL) for sheet in sheets]
    text = "".join(rule for sheet in rules for rule in sheet)
    assert '"交付額,交付金活用見込額"' in text
    assert '"実施,予定,検討中,未定,統合,なし"' in text
    # amounts: 未定, or from 0 to the cap in 千円 (実施要綱 第６); beyond it the colleague is asked
    amount = next(rule for sheet in rules for rule in sheet if "F5&lt;=10000" in rule)
    assert 'F5="未定"' in amount
    assert 'errorStyle="warning"' in amount
    assert "選択肢" in text  # regions and occupations come from a list on a sheet of its own
    assert all("<sheetProtection" in sheet for sheet in sheets)


def test_the_explanation_says_what_is_due_and_where_the_file_goes(project: Paths) -> None:
    import fastexcel

    sheet = fastexcel.read_excel(str(book(project))).load_sheet("説明", header_row=None, dtypes="string")
    text = "\n".join(" ".join(str(c) for c in row if c) for row in sheet.to_polars().rows())
    for words in (
        "令和7年度（2025）の数値をお知らせください",
        "Figures for 2025, please",
        f"data/sources/{CASEBOOK}/",
        "令和6年度：8行（見込・予定7、未定1）",
        "2024: 8 rows (7 planned, 1 undecided)",
        "要綱の事業年度は令和6年度まで",
        "金額（千円）（必須）",
    ):
        assert words in text


def test_the_same_sources_lay_out_the_same_bytes(project: Paths, tmp_path: Path) -> None:
    done = called(project, "new-year", "2025", "--out", str(tmp_path / "again"))
    assert done.returncode == DONE
    assert files(tmp_path / "again") == files(book(project).parent)


def test_a_workbook_that_is_there_is_kept(project: Paths, tmp_path: Path) -> None:
    mine = tmp_path / f"{CASEBOOK}.xlsx"
    mine.write_bytes(b"a colleague's work")
    done = called(project, "new-year", "2025", "--out", str(tmp_path))
    assert done.returncode == DONE
    assert mine.read_bytes() == b"a colleague's work"
    assert "前に作ったものを残しました" in done.stdout
    assert called(project, "new-year", "2025", "--out", str(tmp_path), "--overwrite").returncode == DONE
    assert mine.read_bytes() == book(project).read_bytes()


@pytest.mark.parametrize("year", ["来年", "25", "平成40", "令和七年度"])
def test_a_year_that_cannot_be_read_is_wrong_use(project: Paths, year: str) -> None:
    done = called(project, "new-year", year)
    assert done.returncode == WRONG_USE
    assert f"年度が読めません（{year}）" in done.stderr
    assert f"not a fiscal year ({year})" in done.stderr


def test_nothing_is_laid_out_into_the_sources(project: Paths) -> None:
    before = files(project.sources)
    done = called(project, "new-year", "2025", "--out", str(project.sources / CASEBOOK))
    assert done.returncode == WRONG_USE
    assert "出典のフォルダの中" in done.stderr
    assert files(project.sources) == before


@pytest.mark.long
def test_sources_with_a_fault_are_told_before_anything_is_laid_out(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    swap(casebook(project, "disbursements.csv"), "8,100", "8,10O")
    done = called(project, "new-year", "2025")
    assert done.returncode == PROBLEMS
    assert "値「8,10O」" in done.stderr
    assert not (project.root / "data" / "new_year").exists()


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    some(
        [
            ('rows = "projects under way"', 'rows = "project"', "[[yearly]] rows", "project"),
            (
                '[[yearly]]\ntable = "recruitment"',
                '[[yearly]]\ntable = "region"',
                "[[yearly]] table",
                "region",
            ),
        ],
        lambda n, _: n == 0,
        rows=True,
    ),
)
def test_a_wrong_declaration_is_named(project: Paths, old: str, new: str, column: str, value: str) -> None:
    swap(casebook(project, "source.toml"), old, new)
    done = called(project, "refresh")
    assert done.returncode == PROBLEMS
    assert f"data/sources/{CASEBOOK}/source.toml 列「{column}」 値「{value}」" in done.stdout


def test_no_given_word_reads_as_a_total() -> None:
    # a row called 合計 is told apart from figures, and would be held against the rows above it
    words = [word for layout in LAYOUTS.values() for told in layout.meanings.values() for word in told]
    assert len(words) == 6
    assert [word for word in words if is_total_word(word)] == []


def test_without_a_year_the_next_one_follows_from_the_figures(mart: Mart) -> None:
    rows = pl.DataFrame(
        mart.rows("select table_name, max(year) from expected_row group by all order by all"),
        schema=["table", "year"],
        orient="row",
    )
    assert dict(rows.rows()) == {
        "disbursement": 2025,
        "population": 2025,
        "project_year": 2025,
        "recruitment": 2025,
        "reported_shortage": 2025,
        "staff": 2025,
    }


@pytest.mark.parametrize(
    ("yen", "shown"), [(0, "0千円"), (2_500, "2.5千円"), (2_000_400, "2,000.4千円"), (9_400_000, "9,400千円")]
)
def test_an_amount_so_far_is_what_is_registered(yen: int, shown: str) -> None:
    """And what is written back under the form's header is that amount again."""
    assert amount(yen) == shown
    header = LAYOUTS["disbursement"].of("amount").header
    assert round(float(shown[:-2].replace(",", "")) * values.scale(values.caption_unit(header) or "")) == yen
