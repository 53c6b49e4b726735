"""A filled-in workbook that cannot be right: named by sheet, row and column, nothing published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from etl.paths import Paths
from tests.etl.filled import FILE, GRANTS, Cells, at, fresh_workbook, refused, reports
from tests.etl.helpers import CASEBOOK, only
from tests.etl.workbook import fill, place, rename
from tests.long import some

MARK = f"renkei-new-year/1 {CASEBOOK} disbursement 2025"


@pytest.fixture(scope="module")
def live(form_project: Paths) -> Paths:
    """Tests take out again what they drop in."""
    return form_project


@pytest.fixture
def drop(live: Paths) -> Iterator[Callable[..., Path]]:
    """Fill cells of a laid-out workbook and drop it into a source's folder; gone after the test."""
    dropped: list[Path] = []

    def dropping(cells: Cells, into: str = CASEBOOK, name: str = "R7.xlsx", source: str = CASEBOOK) -> Path:
        dropped.append(live.sources / into / name)
        return fill(fresh_workbook(live, source), dropped[-1], cells)

    yield dropping
    for path in dropped:
        path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("filled", "value", "lacking"),
    some(
        [
            ("区分", "交付額", "金額（千円）"),
            ("金額（千円）", 500, "区分"),
            ("注記", "確認中", "金額（千円）"),
        ],
        lambda n, _: n == 0,
        rows=True,
    ),
)
def test_a_row_filled_in_halfway_is_named_by_sheet_row_and_column(
    live: Paths, drop: Callable[..., Path], filled: str, value: str | int, lacking: str
) -> None:
    drop({at(live, filled, "nemuro", "令和7年度"): value})
    found = [p for p in refused(live) if p.rule == "half_filled"]
    told = next(p for p in found if p.column == lacking)
    reports(told, FILE, GRANTS, at(live, lacking, "nemuro", "令和7年度")[1], lacking)


@pytest.mark.parametrize(("hidden", "rule"), [("金額（千円）", "hidden_column"), ("地域ID", None)])
def test_a_hidden_column_of_amounts_is_refused_one_of_ids_is_not(
    live: Paths, drop: Callable[..., Path], hidden: str, rule: str | None
) -> None:
    sent = drop(
        {at(live, "金額（千円）", "nemuro", "令和7年度"): 500}
    )  # halfway, so that nothing is published
    book = openpyxl.load_workbook(sent)
    column = next(cell.column_letter for cell in book[GRANTS][4] if cell.value == hidden)
    book[GRANTS].column_dimensions[column].hidden = True
    book.save(sent)
    found = {(p.rule, p.column) for p in refused(live) if p.rule.startswith("hidden")}
    assert found == ({(rule, hidden)} if rule else set())


def test_a_struck_out_name_is_refused_as_a_struck_out_figure_is(
    live: Paths, drop: Callable[..., Path]
) -> None:
    """Where no id is given, the name says whose the row is."""
    sent = drop({})
    book = openpyxl.load_workbook(sent)
    page = book["採用"]
    columns = {cell.value: cell.column for cell in page[4]}
    row = next(r for r in range(5, page.max_row + 1) if not page.cell(r, columns["地域名"]).value)
    for header, value in {"地域名": "南空知圏域", "職種": "保健師", "年度": "令和7年度"}.items():
        page.cell(row, columns[header]).value = value  # halfway: nothing is published
    page.cell(row, columns["区分"]).value = "採用目標"
    page.cell(row, columns["地域名"]).font = Font(strike=True)
    book.save(sent)
    told = only(refused(live), "struck_out")
    assert (told.sheet, told.row, told.column, told.value) == ("採用", row, "地域名", "南空知圏域")


def test_a_struck_out_document_is_not_cited(live: Paths, drop: Callable[..., Path]) -> None:
    sent = drop({at(live, "区分", "nemuro", "令和7年度"): "交付額"})  # halfway: nothing is published
    book = openpyxl.load_workbook(sent)
    cell = book["説明"]["B4"]
    cell.value, cell.font = "令和8年3月の報告（案）", Font(strike=True)
    book.save(sent)
    told = only(refused(live), "struck_out")
    assert (told.sheet, told.row, told.column, told.value) == ("説明", 4, "資料名", cell.value)


def test_work_that_was_done_needs_its_activities(live: Paths, drop: Callable[..., Path]) -> None:
    cell = place(
        fresh_workbook(live),
        "事業の取組",
        "状態",
        lambda r: (r["事業ID"], r["年度"]) == ("nemuro_hr", "令和6年度"),
    )
    drop({cell: "実施"})
    reports(only(refused(live), "half_filled"), FILE, "事業の取組", cell[1], "取組")


@pytest.mark.parametrize(
    ("header", "value", "rule", "guess"),
    some(
        [
            ("金額（千円）", "5OO", "amount", "500"),
            ("金額（千円）", -5, "amount", None),
            ("区分", "支出", "unknown_word", None),
        ],
        lambda n, _: n == 0,
        rows=True,
    ),
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
    reports(problem, FILE, GRANTS, cell[1], header)
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
    reports(only(refused(live), "name_and_id"), FILE, GRANTS, cell[1], "地域名")


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
    reports(problem, FILE, "採用", "B15", "地域名")
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
    reports(only(refused(live), "form_year"), FILE, GRANTS, cell[1], "年度")


@pytest.mark.parametrize(
    ("mark", "words"),
    some(
        [
            (MARK.replace("/1", "/0"), "様式の版が違います"),
            (MARK.replace(" 2025", ""), "様式の版が違います"),
            (MARK.replace("2025", "R7"), "様式の年が読めません"),
            (MARK.replace("disbursement", "region"), "[[yearly]] がありません"),
            (MARK.replace(CASEBOOK, "staff_quota_survey"), "data/sources/staff_quota_survey/ に入れます"),
        ],
        lambda n, _: n == 0,
        rows=True,
    ),
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
    assert {p.sheet for p in found} == {GRANTS, "事業の取組", "採用", "不足する職種", "手続きの記録"}
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
