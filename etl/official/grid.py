"""A file as sheets of text cells, nothing taken away: what a layout is recognised by."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.entries import WORKBOOKS
from etl.read import decode

_LARGEST = 300 << 20  # bytes, unpacked
_TOP_BYTES = 1 << 20
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00")
_TILDES = str.maketrans({"〜": "~", "∼": "~", "˜": "~"})


class NotATable(Exception):
    """The file cannot be opened as a table, said in both languages; `row` where it broke."""

    def __init__(self, ja: str, en: str, row: int | None = None, value: str | None = None) -> None:
        super().__init__(en)
        self.ja, self.en, self.row, self.value = ja, en, row, value


@dataclass(frozen=True)
class Grid:
    """One sheet (or the whole CSV). Row n of the file is `rows[n - 1]`."""

    sheet: str | None
    rows: list[list[str]]
    encoding: str

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
    if path.suffix.lower() in WORKBOOKS:
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
        return data if len(data) < _TOP_BYTES else data[: data.rfind(b"\n") + 1]


def _too_large(size: int) -> NotATable:
    return NotATable(
        f"大きすぎます（{size >> 20:,} MB。公的統計のファイルとして読めるのは {_LARGEST >> 20:,} MB まで）",
        f"too large ({size >> 20:,} MB; an official file is read up to {_LARGEST >> 20:,} MB)",
    )


def _delimiter(path: Path, text: str) -> str:
    first = text[:4096]
    return "\t" if path.suffix.lower() == ".tsv" or first.count("\t") > first.count(",") else ","


def _encoding(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 (BOM)"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "UTF-8"


def _workbook(path: Path, rows: int | None) -> list[Grid]:
    import fastexcel

    size = _unpacked(path)
    if size > _LARGEST:
        raise _too_large(size)
    try:
        book = fastexcel.read_excel(str(path))
        return [_sheet(book, name, rows) for name in book.sheet_names]
    except Exception as error:  # fastexcel raises its own family for damaged files
        raise NotATable(
            f"Excel ファイルとして開けません（{error}）", f"cannot be opened as a workbook ({error})"
        ) from error


def _unpacked(path: Path) -> int:
    """What the file says it unpacks to: a bomb is refused before memory is eaten."""
    try:
        with zipfile.ZipFile(path) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        return path.stat().st_size  # another kind of workbook, or none: told when it is opened


def _sheet(book: object, name: str, rows: int | None) -> Grid:
    sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_rows=0, n_rows=rows)  # type: ignore[attr-defined]
    batch, broken = sheet.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch)).rows() if sheet.width else []
    records = [["" if cell is None else _MIDNIGHT.sub(r"\1", cell) for cell in row] for row in cells]
    for failed in broken.errors if broken else ():
        row, column = failed.offset_position
        records[row][column] = "#ERROR!"
    return Grid(name, records, "XLSX")
