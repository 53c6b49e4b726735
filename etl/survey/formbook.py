"""The form: one workbook for one municipality. The same definition gives the same bytes."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from etl.forms.rules import Rule, choose, holds, prompt, refuse, whole_number
from etl.forms.writer import BORDER, HEAD, FormBook, FormSheet
from etl.survey.answercells import (
    COVER,
    FIRST,
    HEAD_ROW,
    MARK_SHEET,
    STAFF,
    WORK,
    Cell,
    Layout,
    layout,
    marker,
)
from etl.survey.cover import cover
from etl.survey.definition import SETS, Definition
from etl.survey.scope import Scope, Target

_BOX = {**BORDER, "valign": "vcenter"}
_OPEN = {"locked": False, "bg_color": "#FFFFE6", **_BOX}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True, "valign": "top"},
    "head": {**HEAD, **_BOX},
    "hint": {"font_size": 9, "font_color": "#4D4D4D", "text_wrap": True, "valign": "top"},
    # one line over as many columns as it needs: the row below is the heading
    "intro": {"font_size": 9, "font_color": "#4D4D4D", "valign": "vcenter"},
    "given": {"bg_color": "#F2F2F2", "text_wrap": True, **_BOX},
    "small": {"font_size": 8, "font_color": "#767676", "valign": "vcenter"},
    "number": {"num_format": "#,##0", **_OPEN},
    "choice": {"text_wrap": True, **_OPEN},
    # text from the keyboard stays text: no figure of a telephone number becomes a date
    "text": {"num_format": "@", "text_wrap": True, **_OPEN},
}
# sheet → what its rows are, what to do, how wide the names of rows and the answers are
_SHEETS = {
    STAFF: (
        "職種",
        "職種ごとに正規職員の人数を書きます。いない職種は 0 と書きます。分からない欄は空のままにします。",
        24,
        13,
    ),
    WORK: (
        "業務",
        "業務ごとに、貴市町村だけで続けられるか、一緒にするならその相手を一覧から選びます。",
        34,
        24,
    ),
}
_OTHER = ("設問", "一覧から選ぶか、数を書きます。分からない欄は空のままにします。", 44, 24)


def form(definition: Definition, scope: Scope, target: Target) -> bytes:
    """The workbook of `target`."""
    book = FormBook(f"{definition.title} {target.name}", definition.fielded_from, _FORMATS)
    place = layout(definition, scope)
    cover(book.sheet(COVER), definition, target, place)
    for name in place.sheets[1:]:
        _write(book.sheet(name), definition, target, place, name)
    book.add_marker(MARK_SHEET, marker(definition, target.code))
    return book.content()


def _write(sheet: FormSheet, definition: Definition, target: Target, place: Layout, name: str) -> None:
    rows, intro, names_width, width = _SHEETS.get(name, _OTHER)
    columns = place.columns[name]
    sheet.hide_column(0)
    sheet.width(1, 1, names_width)
    sheet.width(2, 1 + len(columns), width)
    sheet.write(1, 1, f"{definition.title}｜{name}", "title")
    sheet.write(2, 1, f"{target.name}（{target.code}）", "bold")
    sheet.write(3, 1, intro, "intro")
    sheet.hide_row(HEAD_ROW - 1)
    sheet.height(HEAD_ROW, 44)
    sheet.write(HEAD_ROW, 1, rows, "head")
    for at, (key, heading) in enumerate(columns, start=2):
        sheet.write(HEAD_ROW - 1, at, key, "small")
        sheet.write(HEAD_ROW, at, heading, "head")
    for row, (key, text) in enumerate(place.rows[name], start=FIRST):
        sheet.height(row, 20)
        sheet.write(row, 0, key, "small")
        sheet.write(row, 1, text, "given")
    for cell in place.of(name):
        sheet.write(cell.row, cell.column, None, "number" if cell.question.kind == "count" else "choice")
    for first, last in _stretches(place.of(name), by_question=name == STAFF):
        sheet.allow(first.row, last.row, first.column, _rule(first, place))
    sheet.head(HEAD_ROW, 2, f"&L{target.name}&R&P / &N")
    sheet.lock()


def _stretches(cells: list[Cell], by_question: bool) -> list[tuple[Cell, Cell]]:
    """First and last of the cells that follow each other in a column and take the same: one rule for all."""
    groups: dict[tuple[Any, ...], list[tuple[Cell, Cell]]] = {}
    for cell in cells:
        question = cell.question
        same = (question,) if by_question else (question.kind, question.choices, question.high)
        stretches = groups.setdefault((cell.column, *same), [])
        if stretches and stretches[-1][1].row == cell.row - 1:
            stretches[-1] = stretches[-1][0], cell
        else:
            stretches.append((cell, cell))
    return [stretch for stretches in groups.values() for stretch in stretches]


def _rule(cell: Cell, place: Layout) -> Rule:
    """What may be written into the cell, and the word beside it."""
    question, title = cell.question, SETS[cell.question.question_set][0]
    if question.kind == "choice":
        words = [choice.text for choice in question.choices]
        return {**choose(words, title), **prompt("一覧から選びます", "・".join(words))}
    message = f"0 から {question.high:,} までの整数で書きます。いなければ 0、分からなければ空のまま"
    rule = whole_number(0, question.high)
    above = _column(place, cell.sheet, question.not_above)
    if above is not None:
        here, other = (xl_rowcol_to_cell(cell.row - 1, column) for column in (cell.column, above))
        # a breach may be right, and the bureau then asks
        rule = holds(
            f"AND(ISNUMBER({here}),{here}=INT({here}),{here}>=0,{here}<={question.high},"
            f'OR({other}="",{here}<={other}))'
        )
        message += f"。「{place.columns[cell.sheet][above - 2][1]}」を超えないか確かめます"
    return {**rule, **refuse(message, title), **prompt(question.text, question.hint or message)}


def _column(place: Layout, sheet: str, question_id: str | None) -> int | None:
    ids = [key for key, _ in place.columns[sheet]]
    return 2 + ids.index(question_id) if question_id in ids else None
