"""One workbook that came back → the answers in it and every point to be asked about.

An error keeps the return out of the mart until it is mended; a notice (a blank, a word beside the
table) is asked about, and the rest of the return counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.clean.values import narrow
from etl.forms.marker import SURVEY, read_marker
from etl.problems import Problem
from etl.read.book import Book, open_book
from etl.read.grid import FAULTS, Grid, Refused, Row
from etl.read.guards import cell_faults, hidden_faults
from etl.survey.answercells import CODE_ROW, COVER, HEAD_ROW, MARK_SHEET, VERSION, Cell, Layout, layout
from etl.survey.between import compare_answers
from etl.survey.cellvalue import letter, place_of, read_value
from etl.survey.definition import Definition
from etl.survey.scope import Scope

BOOKS = (".xlsx", ".xlsm")
_OTHER_BOOKS = (".xls", ".xlsb", ".ods")  # a form may have been saved as one of these
Key = tuple[str, str]  # question, occupation
# what is written where there is none: of a count, of a headcount; a choice has no 0
_NONE = {(True, True): "いなければ 0。", (True, False): "なければ 0。", (False, False): "", (False, True): ""}


_HIDDEN = {
    "hidden_row": (
        "この行は非表示です（再表示し、見えている回答が正しいかお確かめください）",
        "this row is hidden: show it, and see that the answers in it are meant",
    ),
    "hidden_column": (
        "この列は非表示です（再表示し、見えている回答が正しいかお確かめください）",
        "this column is hidden: show it, and see that the answers in it are meant",
    ),
    "hidden_sheet": (
        "このシートは非表示です（再表示し、見えている回答が正しいかお確かめください）",
        "this sheet is hidden: show it, and see that the answers on it are meant",
    ),
}


@dataclass(frozen=True)
class Point:
    """One thing to be asked about; of a cell the question and occupation it answers."""

    problem: Problem
    question_id: str = ""
    occupation_id: str = ""

    @property
    def rule(self) -> str:
        return self.problem.rule

    @property
    def stops(self) -> bool:
        return self.problem.severity == "error"


@dataclass
class Return:
    """`code` is None where the file does not say whose it is. `values`: a whole number or a choice's id."""

    file: str
    code: str | None = None
    values: dict[Key, int | str] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)  # sheet!row
    points: list[Point] = field(default_factory=list)
    readable: bool = False

    @property
    def errors(self) -> list[Point]:
        return [point for point in self.points if point.stops]


def read_return(path: Path, definition: Definition, scope: Scope) -> Return:
    """Never raises for what is in the file: whatever is wrong with it is a point."""
    found = Return(path.name)
    report = _Report(found, definition)
    if path.suffix.lower() not in BOOKS:
        _another_kind(path, report)
        return found
    try:
        _book(open_book(path), found, definition, scope, report)
    except Refused as refused:
        report("unreadable", refused.ja, refused.en, row=refused.row)
    except OSError as error:
        report("unreadable", f"ファイルが読めません（{error}）", f"the file cannot be read ({error})")
    return found


def _another_kind(path: Path, report: _Report) -> None:
    if path.suffix.lower() in _OTHER_BOOKS:
        ja = "調査票の形式ではありません。Excel で開き、「Excel ブック（.xlsx）」として保存し直します"
        report("not_a_form", ja, "not a form (.xlsx): open it in Excel and save it as .xlsx")
    else:
        report("not_a_form", "調査票のファイル（.xlsx）ではありません", "not a form (.xlsx)")


class _Report:
    def __init__(self, one: Return, definition: Definition) -> None:
        self._return, self._label = one, f"{definition.label}/returns/{one.file}"

    def __call__(self, rule: str, ja: str, en: str, severity: Any = "error", **place: Any) -> None:
        of = place.pop("of", ("", ""))
        self._return.points.append(Point(Problem(severity, rule, ja, en, file=self._label, **place), *of))


def _book(book: Book, one: Return, definition: Definition, scope: Scope, report: _Report) -> None:
    cover, marked = book.grid(COVER), book.grid(MARK_SHEET)
    shown = narrow(cover.text(CODE_ROW, 1)) if cover else ""
    names = {target.code: target.name for target in scope.targets}
    parts = read_marker(marked.text(1, 0), SURVEY) if marked else []
    if len(parts) != 4:
        one.code = shown if shown in names else None
        report(
            "not_a_form",
            "配った調査票ではありません（版の印がありません）。配った調査票のファイルに書いてください",
            "not the form that was sent out (its mark is missing): fill in that file",
        )
        return
    version, survey, questions, code = parts
    one.code = code
    if survey != definition.survey_id:
        report(
            "wrong_survey",
            f"別の調査（{survey}）の調査票です",
            f"this is the form of another survey ({survey})",
            value=survey,
        )
    elif version != VERSION or questions != definition.version:
        report(
            "wrong_version",
            "調査票の版が違います。いまの調査票に書き写してください",
            "a form of another version: copy the answers into the present one",
            value=f"{version} {questions}",
        )
    elif code not in names:
        report(
            "unknown_municipality",
            "この団体はこの調査の対象にありません",
            "this municipality is not asked in this survey",
            value=code,
        )
    elif shown and shown != code:
        report(
            "wrong_municipality",
            f"団体コードが書きかえられています。この調査票は{names[code]}（{code}）に送ったものです",
            f"the code was changed: this form was sent to {names[code]} ({code})",
            sheet=COVER,
            row=CODE_ROW,
            column=letter(1),
            value=shown,
            guess=code,
        )
    else:
        _sheets(book, one, layout(definition, scope), report)


