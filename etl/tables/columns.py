"""The kinds of cells that a column may hold, and where a row comes from: text cells become columns of values.

How a cell is converted, and what is said of one that cannot be, stands in etl/tables/rawcells.py.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from etl.clean import codes, dates
from etl.clean import values as clean_values
from etl.clean.guess import code_guess, digit_guess
from etl.near import near
from etl.read.typed import ROW, SHEET
from etl.tables.correct import CORRECTED, PRINTED
from etl.tables.rawcells import RawCells


class Raw(RawCells):
    """Text cells of one file, read as columns of values."""

    def integer(self, column: str, required: bool = True) -> pl.Series:
        return self.convert(
            column,
            clean_values.integer,
            pl.Int64,
            "整数で書きます",
            "must be a whole number",
            required,
            guess=self._number_guess(column),
        )

    def decimal(self, column: str, required: bool = True) -> pl.Series:
        percent = clean_values.caption_unit(self.header(column)) == "%"
        return self.convert(
            column,
            clean_values.percent if percent else clean_values.decimal,
            pl.Float64,
            "数で書きます",
            "must be a number",
            required,
            guess=self._number_guess(column),
        )

    def _number_guess(self, column: str) -> Callable[[str], str | None]:
        unit = clean_values.caption_unit(self.header(column))
        return lambda cell: digit_guess(cell, unit)

    def year(self, column: str, required: bool = True) -> pl.Series:
        return self.convert(
            column,
            dates.year,
            pl.Int64,
            "西暦か和暦の年で書きます（例 2020、令和2年）",
            "must be a year (2020 or 令和2年)",
            required,
        )

    def fiscal_year(self, column: str, required: bool = True) -> pl.Series:
        return self.convert(
            column,
            dates.fiscal_year,
            pl.Int64,
            "年度で書きます（例 令和6年度、R6、2024）",
            "must be a fiscal year (令和6年度, R6 or 2024)",
            required,
        )

    def date(self, column: str, required: bool = False) -> pl.Series:
        return self.convert(
            column,
            dates.date,
            pl.Date,
            "実在する日付で書きます（例 令和6年3月25日、2024-03-25）",
            "must be a date that exists (令和6年3月25日 or 2024-03-25)",
            required,
        )

    def code(self, column: str, required: bool = True) -> pl.Series:
        """Municipality codes with a right check digit."""
        form = codes.form(self.frame[column].drop_nulls().unique()) if self.has(column) else None
        return self.convert(
            column,
            lambda cell: codes.municipality_code(cell, form),
            pl.String,
            "6桁の全国地方公共団体コードで書きます（検査数字が合いません）",
            "must be a 6-digit municipality code (its check digit is wrong)",
            required,
            rule="check_digit",
            guess=code_guess,
        )

    def choice(self, column: str, words: dict[str, str], required: bool = True) -> pl.Series:
        """One of the words of `words` (printed → stored); those of machines are read and not listed."""
        listed = "・".join([word for word in words if not word.isascii()] or words)
        return self.convert(
            column,
            lambda cell: words[clean_values.narrow(cell)],
            pl.String,
            f"次のどれかで書きます: {listed}",
            f"must be one of: {listed}",
            required,
            rule="unknown_word",
            guess=lambda cell: near(clean_values.narrow(cell), list(words)),
        )

    def listed(self, column: str, separator: str) -> pl.Series:
        """The texts that a cell lists; an empty cell lists none."""
        cells = self.text(column)
        none = pl.lit([], dtype=pl.List(pl.String))
        several = pl.when(cells.is_null()).then(none).otherwise(cells.str.split(separator))
        return pl.select(several.alias(column)).to_series()

    def place(self, printed: str | None = None) -> list[pl.Series]:
        """The five provenance columns; `printed` names the column whose cell is shown as printed."""
        n = len(self)
        ref = self.text("source_ref").fill_null(self.file.ref)
        own = self.text("as_printed")
        shown = self.printed(printed) if printed else own
        corrected = self.frame[CORRECTED]
        note = self.text("note")
        both = pl.select(
            pl.concat_str([note, corrected], separator="。", ignore_nulls=True).alias("note")
        ).to_series()
        both = both.zip_with(
            note.is_not_null() | corrected.is_not_null(), pl.Series("note", [None] * n, dtype=pl.String)
        )
        rows = self.frame[ROW].cast(pl.String)
        if SHEET in self.frame.columns:
            rows = self.frame[SHEET] + "!" + rows
        prefix = f"{self.source.source_id}/{self.file.path}:{self.file.before_row}"
        return [
            pl.Series("source_id", [self.file.cited_as(self.source.source_id)] * n, dtype=pl.String),
            ref.alias("source_ref"),
            (pl.Series([prefix] * n, dtype=pl.String) + rows).alias("source_row"),
            own.zip_with(own.is_not_null(), shown).alias("as_printed"),
            both,
        ]

    def printed(self, column: str) -> pl.Series:
        """The cells of `column` as the document prints them: before any correction."""
        before = PRINTED + self.header(column)
        return self.frame[before] if before in self.frame.columns else self.text(column)

    def place_short(self) -> list[pl.Series]:
        """source_id and source_row alone, for series of all Japan (the rest stands per file)."""
        whole = self.place()
        return [whole[0], whole[2]]
