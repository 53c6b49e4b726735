"""The rows under a header: figures, and what people write among them (notes, totals, headers again)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from etl.clean import values
from etl.read import totals
from etl.read.grid import Grid, Row
from etl.read.guards import Fault, is_number
from etl.read.header import Head, fold

Wrong = Callable[..., None]  # rule, ja, en, row=, column=, value=, guess=
_NOTE = re.compile(
    r"(?:[※＊*◎○●・→⇒]|[(（【\[]?(?:注|備考|資料|出典|出所|単位|参考|凡例)|"
    r"[(（【\[](?:千|百万|万|億)?(?:円|人|件)[)）】\]]|以上$)"
)
_NOTE_WORD = re.compile(r"(?:[(（]?(?:注|備考|資料|出典|出所)\d*[)）:：.．]?|※\d*|＊\d*|\*\d*)")


@dataclass
class DataRows:
    """`data` are the rows of the table; `notes` those left out because they only explain it."""

    data: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)  # row, why, in both languages
    shared: list[Fault] = field(default_factory=list)  # words that stand in one cell for two columns


def data_rows(grid: Grid, head: Head, wanted: int, keys: Set[str], wrong: Wrong) -> DataRows:
    """Sort the rows under `head`. `keys` are headers that name a row, `wanted` how many were asked for."""
    found = DataRows()
    columns = head.columns
    places = sorted(columns.values())
    named = {columns[header] for header in keys if header in columns}
    again = {header: fold(text) for header, text in head.texts.items()}
    added: list[tuple[Row, int]] = []
    rows = _unmerged(grid, head, keys, found)
    words = totals.words(rows)
    for row in rows:
        filled = row.filled()
        if _note(row, filled, wanted):
            found.notes.append(row)
            continue
        if (
            again
            and not row.cells[filled[0]][0].isdigit()
            and all(fold(row.cell(columns[h])) == text for h, text in again.items())
        ):
            found.left_out.append((row.number, "見出しの繰り返し", "the header again"))
            continue
        label = None if words.isdisjoint(row.cells) else totals.label_column(row, places, named)
        if label is not None:
            added.append((row, label))
        else:
            found.data.append(row)
    numbers = [row.number for row, _ in added]
    for row, label in added:
        off = totals.unequal(row, label, found.data, numbers, columns, named)
        for header, cell, total in off:
            wrong(
                "total_differs",
                f"「{row.cell(label)}」の行が内訳の合計（{total}）と合いません",
                f"the row {row.cell(label)} does not equal the sum of its parts ({total})",
                row=row.number,
                column=header,
                value=cell,
                guess=total,
            )
        if not off:
            found.left_out.append((row.number, "内訳と一致する合計", "a total that equals its parts"))
    return found


def _note(row: Row, filled: list[int], wanted: int) -> bool:
    """A row that says something about the table: one cell that begins as notes do."""
    if wanted < 2 or not filled:
        return False
    first = row.cells[filled[0]]
    if len(filled) == 1:
        return bool(_NOTE.match(first)) and not is_number(first)
    words = len(filled) == 2 and _NOTE_WORD.fullmatch(values.narrow(first)) is not None
    return words and not is_number(row.cells[filled[1]])


def _unmerged(grid: Grid, head: Head, keys: Set[str], data: DataRows) -> list[Row]:
    """Rows with the text of cells merged downwards in each; a merged figure is not repeated (guards)."""
    rows = {row.number: row for row in grid.rows if row.number > head.last}
    header_of: Mapping[int, str] = {c: h for h, c in head.columns.items()}
    for merge in grid.merges:
        top = rows.get(merge.top)
        text = top.cell(merge.left) if top else ""
        touched = [c for c in range(merge.left, merge.right + 1) if c in header_of]
        if top is None or not text or not touched or len(top.filled()) == 1:
            continue
        if len(touched) > 1:
            if not totals.is_total_word(text):
                data.shared.append(Fault(merge.top, touched[0], "merged_across", text))
            continue
        column = touched[0]
        if merge.bottom == merge.top and column == merge.left:
            continue
        if is_number(text) and header_of[column] not in keys:
            continue
        for number in range(merge.top, min(merge.bottom, max(rows)) + 1):
            row = rows.get(number)
            if row is not None:
                cells = [*row.cells, *[""] * (column + 1 - len(row.cells))]
                cells[column] = text
                rows[number] = Row(number, cells)
    return [rows[number] for number in sorted(rows)]