def _sheets(book: Book, one: Return, place: Layout, report: _Report) -> None:
    whole = True
    for name in place.sheets[1:]:
        grid = book.grid(name)
        if grid is None:
            whole = False
            report("sheet_missing", "このシートがありません", "this sheet is missing", sheet=name)
            continue
        if _same_structure(grid, name, place, report):
            _answers(grid, name, one, place, report)
        else:
            whole = False
    for name in book.names:
        if name not in (*place.sheets, MARK_SHEET):
            _added(book, name, report)
    one.readable = whole
    if whole and not one.values and not one.errors:
        report("empty", "何も書かれていません", "nothing is filled in")


def _added(book: Book, name: str, report: _Report) -> None:
    """A sheet that was not in the form, with something on it: nobody reads it."""
    grid = book.grid(name)
    first = next((row for row in grid.rows if row.filled()), None) if grid else None
    if first is not None:
        _outside(name, first, first.filled()[0], report)


def _same_structure(grid: Grid, name: str, place: Layout, report: _Report) -> bool:
    """Ids and headings stand where they were written; the first that does not is named."""
    for (sheet, row, column), expected in place.fixed.items():
        if sheet != name:
            continue
        found = grid.text(row, column)
        if narrow(found) != narrow(expected):
            report(
                "structure",
                "行や列、見出しが変わっています（足す・消す・並べ替えることはできません）。配った調査票に書き写してください",
                "rows, columns or headings were changed: copy the answers into the form that was sent out",
                sheet=name,
                row=row,
                column=letter(column),
                value=found or None,
                guess=expected,
            )
            return False
    cells = {(cell.row, cell.column) for cell in place.of(name)}
    for merge in grid.merges:
        if any(merge.top <= r <= merge.bottom and merge.left <= c <= merge.right for r, c in cells):
            report(
                "structure",
                "回答の欄が結合されています（一つずつ書きます）",
                "answer cells are merged: write each of them",
                sheet=name,
                row=merge.top,
                column=letter(merge.left),
            )
            return False
    return True


def _answers(grid: Grid, name: str, one: Return, place: Layout, report: _Report) -> None:
    cells = place.of(name)
    faults = _faults(grid, cells, report)
    for cell in cells:
        text = grid.text(cell.row, cell.column)
        one.places[cell.key] = f"{name}!{cell.row}"
        rule = faults.get((cell.row, cell.column))
        if rule:
            report(rule, *FAULTS[rule], **place_of(cell, text[:40] or None))
        elif text:
            value = read_value(cell, text, report)
            if value is not None:
                one.values[cell.key] = value
        else:
            none = _NONE[cell.question.kind == "count", cell.question.headcount]
            report(
                "blank",
                f"空欄です（{none}分からなければこのまま）",
                "left blank",
                "notice",
                **place_of(cell),
            )
    _beside(grid, name, cells, place, report)
    compare_answers(cells, one.values, report)


def _faults(grid: Grid, cells: list[Cell], report: _Report) -> dict[tuple[int, int], str]:
    """Answers that a person sees otherwise than they are stored, by place; reports what is hidden."""
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    if grid.hidden and any(grid.text(cell.row, cell.column) for cell in cells):
        report("hidden_sheet", *_HIDDEN["hidden_sheet"], sheet=grid.sheet)
    for fault in hidden_faults(grid, rows, columns, columns):
        row, value = fault.row or HEAD_ROW, fault.value[:40] or None
        words = _HIDDEN[fault.rule]
        report(fault.rule, *words, sheet=grid.sheet, row=row, column=letter(fault.column), value=value)
    return {(fault.row, fault.column): fault.rule for fault in cell_faults(grid, rows, columns)}


def _beside(grid: Grid, name: str, cells: list[Cell], place: Layout, report: _Report) -> None:
    """What is written beside the table would be lost: a word to the bureau belongs on the cover."""
    own = {(cell.row, cell.column) for cell in cells}
    for row in grid.rows:
        if row.number < HEAD_ROW - 1:
            continue
        for column in row.filled():
            fixed = column < 2 or (row.number, column) in own or (name, row.number, column) in place.fixed
            if not fixed or (column == 1 and row.number > max(r for r, _ in own)):
                _outside(name, row, column, report)


def _outside(sheet: str, row: Row, column: int, report: _Report) -> None:
    report(
        "outside",
        "欄の外に書かれています（数には入りません。連絡は「はじめに」の連絡事項へ）",
        "written outside the cells: it does not count",
        "notice",
        sheet=sheet,
        row=row.number,
        column=letter(column),
        value=row.cell(column)[:40],
    )
