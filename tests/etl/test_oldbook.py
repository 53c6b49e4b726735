"""A workbook of Excel 97 to 2003: the same cells and marks as of today's kind, or a word why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fastexcel
import pytest

from etl.read.book import open_book
from etl.read.grid import Refused
from tests.etl import oldworkbook
from tests.etl.official import test_register
from tests.etl.official.making import figures, stopping, workbook

ROWS: list[list[Any]] = [
    ["団体コード", "市区町村名", "人口"],
    ["012106", "岩見沢市", 79306],
    ["014036", "泊村", 1569.5],
    ["075469", "双葉町", -3],
]


def test_cells_are_those_that_another_reader_sees(tmp_path: Path) -> None:
    path = oldworkbook.write(tmp_path / "R7.xls", ROWS)
    grid = open_book(path).grid("第1表")
    assert grid is not None
    assert [row.cells for row in grid.rows] == [
        ["団体コード", "市区町村名", "人口"],
        ["012106", "岩見沢市", "79306"],
        ["014036", "泊村", "1569.5"],
        ["075469", "双葉町", "-3"],
    ]
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    other = [[str(cell).removesuffix(".0") for cell in row] for row in sheet.to_polars().rows()]
    assert other == [row.cells for row in grid.rows]


@pytest.mark.parametrize("split", [11, 12, 13, 20, 64])
def test_a_text_that_lies_across_records_is_whole(tmp_path: Path, split: int) -> None:
    grid = open_book(oldworkbook.write(tmp_path / "R7.xls", ROWS, split=split)).grids()[0]
    assert [row.cells[1] for row in grid.rows] == [row[1] for row in ROWS]


def test_what_a_person_sees_otherwise_is_marked(tmp_path: Path) -> None:
    path = oldworkbook.write(
        tmp_path / "R7.xls",
        ROWS,
        {(1, 2): oldworkbook.STRUCK, (2, 2): oldworkbook.THOUSANDS},
        hidden_rows=[3],
        hidden_columns=[1],
        merged=[(0, 0, 1, 2)],
    )
    grid = open_book(path).grids()[0]
    assert grid.faults == {(2, 2): "struck_out", (3, 2): "scaled_by_format"}
    assert grid.hidden_rows == {4}
    assert grid.hidden_columns == {1}
    assert [tuple(merge) for merge in grid.merges] == [(1, 1, 1, 2)]


def test_an_official_file_of_that_kind_is_read_as_todays_would_be(tmp_path: Path) -> None:
    rows = test_register.sheet()
    new = figures(workbook(tmp_path / "a.xlsx", {"総計": rows}), "municipality_code", "year")
    old = oldworkbook.write(tmp_path / "b.xls", rows)
    assert figures(old, "municipality_code", "year") == new
    at = next(i for i, row in enumerate(rows) if row[0] == "012106")
    struck = oldworkbook.write(tmp_path / "c.xls", rows, {(at, 5): oldworkbook.STRUCK})
    assert [(p.rule, p.row) for p in stopping(struck)] == [("struck_out", at + 1)]


@pytest.mark.parametrize("cut", [100, 600, 3000, 5000])
def test_a_torn_one_is_refused_with_a_reason(tmp_path: Path, cut: int) -> None:
    path = oldworkbook.write(tmp_path / "R7.xls", ROWS * 40)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Refused) as refused:
        open_book(path).grids()
    assert refused.value.rule in ("old_workbook", "no_table")
    assert refused.value.ja != refused.value.en


def test_bytes_changed_anywhere_end_in_a_word_not_in_a_traceback(tmp_path: Path) -> None:
    path = oldworkbook.write(tmp_path / "R7.xls", ROWS * 40)
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            open_book(path).grids()
        except Refused:
            continue
