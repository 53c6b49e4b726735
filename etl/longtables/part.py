"""One file of a long table: its columns as distinct texts, what they mean, and which row has which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from etl.longtables import cells, csvcolumns, parquetcolumns
from etl.longtables.csvcolumns import Texts
from etl.problems import Problem, Problems
from etl.read.discover import Source
from etl.read.entries import SourceFile
from etl.read.grid import Refused
from etl.read.owntable import OwnColumn, OwnTable
from etl.read.typed import ROW, read_cells
from etl.tables.columns import Raw
from etl.tables.correct import CORRECTED
from etl.tables.only import others, report_left_out
from etl.tables.own import printed_columns, read_column

MOST_REPORTED = 50  # faults of one kind: the rest would say the same


@dataclass(frozen=True)
class Column:
    """`at[row]` is the place of the row's cell in `texts`, and in each of `values`, which they mean: the
    column's own, and beside figures that may be absent why."""

    at: pl.Series
    texts: pl.Series
    values: list[pl.Series] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """A file that was read: `raw` without rows, the number of each row, and the cells by header."""

    raw: Raw
    lines: pl.Series
    cells: dict[str, Texts]


@dataclass(frozen=True)
class Part:
    """A file whose cells have become values; of a wide file each row stands once for each of its headers."""

    raw: Raw
    lines: pl.Series
    columns: dict[str, Column]

    def first_row(self, name: str, value: Any) -> int | None:
        """The first row of the file that holds `value`."""
        own = self.columns[name]
        rows = self.rows(name, own.values[0] == value)
        return int(self.lines.filter(rows).min()) if rows.any() else None  # type: ignore[arg-type]

    def rows(self, name: str, of_values: pl.Series) -> pl.Series:
        """Which rows hold a value that `of_values` says true of."""
        return of_values.fill_null(False).gather(self.columns[name].at)


def read(source: Source, described: OwnTable, file: SourceFile, problems: Problems) -> Read | None:
    """The cells of a file, before they mean anything; None after saying why it cannot be read."""
    try:
        return _read(source, described, file, problems)
    except (Refused, OSError) as error:
        told = (error.rule, error.ja, error.en) if isinstance(error, Refused) else _unreadable(error)
        row, value = (error.row, error.value) if isinstance(error, Refused) else (None, None)
        label = source.label(file.path)
        problems.add(Problem("error", *told, file=label, row=row, value=value, source_id=source.source_id))
        return None


def _unreadable(error: OSError) -> tuple[str, str, str]:
    return (
        "unreadable_file",
        f"ファイルが読めません（{error}）",
        f"the file cannot be read ({error})",
    )


def _read(source: Source, described: OwnTable, file: SourceFile, problems: Problems) -> Read | None:
    if any(c.file == file.path and c.column for c in source.corrections):
        raise Refused(
            "too_large",
            "この大きさの表では [[correction]] は使えません（ファイルの値を直し、その旨を note に書きます）",
            "a table of this size takes no [[correction]] (mend the file and say so in its note)",
        )
    path, headers = source.folder / file.path, list(file.columns)
    raw = Raw(pl.DataFrame(), source, file, {c: h for h, c in file.columns.items()}, problems)
    if path.suffix.lower() == parquetcolumns.SUFFIX:
        found, first = parquetcolumns.columns(path, headers), 1
    elif path.stat().st_size >= csvcolumns.PLAIN and not _workbook(path):
        found, first = csvcolumns.columns(path, headers, file.header_row), file.header_row + 1
    else:
        return _short(source, described, file, problems)
    height = len(found[headers[0]][0])
    lines = pl.int_range(first, height + first, dtype=pl.Int32, eager=True)
    return Read(raw, lines, found)


def _workbook(path: Any) -> bool:
    with path.open("rb") as stream:
        return bool(stream.read(4) == b"PK\x03\x04")


def _short(source: Source, described: OwnTable, file: SourceFile, problems: Problems) -> Read | None:
    """A file that is read as one of any other table."""
    found = read_cells(source, file, problems, set(described.key))
    plain = replace(file, unpivot=None)
    raw = None if found is None else Raw.of(found.frame, source, plain, problems, found)
    if raw is None:
        return None
    named = {header: _distinct(raw.frame[column]) for header, column in file.columns.items()}
    return Read(replace(raw, frame=pl.DataFrame(), file=file), raw.frame[ROW], named)


def _distinct(series: pl.Series) -> Texts:
    """Each row's place among the distinct texts of the column, and those; blank has a place too."""
    texts = series.unique(maintain_order=True)
    place = pl.Series(range(len(texts)), dtype=pl.Int32)
    return series.replace_strict(texts, place, return_dtype=pl.Int32), texts


