"""A file as sheets of text cells, nothing taken away: what a layout is recognised by."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.read.book import PACKED, sheets
from etl.read.entries import WORKBOOKS
from etl.read.grid import Grid as Cells
from etl.read.grid import Merge, Refused
from etl.read.typed import decode

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST = 300 << 20  # bytes, unpacked
_TOP_BYTES = 1 << 20
_TILDES = str.maketrans({"〜": "~", "∼": "~", "˜": "~"})


class NotATable(Exception):
    """The file cannot be opened as a table, said in both languages; `row` where it broke."""

    def __init__(
        self, ja: str, en: str, row: int | None = None, value: str | None = None, rule: str = "no_table"
    ) -> None:
        super().__init__(en)
        self.ja, self.en, self.row, self.value, self.rule = ja, en, row, value, rule


@dataclass(frozen=True)
class Grid:
    """One sheet (or the whole CSV). Row n of the file is `rows[n - 1]`."""

    sheet: str | None
    rows: list[list[str]]
    encoding: str
    hidden: bool = False
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)  # as etl.read.grid has them
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)  # header → column, once a layout has named them

    def find(self, *wanted: str, within: int = 30) -> int | None:
        """Index of the first row near the top that has a cell for each of `wanted` (as `plain`)."""
        for index, row in enumerate(self.rows[:within]):
            if {plain(cell) for cell in row}.issuperset(wanted):
                return index
        return None

    def head(self, until: int) -> str:
        """All text above row index `until`, for titles and dates."""
        return " ".join(cell for row in self.rows[:until] for cell in row if cell.strip())


def plain(text: str) -> str:
    """A header for comparison: half width, one kind of tilde, no white space, lines or BOM."""
    return re.sub(r"[\s\ufeff]+", "", unicodedata.normalize("NFKC", text).translate(_TILDES))


def open_file(path: Path, rows: int | None = None) -> list[Grid]:
    """Every sheet of the file, or its first `rows` rows. Raises NotATable and OSError."""
    with path.open("rb") as stream:
        packed = stream.read(4) in PACKED  # whatever its name says
    if packed or path.suffix.lower() in WORKBOOKS:
        return _workbook(path, rows)
    return [_text(path, rows)]


def _text(path: Path, rows: int | None) -> Grid:
    if rows is None and path.stat().st_size > _LARGEST:
        raise _too_large(path.stat().st_size)
    data = path.read_bytes() if rows is None else _top(path)
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise NotATable(
            "文字コードが UTF-8 でも cp932（Shift_JIS）でもありません",
            "neither UTF-8 nor cp932 (Shift_JIS)",
            value=repr(error.object[error.start : error.start + 8]),
        ) from None
    records: list[list[str]] = []
    try:
        for record in csv.reader(
            io.StringIO(text, newline=""), delimiter=_delimiter(path, text), strict=True
        ):
            if rows is not None and len(records) >= rows:
                break
            records.append(record)
    except csv.Error as error:
        raise NotATable(
            f"CSV として読めません（引用符を確認。{error}）",
            f"cannot be read as CSV (check quotes: {error})",
            row=len(records) + 1,
        ) from error
    return Grid(None, records, _encoding(data))


def _top(path: Path) -> bytes:
    """The first lines, so that a file of gigabytes is not read to see that it is of no known layout."""
    with path.open("rb") as file:
        data = file.read(_TOP_BYTES)
        if len(data) < _TOP_BYTES or data.startswith(_UTF16):
            return data
        return data[: data.rfind(b"\n") + 1]


def _too_large(size: int) -> NotATable:
    return NotATable(
        f"大きすぎます（{size >> 20:,} MB。公的統計のファイルとして読めるのは {_LARGEST >> 20:,} MB まで）",
        f"too large ({size >> 20:,} MB; an official file is read up to {_LARGEST >> 20:,} MB)",
    )


def _delimiter(path: Path, text: str) -> str:
    first = text[:4096]
    return "\t" if path.suffix.lower() == ".tsv" or first.count("\t") > first.count(",") else ","


def _encoding(data: bytes) -> str:
    """The name of what `decode` took it for."""
    if data.startswith(_UTF16):
        return "UTF-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 (BOM)"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "UTF-8"


def _workbook(path: Path, rows: int | None) -> list[Grid]:
    try:
        return [_sheet(sheet, rows) for sheet in sheets(path)]
    except Refused as refused:
        raise NotATable(refused.ja, refused.en, refused.row, refused.value, refused.rule) from None


def _sheet(sheet: Cells, rows: int | None) -> Grid:
    """Every row in its place and as wide as the sheet."""
    width = max((len(row.cells) for row in sheet.rows), default=0)
    last = sheet.rows[-1].number if sheet.rows else 0
    records = [[""] * width for _ in range(last if rows is None else min(last, rows))]
    for row in sheet.rows:
        if row.number <= len(records):
            records[row.number - 1] = [*row.cells, *[""] * (width - len(row.cells))]
    return Grid(
        sheet.sheet,
        records,
        "XLSX",
        sheet.hidden,
        sheet.faults,
        frozenset(sheet.hidden_rows),
        frozenset(sheet.hidden_columns),
        tuple(sheet.merges),
    )
