"""One workbook that came back → the answers in it and every point to be asked about.

An error keeps the return out of the mart until it is mended; a notice (a blank, a word beside the
table) is asked about, and the rest of the return counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.clean.values import narrow
from etl.problems import Problem
from etl.read.grid import FAULTS, Grid, Refused
from etl.read.workbook import Workbook
from etl.read.worksheet import sheet_grid
from etl.survey.cellvalue import letter, place_of, read_value
from etl.survey.definition import Definition
from etl.survey.layout import CODE_ROW, COVER, HEAD_ROW, MARK_SHEET, VERSION, Cell, Layout, layout
from etl.survey.scope import Scope

BOOKS = (".xlsx", ".xlsm")
_OTHER_BOOKS = (".xls", ".xlsb", ".ods")  # a form may have been saved as one of these
Key = tuple[str, str]  # question, occupation
# what is written where there is none: of a count, of a headcount; a choice has no 0
_NONE = {(True, True): "いなければ 0。", (True, False): "なければ 0。", (False, False): "", (False, True): ""}


# required so many times what is present, and so many persons more, may be a digit too many
_TIMES, _MORE = 5, 10


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
    tell = _Tell(found, definition)
    if path.suffix.lower() not in BOOKS:
        _another_kind(path, tell)
        return found
    book = None
    try:
        book = Workbook(path)
        _book(book, found, definition, scope, tell)
    except Refused as refused:
        tell("unreadable", refused.ja, refused.en, row=refused.row)
    except OSError as error:
        tell("unreadable", f"ファイルが読めません（{error}）", f"the file cannot be read ({error})")
    finally:
        if book is not None:
            book.close()
    return found


def _another_kind(path: Path, tell: _Tell) -> None:
    if path.suffix.lower() in _OTHER_BOOKS:
        ja = "調査票の形式ではありません。Excel で開き、「Excel ブック（.xlsx）」として保存し直します"
        tell("not_a_form", ja, "not a form (.xlsx): open it in Excel and save it as .xlsx")
    else:
        tell("not_a_form", "調査票のファイル（.xlsx）ではありません", "not a form (.xlsx)")


class _Tell:
    def __init__(self, found: Return, definition: Definition) -> None:
        self._found, self._label = found, f"{definition.label}/returns/{found.file}"

    def __call__(self, rule: str, ja: str, en: str, severity: Any = "error", **place: Any) -> None:
        of = place.pop("of", ("", ""))
        self._found.points.append(Point(Problem(severity, rule, ja, en, file=self._label, **place), *of))


def _book(book: Workbook, found: Return, definition: Definition, scope: Scope, tell: _Tell) -> None:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    cover = sheet_grid(book, sheets[COVER]) if COVER in sheets else None
    shown = narrow(_text(cover, CODE_ROW, 1)) if cover else ""
    names = {target.code: target.name for target in scope.targets}
    mark = _text(sheet_grid(book, sheets[MARK_SHEET]), 1, 0) if MARK_SHEET in sheets else ""
    parts = mark.split()
    if len(parts) != 4 or not parts[0].startswith("renkei-survey/"):
        found.code = shown if shown in names else None
        tell(
            "not_a_form",
            "配った調査票ではありません（版の印がありません）。配った調査票のファイルに書いてください",
            "not the form that was sent out (its mark is missing): fill in that file",
        )
        return
    version, survey, questions, code = parts
    found.code = code
    if survey != definition.survey_id:
        tell(
            "wrong_survey",
            f"別の調査（{survey}）の調査票です",
            f"this is the form of another survey ({survey})",
            value=survey,
        )
    elif version != VERSION or questions != definition.version:
        tell(
            "wrong_version",
            "調査票の版が違います。いまの調査票に書き写してください",
            "a form of another version: copy the answers into the present one",
            value=f"{version} {questions}",
        )
    elif code not in names:
        tell(
            "unknown_municipality",
            "この団体はこの調査の対象にありません",
            "this municipality is not asked in this survey",
            value=code,
        )
    elif shown and shown != code:
        tell(
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
        _sheets(book, found, layout(definition, scope), tell)


def _sheets(book: Workbook, found: Return, place: Layout, tell: _Tell) -> None:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    whole = True
    for name in place.sheets[1:]:
        if name not in sheets:
            whole = False
            tell("sheet_missing", "このシートがありません", "this sheet is missing", sheet=name)
            continue
        grid = sheet_grid(book, sheets[name])
        if _same_structure(grid, name, place, tell):
            _answers(grid, name, found, place, tell)
        else:
            whole = False
    found.readable = whole
    if whole and not found.values and not found.errors:
        tell("empty", "何も書かれていません", "nothing is filled in")


def _text(grid: Grid, row: int, column: int) -> str:
    return next((r.cell(column) for r in grid.rows if r.number == row), "")


def _same_structure(grid: Grid, name: str, place: Layout, tell: _Tell) -> bool:
    """Ids and headings stand where they were written; the first that does not is named."""
    texts = {row.number: row for row in grid.rows}
    for (sheet, row, column), told in place.fixed.items():
        if sheet != name:
            continue
        found = texts[row].cell(column) if row in texts else ""
        if narrow(found) != narrow(told):
            tell(
                "structure",
                "行や列、見出しが変わっています（足す・消す・並べ替えることはできません）。配った調査票に書き写してください",
                "rows, columns or headings were changed: copy the answers into the form that was sent out",
                sheet=name,
                row=row,
                column=letter(column),
                value=found or None,
                guess=told,
            )
            return False
    cells = {(cell.row, cell.column) for cell in place.of(name)}
    for merge in grid.merges:
        if any(merge.top <= r <= merge.bottom and merge.left <= c <= merge.right for r, c in cells):
            tell(
                "structure",
                "回答の欄が結合されています（一つずつ書きます）",
                "answer cells are merged: write each of them",
                sheet=name,
                row=merge.top,
                column=letter(merge.left),
            )
            return False
    return True


def _answers(grid: Grid, name: str, found: Return, place: Layout, tell: _Tell) -> None:
    texts = {row.number: row for row in grid.rows}
    cells = place.of(name)
    for cell in cells:
        text = texts[cell.row].cell(cell.column) if cell.row in texts else ""
        found.places[cell.key] = f"{name}!{cell.row}"
        fault = grid.faults.get((cell.row, cell.column))
        if fault:
            ja, en = FAULTS[fault]
            tell(fault, ja, en, **place_of(cell, text[:40] or None))
        elif text:
            value = read_value(cell, text, tell)
            if value is not None:
                found.values[cell.key] = value
        else:
            none = _NONE[cell.question.kind == "count", cell.question.headcount]
            tell(
                "blank",
                f"空欄です（{none}分からなければこのまま）",
                "left blank",
                "notice",
                **place_of(cell),
            )
    _outside(grid, name, cells, place, tell)
    _above(cells, found, tell)
    _far(cells, found, tell)


def _outside(grid: Grid, name: str, cells: list[Cell], place: Layout, tell: _Tell) -> None:
    """What is written beside the table would be lost: a word to the bureau belongs on the cover."""
    own = {(cell.row, cell.column) for cell in cells}
    for row in grid.rows:
        if row.number < HEAD_ROW - 1:
            continue
        for column in row.filled():
            is_expected = (
                column < 2 or (row.number, column) in own or (name, row.number, column) in place.fixed
            )
            if not is_expected or (column == 1 and row.number > max(r for r, _ in own)):
                tell(
                    "outside",
                    "欄の外に書かれています（数には入りません。連絡は「はじめに」の連絡事項へ）",
                    "written outside the cells: it does not count",
                    "notice",
                    sheet=name,
                    row=row.number,
                    column=letter(column),
                    value=row.cell(column)[:40],
                )


def _above(cells: list[Cell], found: Return, tell: _Tell) -> None:
    at = {cell.key: cell for cell in cells}
    for cell in cells:
        limit = cell.question.not_above
        other = at.get((limit, cell.key[1])) if limit else None
        if other is None:
            continue
        low, high = found.values.get(cell.key), found.values.get(other.key)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            tell(
                "above",
                f"「{other.column_name}」（{high:,}）を超えています",
                f"above {other.question.text_en} ({high:,})",
                **place_of(cell, f"{low:,}"),
            )


def _far(cells: list[Cell], found: Return, tell: _Tell) -> None:
    """What is limited by another question, and is far below it: asked about, for both may be right."""
    at = {cell.key: cell for cell in cells}
    for cell in cells:
        if (cell.question.question_id, cell.question.not_above) != ("present", "required"):
            continue
        over = at[("required", cell.key[1])]
        low, high = found.values.get(cell.key), found.values.get(over.key)
        if isinstance(low, int) and isinstance(high, int) and high >= _TIMES * low and high - low >= _MORE:
            tell(
                "far",
                f"「{cell.column_name}」（{low:,}）と大きく離れています（桁をお確かめください）",
                f"far above {cell.question.text_en} ({low:,}): a digit too many?",
                "notice",
                **place_of(over, f"{high:,}"),
            )
