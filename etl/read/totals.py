"""Rows that add up other rows: left out when they equal their parts, a problem when they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal

from etl.clean import values
from etl.read.grid import Row

_TOTAL = re.compile(
    r"(?:総?合計|総計|小計|計|総数|全体|全国|全道|全県"
    r"|.+(?:合計|小計|総計|総数)|.+(?:局|道|府|県|郡|市|町|村|区|内|域|地域|圏|年度|年)の?計)"
)
_ALONE = {"合計", "総合計", "総計", "小計", "計", "総数", "全国"}
_HINT = re.compile("[計数体国道県]")


def is_total_word(cell: str) -> bool:
    """合計, 小計, 石狩振興局計. 会計 and 設計 are other words."""
    if not _HINT.search(cell):
        return False
    text = re.sub(r"[\[\]【】()<>〈〉《》・:=]", "", values.narrow(cell))
    return bool(_TOTAL.fullmatch(text))


def words(rows: Iterable[Row]) -> set[str]:
    """The cells of `rows` that are such a word: few, where a table has any."""
    return {cell for cell in {cell for row in rows for cell in row.cells} if is_total_word(cell)}


def figure(cell: str) -> Decimal | None:
    """The number of a cell as it is written, or None for blanks, words and marks."""
    try:
        if not cell or values.number(cell).value is None:
            return None
        return Decimal(re.sub(r"[^\d.\-]", "", values.minus(values.narrow(cell))))
    except (ValueError, ArithmeticError):
        return None


def label_column(row: Row, columns: Sequence[int], keys: Set[int]) -> int | None:
    """The column in which `row` calls itself a total; None for any other row.

    A total has a figure and no other name: its word stands under a header that names rows, or those
    cells are blank (a remark 「４町村合計」 beside a named row makes no total). In a row whose cells are
    all filled only 合計 and the like count.
    """
    filled = [c for c in columns if row.cell(c)]
    nameless = not any(row.cell(c) for c in keys)
    labels = [c for c in filled if (c in keys or nameless) and is_total_word(row.cell(c))]
    if len(filled) == len(columns):
        labels = [c for c in labels if c in keys and values.narrow(row.cell(c)) in _ALONE]
    if not labels:
        return None
    figures = any(c not in keys and figure(row.cell(c)) is not None for c in filled)
    return labels[0] if figures else None


def unequal(
    total: Row,
    label: int,
    data: Sequence[Row],
    totals: Sequence[int],
    columns: Mapping[str, int],
    keys: Set[int],
) -> list[tuple[str, str, str]]:
    """(header, the total's cell, the sum of its parts) where a total equals none of the sums it can mean.

    It may add up the whole table, the rows since the last total, the rows down to the next one, or
    those that agree with it in every other word (one region's years).
    """
    before = [n for n in totals if n < total.number]
    after = [n for n in totals if n > total.number]
    since = before[-1] if before else 0
    until = after[0] if after else 1 << 60
    figures = {h: c for h, c in columns.items() if c != label and figure(total.cell(c)) is not None}
    words = [c for c in columns.values() if c != label and total.cell(c) and figure(total.cell(c)) is None]
    sets = [
        list(data),
        [row for row in data if since < row.number < total.number],
        [row for row in data if total.number < row.number < until],
    ]
    if words:
        alike = [row for row in data if all(row.cell(c) == total.cell(c) for c in words)]
        sets = [alike] if alike else sets
    best: list[tuple[str, str, str]] | None = None
    for parts in sets:
        if not parts:
            continue
        wrong = [
            (header, total.cell(c), format(added, "f"))
            for header, c in figures.items()
            if (added := _sum(parts, c)) != figure(total.cell(c))
        ]
        if not wrong:
            return []
        if best is None or len(wrong) < len(best):
            best = wrong
    return best or [(header, total.cell(c), "0") for header, c in figures.items()]


def _sum(rows: Sequence[Row], column: int) -> Decimal:
    return sum((figure(row.cell(column)) or Decimal(0) for row in rows), Decimal(0))
