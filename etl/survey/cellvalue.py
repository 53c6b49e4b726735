"""One cell of a return → a whole number or the id of a choice; what is neither is told, with its guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from etl.clean.guess import count_guess, digit_guess
from etl.clean.values import figure, narrow, number, two_figures
from etl.near import near
from etl.survey.answercells import Cell

Report = Callable[..., None]
_NUMBER = re.compile(r"\d+|[1-9]\d{0,2}(?:,\d{3})+")
_DECIMAL = re.compile(r"[\d,]*\.\d+")
_NEGATIVE = re.compile(r"[-△▲−‐―–][\d,]+(?:\.\d+)?")


def place_of(cell: Cell, value: str | None = None) -> dict[str, Any]:
    column = f"{letter(cell.column)}（{cell.column_name}）"
    return {
        "sheet": cell.sheet,
        "row": cell.row,
        "column": column,
        "value": value,
        "key": cell.row_name,
        "of": cell.key,
    }


def letter(column: int) -> str:
    return chr(65 + column) if column < 26 else letter(column // 26 - 1) + chr(65 + column % 26)


def read_value(cell: Cell, text: str, report: Report) -> int | str | None:
    question, plain = cell.question, narrow(text)
    if question.kind == "choice":
        ids = {narrow(choice.text): choice.choice_id for choice in question.choices}
        if plain in ids:
            return ids[plain]
        words = [choice.text for choice in question.choices]
        listed = "・".join(words)
        report(
            "not_a_choice",
            f"一覧から選びます（{listed}）",
            f"choose from the list ({listed})",
            guess=near(text, words),
            **place_of(cell, text[:40]),
        )
        return None
    try:
        number(text)  # what is no number anywhere is none here
        plain = figure(text)
    except ValueError:  # 12⏎3 or ⑫: not one number in plain digits
        plain = ""
    if _NUMBER.fullmatch(plain):
        count = int(plain.replace(",", ""))
        if count <= question.high:
            return count
        report(
            "too_large",
            f"{question.high:,} までの数で書きます（桁を確かめてください）",
            f"at most {question.high:,}",
            **place_of(cell, text),
        )
    elif _DECIMAL.fullmatch(plain):
        report("not_whole", "整数で書きます", "must be a whole number", **place_of(cell, text))
    elif _NEGATIVE.fullmatch(plain):
        report("negative", "0 以上の数で書きます", "must not be negative", **place_of(cell, text))
    elif two_figures(text):
        report(
            "not_a_number",
            "数が二つあるように読めます。一つの欄に一つの数を書きます",
            "reads as two numbers: write one number in a cell",
            guess=digit_guess(text),
            **place_of(cell, text[:40]),
        )
    else:
        report(
            "not_a_number",
            "数だけを書きます（いなければ 0、分からなければ空欄）",
            "write a number alone (0 for none, blank where unknown)",
            guess=count_guess(text),
            **place_of(cell, text[:40]),
        )
    return None
