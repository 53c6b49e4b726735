"""What a file is, by its first bytes and never by its name; which of its sheets holds the table."""

from __future__ import annotations

import re
from pathlib import Path

from etl.read.entries import SourceFile
from etl.read.grid import Grid, Refused
from etl.read.header import Head, Wanted, find
from etl.read.textfile import MAX_BYTES, decode, text_grid


def open_table(path: Path, file: SourceFile, wanted: Wanted) -> tuple[Grid, Head]:
    """The sheet that holds the table, and its header. What a file is, its first bytes say."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _sheet(path, file, wanted)
    refuse_other_kinds(path, start)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise Refused(
            "no_table",
            "Excel ファイルとして開けません（空か、別の種類のファイルです）",
            "cannot be opened as a workbook (it is empty or of another kind)",
        )
    if path.stat().st_size > MAX_BYTES:
        raise Refused(
            "too_large",
            f"大きすぎます（{MAX_BYTES >> 20:,} MiB まで）",
            f"too large (at most {MAX_BYTES >> 20:,} MiB)",
        )
    grid = text_grid(decode(path.read_bytes()), wanted.score, len(wanted.headers))
    return grid, _head(grid, file, wanted)


_OTHER = {
    b"%PDF": ("PDF です", "this is a PDF"),
    b"{\\rtf": ("リッチテキストです", "this is rich text"),
    b"\x1f\x8b": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
    b"7z\xbc\xaf": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
    b"Rar!": ("圧縮ファイルです（展開して置きます）", "this is compressed: unpack it first"),
}


def refuse_other_kinds(path: Path, start: bytes) -> None:
    """Files that are no table, by their first bytes. Raises Refused."""
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        whole = path.read_bytes() if path.stat().st_size <= MAX_BYTES else start
        if "EncryptedPackage".encode("utf-16-le") in whole:
            raise Refused(
                "encrypted",
                "パスワードで保護されています（パスワードを外して保存し直します）",
                "protected by a password (save it without one)",
            )
        raise Refused(
            "old_workbook",
            "古い形式（.xls など）です。取り消し線や非表示が確かめられないため読みません"
            "（.xlsx で保存し直します）",
            "an old format such as .xls, in which struck-out and hidden cells cannot be told "
            "(save it as .xlsx)",
        )
    for magic, (ja, en) in _OTHER.items():
        if start.startswith(magic):
            raise Refused("not_a_table", ja, en)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|head)", start, re.IGNORECASE):
        raise Refused(
            "not_a_table",
            "HTML か XML です（Excel で開き、.xlsx で保存し直します）",
            "this is HTML or XML (open it in Excel and save it as .xlsx)",
        )


def _sheet(path: Path, file: SourceFile, wanted: Wanted) -> tuple[Grid, Head]:
    from etl.read.workbook import Workbook
    from etl.read.worksheet import sheet_grid

    book = Workbook(path)
    try:
        if file.sheet is not None:
            named = [sheet for sheet in book.sheets if sheet.name == file.sheet]
            if not named:
                names = "、".join(sheet.name for sheet in book.sheets)
                raise Refused(
                    "no_table",
                    f"シートがありません（あるのは {names}）",
                    f"no such sheet (there are {names})",
                )
            grid = sheet_grid(book, named[0])
            return grid, _head(grid, file, wanted)
        shown = [sheet for sheet in book.sheets if not sheet.hidden] or book.sheets
        grids = [sheet_grid(book, sheet) for sheet in shown]
    finally:
        book.close()
    whole = []
    for grid in grids:
        head = find(grid, wanted, file.header_row)
        if head and head.columns and not head.missing(wanted.headers) and not head.twice:
            whole.append((grid, head))
    if len(whole) > 1:
        names = "、".join(str(grid.sheet) for grid, _ in whole)
        raise Refused(
            "sheet_unclear",
            f"同じ見出しの表が複数のシートにあります（{names}）。source.toml に sheet を書きます",
            f"several sheets have these headers ({names}): name one as sheet in source.toml",
        )
    return whole[0] if whole else (grids[0], _head(grids[0], file, wanted))


def _head(grid: Grid, file: SourceFile, wanted: Wanted) -> Head:
    head = find(grid, wanted, file.header_row)
    if head is None:
        raise Refused("no_table", "見出し行がありません", "there is no header row")
    if head.twice:
        names = "、".join(sorted(head.twice))
        raise Refused(
            "no_table", f"同じ見出しが二つあります（{names}）", f"a header stands twice ({names})", head.first
        )
    return head
