"""The first sheet of a form: for whom it is, by when, how it is filled in and sent back."""

from __future__ import annotations

import datetime as dt

from etl.forms.writer import FormSheet
from etl.survey.answercells import CODE_ROW, NAME_ROW, PERSON_ROWS, STAFF, Layout
from etl.survey.definition import Definition
from etl.survey.scope import Target
from renkei.eras import ERAS

_HOW = (
    "黄色の欄だけ書きます。ほかの欄は保護してあり、書きかえられません（行や列を足さない、並べ替えない）。",
    "人数は半角の整数だけを書きます（「5名」「約5」「1～2」は書かない）。いなければ 0、"
    "分からなければ空のまま（未回答）にします。",
    "選ぶ欄は、セルの右の▼から選びます。",
    "小さい人数もそのまま書いてください。公表のときは小さい値を秘匿し、合計からも分からないようにします。",
    "書き終えたら、ファイル名はそのままでも変えても構いません。このファイルを{publisher}へ送り返します。",
)


def day(date: dt.date) -> str:
    """2026-11-30 → 令和8年11月30日（2026年）; before 2019-05 as the western year alone."""
    now = ERAS[0]
    if date < now.first:
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{now.name}{now.count(date.year)}年{date.month}月{date.day}日（{date.year}年）"


def cover(sheet: FormSheet, definition: Definition, target: Target, place: Layout) -> None:
    """Rows as answercells.py counts them."""
    sheet.width(0, 0, 20)
    sheet.width(1, 1, 84)
    sheet.write(1, 0, definition.title, "title")
    sheet.write(2, 0, f"{definition.publisher}　提出期限 {day(definition.fielded_to)}", "bold")
    for row, name, value in ((CODE_ROW, "団体コード", target.code), (NAME_ROW, "市町村", target.name)):
        sheet.write(row, 0, name, "bold")
        sheet.write(row, 1, value, "given")
    for row, template in enumerate(_HOW, start=NAME_ROW + 1):
        text = template.format(publisher=definition.publisher)
        sheet.write(row, 0, "書き方" if row == NAME_ROW + 1 else "", "bold")
        sheet.write(row, 1, text, "plain")
        sheet.height(row, 30 if len(text) > 60 else 18)
    row = NAME_ROW + 1 + len(_HOW)
    sheet.write(row, 0, "問い合わせ", "bold")
    sheet.write(row, 1, f"{definition.publisher} {definition.contact}".strip(), "plain")
    for row, name in PERSON_ROWS.items():
        sheet.write(row, 0, name, "bold")
        sheet.write(row, 1, None, "text")
        if name == "連絡事項":
            sheet.height(row, 60)
    hints = [q for q in definition.questions if STAFF in place.sheets and q.by_occupation and q.hint]
    for row, question in enumerate(hints, start=max(PERSON_ROWS) + 2):
        sheet.write(row, 0, question.text, "hint")
        sheet.write(row, 1, question.hint, "hint")
    sheet.lock()
