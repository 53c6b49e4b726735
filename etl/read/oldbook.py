"""A workbook of Excel 97 to 2003 (.xls, MS-XLS): the same cells with the same marks as of today's kind.

Ministries publish in it to this day. Values alone would be easy to have from a library; what the board
must know besides is what a person sees: hidden rows and columns, text struck out, formats that rescale.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from etl.read.compound import Container, Torn
from etl.read.grid import Grid, Merge, Refused, Row
from etl.read.numberformat import BUILTIN, kind
from etl.read.oldtext import strings, text_at
from etl.read.textfile import without_invisible
from etl.read.workbook import Style, damaged
from etl.read.worksheet import MAX_ROWS, fault_of, shown_number

_BIFF8 = 0x0600
_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C


@dataclass(frozen=True)
class OldSheet:
    name: str
    offset: int
    hidden: bool


class OldWorkbook:
    """The sheets, formats and shared strings of one file. Raises Refused."""

    def __init__(self, content: bytes) -> None:
        try:
            stream = Container(content).stream("Workbook")
        except (Torn, struct.error):
            stream = None
        if stream is None:
            raise Refused(
                "old_workbook",
                "古い形式のファイルですが、Excel 97～2003 の .xls として開けません（.xlsx で保存し直します）",
                "of an old format, but it cannot be opened as .xls of Excel 97 to 2003 (save it as .xlsx)",
            )
        self.stream = stream
        self.sheets: list[OldSheet] = []
        self._codes: dict[int, str] = dict(BUILTIN)
        self._struck: list[bool] = []
        self._formats: list[tuple[int, int]] = []  # font and number format of each style
        self.strings: list[str] = []
        self.struck_strings: set[int] = set()
        try:
            self._globals()
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise damaged(error) from error
        self.styles = [
            Style(kind(self._codes.get(code, "General")), self.strikes(font)) for font, code in self._formats
        ]
        if not self.sheets:
            raise Refused("no_table", "ワークシートがありません", "there is no worksheet in it")

    def strikes(self, font: int) -> bool:
        """Whether a font strikes out; number 4 is left out of the file's list."""
        number = font - 1 if font > 4 else font
        return number < len(self._struck) and self._struck[number]

    def _globals(self) -> None:
        runs: dict[int, list[tuple[int, int]]] = {}
        for record, at, data in records(self.stream, 0):
            if record == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
                raise Refused(
                    "old_workbook",
                    "Excel 95 より前の形式です（.xlsx で保存し直します）",
                    "of Excel 95 or before (save it as .xlsx)",
                )
            if record == 0x2F:
                raise Refused(
                    "encrypted",
                    "パスワードで保護されています（パスワードを外して保存し直します）",
                    "protected by a password (save it without one)",
                )
            if record == 0x22 and struct.unpack_from("<H", data)[0]:
                raise Refused(
                    "date_1904",
                    "1904年から数える日付のブックです（Excel の設定で外して保存し直します）",
                    "its dates count from 1904 (switch that off in Excel and save it again)",
                )
            if record == 0x85:
                offset, state, what = struct.unpack_from("<IBB", data)
                if what == 0:
                    name, _ = text_at(data, 7, data[6])
                    self.sheets.append(OldSheet(name, offset, bool(state & 3)))
            elif record == 0x31:
                self._struck.append(bool(struct.unpack_from("<H", data, 2)[0] & 8))
            elif record == 0x41E:
                number, length = struct.unpack_from("<HH", data)
                self._codes[number] = text_at(data, 4, length)[0]
            elif record == 0xE0:
                self._formats.append(struct.unpack_from("<HH", data))
            elif record == 0xFC:
                self.strings, runs = strings(_continued(self.stream, at))
        self.struck_strings = {
            number
            for number, several in runs.items()
            if any(
                self.strikes(font) and self.strings[number][at:end].strip()
                for (at, font), (end, _) in zip(several, [*several[1:], (1 << 20, 0)], strict=True)
            )
        }


