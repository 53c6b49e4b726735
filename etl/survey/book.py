"""The form: one workbook for one municipality. The same definition gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from etl.survey.cover import cover
from etl.survey.definition import Definition, Question
from etl.survey.layout import (
    COVER,
    FIRST,
    HEAD_ROW,
    MARK_SHEET,
    STAFF,
    WORK,
    Layout,
    layout,
    marker,
    told_set,
)
from etl.survey.scope import Scope, Target

_FONT = {"font_name": "Meiryo UI", "font_size": 10}
_BOX = {"border": 1, "border_color": "#949494", "valign": "vcenter"}
_OPEN = {"locked": False, "bg_color": "#FFFFE6", **_BOX}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#0017C1", "font_color": "#FFFFFF", "text_wrap": True, **_BOX},
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
_INTRO = {
    STAFF: "職種ごとに正規職員の人数を書きます。いない職種は 0 と書きます。分からない欄は空のままにします。",
    WORK: "業務ごとに、貴市町村だけで続けられるか、一緒にするならその相手を一覧から選びます。",
}
_WIDE = {STAFF: (24, 13), WORK: (34, 24)}


def form(definition: Definition, scope: Scope, target: Target) -> bytes:
    """The workbook of `target`."""
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    started = dt.datetime.combine(definition.fielded_from, dt.time())
    book.set_properties({"title": f"{definition.title} {target.name}", "created": started})
    formats = {name: book.add_format({**_FONT, **told}) for name, told in FORMATS.items()}
    place = layout(definition, scope)
    cover(book.add_worksheet(COVER), formats, definition, target, place)
    for sheet in place.sheets[1:]:
        _sheet(book.add_worksheet(sheet), formats, definition, target, place, sheet)
    mark = book.add_worksheet(MARK_SHEET)
    mark.write_string(0, 0, marker(definition, target.code))
    mark.protect()
    mark.very_hidden()
    book.close()
    return made.getvalue()


def _sheet(
    sheet: Any, formats: Mapping[str, Any], definition: Definition, target: Target, place: Layout, name: str
) -> None:
    first, other = _WIDE.get(name, (44, 24))
    columns = place.columns[name]
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, first)
    sheet.set_column(2, 1 + len(columns), other)
    sheet.write_string(0, 1, f"{definition.title}｜{name}", formats["title"])
    sheet.write_string(1, 1, f"{target.name}（{target.code}）", formats["bold"])
    intro = _INTRO.get(name, "一覧から選ぶか、数を書きます。分からない欄は空のままにします。")
    sheet.write_string(2, 1, intro, formats["intro"])
    sheet.set_row(HEAD_ROW - 2, None, None, {"hidden": True})
    sheet.set_row(HEAD_ROW - 1, 44)
    sheet.write_string(HEAD_ROW - 1, 1, {STAFF: "職種", WORK: "業務"}.get(name, "設問"), formats["head"])
    for at, (key, heading) in enumerate(columns, start=2):
        sheet.write_string(HEAD_ROW - 2, at, key, formats["small"])
        sheet.write_string(HEAD_ROW - 1, at, heading, formats["head"])
    for at, (key, told) in enumerate(place.rows[name], start=FIRST - 1):
        sheet.set_row(at, 20)
        sheet.write_string(at, 0, key, formats["small"])
        sheet.write_string(at, 1, told, formats["given"])
    for cell in place.of(name):
        kind = "number" if cell.question.kind == "count" else "choice"
        sheet.write_blank(cell.row - 1, cell.column, None, formats[kind])
    _validated(sheet, place, name)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.set_footer(f"&L{target.name}&R&P / &N")


def _validated(sheet: Any, place: Layout, name: str) -> None:
    """Lists and limits; where a question stands in one column, one rule for all of its rows."""
    runs: dict[tuple[int, Question | tuple[Any, ...]], list[int]] = {}
    for cell in place.of(name):
        same = (
            cell.question
            if name == STAFF
            else (cell.question.kind, cell.question.choices, cell.question.high)
        )
        runs.setdefault((cell.column, same), []).append(cell.row)
    first = {(cell.column, cell.row): cell.question for cell in place.of(name)}
    for (column, _), rows in runs.items():
        for top, bottom in _stretches(rows):
            rule = _rule(first[column, top], name, column, top, place)
            sheet.data_validation(top - 1, column, bottom - 1, column, rule)


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _rule(question: Question, sheet: str, column: int, row: int, place: Layout) -> dict[str, Any]:
    """What may be written into the cell, and the word beside it."""
    told = {"error_title": told_set(question)}
    if question.kind == "choice":
        words = [choice.text for choice in question.choices]
        return {
            "validate": "list",
            "source": words,
            "error_message": "一覧から選びます",
            "input_title": "一覧から選びます",
            "input_message": "・".join(words)[:250],
            **told,
        }
    message = f"0 から {question.high:,} までの整数で書きます。いなければ 0、分からなければ空のまま"
    rule: dict[str, Any] = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": question.high,
    }
    above = _column_of(place, sheet, question.not_above)
    if above is not None:
        # a warning, not a wall: a breach may be right, and the bureau then asks
        here, other = f"{xl_col_to_name(column)}{row}", f"{xl_col_to_name(above)}{row}"
        rule = {
            "validate": "custom",
            "value": f"=AND(ISNUMBER({here}),{here}=INT({here}),{here}>=0,{here}<={question.high},"
            f'OR({other}="",{here}<={other}))',
            "error_type": "warning",
        }
        message += f"。「{_heading(place, sheet, above)}」を超えないか確かめます"
    hint = {"input_title": question.text[:32], "input_message": (question.hint or message)[:250]}
    return {**rule, "error_message": message[:250], **told, **hint}


def _column_of(place: Layout, sheet: str, question_id: str | None) -> int | None:
    ids = [key for key, _ in place.columns[sheet]]
    return 2 + ids.index(question_id) if question_id in ids else None


def _heading(place: Layout, sheet: str, column: int) -> str:
    return place.columns[sheet][column - 2][1]
