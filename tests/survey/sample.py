"""Invented answers for data/samples/: 21 returns as people send them, some with slips.

    python -m tests.survey.sample        # writes data/samples/surveys/sample_kamikawa_2025/returns/

The numbers are drawn, from the size of a municipality, with a fixed seed; nobody ever answered them.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey import forms
from etl.survey.answercells import FIRST, REST, STAFF, WORK
from etl.survey.definition import Definition
from etl.survey.reading import load
from etl.survey.reference import survey_scope
from etl.survey.scope import Scope
from tests.conftest import ROOT

NAME = "sample_kamikawa_2025"
# residents, roughly: what staff grow with
SIZE = {"012041": 330, "012203": 18, "012211": 27, "012297": 21, "014532": 10, "014583": 8, "014591": 10}
# occupation → staff for 10,000 residents, at least so many, how often a small town has none
STAFFED = {
    "civil_engineer": (5, 1, 0.25),
    "architect": (2, 0, 0.5),
    "public_health_nurse": (5, 3, 0.0),
    "nurse": (6, 0, 0.35),
    "midwife": (0.5, 0, 0.9),
    "doctor_obgyn": (0.1, 0, 0.95),
    "childcare": (12, 4, 0.1),
    "social_worker": (3, 1, 0.2),
    "digital": (1, 0, 0.6),
    "dietitian": (1.5, 0, 0.3),
    "general_clerk": (55, 25, 0.0),
}
_HARD = ("単独で続けられる", "5年以内に難しい", "すでに難しい")
_PARTNER = ("近隣市町村", "圏域", "道", "民間", "考えていない")
_INTEREST = ("実施中", "関心がある", "関心がない", "分からない")


def definition() -> tuple[Definition, Scope]:
    problems = Problems()
    paths = Paths(ROOT, samples=True)
    found = load(paths.surveys / NAME, problems)
    assert found is not None, [p.line(english=True) for p in problems]
    return found, survey_scope(found, read_reference(paths, problems), problems)


def staff(draw: random.Random, size: float, job: str) -> list[int]:
    """required, present, vacancies, leavers, applicants, hired, sat and passed the examination."""
    rate, least, none = STAFFED[job]
    if size < 15 and draw.random() < none:
        return [0] * 8
    required = max(least, round(rate * size / 10 * draw.uniform(0.8, 1.2)))
    short = sum(draw.random() < 0.22 for _ in range(min(required, 12)))
    present = max(0, required - short)
    leaving = sum(draw.random() < 0.18 for _ in range(present))
    vacancies = draw.choice((short, short, max(0, short - 1)))
    applicants = sum(draw.random() < 0.6 for _ in range(vacancies * 2))
    hired = min(applicants, vacancies, draw.randint(0, vacancies))
    return [required, present, vacancies, leaving, applicants, hired, applicants + hired, hired]


def fill(path: Path, scope: Scope, draw: random.Random, size: float) -> None:
    book = openpyxl.load_workbook(path)
    for row, job in enumerate(scope.occupations, start=FIRST):
        for column, value in enumerate(staff(draw, size, job.occupation_id), start=3):
            if draw.random() > 0.03:  # a cell is forgotten now and then
                book[STAFF].cell(row, column, value)
    hard = (0.6, 0.3, 0.1) if size > 15 else (0.3, 0.4, 0.3)
    for row in _rows(book[WORK]):
        book[WORK].cell(row, 3, draw.choices(_HARD, hard)[0])
        if draw.random() < 0.85:
            book[WORK].cell(row, 4, draw.choices(_PARTNER, (4, 3, 2, 2, 1))[0])
    for row in _rows(book[REST]):
        book[REST].cell(row, 3, draw.choices(_INTEREST, (1, 5, 2, 2))[0])
    book.save(path)


def _rows(sheet: Worksheet) -> list[int]:
    return [row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value]


def write(folder: Path) -> None:
    found, told = definition()
    shutil.rmtree(folder, ignore_errors=True)
    forms.write(found, told, folder)
    draw = random.Random(20251104)
    silent = {"014656", "014711"}
    for target in told.targets:
        path = folder / forms.name(target)
        if target.code in silent:
            path.unlink()
            continue
        fill(path, told, draw, SIZE.get(target.code, 4))
    _slips(folder, {target.code: folder / forms.name(target) for target in told.targets})


def _slips(folder: Path, files: dict[str, Path]) -> None:
    """Two returns nobody can load, and names as people give files."""
    book = openpyxl.load_workbook(files["014559"])
    book[STAFF].cell(FIRST, 3, "3名")
    book[STAFF].cell(FIRST + 2, 4, "約4")
    book[WORK].cell(FIRST, 3, "厳しい")
    book.save(files["014559"])
    book = openpyxl.load_workbook(files["014613"])
    book[STAFF].cell(FIRST + 2, 3, 3)
    book[STAFF].cell(FIRST + 2, 4, 5)
    book[STAFF].cell(FIRST + 6, 14, "※産休1名を含む")
    book.save(files["014613"])
    files["012211"].rename(folder / "【名寄市】調査票（提出用）.xlsx")
    files["014583"].rename(folder / "調査票 最終版2.xlsx")


if __name__ == "__main__":
    write(ROOT / "data" / "samples" / "surveys" / NAME / "returns")
