"""One sheet of a workbook → a grid of text cells, with merged, hidden and doubtful cells marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from etl.read.grid import MAX_CHARACTERS, MAX_COLUMNS, Grid, Merge, Refused, Row
from etl.read.numberformat import number_text
from etl.read.textfile import without_invisible
from etl.read.workbook import RichText, SheetPart, Style, Workbook, alters, damaged, parse, truth, unescape

MAX_CELLS = 5_000_000
MAX_ROWS = 1_048_576
_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_PLAIN = Style()
_SPECIAL = {"scaled": "scaled_by_format", "hidden": "hidden_by_format"}


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A → 0, AA → 26; -1 for what are no letters of a column."""
    number = 0
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return -1
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown_number(stored: str, style: Style) -> tuple[str, str | None]:
    """A stored number as its style shows it, and what is odd about it."""
    try:
        text = number_text(stored, style.shown)
    except (ValueError, OverflowError):
        return stored, "error_cell"  # Excel shows ##### for such a number
    return text, _SPECIAL.get(style.shown) or ("struck_out" if style.struck else None)


def fault_of(text: str, fault: str | None) -> str | None:
    """What is odd about a cell of this text, beside what its style and kind have shown."""
    if len(text) > MAX_CHARACTERS:
        return "long_cell"
    return fault or ("control_character" if _CONTROL.search(text) else None)


def sheet_grid(book: Workbook, sheet: SheetPart) -> Grid:
    """The cells of `sheet`. Raises Refused."""
    data = book.part(sheet.path)
    if data is None:
        raise damaged(sheet.path)
    reader = _Reader(book, sheet.name)
    parse(data, reader.start, reader.end, reader.text)
    reader.finish()
    reader.grid.hidden = sheet.hidden
    return reader.grid


