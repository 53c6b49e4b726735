"""One file's text cells, and how each is converted: renamed, corrected, a fault told with its place.

A cell that cannot be read becomes null *and* a problem naming file, sheet, row, column and value;
the run then stops before anything is built, so no null of this kind ever reaches the mart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

import polars as pl

from etl.clean import values as clean_values
from etl.near import near
from etl.problems import Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.typed import ROW, Cells
from etl.tables.correct import CORRECTED, PRINTED, correct

T = TypeVar("T")
# what needs no second look; longer numbers would overflow or be rounded
_ENGLISH = "_en"  # ends the name of a column beside a Japanese one
_DIGITS: dict[Any, str] = {pl.Int64: r"^[0-9]{1,15}$", pl.Float64: r"^[0-9]{1,9}(\.[0-9]{1,6})?$"}


@dataclass(frozen=True)
class RawCells:
    """Text cells of one file under the raw table's column names, with their place."""

    frame: pl.DataFrame
    source: Source
    file: SourceFile
    headers: dict[str, str]
    problems: Problems
    used: set[str] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)  # column → header, where its unit is another

    @classmethod
    def of(
        cls,
        frame: pl.DataFrame,
        source: Source,
        file: SourceFile,
        problems: Problems,
        cells: Cells | None = None,
    ) -> Self | None:
        """Apply the source's mapping, corrections, constants and unpivot to `frame`.

        Returns None after adding a problem when a mapped header is missing.
        """
        unnamed = [h for h in frame.columns if h not in file.columns and h != ROW]
        missing = [h for h in file.columns if h not in frame.columns]
        for header in missing:
            problems.report(
                "missing_column",
                "この見出しの列がありません",
                "there is no column with this header",
                file=source.label(file.path),
                sheet=file.sheet,
                row=cells.header_row if cells else file.header_row,
                column=header,
                guess=near(header, unnamed),
                source_id=source.source_id,
            )
        if missing:
            return None
        frame = correct(frame, source, file, problems)
        headers = {column: header for header, column in file.columns.items()}
        frame = frame.select(
            pl.col(ROW),
            pl.col(CORRECTED),
            pl.col(f"^{PRINTED}.*$"),
            *[pl.col(h).alias(c) for h, c in file.columns.items()],
            *[pl.lit(value).alias(name) for name, value in file.constants.items()],
        )
        if file.unpivot:
            spread = file.unpivot
            label_of = dict(spread.columns)
            frame = frame.unpivot(
                list(label_of),
                index=[c for c in frame.columns if c not in label_of],
                variable_name=spread.name,
                value_name=spread.value,
            ).with_columns(pl.col(spread.name).replace_strict(label_of))
            headers[spread.value] = " / ".join(label_of)
        units = {file.columns[h]: text for h, text in cells.headers.items()} if cells else {}
        if file.unpivot:
            for column in file.unpivot.columns:
                if column in units:
                    units[file.unpivot.value] = units[column]
        return cls(frame, source, file, headers, problems, units=units)

    def __len__(self) -> int:
        return self.frame.height

    def unasked(self) -> list[str]:
        """Mapped columns that the table has no use for: most likely a misspelt name."""
        return [c for c in self.headers if c in self.frame.columns and c not in self.used]

    def has(self, column: str) -> bool:
        self.used.add(column)
        return column in self.frame.columns

    def only(self, column: str, where: pl.Series) -> Self:
        """The same file with `column` blank outside `where`."""
        kept = pl.when(where).then(pl.col(column)).alias(column)
        return replace(self, frame=self.frame.with_columns(kept))

    def header(self, column: str) -> str:
        return self.headers.get(column, column)

    def unit_scale(self, column: str, base: str) -> int:
        """How many `base` units (円) one printed unit is, from the caption: 金額（千円） → 1000.

        A header without such a unit is a problem: an amount whose unit is guessed is a wrong figure.
        """
        unit = clean_values.caption_unit(self.units.pop(column, self.header(column)))
        if unit and unit.endswith(base):
            with suppress(KeyError):
                return clean_values.scale(unit)
        if self.has(column):
            self.problems.report(
                "unit_missing",
                f"見出しに{base}の単位を書きます（例 金額（千{base}））",
                f"the header must carry the unit, as in 金額（千{base}）",
                file=self.label,
                sheet=self.file.sheet,
                row=self.file.header_row,
                column=self.header(column),
                source_id=self.source.source_id,
            )
        return 1

    @property
    def label(self) -> str:
        return self.source.label(self.file.path)

    def wrong(
        self,
        rule: str,
        column: str,
        row: int,
        value: str | None,
        expected: str,
        expected_en: str,
        guess: str | None = None,
        header: str | None = None,
    ) -> None:
        """Add an error for one cell of this file; `header`, where a column's cells stand under several."""
        self.problems.report(
            rule,
            expected,
            expected_en,
            file=self.label,
            sheet=self.file.sheet,
            row=row,
            column=header or self.header(column),
            value=value,
            guess=guess,
            source_id=self.source.source_id,
        )

    def _cells(self, where: pl.Series, column: str) -> Iterator[tuple[int, str, str]]:
        """Row, text and header of some cells of a column: of a wide file each under its own header."""
        spread, rows = self.file.unpivot, self.frame.filter(where)
        if spread is None or column != spread.value:
            header = self.header(column)
            # a row that became several is one row of the file
            cells = rows.select(ROW, column).unique(maintain_order=True)
            yield from ((row, cell, header) for row, cell in cells.iter_rows())
            return
        headers = {text: self.header(name) for name, text in spread.columns.items()}
        for row, cell, text in rows.select(ROW, column, spread.name).iter_rows():
            yield row, cell, headers[text]

    def no_twins(self) -> None:
        """A row that stands twice is an error where no key would find it."""
        cells = [c for c in self.frame.columns if c in self.headers]
        for row in self.frame.filter(self.frame.select(cells).is_duplicated())[ROW]:
            self.wrong(
                "same_row_twice",
                cells[0],
                row,
                None,
                "同じ内容の行が二つあります",
                "two rows are the same in every cell",
            )

    def text(self, column: str, required: bool = False) -> pl.Series:
        """The cells as they are; an absent column is all null.

        Where a required English text is not written, or has no column, the Japanese one stands.
        """
        there = self.has(column)
        series = self.frame[column] if there else pl.Series(column, [None] * len(self), dtype=pl.String)
        if required and column.endswith(_ENGLISH):
            return series.zip_with(series.is_not_null(), self.text(column.removesuffix(_ENGLISH)))
        if required and there:
            for row, _, header in self._cells(series.is_null(), column):
                self.wrong(
                    "empty_cell", column, row, None, "空欄にできません", "must not be empty", header=header
                )
        return series

    def convert(
        self,
        column: str,
        parse: Callable[[str], T],
        dtype: Any,
        expected: str,
        expected_en: str,
        required: bool = True,
        rule: str = "not_readable",
        guess: Callable[[str], str | None] | None = None,
    ) -> pl.Series:
        """Parse every distinct text once; what `parse` refuses (ValueError, KeyError) is a problem."""
        series = self.text(column, required)
        self._same_unit(column)
        plain = _DIGITS.get(dtype)
        if plain and parse in (clean_values.integer, clean_values.decimal):
            fast = (
                pl.select(pl.when(series.str.contains(plain)).then(series.cast(dtype, strict=False)))
                .to_series()
                .alias(column)
            )
            todo = series.filter(fast.is_null())
        else:
            fast, todo = None, series
        values: dict[str, T] = {}
        bad: dict[str, tuple[str, str]] = {}
        for cell in todo.drop_nulls().unique():
            try:
                values[cell] = parse(cell)
            except clean_values.Unread as error:
                bad[cell] = error.ja, error.en
            except (ValueError, KeyError):
                twice = dtype in _DIGITS and clean_values.two_figures(cell)
                bad[cell] = (
                    expected + ("（数が二つあるように読めます）" if twice else ""),
                    expected_en + (" (reads as two numbers)" if twice else ""),
                )
        if bad:
            for row, cell, header in self._cells(series.is_in(list(bad)), column):
                self.wrong(rule, column, row, cell, *bad[cell], guess(cell) if guess else None, header)
        if not values:
            slow = pl.Series(column, [None] * len(self), dtype=dtype)
        else:
            slow = series.replace_strict(
                list(values),
                pl.Series(list(values.values()), dtype=dtype),
                default=None,
                return_dtype=dtype,
            )
        return slow if fast is None else fast.zip_with(fast.is_not_null(), slow).alias(column)

    def _same_unit(self, column: str) -> None:
        """A column whose unit nobody asked for is taken as the mapping has it, or not at all."""
        other = self.units.pop(column, None)
        mapped = clean_values.caption_unit(self.header(column))
        if other and (mapped or clean_values.factor(clean_values.caption_unit(other) or "") != 1):
            self.wrong(
                "unit_differs",
                column,
                self.file.header_row,
                other,
                f"見出しの単位が source.toml の「{self.header(column)}」と違います",
                f"the unit of the header is not that of {self.header(column)} in source.toml",
            )
