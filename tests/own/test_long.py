"""A long table of an office's own: the same rows and the same refusals at any size of its files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.longtables import ahead, csvcolumns, quotes
from etl.problems import Problems
from tests.bench.national import SOURCE
from tests.etl.helpers import only, swap
from tests.own.conftest import Load
from tests.own.record import CELLS, HEADER, PLAIN, describe, rows_of


def _same_at_any_size(load: Load, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> pl.DataFrame:
    own, problems = load()
    assert not [p.line(english=True) for p in problems if p.severity != "notice"]
    short = rows_of(own, name, folder)
    for plain in (1 << 30, 0):  # short files of a long table, then long ones
        monkeypatch.setattr(ahead, "LARGE", 0)
        monkeypatch.setattr(csvcolumns, "PLAIN", plain)
        own, problems = load()
        assert not [p.line(english=True) for p in problems if p.severity != "notice"]
        assert name in own.records
        assert_frame_equal(rows_of(own, name, folder), short)
        assert own.source_files[0]["row_count"].sum() == short.height
    return short


def test_a_wide_file_has_the_same_rows_at_any_size(
    home: Path, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(home / "doctors.csv", "小樽市,330,338", "小樽市,x,338")
    assert _same_at_any_size(load, "own.doctors", tmp_path, monkeypatch).height == 358


@pytest.mark.parametrize(
    ("encoding", "end", "quoted"),
    [
        ("utf-8", "\n", False),
        ("utf-8-sig", "\r\n", False),
        ("utf-8-sig", "\n", True),
        ("cp932", "\r\n", True),
        ("cp932", "\n", False),
    ],
)
def test_every_type_is_read_alike_at_any_size(
    home: Path,
    load: Load,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    end: str,
    quoted: bool,
) -> None:
    cells = CELLS.replace("二行目", '"二,行"",目"') if quoted else CELLS
    cells = cells.replace("1204", '"1,204"').replace("code", '"code"') if quoted else cells
    describe(home, cells.replace("\n", end).encode(encoding))
    rows = _same_at_any_size(load, "own.t", tmp_path, monkeypatch)
    assert rows["amount"].to_list() == [-12_000, None, 1_204_000]
    assert rows["as_printed"].to_list() == [
        "金額（千円） △12 / rate 0.5",
        "金額（千円） x",
        f"金額（千円） {'1,204' if quoted else 1204} / rate ５.5",
    ]
    assert rows["source_row"].to_list() == [f"own_doctors/t.csv:{n}" for n in (4, 3, 2)]


def test_other_rows_are_left_out_and_counted_at_any_size(
    home: Path, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (home / "doctors.csv").read_text(encoding="utf-8")
    (home / "doctors.csv").write_text(text.replace("\n", "\n010006,北海道,二,9\n", 1), encoding="utf-8")
    swap(home / "source.toml", "key = [", 'only = "municipalities"\nkey = [')
    assert _same_at_any_size(load, "own.doctors", tmp_path, monkeypatch).height == 358
    told = only(load()[1], "rows_left_out")
    assert "179 rows of municipalities are used, 1 others are not (010006)" in told.expected_en


def test_many_texts_are_read_as_few_are(home: Path, load: Load, tmp_path: Path, long: None) -> None:
    """More texts than a list in a row group is worth, and rows of several row groups."""
    count = 130_000
    table = """
