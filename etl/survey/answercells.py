"""Where each answer stands in the workbook. The writer (formbook) and the reader (returned) go by this.

A change here that a form already handed out would not survive needs a new VERSION.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.forms.marker import SURVEY, write_marker
from etl.survey.definition import HARD, SHARE, Definition, Question
from etl.survey.scope import Scope

VERSION = f"{SURVEY}/1"
MARK_SHEET = "_様式"  # hidden: the mark stands in its first cell
COVER, STAFF, WORK, REST = "はじめに", "職員", "業務", "設問"
# on the cover: (row from 1) what the program fills in, and what a person may
CODE_ROW, NAME_ROW = 4, 5
PERSON_ROWS = {13: "記入者の所属", 14: "記入者の氏名", 15: "電話・メール", 16: "連絡事項"}
HEAD_ROW = 5  # of the other sheets, from 1; ids stand hidden in the row above and in column A
FIRST = HEAD_ROW + 1


@dataclass(frozen=True)
class Cell:
    """`row` counts from 1, `column` from 0, as the readers do."""

    sheet: str
    row: int
    column: int
    question: Question
    occupation_id: str
    row_name: str  # how a person calls the row …
    column_name: str  # … and the column

    @property
    def key(self) -> tuple[str, str]:
        return self.question.question_id, self.occupation_id


@dataclass(frozen=True)
class Layout:
    """`cells` in reading order; `fixed`: what must still stand where the program wrote it."""

    sheets: tuple[str, ...]
    cells: tuple[Cell, ...]
    fixed: dict[tuple[str, int, int], str]
    rows: dict[str, tuple[tuple[str, str], ...]]  # sheet → (id, name) of its rows
    columns: dict[str, tuple[tuple[str, str], ...]]  # sheet → (id, heading) of its answer columns

    def of(self, sheet: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.sheet == sheet]


def marker(definition: Definition, code: str) -> str:
    """program version, survey, version of its questions, municipality"""
    return write_marker(VERSION, definition.survey_id, definition.version, code)


def layout(definition: Definition, scope: Scope) -> Layout:
    return _layout(definition.questions, tuple((o.occupation_id, o.name) for o in scope.occupations))


@lru_cache(maxsize=8)
def _layout(questions: tuple[Question, ...], occupations: tuple[tuple[str, str], ...]) -> Layout:
    cells: list[Cell] = []
    fixed: dict[tuple[str, int, int], str] = {}
    rows: dict[str, tuple[tuple[str, str], ...]] = {}
    columns: dict[str, tuple[tuple[str, str], ...]] = {}
    by_job = [q for q in questions if q.by_occupation]
    if by_job:
        rows[STAFF] = occupations
        columns[STAFF] = tuple((q.question_id, _headed(q)) for q in by_job)
        cells += [
            Cell(STAFF, FIRST + r, 2 + c, q, key, name, _headed(q))
            for r, (key, name) in enumerate(occupations)
            for c, q in enumerate(by_job)
        ]
    hard = [q for q in questions if q.question_set == "hard_alone"]
    works = [q for q in hard if q.question_id.startswith(HARD)]
    if works:
        share = {q.question_id.removeprefix(SHARE): q for q in hard if q.question_id.startswith(SHARE)}
        rows[WORK] = tuple((q.question_id.removeprefix(HARD), q.text) for q in works)
        columns[WORK] = (("hard_alone", "続けられるか"), ("share_with", "一緒にするなら、その相手"))
        for r, question in enumerate(works):
            work = question.question_id.removeprefix(HARD)
            headings = (columns[WORK][0][1], columns[WORK][1][1])
            cells.append(Cell(WORK, FIRST + r, 2, question, "", question.text, headings[0]))
            if work in share:
                cells.append(Cell(WORK, FIRST + r, 3, share[work], "", question.text, headings[1]))
    placed = {cell.question.question_id for cell in cells}
    rest = [q for q in questions if q.question_id not in placed]
    if rest:
        rows[REST] = tuple((q.question_id, q.text) for q in rest)
        columns[REST] = (("answer", "回答"),)
        cells += [Cell(REST, FIRST + r, 2, q, "", q.text, "回答") for r, q in enumerate(rest)]
    for sheet in rows:
        for r, (key, name) in enumerate(rows[sheet]):
            fixed[sheet, FIRST + r, 0] = key
            fixed[sheet, FIRST + r, 1] = name
        for c, (key, heading) in enumerate(columns[sheet]):
            fixed[sheet, HEAD_ROW - 1, 2 + c] = key
            fixed[sheet, HEAD_ROW, 2 + c] = heading
    return Layout((COVER, *rows), tuple(cells), fixed, rows, columns)


def _headed(question: Question) -> str:
    return f"{question.text}（{question.unit}）" if question.unit else question.text
