"""A filled-in workbook that was dropped into a source's folder, read back with the rows before it.

A row whose asked cells are all blank is not registered (未登録) and is no row. A row filled in halfway,
a name that does not belong to its id, a sheet of another version, source or year are problems.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from etl.clean import dates, values
from etl.forms.marker import NEW_YEAR, read_marker
from etl.newyear.filled import FormFile, Sheet
from etl.newyear.names import Names, names
from etl.newyear.sheetlayout import HEADER_ROW, LAYOUTS, VERSION, Layout
from etl.newyear.sheetmarker import PROPOSALS, SCHEMES, layout_of
from etl.problems import Problems, Reporter
from etl.read.book import open_book
from etl.read.discover import Source
from etl.read.entries import WORKBOOKS
from etl.read.grid import FAULTS, Refused
from etl.read.typed import read_cells
from etl.tables.columns import Raw

_DAY = re.compile(r"(?:令和|平成|昭和)(?:元|\d+)年\d+月\d+日|\d{4}年\d+月\d+日|\d{4}[-/]\d+[-/]\d+")
_COVER, _DOCUMENT = "説明", "資料名"  # the document behind the whole workbook


def marked(path: Path) -> dict[str, str]:
    """Sheets of a workbook that carry the mark of new-year: name → mark. Empty for any other file."""
    try:
        first = {str(grid.sheet): grid.text(1, 0) for grid in open_book(path).grids()}
    except (Refused, OSError):  # not a workbook that can be opened: whoever reads it says so
        return {}
    return {name: cell for name, cell in first.items() if read_marker(cell, NEW_YEAR)}


def read_forms(sources: list[Source], raws: dict[str, list[Raw]], lost: set[str], problems: Problems) -> None:
    """Add the filled-in sheets of every source's folder to `raws`; what is refused is added to `lost`."""
    vocabularies = names(raws)
    for source in sources:
        for listed in (*source.files, *source.dropped):
            path = source.folder / listed.path
            if listed.table or path.suffix.lower() not in WORKBOOKS:
                continue
            marks = marked(path)
            rows, before = 0, len(problems)
            report = Reporter(problems, source.label(listed.path), source.source_id)
            document = _document(path, report) if marks else None
            for sheet, mark in marks.items():
                report.sheet = sheet
                file = _file(source, path, sheet, mark, document, report)
                raw = None if file is None else _raw(source, file, vocabularies, report)
                if raw is not None:
                    raws.setdefault(raw.file.table, []).append(raw)
                    rows += len(raw)
                else:
                    table = mark.split()[2] if len(mark.split()) > 2 else ""
                    lost.update({table} & set(LAYOUTS))
            if marks and not rows and before == len(problems):
                ja, en = "この様式にはまだ何も書かれていません", "nothing is filled in yet in this workbook"
                report.sheet = None
                report("form_empty", ja, en, severity="notice")


def _file(
    source: Source, path: Path, sheet: str, mark: str, document: str | None, report: Reporter
) -> FormFile | None:
    """The sheet as a file of the source, or None after saying why it is refused."""
    parts = mark.split()

    def refuse(ja: str, en: str) -> None:
        report("form_refused", ja, en, 1, "A", mark)

    words = parts[4:]
    if parts[0] != VERSION or len(parts) < 4 or not set(words) <= {SCHEMES, PROPOSALS}:
        refuse(
            f"様式の版が違います（この版は {VERSION}）。python -m etl new-year で作り直し、書き写します",
            f"a workbook of another version (this is {VERSION}): lay out a new one (python -m etl new-year)",
        )
        return None
    _, source_id, table, year_text = parts[:4]
    due = {entry.table: entry for entry in source.yearly}
    if source_id != source.source_id:
        refuse(
            f"この様式は出典 {source_id} のものです。data/sources/{source_id}/ に入れます",
            f"this workbook is for the source {source_id}: put it into data/sources/{source_id}/",
        )
    elif table not in due or table not in LAYOUTS:
        refuse(
            f"この出典の source.toml に {table} の [[yearly]] がありません",
            f"this source's source.toml has no [[yearly]] for {table}",
        )
    elif not re.fullmatch(r"(19|20)\d\d", year_text):
        refuse("様式の年が読めません", "the year of the workbook cannot be read")
    else:
        layout = layout_of(table, words)
        placed = _placed(source, path, sheet, layout, int(year_text), document)
        return replace(placed, words=tuple(words))
    return None


def _placed(
    source: Source, path: Path, sheet: str, layout: Layout, year: int, document: str | None
) -> FormFile:
    base = next((file for file in source.files if file.table == layout.table), None)
    columns = {c.header: c.column for c in layout.columns if c.column}
    constants = {**(base.constants if base else {}), **layout.constants}
    return FormFile(
        path=path.relative_to(source.folder).as_posix(),
        table=layout.table,
        ref=f"{document or '新しい年度の様式（資料名の記入なし）'}｜{sheet}",
        columns=columns,
        sheet=sheet,
        header_row=HEADER_ROW,
        constants={
            k: v.replace("{year}", str(year)) for k, v in constants.items() if k not in columns.values()
        },
        year=year,
        document=document,
        as_of=_day(document),
    )


def _day(document: str | None) -> dt.date | None:
    """The day in the document's name, where there is a whole one."""
    for found in _DAY.finditer(values.narrow(document or "")):
        try:
            return dates.date(found.group())
        except ValueError:
            continue  # 令和8年13月1日: no day
    return None


def _document(path: Path, report: Reporter) -> str | None:
    """What the person who filled it in named as the document behind it."""
    grid = open_book(path).grid(_COVER)
    for row in grid.rows if grid else ():
        if grid and row.cell(0) == _DOCUMENT and row.cell(1):
            rule = grid.faults.get((row.number, 1))
            if rule:
                report(rule, *FAULTS[rule], row.number, _DOCUMENT, row.cell(1)[:80], sheet=_COVER)
            return row.cell(1)
    return None


def _raw(source: Source, file: FormFile, vocabularies: Names, report: Reporter) -> Raw | None:
    layout = layout_of(file.table, file.words)
    given = {column.column for column in layout.columns if column.kind == "given" and column.column}
    called = {column.header for column in layout.columns if column.kind == "name"}
    cells = read_cells(source, file, report.problems, given, called)
    if cells is None:
        return None
    frame = cells.frame
    missing = [c for c in layout.columns if c.kind != "now" and c.header not in frame.columns]
    beside = [c.header for c in missing if c.column is None]
    if beside:  # without them rows cannot be told apart that must be
        headers = "、".join(beside)
        ja = f"見出し「{headers}」の列がありません。様式を作り直し、書き写します"
        report("form_refused", ja, f"without the columns {headers}: lay out a new one, copy over", HEADER_ROW)
        return None
    if not missing:
        frame = Sheet(file, layout, vocabularies, report).filled(frame)
    return Raw.of(frame, source, file, report.problems)
