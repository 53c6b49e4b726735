"""A filled-in workbook that was dropped into a source's folder, read back with the rows before it.

A row whose asked cells are all blank is not registered (未登録) and is no row. A row filled in halfway,
a name that does not belong to its id, a sheet of another version, source or year are problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from etl import clean
from etl.discover import Source
from etl.entries import SourceFile
from etl.names import near
from etl.newyear.layout import HEADER_ROW, LAYOUTS, VERSION, Column, Layout
from etl.newyear.names import Names, names
from etl.newyear.words import fiscal_year
from etl.problems import Problem, Problems
from etl.raw import Raw
from etl.read import ROW, read
from etl.tables.project import SEPARATOR

_MARK = re.compile(r"renkei-new-year/\d+(?: .*)?")
_DOCUMENT = "資料名"  # on the sheet 説明: the document behind the whole workbook


@dataclass(frozen=True)
class FormFile(SourceFile):
    """A sheet of a workbook laid out by new-year; `year` says which of two rows is the later word."""

    year: int = 0


def marked(path: Path) -> dict[str, str]:
    """Sheets of a workbook that carry the mark of new-year: name → mark. Empty for any other file."""
    return {name: cell for name, cell in _first_cells(path).items() if _MARK.fullmatch(cell)}


def read_forms(sources: list[Source], raws: dict[str, list[Raw]], lost: set[str], problems: Problems) -> None:
    """Add the filled-in sheets of every source's folder to `raws`; what is refused is added to `lost`."""
    known = names(raws)
    for source in sources:
        listed = {file.path for file in source.files}
        for path in sorted(source.folder.glob("*.xls[xm]")):
            if path.name in listed or path.name.startswith((".", "~$")):
                continue
            for sheet, mark in marked(path).items():
                file = _file(source, path, sheet, mark, problems)
                raw = None if file is None else _raw(source, file, known, problems)
                if raw is not None:
                    raws.setdefault(raw.file.table, []).append(raw)
                elif file is None:
                    table = mark.split()[2] if len(mark.split()) > 2 else ""
                    lost.update({table} & set(LAYOUTS))


def _first_cells(path: Path) -> dict[str, str]:
    try:
        book = fastexcel.read_excel(str(path))
        sheets = {
            name: book.load_sheet(name, header_row=None, n_rows=1, dtypes="string").to_polars()
            for name in book.sheet_names
        }
    except Exception:  # not a workbook that can be opened: whoever reads it says so
        return {}
    return {
        name: str(frame.item(0, 0) or "").strip()
        for name, frame in sheets.items()
        if frame.height and frame.width
    }


def _file(source: Source, path: Path, sheet: str, mark: str, problems: Problems) -> FormFile | None:
    """The sheet as a file of the source, or None after saying why it is refused."""
    parts = mark.split()

    def refuse(ja: str, en: str) -> None:
        problems.add(
            Problem(
                "error",
                "form_refused",
                ja,
                en,
                file=source.label(path.name),
                sheet=sheet,
                row=1,
                column="A",
                value=mark,
                source_id=source.source_id,
            )
        )

    if parts[0] != VERSION or len(parts) != 4:
        refuse(
            f"様式の版が違います（この版は {VERSION}）。python -m etl new-year で作り直し、書き写します",
            f"a workbook of another version (this is {VERSION}): lay out a new one (python -m etl new-year)",
        )
        return None
    _, source_id, table, year_text = parts
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
        return _placed(source, path, sheet, LAYOUTS[table], int(year_text))
    return None


def _placed(source: Source, path: Path, sheet: str, layout: Layout, year: int) -> FormFile:
    base = next((file for file in source.files if file.table == layout.table), None)
    columns = {c.header: c.column for c in layout.columns if c.column}
    constants = {**(base.constants if base else {}), **layout.constants}
    document = _document(path)
    return FormFile(
        path=path.name,
        table=layout.table,
        ref=f"{document or '新しい年度の様式（資料名の記入なし）'}｜{sheet}",
        columns=columns,
        sheet=sheet,
        header_row=HEADER_ROW,
        constants={
            k: v.replace("{year}", str(year)) for k, v in constants.items() if k not in columns.values()
        },
        year=year,
    )


def _document(path: Path) -> str | None:
    """What the person who filled it in named as the document behind it."""
    try:
        sheet = fastexcel.read_excel(str(path)).load_sheet("説明", header_row=None, dtypes="string")
    except Exception:  # the sheet may be gone: nothing but the document's name is lost with it
        return None
    for row in sheet.to_polars().iter_rows():
        if row and row[0] == _DOCUMENT and len(row) > 1 and row[1]:
            return str(row[1]).strip()
    return None


def _raw(source: Source, file: FormFile, known: Names, problems: Problems) -> Raw | None:
    layout = LAYOUTS[file.table]
    frame = read(source, file, problems)
    if frame is None:
        return None
    missing = [c.header for c in layout.columns if c.kind != "now" and c.header not in frame.columns]
    if not missing:
        frame = _Sheet(source, file, layout, known, problems).filled(frame)
    return Raw.of(frame, source, file, problems)


