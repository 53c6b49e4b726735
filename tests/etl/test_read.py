"""Files as they come: every cell stays text and knows its row."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from etl.problems import Problem, Problems
from etl.read.book import open_book
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.typed import ROW, read
from tests.conftest import ROOT

HEADER = ["団体コード", "地域名", "金額（千円）"]


def read_one(path: Path, **options: Any) -> tuple[pl.DataFrame | None, list[Problem]]:
    source = Source(path.parent.name, path.parent, {}, (), (), ())
    columns = options.pop("columns", {name: name for name in HEADER})
    problems = Problems()
    file = SourceFile(path=path.name, table="t", ref="r", columns=columns, **options)
    return read(source, file, problems), list(problems)


def rows(path: Path, **options: Any) -> list[dict[str, Any]]:
    frame, problems = read_one(path, **options)
    assert frame is not None
    assert problems == []
    return frame.to_dicts()


def problem(path: Path, **options: Any) -> Problem:
    frame, problems = read_one(path, **options)
    assert frame is None
    assert len(problems) == 1
    assert problems[0].file == f"data/sources/{path.parent.name}/{path.name}"
    assert problems[0].expected != problems[0].expected_en
    return problems[0]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, cells: list[list[Any]], sheet: str = "表") -> Path:
    path = folder / "t.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(sheet)
        for r, row in enumerate(cells):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), day)
                elif cell == "#DIV/0!":
                    page.write_formula(r, c, "=1/0", None, cell)
                elif cell is not None:
                    page.write(r, c, cell)
    return path


TEXT = '団体コード,地域名,金額（千円）\r\n012106,南空知圏域,"10,000"\r\n'
FIRST = {"団体コード": "012106", "地域名": "南空知圏域", "金額（千円）": "10,000", ROW: 2}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "iso2022_jp"])
def test_a_csv_of_any_office_reads_alike(tmp_path: Path, encoding: str) -> None:
    assert rows(csv_file(tmp_path, TEXT, encoding)) == [FIRST]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1],
        TEXT.encode("euc_jp"),
        TEXT.encode("cp932").replace(b"012106", b"01\x8021"),
        TEXT.encode("cp932") + b"\xa0\xa0",
        TEXT.encode("utf-8").replace("南".encode(), b"\x93\xec"),  # one cell pasted in another encoding
        "id,name\n1,南空".encode() + b"\x81" + "知圏域".encode()[1:],  # cp932 would read it, as 蜊礼ｩｺ◆･
        TEXT.encode("utf-8-sig").replace("南".encode(), b"\x93\xec"),
    ],
)
def test_an_unknown_encoding_is_named_not_guessed(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert problem(path).rule == "encoding"


@pytest.mark.parametrize(("line", "got"), [("012106,南空知圏域", 2), ("012106,南空知圏域,10,000", 4)])
def test_a_ragged_row_is_named_by_its_row(tmp_path: Path, line: str, got: int) -> None:
    found = problem(csv_file(tmp_path, f"{TEXT}\r\n{line}\r\n"))
    assert (found.rule, found.row) == ("ragged_row", 4)
    assert f"this row {got}" in found.expected_en
    assert f"{got}列" in found.expected


@pytest.mark.parametrize(
    ("line", "row"),
    [('012106,"南空知', 3), ('012106,"南"空知,600', 3), (f"012106,{'長' * 140_000},600", 3)],
)
def test_broken_quotes_are_a_named_problem(tmp_path: Path, line: str, row: int) -> None:
    found = problem(csv_file(tmp_path, TEXT + line))
    assert (found.rule, found.row) == ("csv_syntax", row)


def test_a_header_that_stands_twice_is_refused(tmp_path: Path) -> None:
    found = problem(csv_file(tmp_path, "地域名,金額（千円）,地域名\n南空知圏域,600,日高\n"))
    assert found.rule == "no_table"
    assert "地域名" in found.expected
    assert "地域名" in found.expected_en


@pytest.mark.parametrize(("text", "header_row"), [("", 1), ("題名\r\n", 5)])
def test_a_file_without_a_header_row_is_refused(tmp_path: Path, text: str, header_row: int) -> None:
    found = problem(csv_file(tmp_path, text), header_row=header_row)
    assert found.rule == "no_table"
    assert "there is no header row" in found.expected_en


def test_blank_rows_are_dropped_and_rows_count_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = '題名\n団体コード,地域名,金額（千円）\n\n,,\n012106,"南空知\n圏域",600\n 016047 ,　日高　,\n'
    found = rows(csv_file(tmp_path, text), header_row=2)
    assert [row[ROW] for row in found] == [5, 6]  # the line break inside a cell starts no row
    assert found[0]["地域名"] == "南空知\n圏域"
    assert found[1] == {"団体コード": "016047", "地域名": "日高", "金額（千円）": None, ROW: 6}


def test_a_workbook_keeps_text_as_text_and_numbers_without_decimals(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ["012106", "南空知圏域", 10000], ["016047", 3562.56, -0.5]])
    assert rows(path) == [
        FIRST | {"金額（千円）": "10000"},
        {"団体コード": "016047", "地域名": "3562.56", "金額（千円）": "-0.5", ROW: 3},
    ]


def test_rows_of_a_workbook_count_from_the_sheets_top(tmp_path: Path) -> None:
    path = workbook(tmp_path, [[], ["題名"], HEADER, [], ["012106", "南空知圏域", 600]])
    assert [row[ROW] for row in rows(path, header_row=3)] == [5]


def test_a_date_cell_of_a_workbook_comes_as_a_date(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ["012106", dt.date(2024, 4, 1), 1]])
    assert rows(path)[0]["地域名"] == "2024-04-01"


def test_a_failed_formula_is_not_an_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ["012106", "南空知圏域", "#DIV/0!"]], "交付")
    _, found = read_one(path, sheet="交付")
    assert [(p.rule, p.sheet, p.row, p.column) for p in found] == [("error_cell", "交付", 2, "金額（千円）")]


def test_a_sheet_is_taken_by_name_and_a_missing_one_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ["012106", "南空知圏域", 600]], "交付額")
    assert rows(path, sheet="交付額")[0]["団体コード"] == "012106"
    found = problem(path, sheet="交付")
    assert (found.rule, found.sheet) == ("no_table", "交付")
    assert "交付額" in found.expected
    assert "交付額" in found.expected_en


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 torn"])
def test_a_broken_workbook_is_a_named_problem(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)
    assert problem(path).rule == "no_table"


OFFICIAL = ROOT.parent / "shared" / "official"


def header_of(path: Path, encoding: str, start: str) -> int:
    lines = path.read_bytes().decode(encoding).splitlines()
    return next(n for n, line in enumerate(lines, start=1) if line.startswith(start))


official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not here")


@official
def test_an_estat_download_reads_as_it_is_printed() -> None:
    path = OFFICIAL / "estat_census_2020_table_2-7-1.csv"
    frame, problems = read_one(path, header_row=header_of(path, "utf-8-sig", '"表章事項 コード"'))
    assert frame is not None
    assert problems == []
    code, name = frame.columns[8:10]
    nation = frame.row(0, named=True)
    assert (nation[code], nation[name], nation["総数"]) == ("00000", "全国", "126,146,099")
    assert nation[ROW] == 12
    assert frame.filter(pl.col(code) == "01100")["総数"][0] == "1,973,395"
    assert frame.filter(pl.col(code).str.ends_with("B")).height > 0, "codes such as 0120B stay text"


@official
def test_the_area_file_of_the_survey_authority_reads_as_it_is_printed() -> None:
    path = OFFICIAL / "gsi_area_2015_cp932.csv"
    frame, problems = read_one(path, header_row=header_of(path, "cp932", "行政コード"))
    assert frame is not None
    assert problems == []
    area = "平成27年・面積値(平方キロメートル)"
    sapporo = frame.filter((pl.col("市郡") == "札幌市") & pl.col("区町村").is_null())
    assert sapporo.select("行政コード", area).rows() == [("1100", "1121.26")]
    assert frame.filter(pl.col("区町村") == "泊村").height >= 2, "two villages of one name stay two rows"


def test_a_workbook_that_is_saved_again_is_read_again(tmp_path: Path) -> None:
    """Also where the clock of the file system is too coarse to show it."""
    path = workbook(tmp_path, [HEADER, ["012106", "南空知圏域", "10,000"]])
    before = path.stat()
    assert rows(path)[0]["金額（千円）"] == "10,000"
    amounts = iter(range(20_000, 21_000))
    while path.stat().st_size != before.st_size or path.stat().st_mtime_ns == before.st_mtime_ns:
        amount = f"{next(amounts):,}"
        workbook(tmp_path, [HEADER, ["012106", "南空知圏域", amount]])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert rows(path)[0]["金額（千円）"] == amount


def test_a_workbook_that_is_replaced_while_it_is_read_is_not_mixed(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADER, ["012106", "南空知圏域", "10,000"]])
    book = open_book(path)
    workbook(tmp_path, [HEADER, ["南空知圏域", "012106", "99,999"], ["012033", "後志圏域", "1"]])
    grid = book.grid("表")
    assert grid is not None
    assert [row.cells for row in grid.rows[1:]] == [["012106", "南空知圏域", "10,000"]]
