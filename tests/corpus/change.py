"""How a case changes the cells of a good CSV."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.case import Case
from tests.corpus.good import (
    Cells,
    as_csv,
    good,
)

CODE, SIGNED = "municipality_code", "協定締結日"
Change = Callable[[Cells], None]
YEN, AREA, PEOPLE = "金額（千円）", "面積（k㎡）", "人口（人）"


def put(row: int, header: str, value: str) -> Change:
    """Write `value` into one cell; rows count as a spreadsheet does."""

    def change(cells: Cells) -> None:
        cells[row - 1][cells[0].index(header)] = value

    return change


def rename(old: str, new: str) -> Change:
    def change(cells: Cells) -> None:
        cells[0][cells[0].index(old)] = new

    return change


def every(header: str, say: Callable[[str], str]) -> Change:
    """Write a whole column otherwise."""

    def change(cells: Cells) -> None:
        c = cells[0].index(header)
        for row in cells[1:]:
            row[c] = say(row[c])

    return change


def both(*changes: Change) -> Change:
    def change(cells: Cells) -> None:
        for one in changes:
            one(cells)

    return change


def insert(row: int, *values: str) -> Change:
    """A row of its own at `row`, as wide as the table."""

    def change(cells: Cells) -> None:
        cells.insert(row - 1, [*values, *[""] * (len(cells[0]) - len(values))])

    return change


def above(*lines: str) -> Change:
    """Title rows above the header, each in the first cell."""

    def change(cells: Cells) -> None:
        wide = len(cells[0])
        cells[:0] = [[line, *[""] * (wide - 1)] for line in lines]

    return change


def below(*values: str) -> Change:
    def change(cells: Cells) -> None:
        cells.append([*values, *[""] * (len(cells[0]) - len(values))])

    return change


def case(
    group: str,
    title: str,
    name: str,
    change: Change,
    expect: str,
    row: int | None = None,
    column: str | None = None,
    guess: str | None = None,
) -> Case:
    def make() -> bytes:
        cells = good(name)
        change(cells)
        return as_csv(cells).encode("utf-8")

    return Case(group, title, name, make, expect, row, column, guess=guess)


WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