@dataclass(frozen=True)
class _Sheet:
    source: Source
    file: FormFile
    layout: Layout
    known: Names
    problems: Problems

    def filled(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that were filled in, names as ids; a row with a fault is told and left out."""
        kept = [row for row in frame.iter_rows(named=True) if any(row[c.header] for c in self._asked())]
        good = [row for row in kept if self._holds(row)]
        if not kept:
            self._tell(
                "notice",
                "form_empty",
                None,
                None,
                None,
                "まだ何も書かれていません",
                "nothing is filled in yet",
            )
        return pl.DataFrame(good, schema=frame.schema)

    def _asked(self) -> Iterator[Column]:
        return (column for column in self.layout.columns if column.asked)

    def _holds(self, row: dict[str, str | None]) -> bool:
        """Names become ids in place. All faults of a row are told at once."""
        before = len(self.problems)
        for column in self.layout.columns:
            if column.kind == "name":
                self._named(row, column)
        cells = {c.column: row[c.header] for c in self.layout.columns if c.column}
        for column in self.layout.columns:
            needed = column.required
            if column.needed_if:
                other, words = column.needed_if
                needed = clean.narrow(cells[other] or "") in words
            if needed and not row[column.header]:
                self._tell(
                    "error",
                    "half_filled",
                    row,
                    column,
                    None,
                    "行が途中までです。ここを書くか、行の記入をすべて消します",
                    "the row is filled in halfway: fill this in, or clear what was written in the row",
                )
            meaning = self.layout.meanings.get(column.column or "")
            if meaning and row[column.header]:
                self._word(row, column, meaning)
        self._year(row)
        if told := cells.get("activities"):
            header = self.layout.of("activities").header
            lines = [line.strip() for line in re.split(r"[\r\n]+|_x000D_", told)]
            row[header] = SEPARATOR.join(line for line in lines if line)
        return len(self.problems) == before

    def _named(self, row: dict[str, str | None], column: Column) -> None:
        """The name must belong to the id beside it: a sheet sorted by halves shows itself here."""
        assert column.of
        assert column.list_of
        known = self.known[column.list_of]
        id_header = self.layout.of(column.of).header
        key, name = row[id_header], row[column.header]
        if not name or not known:
            return
        if key:
            if key in known and clean.narrow(known[key]) != clean.narrow(name):
                self._tell(
                    "error",
                    "name_and_id",
                    row,
                    column,
                    name,
                    f"{id_header} {key} の名は「{known[key]}」です（並べ替えで行がずれていないか確認）",
                    f"{key} is called {known[key]} (did sorting part of the sheet shift the rows?)",
                )
            return
        ids = [item for item, told in known.items() if clean.narrow(told) == clean.narrow(name)]
        if len(ids) == 1:
            row[id_header] = ids[0]
            return
        self._tell(
            "error",
            "unknown_name",
            row,
            column,
            name,
            "一覧にある名で書きます",
            "must be a name of the list",
            near(name, list(known.values())),
        )

    def _word(self, row: dict[str, str | None], column: Column, meaning: dict[str, str]) -> None:
        cell = row[column.header] or ""
        if cell in meaning:
            row[column.header] = meaning[cell]
            return
        self._tell(
            "error",
            "unknown_word",
            row,
            column,
            cell,
            "次のどれかで書きます: " + "・".join(meaning),
            "must be one of: " + ", ".join(meaning),
            near(cell, list(meaning)),
        )

    def _year(self, row: dict[str, str | None]) -> None:
        for name in ("fiscal_year", "year"):
            column = next((c for c in self.layout.columns if c.column == name), None)
            if column is None or not row[column.header]:
                continue
            cell = row[column.header] or ""
            try:
                year = clean.fiscal_year(cell) if name == "fiscal_year" else clean.integer(cell)
            except ValueError:
                continue  # the table's own reading names the cell
            if year > self.file.year:
                self._tell(
                    "error",
                    "form_year",
                    row,
                    column,
                    cell,
                    f"この様式は{fiscal_year(self.file.year)}（{self.file.year}）までのものです",
                    f"this workbook goes up to {self.file.year}",
                )

    def _tell(
        self,
        severity: str,
        rule: str,
        row: dict[str, str | None] | None,
        column: Column | None,
        value: str | None,
        ja: str,
        en: str,
        guess: str | None = None,
    ) -> None:
        self.problems.add(
            Problem(
                "notice" if severity == "notice" else "error",
                rule,
                ja,
                en,
                file=self.source.label(self.file.path),
                sheet=self.file.sheet,
                row=None if row is None else int(row[ROW] or 0),
                column=column.header if column else None,
                value=value,
                guess=guess,
                source_id=self.source.source_id,
            )
        )