class _Reader:
    """Takes the events of one sheet. A nation's sheet has hundreds of thousands of cells: what is done for
    each of them is done in as few calls as can be."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.grid = Grid([], sheet=name)
        self._book = book
        self._rich = RichText()
        self._texts: list[str] = []  # of the row, by column
        self._row = self._column = self._count = 0
        self._printed_row = "0"
        self._value: str | None = None
        self._has_value = self._formula = self._inline = False
        self._type = "n"
        self._style = _PLAIN
        self._styles: dict[str, Style] = {}  # by their numbers as printed
        self._strings: dict[str, str] = {}  # number → text, of those that nothing is odd about
        self._altered: list[Merge] = []  # ranges where a condition may strike out, hide or rescale
        self._ranges: list[str] = []
        self._alters = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._inline:
            self._rich.start(tag, attributes)
        elif tag == "c":
            self._open(attributes)
        elif tag == "v":
            self._value, self._has_value = "", True
        elif tag == "f":
            self._formula = True
        elif tag == "is":
            self._inline, self._has_value = True, True
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column, self._texts, self._printed_row = -1, [], str(self._row)
            if not 1 <= self._row <= MAX_ROWS:
                raise damaged(f"row {self._row}")
            if truth(attributes.get("hidden")) or _is_zero(attributes.get("ht")):
                self.grid.hidden_rows.add(self._row)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and (truth(attributes.get("hidden")) or _is_zero(attributes.get("width"))):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.grid.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif tag == "conditionalFormatting":
            self._ranges, self._alters = attributes.get("sqref", "").split(), False
        elif tag == "cfRule":
            number, formats = int(attributes.get("dxfId", "-1")), self._book.conditional
            self._alters |= 0 <= number < len(formats) and formats[number]
        elif tag == "sqref":
            self._value = ""  # newer rules have format and range within them
        else:
            self._alters |= alters(tag, attributes)

    def _open(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.removesuffix(self._printed_row)
        column = column_number(letters) if letters is not reference else -1
        if column < 0:
            found = _REF.fullmatch(reference)
            column = column_number(found.group(1)) if found else self._column + 1
            if found and int(found.group(2)) != self._row:
                raise damaged(reference)
        if column >= MAX_COLUMNS:
            raise damaged(attributes.get("r", column))
        self._column = column
        self._type = attributes.get("t", "n")
        printed = attributes.get("s", "0")
        self._style = self._styles.get(printed) or self._style_of(printed)
        self._has_value = self._formula = False

    def _style_of(self, printed: str) -> Style:
        number, styles = int(printed), self._book.styles
        return self._styles.setdefault(printed, styles[number] if number < len(styles) else _PLAIN)

    def text(self, data: str) -> None:
        if self._inline:
            self._rich.text(data)
        elif self._value is not None:
            self._value += data

    def end(self, tag: str) -> None:
        if self._inline:
            self._rich.end(tag)
            if tag == "is":
                self._inline = False
                struck = self._rich.struck
                self._value = self._rich.take()
                if struck:
                    self._fault("struck_out")
        elif tag == "c":
            if self._has_value or self._formula:
                self._close(self._value or "")
            self._value = None
        elif tag == "row":
            if self._texts:
                self._count_cells(len(self._texts))  # one cell at the far right of many rows counts as many
                self.grid.rows.append(Row(self._row, self._texts))
                self._texts = []
        elif tag == "sqref":
            self._ranges, self._value = (self._value or "").split(), None
        elif tag == "conditionalFormatting" and self._alters:
            self._altered += [area for area in map(_area, self._ranges) if area]

    def _close(self, stored: str) -> None:
        if not self._has_value:
            self._put("=", "formula_without_value")
            return
        plain = self._type == "s" and not self._formula and not self._style.struck
        if plain and stored in self._strings:
            self._put(self._strings[stored], None)
            return
        text, fault = self._text(stored)
        if fault is not None or self._type != "n":  # a number has nothing invisible, and ends where it ends
            text = without_invisible(text).strip()
            fault = fault_of(text, fault)
        if plain and fault is None:
            self._strings[stored] = text
        self._put(text, fault)

    def _text(self, stored: str) -> tuple[str, str | None]:
        """The cell's text and what is odd about it."""
        kind = self._type
        if kind != "e" and self._formula and self._book.stale:
            return "=", "formula_without_value"
        if kind == "n":
            return shown_number(stored, self._style) if stored.strip() else ("", None)
        struck = "struck_out" if self._style.struck else None
        if kind == "e":
            return stored or "#", "error_cell"
        if kind == "s":
            try:
                number = int(stored)
                text = self._book.strings[number] if number >= 0 else ""
            except (ValueError, IndexError):
                raise damaged(f"{self._row}") from None
            return text, "struck_out" if number in self._book.struck else struck
        if kind in ("str", "inlineStr"):
            return unescape(stored) if kind == "str" else stored, struck
        if kind == "b":
            return "TRUE" if truth(stored.strip()) else "FALSE", struck
        if kind == "d":
            return stored.replace("T00:00:00", "").removesuffix("Z"), struck
        return shown_number(stored, self._style) if stored.strip() else ("", None)

    def _put(self, text: str, fault: str | None) -> None:
        if not text:
            return
        gap = self._column - len(self._texts)
        if gap < 0:
            self._texts[self._column] = text
        else:
            if gap:
                self._texts += [""] * gap
            self._texts.append(text)
        if fault is not None:
            self._fault(fault)

    def _count_cells(self, cells: int) -> None:
        self._count += cells
        if self._count > MAX_CELLS:
            raise Refused(
                "too_large",
                f"セルが多すぎます（{MAX_CELLS:,} まで）",
                f"too many cells (at most {MAX_CELLS:,})",
                self._row,
            )

    def _fault(self, what: str) -> None:
        self.grid.faults[self._row, self._column] = what

    def _merge(self, reference: str) -> None:
        area = _area(reference)
        if area:
            self.grid.merges.append(area)

    def finish(self) -> None:
        """Rows in order; cells marked that a condition may strike out: whether it holds is not worked out."""
        rows = self.grid.rows
        rows.sort(key=_number)
        for area in self._altered:
            first = bisect_left(rows, area.top, key=_number)
            for row in rows[first : bisect_right(rows, area.bottom, key=_number)]:
                for column in range(area.left, min(area.right + 1, len(row.cells))):
                    if row.cells[column]:
                        self.grid.faults.setdefault((row.number, column), "conditional_format")


def _number(row: Row) -> int:
    return row.number


def _area(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    a, b = _REF.fullmatch(first), _REF.fullmatch(last or first)
    if not a or not b:
        return None
    return Merge(int(a.group(2)), column_number(a.group(1)), int(b.group(2)), column_number(b.group(1)))


def _is_zero(size: str | None) -> bool:
    """A height or width of nothing hides as `hidden` does."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
