"""Every file of a source's folder is read, refused by name, or named as not read; so with the surveys'."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from etl import refresh
from etl.build import fingerprint
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import discover
from etl.read.leftover import report_leftover
from etl.shape import read_all
from etl.survey.files import report_misplaced
from tests.conftest import Mart, copy_built, quiet
from tests.etl.filled import Cells, at, published, put
from tests.etl.helpers import CASEBOOK, add

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture(scope="module")
def live(form_project: Paths) -> Paths:
    return form_project


def cells(paths: Paths) -> Cells:
    return {
        at(paths, "区分", "nemuro", "令和7年度"): "交付額",
        at(paths, "金額（千円）", "nemuro", "令和7年度"): 1200,
    }


def reported(paths: Paths) -> Problems:
    """What a run says of the files, as far as reading goes."""
    problems = Problems()
    sources = discover(paths, problems)
    read_all(sources, problems)
    report_leftover(sources, problems)
    report_misplaced(paths, problems)
    return problems


def about(problems: Problems, name: str) -> list[Problem]:
    return [p for p in problems if p.file and p.file.endswith(name)]


@pytest.mark.parametrize("name", ["R7.XLSX", "記入済み.Xlsx", "R7.xlsm"])
def test_a_form_is_read_whatever_letters_its_ending_has(live: Paths, tmp_path: Path, name: str) -> None:
    paths = Paths(Path(shutil.copytree(live.root, tmp_path / "live")))
    put(paths, cells(paths), name=name)
    rows = published(paths).execute(
        "select amount_yen, source_row from disbursement where region_id = 'nemuro' and fiscal_year = 2025"
    )
    ((yen, row),) = rows.fetchall()
    assert yen == 1_200_000
    assert f"{CASEBOOK}/{name}:交付額!" in row


def ods(path: Path) -> None:
    """A form saved by LibreOffice: the same cells in its own kind of package."""
    mark = "renkei-new-year/1 hokkaido_casebook_2024 disbursement 2025"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml", f"<office:document-content><text:p>{mark}</text:p></office:document-content>"
        )


def xlsb(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.bin", b"\x83\x01\x00")


@pytest.mark.parametrize(
    ("name", "make", "rule"),
    [
        ("R7.ods", ods, "other_workbook"),
        ("R7.ODS", ods, "other_workbook"),
        ("R7.xlsx", ods, "other_workbook"),  # only its name was changed
        ("R7.xlsb", xlsb, "other_workbook"),
        ("R7.xls", lambda path: path.write_bytes(_OLE), "old_workbook"),
    ],
)
def test_a_form_of_another_kind_is_refused_by_name_with_its_mend(
    live: Paths, tmp_path: Path, name: str, make: object, rule: str
) -> None:
    paths = Paths(Path(shutil.copytree(live.root, tmp_path / "live")))
    make(paths.sources / CASEBOOK / name)  # type: ignore[operator]
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "problems"
    (found,) = about(outcome.problems, name)
    assert (found.severity, found.rule) == ("error", rule)
    assert "（.xlsx）" in found.expected or ".xlsx で保存" in found.expected
    assert "save it as .xlsx" in found.expected_en


def test_a_form_in_a_folder_within_is_refused_and_read_once_it_is_named(live: Paths, tmp_path: Path) -> None:
    paths = Paths(Path(shutil.copytree(live.root, tmp_path / "live")))
    (paths.sources / CASEBOOK / "令和7年度").mkdir()
    put(paths, cells(paths), name="令和7年度/R7.xlsx")
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "problems"
    (found,) = about(outcome.problems, "令和7年度/R7.xlsx")
    assert found.rule == "in_subfolder"
    add(paths.sources / CASEBOOK / "source.toml", '\n[[file]]\npath = "令和7年度/R7.xlsx"\n')
    rows = published(paths).execute(
        "select amount_yen, source_row from disbursement where region_id = 'nemuro' and fiscal_year = 2025"
    )
    assert [(yen, row.rsplit("!", 1)[0]) for yen, row in rows.fetchall()] == [
        (1_200_000, f"{CASEBOOK}/令和7年度/R7.xlsx:交付額")
    ]


def test_what_is_no_table_is_named_as_not_read(project: Paths) -> None:
    folder = project.sources / CASEBOOK
    for name in ("事例集.pdf", "送付状.docx", "R7", "R7.xlsx.bak", "写真.JPG", "表.numbers"):
        (folder / name).write_bytes(b"%PDF-1.7")
    for name in ("~$R7.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    (folder / "_old").mkdir()
    shutil.copy(folder / "regions.csv", folder / "_old" / "regions.csv")
    problems = reported(project)
    assert problems.stopping == []
    (found,) = [p for p in problems if p.rule == "stands_open"]
    assert (found.severity, found.file) == ("notice", f"data/sources/{CASEBOOK}/~$R7.xlsx")
    assert found.expected.startswith("表ではなく、R7.xlsx が表計算ソフトで開かれている印です")
    assert "the mark that R7.xlsx is open in an office program" in found.expected_en
    (found,) = [p for p in problems if p.rule == "not_read"]
    assert found.severity == "notice"
    assert found.file == f"data/sources/{CASEBOOK}/"
    listed = found.expected.split(": ", 1)[1].split("、")
    assert listed == sorted(
        ["事例集.pdf", "送付状.docx", "R7", "R7.xlsx.bak", "写真.JPG", "表.numbers", "_old/regions.csv"]
    )
    assert found.expected_en.endswith(", ".join(listed))


def test_the_list_is_closed(project: Paths) -> None:
    """Whatever lies there has a word: by a row that was read, or by its name among the problems."""
    folder = project.sources / CASEBOOK
    endings = (
        "csv",
        "CSV",
        "tsv",
        "xlsx",
        "XLSM",
        "xls",
        "xlsb",
        "ods",
        "pdf",
        "txt",
        "json",
        "parquet",
        "zip",
    )
    (folder / "within").mkdir()
    for ending in endings:
        (folder / f"memo.{ending}").write_text("団体名,人数\n岩見沢市,12\n", encoding="utf-8")
        (folder / "within" / f"deep.{ending}").write_text("団体名,人数\n岩見沢市,12\n", encoding="utf-8")
    problems = reported(project)
    said = "\n".join(f"{p.file} {p.expected}" for p in problems)
    for ending in endings:
        assert f"memo.{ending}" in said, ending
        assert f"within/deep.{ending}" in said, ending


def test_the_shipped_folders_hold_nothing_that_is_not_read(project: Paths) -> None:
    assert [p.line(english=True) for p in reported(project)] == []


def test_a_table_without_any_source_is_told_however_deep_it_lies(project: Paths) -> None:
    deep = project.sources / "new" / "r7"
    deep.mkdir(parents=True)
    (deep / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (found,) = about(reported(project), "new/r7/x.csv")
    assert found.rule == "no_source_toml"


def test_a_return_beside_its_folder_is_named_and_makes_a_run(mart: Mart, tmp_path: Path) -> None:
    paths = copy_built(mart, tmp_path / "live")
    before = fingerprint.input_hash(paths)
    folder = paths.surveys / "staff_2026"
    (folder / "return").mkdir(parents=True)
    (folder / "returns" / "上川").mkdir(parents=True)
    for name in ("名寄市.xlsx", "return/士別市.xlsx", "returns/上川/比布町.xlsx", "~$名寄市.xlsx"):
        (folder / name).write_bytes(b"PK")
    (paths.surveys / "名寄市.xls").write_bytes(b"x")
    assert fingerprint.input_hash(paths) != before
    found = [p for p in reported(paths) if p.rule == "survey_astray"]
    assert [p.file for p in found] == [
        "data/surveys/staff_2026/return/士別市.xlsx",
        "data/surveys/staff_2026/名寄市.xlsx",
        "data/surveys/名寄市.xls",
    ]