def records(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """(kind, place, data) to the end of this part of the stream; a chart within a sheet is passed over."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        depth += record == _BOF
        if record == _EOF:
            depth -= 1
            if not depth:
                return
        if depth == 1:
            yield record, at, stream[at + 4 : at + 4 + length]
        at += 4 + length
    raise struct.error("the stream ends within a sheet")


def _continued(stream: bytes, at: int) -> list[bytes]:
    """The data of the record at this place and of those that go on with it: a text may lie across two."""
    parts: list[bytes] = []
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        if parts and record != _CONTINUE:
            break
        parts.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    return parts


def old_sheet_grid(book: OldWorkbook, sheet: OldSheet) -> Grid:
    """The cells of `sheet`. Raises Refused."""
    try:
        return _Reader(book, sheet).read()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise damaged(error) from error


class _Reader:
    def __init__(self, book: OldWorkbook, sheet: OldSheet) -> None:
        self._book, self._sheet = book, sheet
        self.grid = Grid([], sheet=sheet.name, hidden=sheet.hidden)
        self._cells: dict[int, dict[int, str]] = {}
        self._formula: tuple[int, int, int] | None = None  # whose text comes in the next record
        self._altered: list[Merge] = []
        self._ranges: list[Merge] = []

    def read(self) -> Grid:
        for record, _, data in records(self._book.stream, self._sheet.offset):
            self._record(record, data)
        for number in sorted(self._cells):
            cells = self._cells[number]
            self.grid.rows.append(Row(number, [cells.get(i, "") for i in range(max(cells) + 1)]))
        for area in self._altered:
            for row, cells in self._cells.items():
                for column in cells if area.top <= row <= area.bottom else ():
                    if area.left <= column <= area.right:
                        self.grid.faults.setdefault((row, column), "conditional_format")
        return self.grid

    def _record(self, record: int, data: bytes) -> None:
        if record in (0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x205, 0x06):
            row, column, style = struct.unpack_from("<HHH", data)
            self._cell(record, data, row + 1, column, style)
        elif record == 0xBD:
            row, first = struct.unpack_from("<HH", data)
            for n in range((len(data) - 6) // 6):
                style, packed = struct.unpack_from("<HI", data, 4 + 6 * n)
                self._number(_unpacked(packed), row + 1, first + n, style)
        elif record == 0x207 and self._formula:
            row, column, style = self._formula
            length = struct.unpack_from("<H", data)[0]
            self._put(text_at(data, 2, length)[0], row, column, self._struck(style))
            self._formula = None
        elif record == 0x208:
            row, height = struct.unpack_from("<H4xH", data)
            if data[12] & 0x20 or not height & 0x7FFF:
                self.grid.hidden_rows.add(row + 1)
        elif record == 0x7D:
            first, last, width, _, flags = struct.unpack_from("<5H", data)
            if flags & 1 or not width:
                self.grid.hidden_columns.update(range(first, min(last, 255) + 1))
        elif record == 0xE5:
            count = struct.unpack_from("<H", data)[0]
            self.grid.merges += _areas(data, 2, count)
        elif record in (0x1B0, 0x879):  # conditional formats: where, then how
            start = 12 if record == 0x1B0 else 24
            self._ranges = _areas(data, start + 2, struct.unpack_from("<H", data, start)[0])
        elif record == 0x87A or (record == 0x1B1 and struct.unpack_from("<I", data, 6)[0] & 0x06000000):
            self._altered += self._ranges  # a font or number format may strike out, hide or rescale

    def _cell(self, record: int, data: bytes, row: int, column: int, style: int) -> None:
        if record == 0x203:
            self._number(repr(struct.unpack_from("<d", data, 6)[0]), row, column, style)
        elif record == 0x27E:
            self._number(_unpacked(struct.unpack_from("<I", data, 6)[0]), row, column, style)
        elif record == 0xFD:
            number = struct.unpack_from("<I", data, 6)[0]
            struck = "struck_out" if number in self._book.struck_strings else self._struck(style)
            self._put(self._book.strings[number], row, column, struck)
        elif record == 0x205:
            value, error = data[6], data[7]
            text = "#" if error else "TRUE" if value else "FALSE"
            self._put(text, row, column, "error_cell" if error else self._struck(style))
        elif record == 0x06:
            self._result(data, row, column, style)
        else:
            text, _ = text_at(data, 8, struct.unpack_from("<H", data, 6)[0])
            self._put(text, row, column, self._struck(style))

    def _result(self, data: bytes, row: int, column: int, style: int) -> None:
        """What a formula came to: a number, or a mark of what it is instead."""
        if data[12:14] != b"\xff\xff":
            self._number(repr(struct.unpack_from("<d", data, 6)[0]), row, column, style)
        elif data[6] == 0:
            self._formula = (row, column, style)
        elif data[6] == 1:
            self._put("TRUE" if data[8] else "FALSE", row, column, self._struck(style))
        elif data[6] == 2:
            self._put("#", row, column, "error_cell")

    def _number(self, stored: str, row: int, column: int, style: int) -> None:
        text, fault = shown_number(stored, self._style(style))
        self._put(text, row, column, fault)

    def _style(self, number: int) -> Style:
        return self._book.styles[number] if number < len(self._book.styles) else Style()

    def _struck(self, style: int) -> str | None:
        return "struck_out" if self._style(style).struck else None

    def _put(self, text: str, row: int, column: int, fault: str | None) -> None:
        if row > MAX_ROWS:
            raise damaged(f"row {row}")
        text = without_invisible(text).strip()
        if not text:
            return
        self._cells.setdefault(row, {})[column] = text
        what = fault_of(text, fault)
        if what:
            self.grid.faults[row, column] = what


def _unpacked(packed: int) -> str:
    """A number of 30 bits: whole or the upper half of a fraction, perhaps a hundred times as large."""
    if packed & 2:
        whole = packed >> 2
        value: float = whole - (1 << 30) if whole >> 29 else whole
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    if packed & 1:
        value /= 100
    return str(int(value)) if value == int(value) else repr(value)


def _areas(data: bytes, start: int, count: int) -> list[Merge]:
    found = []
    for n in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", data, start + 8 * n)
        found.append(Merge(top + 1, left, bottom + 1, right))
    return found
