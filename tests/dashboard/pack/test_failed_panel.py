"""A panel that a writer cannot write is a slide, sheet, file or part that says so; the pack is whole."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from dashboard.mart import Mart as BoardMart
from dashboard.pack import content, failed, formats
from dashboard.pack.formats import FORMATS, Made
from dashboard.text import LANGUAGES, Lang
from tests.conftest import ROOT
from tests.dashboard.pack.made import request
from tests.dashboard.test_failure import NUMBER, no_python
from tests.dashboard.undrawable import BROKEN, CAUSE, written

_FAIL = {"view_a_not_answered", "view_c_no_panel"}  # of which no writer has anything to write


@pytest.fixture(scope="module")
def broken(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(mart_copy, tmp_path_factory.mktemp("broken") / "mart", BROKEN)


def _written(mart: Path, name: str, lang: Lang, out: Path) -> Made:
    pack = content.make(request(lang, ("analyst",)), BoardMart(mart), lang)
    made = formats.write(pack, FORMATS[name], formats.folder_for(out), out, lambda done, of: None)
    assert made.path is not None, made.why
    assert {item.panel_id for item in made.failed} >= _FAIL
    assert "view_d_good" not in {item.panel_id for item in made.failed}
    return made


def _said(texts: list[str], lang: Lang) -> set[str]:
    """The numbers that stand in the file, after a look for what must not."""
    no_python("\n".join(texts))
    assert CAUSE not in "\n".join(text for text in texts if "番号" in text or "number" in text)
    return {number for text in texts for number in NUMBER[lang].findall(text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_slides_say_which_panel_is_not_shown(broken: Path, lang: Lang, tmp_path: Path) -> None:
    made = _written(broken, "pptx", lang, tmp_path)
    slides = list(Presentation(str(made.path)).slides)
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert _said(texts, lang) == {item.number for item in made.failed}
    assert "view_b_not_drawn" in {item.panel_id for item in made.failed}
    charts = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 1  # the good one's


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_has_a_sheet_for_it(broken: Path, lang: Lang, tmp_path: Path) -> None:
    made = _written(broken, "xlsx", lang, tmp_path)
    book = load_workbook(str(made.path))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert _said(cells, lang) == {item.number for item in made.failed}
    # contents, a sheet for each of the four, notes, sources, dictionary, machine-readable
    assert len(book.sheetnames) == 9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_say_so_where_they_fail(broken: Path, lang: Lang, tmp_path: Path) -> None:
    made = _written(broken, "csv", lang, tmp_path)
    assert made.path is not None
    assert len(list(made.path.glob("0[1-4]_*.csv"))) == 4
    [index] = made.path.glob("00_*.csv")
    with index.open(encoding="utf-8-sig", newline="") as file:
        told = [" ".join(row) for row in csv.reader(file)]
    assert _said(told, lang) == {item.number for item in made.failed}
    made = _written(broken, "parquet", lang, tmp_path / "parquet")
    assert made.path is not None
    assert pq.read_table(made.path / "04_view_d_good.parquet").num_rows == 2


def test_the_offline_page_says_so_in_both_languages(broken: Path, tmp_path: Path) -> None:
    made = _written(broken, "html", "ja", tmp_path)
    assert made.path is not None
    from dashboard.pack import page

    packs = [content.make(request(lang, ("analyst",)), BoardMart(broken), lang) for lang in LANGUAGES]
    packs = [pack.without("view_b_not_drawn", "123456") for pack in packs]
    for pack in packs:
        text = page.document([pack], paper=True)
        told = text[text.index("<body>") : text.index('<script type="application/json"')]
        assert _said([told], pack.lang) >= {item.number for item in pack.failed}


def test_a_failure_of_the_whole_file_leaves_the_other_files(
    broken: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # a panel that says that it cannot be shown, and cannot even be said: nothing is written over and over
    pack = content.make(request("ja", ("analyst",)), BoardMart(broken), "ja")
    odd = formats.Format("odd", "tests.dashboard.pack.oddwriter", ".odd", True, FORMATS["csv"].label)
    made = formats.write(pack, odd, formats.folder_for(tmp_path), tmp_path, lambda done, of: None)
    assert made.path is None
    assert made.why is not None
    no_python(made.why.ja + made.why.en)
    number = NUMBER["ja"].findall(made.why.ja)[0]
    assert number in made.why.en
    assert number in caplog.text


@pytest.mark.parametrize("as_lines", [False, True])
def test_the_command_says_which_panel_failed(broken: Path, tmp_path: Path, as_lines: bool) -> None:
    command = [sys.executable, "-m", "dashboard", "pack", "--meeting", "会議", "--date", "2026-02-10"]
    command += ["--pages", "analyst", "--format", "pptx,csv", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--json-lines"] if as_lines else command,
        cwd=ROOT,
        env={**os.environ, "RENKEI_MART": str(broken), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2
    if as_lines:
        lines = done.stderr.splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        said = "\n".join(item["ja"] for item in told if item.get("problem"))
        log = done.stderr
    else:
        said = done.stderr
        log = (broken.parent / "log" / "dashboard.log").read_text(encoding="utf-8")
        no_python(said)
    assert "描けない図" in said
    numbers = NUMBER["ja"].findall(said)
    assert len(set(numbers)) == 3
    for number in numbers:
        assert f" {number} " in log
    assert "Traceback" in log
    assert CAUSE in log


def test_what_concerns_the_whole_file_is_no_panel_failure(broken: Path) -> None:
    pack = content.make(request("ja", ("analyst",)), BoardMart(broken), "ja")
    good = next(data for data in pack.panels if data.panel.panel_id == "view_d_good")
    with pytest.raises(OSError, match="full"), failed.writing(good):
        raise OSError("full")
    with pytest.raises(failed.PanelFailure), failed.writing(good):
        raise TypeError("x")
