"""A file as sheets of text cells, nothing taken away: what a layout is recognised by."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from etl.read.book import is_workbook, open_book
from etl.read.entries import WORKBOOKS
from etl.read.grid import Grid as Cells
from etl.read.grid import Refused
from etl.read.textfile import decode, text_grid

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST = 300 << 20  # bytes, unpacked
_TOP_BYTES = 1 << 20
_TILDES = str.maketrans({"〜": "~", "∼": "~", "˜": "~"})


@dataclass(frozen=True)
class Grid:
    """One sheet (or the whole CSV). Row n of the file is `rows[n - 1]`."""

    sheet: str | None
    rows: list[list[str]]
    encoding: str
    cells: Cells  # with the marks that the guards look at
    columns: dict[str, int] = field(default_factory=dict)  # header → column, once a layout has named them
    _words: list[frozenset[str]] = field(default_factory=list, repr=False, compare=False)

    def find(self, *wanted: str, within: int = 30) -> int | None:
        """Index of the first row near the top that has a cell for each of `wanted` (as `plain`)."""
        for index, row in enumerate(self.rows[:within]):
            if index == len(self._words):  # every layout asks, of every sheet
                self._words.append(frozenset(map(plain, row)))
            if self._words[index].issuperset(wanted):
                return index
        return None

    def head(self, until: int) -> str:
        """All text above row index `until`, for titles and dates."""
        return " ".join(cell for row in self.rows[:until] for cell in row if cell.strip())


@lru_cache(maxsize=1 << 15)  # headers and labels come again on every sheet, and for every layout
def plain(text: str) -> str:
    """A header for comparison: half width, one kind of tilde, no white space, lines or BOM."""
    return re.sub(r"[\s\ufeff]+", "", unicodedata.normalize("NFKC", text).translate(_TILDES))


def open_file(path: Path, rows: int | None = None) -> list[Grid]:
    """Every sheet of the file, or its first `rows` rows. Raises Refused and OSError."""
    if is_workbook(path) or path.suffix.lower() in WORKBOOKS:
        kind = path.suffix.lstrip(".").upper()
        return [_full(sheet, rows, kind) for sheet in open_book(path).grids()]
    if rows is None and path.stat().st_size > _LARGEST:
        raise _too_large(path.stat().st_size)
    data = path.read_bytes() if rows is None else _top(path)
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise Refused(
            "no_table",
            "文字コードが UTF-8 でも cp932（Shift_JIS）でもありません",
            "neither UTF-8 nor cp932 (Shift_JIS)",
            value=repr(error.object[error.start : error.start + 8]),
        ) from None
    tabs = path.suffix.lower() == ".tsv" or text[:4096].count("\t") > text[:4096].count(",")
    return [_full(text_grid(text, "\t" if tabs else ",", rows), rows, _encoding(data))]


def _top(path: Path) -> bytes:
    """The first lines, so that a file of gigabytes is not read to see that it is of no known layout."""
    with path.open("rb") as file:
        data = file.read(_TOP_BYTES)
        if len(data) < _TOP_BYTES or data.startswith(_UTF16):
            return data
        return data[: data.rfind(b"\n") + 1]


def _too_large(size: int) -> Refused:
    return Refused(
        "too_large",
        f"大きすぎます（{size >> 20:,} MB。公的統計のファイルとして読めるのは {_LARGEST >> 20:,} MB まで）",
        f"too large ({size >> 20:,} MB; an official file is read up to {_LARGEST >> 20:,} MB)",
    )


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


def _full(sheet: Cells, rows: int | None, encoding: str) -> Grid:
    """Every row in its place; those of a workbook as wide as the sheet."""
    width = 0 if sheet.exact else max((len(row.cells) for row in sheet.rows), default=0)
    last = sheet.rows[-1].number if sheet.rows else 0
    records = [[""] * width for _ in range(last if rows is None else min(last, rows))]
    for row in sheet.rows:
        if row.number <= len(records):
            records[row.number - 1] = [*row.cells, *[""] * (width - len(row.cells))]
    return Grid(sheet.sheet, records, encoding, sheet)
