"""renkei doctor and renkei test: what is missing, wrong or of another office is said, and all pages draw."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from dashboard.doctor import contactsheet, drawing, examined
from dashboard.mart import shared_mart
from dashboard.pack.failed import Unmade
from dashboard.pack.handout import chromium
from dashboard.pages import PAGES, offered
from etl.paths import Paths
from tests.conftest import ROOT

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def office(nagano: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the office that a test may change."""
    folder = Path(shutil.copytree(nagano.folder, tmp_path / "nagano"))
    monkeypatch.setenv("RENKEI_OFFICE", str(folder))
    return folder


def _lines(folder: Path) -> list[examined.Line]:
    mart = shared_mart(folder / "mart")
    return examined.examine(mart, mart.live(), TODAY)


def _said(lines: list[examined.Line], level: str) -> str:
    return "\n".join(f"{line.text.ja}\n{line.text.en}" for line in lines if line.level == level)


def test_a_new_office_has_gaps_and_no_fault(office: Path) -> None:
    lines = _lines(office)
    assert _said(lines, "fault") == ""
    gaps, notes = _said(lines, "gap"), _said(lines, "note")
    assert "disbursements.csv" in gaps  # the forms that have a heading alone
    assert "頁「交付金」: 出る図0、空の図" in gaps
    assert "page Grants: 0 panels draw" in gaps
    assert "頁「人口」" in notes  # all of it draws
    assert "2020-10-01" in notes  # a statistic of which a newer edition may be there


def test_a_setting_that_is_not_taken_is_a_fault(office: Path) -> None:
    file = office / "office.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("[show]", '[show]\npages = ["人口", "popurasion"]', 1)
    file.write_text(text.replace("[office]", '[office]\naccent = "#ffff00"', 1), encoding="utf-8")
    lines = _lines(office)
    faults = _said(lines, "fault")
    assert "[office] accent" in faults
    assert "1.07" in faults  # the ratio
    assert "popurasion" in faults
    assert "population" in faults  # the nearest
    assert "頁「交付金」" not in "".join(line.text.ja for line in lines)  # only pages that are shown


def test_a_sentence_that_names_another_prefecture_is_a_fault(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.panels.home.whole", lambda row, lang: "北海道全体")
    assert "北海道" in _said(_lines(office), "fault")


def test_what_the_last_refresh_set_aside_or_refused_is_told(office: Path) -> None:
    wrong = {"severity": "error", "file": "sources/own/regions.csv", "row": 3, "column": None}
    wrong |= {"expected": "値", "expected_en": "a value"}
    told = {"result": "problems", "problems": [wrong]}
    (office / "mart" / "last_run.json").write_text(json.dumps(told), encoding="utf-8")
    assert "sources/own/regions.csv 3: 値" in _said(_lines(office), "fault")


def test_the_command_says_it_in_both_languages_and_ends_with_a_code(office: Path) -> None:
    def called(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "renkei", "--office", str(office), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = called("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "誤り0、空" in done.stdout
    assert "0 faults" in done.stdout
    (office / "office.toml").write_text('[office]\naccent = "#ffff00"\n', encoding="utf-8")
    assert called("doctor").returncode == 1
    shutil.rmtree(office / "mart")
    assert called("doctor").returncode == 2


def test_pages_and_pack_are_drawn_and_what_fails_is_named(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drawing.everything(office / "mart", ["population"]) == []
    shutil.rmtree(office / "mart" / "builds")
    shared_mart.cache_clear()
    assert drawing.page("population", "ja").wrong != ()


def test_the_contact_sheet_has_a_picture_of_every_page(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    mart, file = shared_mart(office / "mart"), tmp_path / "sheet.png"
    contactsheet.write(mart, PAGES[5:7], TODAY, file)
    with Image.open(file) as picture:
        wide, tall = picture.size
        # four cells in a row: two pages in two languages, none of them blank
        for at in range(4):
            left = 20 + at * (wide - 20) // 4
            cell = picture.convert("L").crop((left, 60, left + 540, tall - 20))
            assert cell.getextrema()[0] < 100
            assert cell.histogram()[0:128] != [0] * 128
    monkeypatch.setenv("RENKEI_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(Unmade):
        contactsheet.write(mart, offered(), TODAY, file)
