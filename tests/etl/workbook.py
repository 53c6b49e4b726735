"""Fill cells of a workbook that new-year laid out, as a colleague would: the file itself is changed.

XlsxWriter cannot open a file, so the cells are written into the sheet's XML, numbers as numbers and
words as inline strings, and everything else of the file stays byte for byte.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import fastexcel

HEADER_ROW = 4


def fill(path: Path, target: Path, cells: dict[tuple[str, str], str | int | float | None]) -> Path:
    """Copy `path` to `target` with (sheet, "E5") → value written in; None empties the cell."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for sheet in {name for name, _ in cells}:
        part = _part(parts, sheet)
        text = parts[part].decode("utf-8")
        for (name, at), value in cells.items():
            if name == sheet:
                text = _put(text, at, value)
        parts[part] = text.encode("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return target


def rename(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file's shared strings, such as the mark of a sheet."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    before = parts["xl/sharedStrings.xml"].decode("utf-8")
    assert old in before
    parts["xl/sharedStrings.xml"] = before.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)


def table(path: Path, sheet: str) -> list[dict[str, str]]:
    """The sheet's rows by header, with "at": the row's number in the workbook."""
    frame = fastexcel.read_excel(str(path)).load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    rows = [["" if cell is None else str(cell) for cell in row] for row in frame.rows()]
    header = rows[HEADER_ROW - 1]
    return [
        {**dict(zip(header, row, strict=True)), "at": str(number)}
        for number, row in enumerate(rows[HEADER_ROW:], start=HEADER_ROW + 1)
    ]


def place(path: Path, sheet: str, header: str, where: Callable[[dict[str, str]], bool]) -> tuple[str, str]:
    """(sheet, "E5") of the one row that `where` picks, in the column under `header`."""
    found = [row for row in table(path, sheet) if where(row)]
    assert len(found) == 1, found
    column = list(found[0]).index(header)
    assert column < 26
    return sheet, f"{chr(ord('A') + column)}{found[0]['at']}"


def _part(parts: dict[str, bytes], sheet: str) -> str:
    workbook = parts["xl/workbook.xml"].decode("utf-8")
    names = re.findall(r'<sheet name="([^"]*)"', workbook)
    return f"xl/worksheets/sheet{names.index(escape(sheet)) + 1}.xml"


def _put(text: str, at: str, value: str | int | float | None) -> str:
    found = re.search(rf'<c r="{at}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)', text)
    assert found, f"no cell {at}"
    style = found.group(1) or ""
    if value is None:
        cell = f'<c r="{at}"{style}/>'
    elif isinstance(value, str):
        cell = f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    else:
        cell = f'<c r="{at}"{style}><v>{value}</v></c>'
    return text[: found.start()] + cell + text[found.end() :]
