"""What every reader of a file gives: rows of text cells with their numbers, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

MAX_CHARACTERS = 32_767  # of one cell: what a spreadsheet holds
MAX_COLUMNS = 16_384  # of one row: what a spreadsheet holds


class Refused(Exception):
    """A file that cannot be read as a table, in both languages, with the row where it is known."""

    def __init__(self, rule: str, ja: str, en: str, row: int | None = None, value: str | None = None) -> None:
        super().__init__(en)
        self.rule, self.ja, self.en, self.row, self.value = rule, ja, en, row, value


class Row(NamedTuple):
    """One row that holds something. `number` counts as a spreadsheet does, from 1."""

    number: int
    cells: list[str]

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    def filled(self) -> list[int]:
        return [i for i, cell in enumerate(self.cells) if cell]


class Merge(NamedTuple):
    """Cells merged into one: first and last row (from 1) and column (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """A sheet or a CSV file. Blank rows are left out; every cell is stripped of space at its ends."""

    rows: list[Row]
    sheet: str | None = None
    hidden: bool = False  # the whole sheet
    exact: bool = False  # a CSV says itself how many cells a row has
    ended: bool = True  # False: the last row has no line break, it may be cut off
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)  # (row, column) → key of FAULTS
    _row_of: dict[int, Row] = field(default_factory=dict, repr=False, compare=False)

    def text(self, row: int, column: int) -> str:
        """One cell; `row` counts from 1, `column` from 0."""
        if len(self._row_of) != len(self.rows):
            self._row_of = {one.number: one for one in self.rows}
        return self._row_of[row].cell(column) if row in self._row_of else ""


# Cells whose text is not what the person sees, or not what was meant.
FAULTS = {
    "error_cell": (
        "数式がエラーになっているか、値が表示されていないセルです",
        "a formula in this cell has failed, or the value is not shown",
    ),
    "formula_without_value": (
        "数式の計算結果が保存されていません（Excel で開いて保存し直すか、値で貼り付けます）",
        "the formula's result was not saved (open and save the workbook in Excel, or paste values)",
    ),
    "formula_text": (
        "数式のような文字です（計算結果の値で書きます）",
        "this looks like a formula (write the value itself)",
    ),
    "struck_out": (
        "取り消し線のある文字です（消すか、取り消し線を外します）",
        "the text is struck out (delete it, or remove the line)",
    ),
    "conditional_format": (
        "条件付き書式で取り消し線が付くか、見せ方が変わることのあるセルです（条件付き書式を外します）",
        "a conditional format may strike this cell out, hide or rescale it (remove the format)",
    ),
    "hidden_row": (
        "非表示の行に値があります（再表示するか、行を削除します）",
        "a hidden row holds values (show it or delete it)",
    ),
    "hidden_column": (
        "値の列が非表示です（再表示し、使う列か確かめます）",
        "the column of the figures is hidden (show it, and see that it is the one meant)",
    ),
    "hidden_by_format": (
        "表示形式のために見えない値です（表示形式を標準に戻します）",
        "the number format hides the value (set it back to General)",
    ),
    "scaled_by_format": (
        "表示形式が千分の1などで見せています（表示どおりの値に直し、単位を見出しに書きます）",
        "the number format shows thousands (write the value as it should read, and its unit in the header)",
    ),
    "control_character": (
        "文字として読めない制御文字があります",
        "there is a control character or a lost character in this cell",
    ),
    "long_cell": (
        f"{MAX_CHARACTERS:,} 文字を超えるセルです",
        f"the cell has more than {MAX_CHARACTERS:,} characters",
    ),
    "ditto": ("「同上」の印ではなく、値そのものを書きます", "write the value itself, not a ditto mark"),
    "merged_figure": (
        "数値のセルが複数の行にわたって結合されています（行ごとに値を書きます）",
        "one figure is merged over several rows (write a value in each row)",
    ),
    "merged_across": (
        "別の列と結合されています（列ごとに値を書きます）",
        "the cell is merged with another column (write a value in each column)",
    ),
}
