"""Every sheet of a workbook, for every reader: the typed, the official and the new-year one see the same
cells with the same marks (struck out, hidden, rescaled, merged)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from etl.read.grid import Grid, Refused
from etl.read.opening import refuse_other_kinds
from etl.read.workbook import Workbook
from etl.read.worksheet import sheet_grid

PACKED = (b"PK\x03\x04", b"PK\x05\x06")


def sheets(path: Path) -> list[Grid]:
    """The sheets in their order, hidden ones marked. Raises Refused and OSError.

    A kind of workbook whose marks cannot be told (.xls, .xlsb, .ods) is refused with what to do.
    """
    stat = path.stat()
    return list(_sheets(path, stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=2)  # a file is looked at, recognised and read in turn
def _sheets(path: Path, *_touched: int) -> tuple[Grid, ...]:
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.startswith(PACKED):
        refuse_other_kinds(path, start)
        raise Refused(
            "no_table",
            "Excel ファイルとして開けません（空か、別の種類のファイルです）",
            "cannot be opened as a workbook (it is empty or of another kind)",
        )
    book = Workbook(path)
    try:
        found = []
        for sheet in book.sheets:
            grid = sheet_grid(book, sheet)
            grid.hidden = sheet.hidden
            found.append(grid)
        return tuple(found)
    finally:
        book.close()