def part_of(described: OwnTable, read: Read, listed: Collection[str]) -> Part | None:
    """The file's values; None after saying what is wrong with them. `listed`: the municipalities."""
    problems = read.raw.problems
    before = len(problems.stopping)
    if read.raw.file.only:
        read = _municipalities(described, read, listed)
    header_of = {column: header for header, column in read.raw.file.columns.items()}
    spread = read.raw.file.unpivot
    raw = replace(read.raw, file=replace(read.raw.file, unpivot=None))
    columns: dict[str, Column] = {}
    for column in described.columns:
        if spread is not None and column.name in (spread.name, spread.value):
            continue
        at, texts = read.cells.pop(header_of[column.name])
        columns[column.name] = _column(described, column, raw, read.lines, at, texts)
    lines = read.lines
    if spread is not None:
        columns, lines = _wide(described, replace(read, raw=raw), list(spread.columns), columns)
    return Part(raw, lines, columns) if len(problems.stopping) == before else None


def _municipalities(described: OwnTable, read: Read, listed: Collection[str]) -> Read:
    name = next(h for h, column in read.raw.file.columns.items() if column == "municipality_code")
    at, texts = read.cells[name]
    clean, _ = cells.plain(texts)
    left_out = others(clean.drop_nulls().unique(), listed)
    keep = (clean.is_not_null() & ~clean.is_in(left_out)).gather(at)
    report_left_out(read.raw, "municipality_code", int(keep.sum()), int((~keep).sum()), left_out)
    return Read(
        read.raw,
        read.lines.filter(keep),
        {h: csvcolumns.used(a.filter(keep), t) for h, (a, t) in read.cells.items()},
    )


def _wide(
    described: OwnTable, read: Read, headers: list[str], columns: dict[str, Column]
) -> tuple[dict[str, Column], pl.Series]:
    """One row for each of `headers`: the other columns and the row's number stand again for each."""
    name, value = (next(c for c in described.columns if c.name == n) for n in _unpivoted(described))
    several = [
        _column(
            described,
            value,
            replace(read.raw, headers={**read.raw.headers, value.name: header}),
            read.lines,
            *read.cells.pop(header),
        )
        for header in headers
    ]
    many, height = len(headers), len(read.lines)
    again = {n: replace(c, at=pl.concat([c.at] * many)) for n, c in columns.items()}
    ats, before = [], 0
    for one in several:
        ats.append(one.at + before)
        before += len(one.texts)
    values = [pl.concat([one.values[n] for one in several]) for n in range(len(several[0].values))]
    again[value.name] = Column(pl.concat(ats), pl.concat([one.texts for one in several]), values)
    at = pl.concat([pl.repeat(n, height, dtype=pl.Int32, eager=True) for n in range(many)])
    lines = pl.concat([read.lines] * many)
    again[name.name] = _column(described, name, read.raw, lines, at, pl.Series(headers))
    return again, lines


def _unpivoted(described: OwnTable) -> tuple[str, str]:
    spread = described.files[0].unpivot
    assert spread is not None
    return spread.name, spread.value


def _column(
    described: OwnTable, column: OwnColumn, raw: Raw, lines: pl.Series, at: pl.Series, texts: pl.Series
) -> Column:
    """The distinct cells of a column read once each, by the rule that reads a short table's; a fault is told
    of the first row that has it."""
    clean, faults = cells.plain(texts)
    name = column.name
    # rows before the first, so that they are told from a row that a rule names itself
    small = pl.DataFrame(
        {
            ROW: pl.int_range(-1, -1 - len(clean), -1, dtype=pl.Int64, eager=True),
            CORRECTED: pl.repeat(None, len(clean), dtype=pl.String, eager=True),
            name: clean,
        }
    )
    found = Problems()
    values = read_column(described, column, replace(raw, frame=small, problems=found, used=set()))
    for n, (rule, ja, en) in faults.items():
        found.report(
            rule,
            ja,
            en,
            file=raw.label,
            row=-n - 1,
            column=raw.header(name),
            value=(clean[n] or "")[:80],
            source_id=raw.source.source_id,
        )
    for problem in found.items[:MOST_REPORTED]:
        row = problem.row
        if row is not None and row < 0:
            row = int(lines[int((at == -row - 1).arg_max() or 0)])
        raw.problems.add(replace(problem, row=row))
    printed = name in printed_columns(described)
    return Column(at, clean if printed else clean.clear(), values)
