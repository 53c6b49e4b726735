"""A cell of an official workbook that a person sees otherwise than it is stored is told, not read past."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT
from tests.etl.official.making import census, figures, read, stopping
from tests.etl.official.test_register import FIRST, SHEET, sheet, write

TOTAL, CODE, HOUSES = 6, 1, 7  # columns of 人口/計, the code, and one that nobody takes (from 1)
TOWN = "012106"
STRUCK = Font(strike=True)
Change = Callable[[Worksheet, int], None]


def hokkaido() -> list[list[Any]]:
    rows = sheet()
    return [*rows[: FIRST - 1], *(r for r in rows[FIRST - 1 :] if r and str(r[0])[:2] == "01"), *rows[-2:]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("register"), hokkaido())


def changed(made: Path, folder: Path, change: Change) -> tuple[Path, int]:
    """The workbook as somebody saved it after `change`, and the row of 岩見沢市."""
    book = openpyxl.load_workbook(made)
    page = book[SHEET]
    row = next(r for r in range(FIRST, page.max_row) if page.cell(r, CODE).value == TOWN)
    change(page, row)
    path = folder / "saved.xlsx"
    book.save(path)
    return path, row


def form(code: str) -> Change:
    return lambda page, row: setattr(page.cell(row, TOTAL), "number_format", code)


def strike(column: int) -> Change:
    return lambda page, row: setattr(page.cell(row, column), "font", STRUCK)


def hide_row(page: Worksheet, row: int) -> None:
    page.row_dimensions[row].hidden = True


def hide(letter: str) -> Change:
    return lambda page, _: setattr(page.column_dimensions[letter], "hidden", True)


def over(first: int, last: int, down: int = 0) -> Change:
    return lambda page, row: page.merge_cells(
        start_row=row, end_row=row + down, start_column=first, end_column=last
    )


def error(page: Worksheet, row: int) -> None:
    page.cell(row, TOTAL).value = "#REF!"
    page.cell(row, TOTAL).data_type = "e"


def strike_by_condition(page: Worksheet, row: int) -> None:
    """Two towns of one size: a rule of the office strikes out the one it has counted already."""
    rule = FormulaRule(formula=[f"$A${row}=$A${row}"], font=STRUCK)
    page.conditional_formatting.add(f"F{row}:F{row}", rule)


@pytest.mark.parametrize(
    ("change", "rule", "column"),
    [
        (strike(TOTAL), "struck_out", "人口/計"),
        (strike(CODE), "struck_out", "団体コード"),
        (strike(3), "struck_out", "市区町村名"),
        (form("#,##0,"), "scaled_by_format", "人口/計"),
        (form('#,##0.0,"千人"'), "scaled_by_format", "人口/計"),
        (form('#,##0"千人"'), "scaled_by_format", "人口/計"),
        (form('#,##0"000"'), "scaled_by_format", "人口/計"),
        (form(";;;"), "hidden_by_format", "人口/計"),
        (hide_row, "hidden_row", "人口/計"),
        (over(TOTAL, TOTAL, 2), "merged_figure", "人口/計"),
        (over(4, TOTAL), "merged_across", "人口/計"),
        (error, "error_cell", "人口/計"),
        (strike_by_condition, "conditional_format", "人口/計"),
    ],
)
def test_it_is_told_at_its_cell(made: Path, tmp_path: Path, change: Change, rule: str, column: str) -> None:
    path, row = changed(made, tmp_path, change)
    found = [p for p in stopping(path) if p.rule == rule]
    assert [(p.sheet, p.row, p.column) for p in found] == [(SHEET, row, column)]


def test_a_hidden_column_of_the_figures_is_told(made: Path, tmp_path: Path) -> None:
    path, _ = changed(made, tmp_path, hide("F"))
    assert [(p.rule, p.column) for p in stopping(path)] == [("hidden_column", "人口/計")]


def note(page: Worksheet, row: int) -> None:
    page.cell(row, HOUSES).font = STRUCK
    page.cell(row, HOUSES).number_format = "#,##0,"
    page.cell(1, 1).font = STRUCK
    page.cell(page.max_row, 1).font = STRUCK


@pytest.mark.parametrize("change", [note, hide("A"), hide("G"), form("#,##0"), form('#,##0"人"')])
def test_what_is_beside_the_taken_cells_harms_nothing(made: Path, tmp_path: Path, change: Change) -> None:
    path, _ = changed(made, tmp_path, change)
    taken = {code: int(text) for code, text in figures(path, "municipality_code").items()}
    assert taken == {code: n for code, n in census().items() if code[:2] == "01"}


def test_a_hidden_sheet_is_not_the_table(made: Path, tmp_path: Path) -> None:
    """The draft behind it has the same headings and other figures."""

    def draft(page: Worksheet, row: int) -> None:
        other = page.parent.copy_worksheet(page)
        other.title = "下書き"
        other.sheet_state = "hidden"
        other.cell(row, TOTAL).value = 1

    path, _ = changed(made, tmp_path, draft)
    assert figures(path, "municipality_code")[TOWN] == str(census()[TOWN])


def test_many_of_one_kind_are_told_without_end_neither(made: Path, tmp_path: Path) -> None:
    def every(page: Worksheet, _: int) -> None:
        for row in range(FIRST, page.max_row - 1):
            page.cell(row, TOTAL).number_format = "#,##0,"

    path, _ = changed(made, tmp_path, every)
    found = stopping(path)
    assert {p.rule for p in found} == {"scaled_by_format"}
    assert len(found) == 20


REAL = ROOT.parent / "shared" / "official"


@pytest.mark.parametrize(
    "name", ["ipss_2023_kekkahyo1.xlsx", "municipality_codes_2024.xlsx", "resident_register_2021.xlsx"]
)
def test_real_workbooks_are_read_as_another_library_reads_them(name: str) -> None:
    path = REAL / name
    if not path.exists():
        pytest.skip("the published files are not there")
    done, problems = read(path)
    assert done is not None
    assert [p for p in problems if p.severity != "notice"] == []
    page = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    cells = {str(row[0]): row for row in page.iter_rows(values_only=True)}
    frame = done.raw.frame
    if done.reading.value is None:
        for code, town in frame.select("municipality_code", "name").iter_rows():
            assert cells[code][2] in (town, "梼原町")
        return
    firsts = frame.unique("municipality_code", keep="first", maintain_order=True)
    for code, figure in firsts.select("municipality_code", done.reading.value).iter_rows():
        row = next(cells[c] for c in (code, code[:5], code[:5].lstrip("0")) if c in cells)
        numbers = [str(int(cell)) for cell in row[1:] if isinstance(cell, int | float) and cell == int(cell)]
        assert re.fullmatch(r"\d+", figure)
        assert figure in numbers
