"""How people spoil a form, the rule that says so, and the words of the reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.styles import Font

NAME = "kamikawa_2026"
ASAHIKAWA, SHIBETSU, NAYORO, FURANO = "012041", "012203", "012211", "012297"
Break = Callable[[openpyxl.Workbook], None]


def cell(sheet: str, row: int, column: int, value: Any) -> Break:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet].cell(row, column).value = value

    return change


def mark(old: str, new: str) -> Break:
    def change(book: openpyxl.Workbook) -> None:
        first = book["_様式"]["A1"]
        assert old in first.value
        first.value = first.value.replace(old, new)

    return change


def without(sheet: str) -> Break:
    return lambda book: book.remove(book[sheet])


def struck(book: openpyxl.Workbook) -> None:
    book["職員"]["C6"].font = Font(strike=True)


def crowded(book: openpyxl.Workbook) -> None:
    book["職員"].insert_rows(7)


# municipality → how its return is spoiled, the rule that says so, what the reply says
SPOILED: dict[str, tuple[Break, str, str]] = {
    SHIBETSU: (
        cell("職員", 6, 4, 9),
        "above",
        "D6 土木技師の現在の人数（人） 「9」：「必要な人数（人）」（6）を超え",
    ),
    NAYORO: (
        cell("職員", 6, 3, "6名"),
        "not_a_number",
        "C6 土木技師の必要な人数（人） 「6名」：数だけを書き",
    ),
    FURANO: (cell("職員", 6, 3, 6.5), "not_whole", "「6.5」：整数で書きます"),
    "014524": (cell("職員", 6, 5, -1), "negative", "0 以上の数で書きます"),
    "014532": (cell("職員", 6, 3, 60000), "too_large", "桁を確かめてください"),
    "014541": (cell("業務", 6, 3, "厳しい"), "not_a_choice", "「厳しい」：一覧から選びます"),
    "014559": (mark(NAME, "rumoi_2026"), "wrong_survey", "別の調査（rumoi_2026）の調査票です"),
    "014567": (mark("renkei-survey/1", "renkei-survey/0"), "wrong_version", "調査票の版が違います"),
    "014575": (crowded, "structure", "行や列、見出しが変わっています"),
    "014583": (without("業務"), "sheet_missing", "このシートがありません"),
    "014591": (without("_様式"), "not_a_form", "配った調査票ではありません"),
    "014605": (cell("はじめに", 4, 2, ASAHIKAWA), "wrong_municipality", "団体コードが書きかえられています"),
    "014613": (struck, "struck_out", "取り消し線"),
    "014621": (cell("職員", 6, 3, "=5+1"), "formula_without_value", "数式の計算結果が保存されていません"),
}
# these are asked about, and loaded all the same
QUESTIONED = {
    "014630": (cell("職員", 6, 6, None), "blank", "土木技師：5年以内に退職する見込み（人） が空欄"),
    "014648": (cell("職員", 6, 13, "※育休1名"), "outside", "欄の外に書かれています"),
}
