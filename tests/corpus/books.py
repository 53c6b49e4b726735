"""Workbooks as people save them: cells of every kind written by XlsxWriter, and parts changed by hand."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from tests.corpus.good import Cells

Draw = Callable[[Any, Any], None]  # (workbook, worksheet) → merges, hidden rows, …


@dataclass(frozen=True)
class Typed:
    """One cell that is not plain text: a value with a format, or a formula with its saved result."""

    value: Any
    format: str | None = None
    formula: str | None = None
    font: tuple[tuple[str, Any], ...] = ()


def numbers(cells: Cells, *headers: str) -> list[list[Any]]:
    """Cells under these headers as numbers, where they are plain numbers."""
    columns = [cells[0].index(h) for h in headers]
    out: list[list[Any]] = [list(row) for row in cells]
    for row in out[1:]:
        for c in columns:
            plain = row[c].replace(",", "")
            if re.fullmatch(r"-?\d+", plain):
                row[c] = int(plain)
            elif re.fullmatch(r"-?\d+\.\d+", plain):
                row[c] = float(plain)
    return out


def every_number(cells: Cells) -> list[list[Any]]:
    """As Excel takes what is typed: every plain number without a leading zero becomes one."""
    rows = numbers(cells, *cells[0])
    return [
        [
            old if old[:1] == "0" and len(old) > 1 and old[1] != "." else new
            for old, new in zip(a, b, strict=True)
        ]
        for a, b in zip(cells, rows, strict=True)
    ]


def book(
    cells: Sequence[Sequence[Any]],
    draw: Draw | None = None,
    sheet: str = "表",
    before: Sequence[tuple[str, Sequence[Sequence[Any]], bool]] = (),
    after: Sequence[tuple[str, Sequence[Sequence[Any]], bool]] = (),
    as_saved_by_excel: bool = True,
) -> bytes:
    """A workbook with `cells` on one sheet; others (name, cells, hidden) before and after it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        for name, content, hidden in (*before, (sheet, cells, False), *after):
            page = workbook.add_worksheet(name)
            _write(workbook, page, content)
            if hidden:
                page.hide()
            elif name == sheet:
                page.activate()
                page.set_first_sheet()
                if draw:
                    draw(workbook, page)
    data = out.getvalue()
    if as_saved_by_excel:  # Excel has worked out the formulas; XlsxWriter leaves that to it
        data = part(data, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))
    return data


def _write(workbook: Any, page: Any, cells: Sequence[Sequence[Any]]) -> None:
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            told = cell if isinstance(cell, Typed) else Typed(cell)
            style = (
                workbook.add_format(
                    {**dict(told.font), **({"num_format": told.format} if told.format else {})}
                )
                if told.format or told.font
                else None
            )
            value = told.value
            if told.formula:
                page.write_formula(r, c, told.formula, style, value)
            elif isinstance(value, dt.date):
                page.write_datetime(r, c, dt.datetime.combine(value, dt.time()), style)
            elif isinstance(value, bool):
                page.write_boolean(r, c, value, style)
            elif isinstance(value, int | float):
                page.write_number(r, c, value, style)
            elif value:
                page.write_string(r, c, value, style)


def part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                content = change(content.decode("utf-8")).encode("utf-8")
            new.writestr(info.filename, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as new:
        new.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()