[table.t]
path = "{path}"
title = "表"
title_en = "Table"
key = ["id"]
[table.t.columns]
id = {{ header = "id", type = "text", label = "列", label_en = "Column" }}
n = {{ header = "n", type = "integer", unit = "人", label = "列", label_en = "Column" }}
"""
    frame = pl.DataFrame({"id": [f"k{n * 7919 % count:06d}" for n in range(count)], "n": range(count)})
    frame.write_csv(describe(home, b"", table))
    rows = rows_of(load()[0], "own.t", tmp_path)
    assert_frame_equal(rows.select("id", "n"), frame.sort("id"))
    lines = rows["source_row"].str.extract(r":(\d+)$").cast(pl.Int64)
    assert (lines - 2).to_list() == rows["n"].to_list()
    assert rows["as_printed"].cast(pl.Int64).to_list() == rows["n"].to_list()


BAD = {
    "code": ("012106,2024,", "012107,2024,", "check_digit", 2),
    "no such municipality": ("012106,2024,", "019992,2024,", "unknown_reference", 2),
    "figure": ("employed,3", "employed,3人", "not_readable", 2),
    "blank figure": ("employed,3", "employed,", "empty_cell", 2),
    "mark of absence": ("employed,3", "employed,…", "not_readable", 2),
    "year": ("令和5年", "平成35年", "not_readable", 3),
    "year out of range": ("012025,2023", "012025,1590", "not_readable", 4),
    "blank measure": ("midwife,employed,3", "midwife,,3", "empty_cell", 2),
    "ditto": ("midwife,employed,3", "midwife,〃,3", "ditto", 2),
    "failed formula": ("midwife,employed,3", "midwife,#N/A,3", "error_cell", 2),
    "total": ("012025,2023,architect", "合計,2023,architect", "check_digit", 4),
    "key twice": ("011002,2024", "011002,令和5年", "primary_key", 5),
    "two rows with a comma moved": (
        "employed,3\n011002,令和5年,midwife",
        "employed,3,\n011002,令和5年midwife",
        "ragged_row",
        2,
    ),
    "thousands": ("employed,1204", "employed,1,204", "ragged_row", 3),
    "a cell too few": ("employed,1210", "employed", "ragged_row", 5),
    "empty row": ("employed,3\n", "employed,3\n\n", "empty_cell", 3),
    "quote within a cell": ("employed,1204", 'employed,12"04', "csv_syntax", 3),
    "text behind a quote": ("employed,1204", 'employed,"1204"人', "csv_syntax", 3),
    "line break within quotes": ("employed,1204\n012025", '"employed\n",1204\n012025', "csv_syntax", 3),
    "quote that never ends": ("employed,1210", 'employed,"1210', "csv_syntax", 5),
    "a cell too many among quotes": ("employed,1204", 'employed,"1204",5', "ragged_row", 3),
    "return within a row": ("employed,１２\n", "employed,１２\r\r\n", "control_character", 4),
    "return for a row": ("employed,１２\n", "employed,１２\r", "control_character", 4),
    "control character": ("employed,1210", "employed,12\x0010", "control_character", 5),
    "another control character": ("employed,1210", "employed,12\x0110", "control_character", 5),
    "cut off": ("employed,1210\n", "employed,12", "cut_off", 5),
    "no such header": (HEADER, HEADER.replace("headcount", "人数"), "no_table", 1),
    "no row": (HEADER + PLAIN, HEADER, "no_rows", 1),
    "nothing": (HEADER + PLAIN, "", "no_table", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_a_long_file_is_read_right_or_refused_with_its_row(
    home: Path, load: Load, long: None, name: str
) -> None:
    old, new, rule, row = BAD[name]
    (home / "doctors.csv").unlink()
    (home / "record.csv").write_bytes((HEADER + PLAIN).replace(old, new).encode())
    (home / "source.toml").write_text(SOURCE.replace('"national_record"', '"own_doctors"'), encoding="utf-8")
    own, problems = load()
    assert (own.tables, problems.stopping) == ([], [])
    assert (rule, row) in {(p.rule, p.row) for p in problems if p.severity == "aside"}
    assert {p.file for p in problems} == {"data/sources/own_doctors/record.csv"}


def test_bytes_of_no_japanese_encoding_are_refused_with_the_row(home: Path, load: Load, long: None) -> None:
    describe(home, CELLS.encode("cp932").replace("駅前".encode("cp932"), b"\x81\x20"))
    told = only(load()[1], "encoding")
    assert (told.severity, told.row is not None) == ("aside", True)


def test_problems_of_a_folder_are_those_of_one_table(home: Path, load: Load, long: None) -> None:
    """Fifty faults of one kind are named, however many there are."""
    lines = (home / "doctors.csv").read_text(encoding="utf-8").splitlines()
    swapped = [line if n == 0 else f"{line}{n}件" for n, line in enumerate(lines)]
    (home / "doctors.csv").write_text("\n".join(swapped) + "\n", encoding="utf-8")
    problems: Problems = load()[1]
    assert len([p for p in problems if p.rule == "not_readable"]) == 50


CELL = st.text('ab",、', max_size=4)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_a_writer_of_csv_quotes_is_never_stray(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    assert quotes.stray(text.getvalue().encode()) is None


@given(st.text('a",\n', max_size=12))
def test_a_text_without_stray_quotes_is_read_alike_by_two_parsers(text: str) -> None:
    text += "\n"
    if quotes.stray(text.encode()) is not None:
        return
    lines = [next(csv.reader([line], strict=True), []) for line in text.splitlines()]
    assert list(csv.reader(io.StringIO(text), strict=True)) == lines
