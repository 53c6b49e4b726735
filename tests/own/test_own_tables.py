"""Tables of an office's own, described in source.toml (decision 33): read, guarded, set aside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from etl.longtables import ahead
from etl.problems import Problem, Problems
from tests.etl.helpers import only, swap
from tests.own.conftest import Load
from tests.own.office import FILE, HEAD


def _describe(home: Path, columns: str, cells: str, more: str = 'key = ["code"]') -> None:
    """Another table in the folder: these columns, these cells."""
    table = f'[table.t]\npath = "t.csv"\ntitle = "表"\ntitle_en = "Table"\n{more}\n[table.t.columns]\n'
    (home / "source.toml").write_text(HEAD.format(folder=home.name) + table + columns, encoding="utf-8")
    (home / "doctors.csv").unlink()
    (home / "t.csv").write_text(cells, encoding="utf-8")


def _column(name: str, kind: str, more: str = "") -> str:
    return f'{name} = {{ header = "{name}", type = "{kind}", label = "列", label_en = "Column"{more} }}\n'


_CODE = _column("code", "text")


def test_figures_are_those_of_the_file_as_it_is_read_another_way(load: Load) -> None:
    own, problems = load()
    assert not [p.line(english=True) for p in problems if p.severity != "notice"]
    frame = own.frames["own.doctors"]
    printed = pl.read_csv(FILE, infer_schema=False)
    assert frame.height == 2 * printed.height == 358
    for header, year in (("平成30年", 2018), ("令和2年", 2020)):
        of_year = frame.filter(pl.col("year") == year)
        assert of_year["physicians"].sum() == printed[header].cast(pl.Int64).sum()
    assert own.keys == {"own.doctors": ["municipality_code", "year"]}


def test_a_row_says_file_row_and_cell(load: Load) -> None:
    own, _ = load()
    [row] = own.frames["own.doctors"].filter(municipality_code="012033", year=2020).to_dicts()
    assert (row["source_id"], row["source_row"], row["as_printed"]) == (
        "own_doctors",
        "own_doctors/doctors.csv:4",
        "338",
    )


_WRONG = [
    # what stands in the file, what is put there, rule, column of the problem
    ("012033,小樽市,330", "012034,小樽市,330", "check_digit", "団体コード"),
    ("012033,小樽市,330", "132012,八王子市,330", "unknown_reference", "municipality_code"),
    ("012033,小樽市,330", "012025,小樽市,330", "primary_key", "municipality_code+year"),
    ("012033,小樽市,330", "012033,小樽市,三百", "not_readable", "平成30年"),
    ("012033,小樽市,330", "012033,小樽市,", "empty_cell", "平成30年"),
    ("012033,小樽市,330", "012033,小樽市,***", "not_readable", "平成30年"),
]


@pytest.mark.parametrize(("old", "new", "rule", "column"), _WRONG, ids=[w[1] for w in _WRONG])
def test_what_is_wrong_sets_the_table_aside_and_names_the_cell(
    home: Path, load: Load, old: str, new: str, rule: str, column: str
) -> None:
    row = swap(home / "doctors.csv", old, new)
    own, problems = load()
    assert not own.tables
    assert not problems.stopping
    found = [p for p in problems if p.rule == rule]
    assert {(p.severity, p.file, p.column) for p in found} == {
        ("aside", "data/sources/own_doctors/doctors.csv", column)
    }
    assert row in {p.row for p in found}
    assert len(set(found)) == len(found)  # also of a cell above which several figures stand


def test_a_mark_of_absence_is_no_figure_and_says_why(home: Path, load: Load) -> None:
    swap(home / "doctors.csv", "012033,小樽市,330", "012033,小樽市,Ｘ")
    own, _ = load()
    [row] = own.frames["own.doctors"].filter(municipality_code="012033", year=2018).to_dicts()
    assert (row["physicians"], row["physicians_missing_reason"]) == (None, "suppressed")
    [other] = own.frames["own.doctors"].filter(municipality_code="012033", year=2020).to_dicts()
    assert (other["physicians"], other["physicians_missing_reason"]) == (338, None)


def _aside(problems: Problems) -> list[Problem]:
    return [p for p in problems if p.severity == "aside"]


_DESCRIBED_WRONG = [
    ("doctors.csv", "docters.csv", "[table.doctors] path", "doctors.csv"),
    ('type = "integer"', 'type = "intger"', "[table.doctors] columns.physicians type", "integer"),
    ('unit = "人", ', "", "[table.doctors] columns.physicians unit", None),
    ('"year"]', '"yaer"]', "[table.doctors] key", "year"),
    ('title_en = "Physicians', 'titel_en = "Physicians', "[table.doctors] titel_en", "title_en"),
    ('"令和2年"]', '"団体コード"]', "[table.doctors] columns.municipality_code header", None),
    ('header = "団体コード"', 'header = "_row"', "[table.doctors] columns.municipality_code header", None),
    ('"令和2年"]', '"physicians"]', "[table.doctors] wide", None),
    ("[table.doctors.columns]", "[table.doctors.columns", None, None),
]


@pytest.mark.parametrize(("old", "new", "place", "guess"), _DESCRIBED_WRONG)
def test_a_wrong_description_blocks_nobody(
    home: Path, load: Load, old: str, new: str, place: str | None, guess: str | None
) -> None:
    swap(home / "source.toml", old, new)
    own, problems = load()
    assert not own.tables
    assert not problems.stopping
    told = _aside(problems)
    assert {p.file for p in told} == {"data/sources/own_doctors/source.toml"}
    assert (place, guess) in {(p.column, p.guess) for p in told}


def test_a_header_that_is_not_there_is_named_with_the_nearest(home: Path, load: Load) -> None:
    swap(home / "doctors.csv", "令和2年", "令和02年")
    own, problems = load()
    found = only(problems, "missing_column")
    assert (own.tables, found.severity, found.column, found.guess) == ([], "aside", "令和2年", "令和02年")


def test_one_of_two_tables_fails_alone(home: Path, load: Load) -> None:
    text = (home / "source.toml").read_text(encoding="utf-8")
    other = text[text.index("[table.doctors]") :].replace("table.doctors", "table.others")
    (home / "source.toml").write_text(text + other.replace('"integer"', '"no"'), encoding="utf-8")
    own, problems = load()
    assert [table.name for table in own.tables] == ["own.doctors"]
    assert [p.column for p in _aside(problems)] == ["[table.others] columns.physicians type"]


def test_every_type_is_read(home: Path, load: Load) -> None:
    _describe(
        home,
        _CODE
        + _column("amount", "integer", ', unit = "円"').replace('"amount"', '"金額（千円）"')
        + _column("rate", "decimal", ', unit = "%"')
        + _column("open", "boolean")
        + _column("day", "date")
        + _column("budget", "fiscal_year")
        + _column("prefecture", "prefecture_code")
        + _column("filter", "enum", ', codes = { "国" = "national", "道" = "prefectural" }')
        + _column("remark", "text", ", required = false"),
        "code,金額（千円）,rate,open,day,budget,prefecture,filter,remark\n"
        'a,"1,234",５.5,○,令和6年3月25日,令和元年度,1,国,\n',
    )
    own, problems = load()
    assert not [p.line(english=True) for p in problems if p.severity != "notice"]
    [row] = own.frames["own.t"].to_dicts()
    assert (
        row
        | {
            "amount": 1_234_000,
            "rate": 5.5,
            "open": True,
            "day": dt.date(2024, 3, 25),
            "budget": 2019,
            "prefecture": "01",
            "filter": "national",
            "remark": None,
        }
        == row
    )
    assert row["as_printed"] == "金額（千円） 1,234 / rate ５.5"


def test_a_figure_too_long_for_the_unit_is_refused(home: Path, load: Load) -> None:
    amount = _column("amount", "integer", ', unit = "円"').replace('"amount"', '"金額（億円）"')
    _describe(home, _CODE + amount, "code,金額（億円）\na,5\nb,999999999999\n")
    own, problems = load()
    assert (own.tables, only(problems, "not_readable").row) == ([], 3)


def test_a_header_of_another_unit_is_no_figure_of_this_one(home: Path, load: Load) -> None:
    amount = _column("amount", "integer", ', unit = "人"').replace('"amount"', '"金額（千円）"')
    _describe(home, _CODE + amount, "code,金額（千円）\na,5\n")
    own, problems = load()
    assert (own.tables, only(problems, "unit_differs").value) == ([], "金額（千円）")


@pytest.mark.parametrize("how", ["struck", "hidden"])
def test_a_cell_that_is_struck_out_or_hidden_is_refused(home: Path, load: Load, how: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in FILE.read_text(encoding="utf-8").splitlines():
        sheet.append([int(cell) if cell.isdigit() and len(cell) < 6 else cell for cell in row.split(",")])
    if how == "struck":
        sheet["D4"].font = openpyxl.styles.Font(strike=True)
    else:
        sheet.row_dimensions[4].hidden = True
    book.save(home / "doctors.xlsx")
    swap(home / "source.toml", '"doctors.csv"', '"doctors.xlsx"')
    own, problems = load()
    assert not own.tables
    assert 4 in {p.row for p in _aside(problems)}


def test_only_municipalities(home: Path, load: Load) -> None:
    text = (home / "doctors.csv").read_text(encoding="utf-8")
    (home / "doctors.csv").write_text(text.replace("\n", "\n010006,北海道,9,9\n", 1), encoding="utf-8")
    assert not load()[0].tables
    swap(home / "source.toml", "key = [", 'only = "municipalities"\nkey = [')
    own, problems = load()
    assert own.frames["own.doctors"].height == 358
    assert not _aside(problems)


_NAME = 'name = { header = "市町村", type = "text", label = "市町村", label_en = "Municipality" }\n'


@pytest.mark.parametrize("size", ["short", "long"])
def test_a_name_beside_the_code_of_another_municipality_is_refused(
    home: Path, load: Load, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    if size == "long":
        monkeypatch.setattr(ahead, "LARGE", 0)
    with (home / "source.toml").open("a", encoding="utf-8") as toml:
        toml.write(_NAME)
    own, problems = load()
    assert not [p.line(english=True) for p in problems if p.severity != "notice"]
    assert len(own.tables) == 1
    row = swap(home / "doctors.csv", "012033,小樽市", "012033,旭川市")
    own, problems = load()
    told = only(problems, "code_name")
    assert (own.tables, told.severity, told.row, told.value) == ([], "aside", row, "012033 旭川市")
    assert "小樽市（012033）" in told.expected
    assert told.guess == "旭川市（012041）"


def test_a_name_of_another_place_beside_a_code_is_no_name_of_the_code(home: Path, load: Load) -> None:
    """Where the doctors go: another municipality in most rows."""
    with (home / "source.toml").open("a", encoding="utf-8") as toml:
        toml.write(_NAME)
    lines = [line.split(",") for line in (home / "doctors.csv").read_text(encoding="utf-8").splitlines()]
    names = [cells[1] for cells in lines[1:]]
    for cells, name in zip(lines[1:], names[1:] + names[:1], strict=True):
        cells[1] = name
    (home / "doctors.csv").write_text("".join(",".join(cells) + "\n" for cells in lines), encoding="utf-8")
    own, problems = load()
    assert (len(own.tables), [p for p in problems if p.rule == "code_name"]) == (1, [])
