"""One file of a long table: its columns as distinct texts, what they mean, and which row has which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from etl.longtables import csvcolumns
from etl.longtables.csvcolumns import Texts
from etl.near import near
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.grid import Refused
from etl.read.typed import ROW, read_cells
from etl.tables import Table
from etl.tables.columns import Raw
from etl.tables.correct import CORRECTED


@dataclass(frozen=True)
class Column:
    """`at[row]` is the place of the row's cell in `values`."""

    at: pl.Series
    values: pl.Series


@dataclass(frozen=True)
class Part:
    source: Source
    file: SourceFile
    lines: pl.Series
    columns: dict[str, Column]

    @property
    def label(self) -> str:
        return self.source.label(self.file.path)

    def ranks(self, name: str, values: pl.Series) -> pl.Series:
        """Each row's place in `values`, the sorted values of all files."""
        own = self.columns[name]
        place = pl.Series(range(len(values)), dtype=pl.Int32)
        return own.values.replace_strict(values, place, return_dtype=pl.Int32).gather(own.at).alias(name)

    def first_row(self, name: str, value: Any) -> int | None:
        """The first row of the file that holds `value`."""
        own = self.columns[name]
        places = (own.values == value).arg_true()
        rows = own.at.is_in(places.cast(own.at.dtype).implode()).arg_true()
        return int(self.lines[rows[0]]) if len(rows) else None


def part_of(table: Table, source: Source, file: SourceFile, problems: Problems) -> Part | None:
    """The file read; None after saying why it cannot be."""
    before = len(problems.stopping)
    try:
        read = _cells(table, source, file, problems)
    except (Refused, OSError) as error:
        told = (error.rule, error.ja, error.en) if isinstance(error, Refused) else _unreadable(error)
        row, value = (error.row, error.value) if isinstance(error, Refused) else (None, None)
        problems.add(
            Problem(
                "error",
                *told,
                file=source.label(file.path),
                row=row,
                value=value,
                source_id=source.source_id,
            )
        )
        return None
    if read is None:
        return None
    raw, lines, cells = read
    if not _mapped(table, raw, set(cells), problems):
        return None
    columns = {name: _column(table, name, raw, lines, cells[name], problems) for name in table.bulk}
    return Part(source, file, lines, columns) if len(problems.stopping) == before else None


def _cells(
    table: Table, source: Source, file: SourceFile, problems: Problems
) -> tuple[Raw, pl.Series, dict[str, Texts]] | None:
    """The file, the row number of each of its rows, and its cells under the table's column names."""
    path = source.folder / file.path
    with path.open("rb") as stream:
        workbook = stream.read(4) == b"PK\x03\x04"
    if workbook or path.stat().st_size < csvcolumns.LARGE:
        short = read_cells(source, file, problems, set(table.keys))
        if short is None:
            return None
        raw = Raw.of(short.frame, source, file, problems, short)
        if raw is None:
            return None
        named = [c for c in raw.frame.columns if not c.startswith("_")]
        return raw, raw.frame[ROW], {name: _distinct(raw.frame[name]) for name in named}
    if file.unpivot or file.header_row != 1 or any(c.file == file.path for c in source.corrections):
        raise Refused(
            "too_large",
            "この大きさのファイルでは unpivot・header_row・[[correction]] は使えません（ファイルを分けます）",
            "a file of this size takes no unpivot, header_row or [[correction]] (cut it into smaller ones)",
        )
    found = csvcolumns.columns(path, list(file.columns))
    cells = {column: found.pop(header) for header, column in file.columns.items()}
    height = len(next(iter(cells.values()))[0])
    for name, value in file.constants.items():
        cells[name] = pl.repeat(0, height, dtype=pl.Int32, eager=True), [value]
    headers = {column: header for header, column in file.columns.items()}
    lines = pl.int_range(2, height + 2, dtype=pl.Int32, eager=True)
    return Raw(pl.DataFrame(), source, file, headers, problems), lines, cells


def _unreadable(error: OSError) -> tuple[str, str, str]:
    return (
        "unreadable_file",
        f"ファイルが読めません（{error}）",
        f"the file cannot be read ({error})",
    )


def _mapped(table: Table, raw: Raw, has: set[str], problems: Problems) -> bool:
    """Whether the mapping names every column of the table and no other."""
    for column in sorted(has ^ set(table.bulk)):
        odd = column in has
        problems.report(
            "unknown_column" if odd else "missing_column",
            f"表 {table.name} にこの名前の列はありません" if odd else f"表 {table.name} に要る列です",
            f"table {table.name} has no column of this name"
            if odd
            else f"table {table.name} needs this column",
            file=raw.source.label("source.toml"),
            column="[file.columns]",
            value=column,
            guess=near(column, sorted(set(table.bulk) - has)) if odd else None,
            source_id=raw.source.source_id,
        )
    return has == set(table.bulk)


def _column(
    table: Table, name: str, raw: Raw, lines: pl.Series, distinct: Texts, problems: Problems
) -> Column:
    """The distinct cells of a column read once each; a fault is told of the first row that has it."""
    at, texts = distinct
    cells, faults = csvcolumns.plain(texts)
    small = pl.DataFrame(
        {
            ROW: pl.Series([-n for n in range(1, len(cells) + 1)], dtype=pl.Int64),
            CORRECTED: pl.Series([None] * len(cells), dtype=pl.String),
            name: pl.Series(cells, dtype=pl.String),
        }
    )
    found = Problems()
    values = table.bulk[name](replace(raw, frame=small, problems=found, used=set()))
    for n, (rule, ja, en) in faults.items():
        found.report(
            rule,
            ja,
            en,
            file=raw.label,
            row=-n - 1,
            column=raw.header(name),
            value=(cells[n] or "")[:80],
            source_id=raw.source.source_id,
        )
    for problem in found:
        row = problem.row
        if row is not None and row < 0:
            row = int(lines[int((at == -row - 1).arg_max() or 0)])
        problems.add(replace(problem, row=row))
    return Column(at, values)


def _distinct(series: pl.Series) -> Texts:
    """Each row's place among the distinct texts of the column, and those; blank has a place too."""
    texts = series.unique(maintain_order=True)
    place = pl.Series(range(len(texts)), dtype=pl.Int32)
    return series.replace_strict(texts, place, return_dtype=pl.Int32), texts.to_list()
