"""Which sheet of a file holds the table that a mapping asks for. What a file is, its first bytes say."""

from __future__ import annotations

from pathlib import Path

from etl.read.book import is_workbook, open_book, refuse_other_kinds, refuse_too_large
from etl.read.entries import SourceFile
from etl.read.grid import Grid, Refused
from etl.read.header import Head, Wanted, find
from etl.read.textfile import decode, separator_of, text_grid


def open_table(path: Path, file: SourceFile, wanted: Wanted) -> tuple[Grid, Head]:
    """The sheet that holds the table, and its header. Raises Refused, OSError and UnicodeDecodeError."""
    if is_workbook(path) or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _sheet(path, file, wanted)
    refuse_other_kinds(path)
    refuse_too_large(path)
    text = decode(path.read_bytes())
    grid = text_grid(text, separator_of(text, wanted.score, len(wanted.headers)))
    return grid, _head(grid, file, wanted)


def _sheet(path: Path, file: SourceFile, wanted: Wanted) -> tuple[Grid, Head]:
    book = open_book(path)
    if file.sheet is not None:
        named = book.grid(file.sheet)
        if named is None:
            names = "、".join(book.names)
            raise Refused(
                "no_table",
                f"シートがありません（あるのは {names}）",
                f"no such sheet (there are {names})",
            )
        return named, _head(named, file, wanted)
    grids = book.visible()
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
