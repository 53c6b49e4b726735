"""A workbook as every reader opens it: typed tables, official files, new-year workbooks and returns of
surveys see the same cells with the same marks (struck out, hidden, rescaled, merged)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from etl.read.compound import MAGIC
from etl.read.grid import Grid, Refused
from etl.read.oldbook import OldSheet, OldWorkbook, old_sheet_grid
from etl.read.workbook import SheetPart, Workbook
from etl.read.worksheet import sheet_grid

PACKED = (b"PK\x03\x04", b"PK\x05\x06")
MAX_BYTES = 1 << 30  # of one file


class Book:
    """The sheets of one file in their order, each read when it is wanted."""

    def __init__(self, content: bytes) -> None:
        self._parts = OldWorkbook(content) if content.startswith(MAGIC) else Workbook(content)
        self._grids: dict[SheetPart | OldSheet, Grid] = {}
        self.names = [sheet.name for sheet in self._parts.sheets]

    def grid(self, name: str) -> Grid | None:
        """One sheet, hidden or not; None where there is none of this name. Raises Refused."""
        return next((self._grid(sheet) for sheet in self._parts.sheets if sheet.name == name), None)

    def grids(self) -> list[Grid]:
        """Every sheet. Raises Refused."""
        return [self._grid(sheet) for sheet in self._parts.sheets]

    def visible(self) -> list[Grid]:
        """The sheets that a person sees, or all where all are hidden. Raises Refused."""
        sheets = self._parts.sheets
        return [self._grid(sheet) for sheet in sheets if not sheet.hidden] or self.grids()

    def _grid(self, sheet: SheetPart | OldSheet) -> Grid:
        if sheet not in self._grids:
            self._grids[sheet] = self._read(sheet)
        return self._grids[sheet]

    def _read(self, sheet: SheetPart | OldSheet) -> Grid:
        if isinstance(self._parts, OldWorkbook):
            assert isinstance(sheet, OldSheet)
            return old_sheet_grid(self._parts, sheet)
        assert isinstance(sheet, SheetPart)
        return sheet_grid(self._parts, sheet)


def open_book(path: Path) -> Book:
    """The workbook at `path`, whatever its name says. Raises Refused and OSError.

    A kind whose marks cannot be read (.xlsb, .ods) is refused with what to do.
    """
    refuse_too_large(path)
    content = path.read_bytes()  # at once: a file that is saved meanwhile is never read half old, half new
    if content.startswith(MAGIC) and "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(
            "encrypted",
            "パスワードで保護されています（パスワードを外して保存し直します）",
            "protected by a password (save it without one)",
        )
    if not content.startswith((*PACKED, MAGIC)):
        refuse_other_kinds(path)
        raise Refused(
            "no_table",
            "Excel ファイルとして開けません（空か、別の種類のファイルです）",
            "cannot be opened as a workbook (it is empty or of another kind)",
        )
    return _open(content)


_open = lru_cache(maxsize=1)(Book)  # a file is looked at, recognised and read in turn


def refuse_too_large(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise Refused(
            "too_large",
            f"大きすぎます（{MAX_BYTES >> 20:,} MiB まで）",
            f"too large (at most {MAX_BYTES >> 20:,} MiB)",
        )


def is_workbook(path: Path) -> bool:
    """Whether the first bytes are those of a workbook. Raises OSError."""
    return _start(path).startswith((*PACKED, MAGIC))


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4096)


_OTHER = {
    b"%PDF": ("PDF です", "this is a PDF"),
    b"{\\rtf": ("リッチテキストです", "this is rich text"),
    b"\x1f\x8b": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
    b"7z\xbc\xaf": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
    b"Rar!": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
}


def refuse_other_kinds(path: Path) -> None:
    """Files that are no table, by their first bytes. Raises Refused and OSError."""
    start = _start(path)
    for magic, (ja, en) in _OTHER.items():
        if start.startswith(magic):
            raise Refused("not_a_table", ja, en)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|head)", start, re.IGNORECASE):
        raise Refused(
            "not_a_table",
            "HTML か XML です（Excel で開き、.xlsx で保存し直します）",
            "this is HTML or XML (open it in Excel and save it as .xlsx)",
        )
