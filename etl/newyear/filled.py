"""The rows of a sheet that were filled in, with names turned into ids; every fault names its cell."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from etl.clean import dates, values
from etl.near import near
from etl.newyear.names import Names
from etl.newyear.proposal import written
from etl.newyear.sheetlayout import Column, Layout
from etl.newyear.sheetmarker import PRINTED, PROPOSALS, PROPOSED, TAKE, TAKEN
from etl.newyear.words import fiscal_year
from etl.problems import Reporter
from etl.read.entries import SourceFile
from etl.read.typed import ROW
from etl.tables.project import SEPARATOR

_TAKEN = {TAKEN, "〇", "◯", "◎", "O", "o"}  # as people type a circle, at half width


@dataclass(frozen=True)
class FormFile(SourceFile):
    """A sheet of a workbook laid out by new-year; `year` says which of two rows is the later word.

    Its figures are of another day than the folder's document: it is a source of its own, named by
    `document` and dated by the day that stands in that name.
    """

    year: int = 0
    document: str | None = None
    as_of: dt.date | None = None
    words: tuple[str, ...] = ()  # of its marker, behind the year: which columns the sheet has

    def cited_as(self, source_id: str) -> str:
        return f"{source_id}:{self.path}"

    def brings(self) -> tuple[str | None, dt.date | None]:
        return self.document, self.as_of

    @property
    def before_row(self) -> str:
        return f"{self.sheet}!"


@dataclass(frozen=True)
class Sheet:
    """One sheet and what stands behind it: its columns, the names behind ids."""

    file: FormFile
    layout: Layout
    names: Names
    report: Reporter

    def filled(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that were filled in, names as ids; a row with a fault is reported and left out."""
        answers = [c.header for c in self.layout.columns if c.is_answer]
        filled = [row for row in frame.iter_rows(named=True) if any(row[header] for header in answers)]
        if PROPOSALS in self.file.words:
            filled = self._taken(filled, answers)
        good = [row for row in filled if self._holds(row)]
        return pl.DataFrame(good, schema=frame.schema)

    def _taken(self, rows: list[dict[str, str | None]], answers: list[str]) -> list[dict[str, str | None]]:
        """The rows that a person marked, or wrote where nothing was proposed; what is left is counted."""
        taken, left = [], 0
        mark = next(column for column in self.layout.columns if column.header == TAKE)
        for row in rows:
            cell = values.narrow(row[TAKE] or "")
            if cell in _TAKEN or not (row[PRINTED] or row[PROPOSED] or cell):
                taken.append(row)
            elif cell:
                self._report(
                    "proposal_mark",
                    row,
                    mark,
                    f"使う提案に {TAKEN}、使わないなら空欄にします",
                    f"write {TAKEN} to take the proposal, or leave the cell blank",
                )
            elif written([row[header] for header in answers]) != row[PROPOSED]:
                self._report(
                    "proposal_mark",
                    row,
                    mark,
                    f"提案の値を直したのに {TAKEN} がありません。使うなら {TAKEN}、使わないなら値を消します",
                    f"the proposed values were changed but there is no {TAKEN}: mark the row, or clear it",
                )
            else:
                left += 1
        if left:
            self.report(
                "proposals_left",
                f"{TAKEN} のない提案 {left} 行は読み込みません",
                f"{left} proposals without {TAKEN} are not read",
                severity="notice",
            )
        return taken

    def _holds(self, row: dict[str, str | None]) -> bool:
        """Names become ids in place. All faults of a row are reported at once."""
        before = len(self.report.problems)
        for column in self.layout.columns:
            if column.kind == "name":
                self._named(row, column)
        cells = {c.column: row[c.header] for c in self.layout.columns if c.column}
        for column in self.layout.columns:
            needed = column.required
            if column.needed_if:
                other, words = column.needed_if
                needed = values.narrow(cells[other] or "") in words
            if needed and not row[column.header]:
                self._report(
                    "half_filled",
                    row,
                    column,
                    "行が途中までです。ここを書くか、行の記入をすべて消します",
                    "the row is filled in halfway: fill this in, or clear what was written in the row",
                )
            meaning = self.layout.meanings.get(column.column or "")
            if meaning and row[column.header]:
                self._word(row, column, meaning)
        self._year(row)
        if activities := cells.get("activities"):
            header = self.layout.of("activities").header
            lines = [line.strip() for line in re.split(r"[\r\n]+|_x000D_", activities)]
            row[header] = SEPARATOR.join(line for line in lines if line)
        return len(self.report.problems) == before

    def _named(self, row: dict[str, str | None], column: Column) -> None:
        """The name must belong to the id beside it: a sheet sorted by halves shows itself here."""
        assert column.of
        assert column.list_of
        names = self.names[column.list_of]
        id_header = self.layout.of(column.of).header
        key, name = row[id_header], row[column.header]
        if not name or not names:
            return
        if key:
            if key in names and values.narrow(names[key]) != values.narrow(name):
                self._report(
                    "name_and_id",
                    row,
                    column,
                    f"{id_header} {key} の名は「{names[key]}」です（並べ替えで行がずれていないか確認）",
                    f"{key} is called {names[key]} (did sorting part of the sheet shift the rows?)",
                )
            return
        ids = [item for item, other in names.items() if values.narrow(other) == values.narrow(name)]
        if len(ids) == 1:
            row[id_header] = ids[0]
            return
        self._report(
            "unknown_name",
            row,
            column,
            "一覧にある名で書きます",
            "must be a name of the list",
            near(name, list(names.values())),
        )

    def _word(self, row: dict[str, str | None], column: Column, meaning: dict[str, str]) -> None:
        cell = row[column.header] or ""
        if cell in meaning:
            row[column.header] = meaning[cell]
            return
        self._report(
            "unknown_word",
            row,
            column,
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
                year = dates.fiscal_year(cell) if name == "fiscal_year" else values.integer(cell)
            except ValueError:
                continue  # the table's own reading names the cell
            if year > self.file.year:
                self._report(
                    "form_year",
                    row,
                    column,
                    f"この様式は{fiscal_year(self.file.year)}（{self.file.year}）までのものです",
                    f"this workbook goes up to {self.file.year}",
                )

    def _report(
        self,
        rule: str,
        row: dict[str, str | None],
        column: Column,
        ja: str,
        en: str,
        guess: str | None = None,
    ) -> None:
        self.report(rule, ja, en, int(row[ROW] or 0), column.header, row[column.header], guess)
