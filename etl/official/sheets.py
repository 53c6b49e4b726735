"""One table over many sheets: read together, and each problem told at its own sheet and row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from etl.official.filelayout import Reading
from etl.problems import Reporter, Severity
from etl.read.typed import ROW, SHEET

_STEP = 100_000  # more rows than a sheet of such a table has


def stack(readings: Sequence[Reading]) -> Reading:
    """The readings as one; its rows count on from sheet to sheet."""
    frames = [reading.frame.with_columns(pl.col(ROW) + at * _STEP) for at, reading in enumerate(readings)]
    headers = [[m.header for m in reading.measures] for reading in readings]
    assert all(one == headers[0] for one in headers)
    return replace(readings[0], frame=pl.concat(frames), sheet=None)


def own_rows(body: pl.DataFrame, sheets: Sequence[str | None]) -> pl.DataFrame:
    """With the sheets of the rows by name, and the rows' own numbers in them again."""
    names = pl.col(ROW) // _STEP
    return body.with_columns(
        names.replace_strict(dict(enumerate(sheets)), return_dtype=pl.String).alias(SHEET),
        pl.col(ROW) % _STEP,
    )


@dataclass
class SheetReporter(Reporter):
    """Tells a row of the stack as the row of its sheet."""

    sheets: Sequence[str | None] = ()

    def __call__(
        self,
        rule: str,
        expected: str,
        expected_en: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        guess: str | None = None,
        severity: Severity = "error",
        sheet: str | None = None,
    ) -> None:
        if row is not None:
            sheet, row = self.sheets[row // _STEP], row % _STEP
        super().__call__(rule, expected, expected_en, row, column, value, guess, severity, sheet)
