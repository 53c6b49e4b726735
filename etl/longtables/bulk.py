"""Tables too long for frames: held as numbers of distinct values, written sorted, never as text.

Every distinct text of a column goes once through the rule that reads a short table's cells
(etl.tables.own); ten million rows then are some columns of small numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl.longtables import parquetfile
from etl.longtables.ahead import Parts
from etl.longtables.order import in_order
from etl.longtables.part import MOST_REPORTED, Part, part_of
from etl.problems import Problems
from etl.read.owntable import REASON, OwnTable
from etl.tables import Table
from etl.tables.check import ONE_BY_ONE, many_lost, nearest, words
from etl.tables.own import heading, printed_columns


@dataclass(frozen=True)
class Record:
    """A long table as it was read: its rows as places in lists of values, and their files.

    `places` has a column for each column of `values`, and of `printed` (see parquetfile.Rows).
    """

    table: Table
    rows: parquetfile.Rows
    files: pl.DataFrame  # rows of source_file


def read(
    described: OwnTable,
    table: Table,
    parts: Parts,
    frames: Mapping[str, pl.DataFrame],
    problems: Problems,
) -> Record | None:
    """The table; None after saying what is wrong with it. `frames`: the board's tables."""
    files, told = parts
    problems.items += told
    if problems.stopping:
        return None
    listed = set(frames["municipality"]["municipality_code"])
    whole = []
    for file in files:
        file.raw.problems.items.clear()
        part = part_of(described, file, listed)
        problems.items += file.raw.problems.items
        whole += [part] if part else []
    if problems.stopping:
        return None
    values = {c: _values(whole, name, n) for c, name, n in _stored(described, table)}
    for name in (column.name for column in described.columns):
        _judge(table, name, values[name], whole, frames, problems)
    if problems.stopping:
        return None
    rows = _rows(described, table, whole, values)
    listed_files = _files(table, whole)
    for part in whole:
        part.columns.clear()
    rows = in_order(table, rows, [part.raw for part in whole], problems)
    return None if problems.stopping else Record(table, rows, listed_files)


def _stored(described: OwnTable, table: Table) -> list[tuple[str, str, int]]:
    """Column of the table, the described column it is of, and which of that one's values it holds."""
    found = []
    has = set(table.schema.column_names())
    for column in described.columns:
        found.append((column.name, column.name, 0))
        if column.name + REASON in has:
            found.append((column.name + REASON, column.name, 1))
    return found


def _values(parts: list[Part], name: str, which: int) -> pl.Series:
    """The distinct values of a column over all files, sorted: a row holds the place in it."""
    return pl.concat([part.columns[name].values[which] for part in parts]).drop_nulls().unique().sort()


def _rows(
    described: OwnTable, table: Table, parts: list[Part], values: Mapping[str, pl.Series]
) -> parquetfile.Rows:
    shown = printed_columns(described)
    texts = {name: pl.concat([part.columns[name].texts for part in parts]) for name in shown}
    before = dict.fromkeys(shown, 0)
    places = []
    for number, part in enumerate(parts):
        columns = [
            _ranks(part.columns[name].values[which], values[column])
            .gather(part.columns[name].at)
            .alias(column)
            for column, name, which in _stored(described, table)
        ]
        for name in shown:
            columns.append((part.columns[name].at + before[name]).alias(parquetfile.PRINTED + name))
            before[name] += len(part.columns[name].texts)
        columns.append(pl.repeat(number, len(part.lines), dtype=pl.Int16, eager=True).alias(parquetfile.FILE))
        columns.append(part.lines.alias(parquetfile.LINE))
        places.append(pl.DataFrame(columns))
    raws = [part.raw for part in parts]
    return parquetfile.Rows(
        pl.concat(places),
        values,
        texts,
        [heading(raws[0], name) for name in shown],
        [f"{raw.source.source_id}/{raw.file.path}:" for raw in raws],
        [raw.source.source_id for raw in raws],
        [raw.file.ref for raw in raws],
    )


def _ranks(own: pl.Series, values: pl.Series) -> pl.Series:
    """The place of each of a file's values in those of all files; none where there is no value."""
    if own.n_unique() - (own.null_count() > 0) == len(values):  # of one file: the order is the place
        return own.rank("dense").cast(pl.Int32) - 1
    place = pl.Series(range(len(values)), dtype=pl.Int32)
    return own.replace_strict(values, place, default=None, return_dtype=pl.Int32)


def _files(table: Table, parts: list[Part]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "source_id": part.raw.source.source_id,
                "path": part.raw.file.path,
                "table_name": table.name,
                "ref": part.raw.file.ref,
                "row_count": len(part.lines),
            }
            for part in parts
        ]
    )


def _judge(
    table: Table,
    name: str,
    values: pl.Series,
    parts: list[Part],
    frames: Mapping[str, pl.DataFrame],
    problems: Problems,
) -> None:
    """The column's rules of the schema and its reference, asked of distinct values."""
    column = table.schema.columns()[name]
    asked = pl.DataFrame({name: values})
    for rule, holds in column.validation_rules(pl.col(name)).items():
        for value in asked.filter(~holds)[name].head(MOST_REPORTED):
            for part in parts:
                _report(part, name, value, rule, *words(table, name, rule), None, problems)
    if name not in table.references:
        return
    parent, key = table.references[name]
    known = frames[parent][key].drop_nulls().unique().sort()
    for part in parts:
        own = part.columns[name].values[0]
        lost = own.filter(~own.is_in(known.implode())).drop_nulls().unique(maintain_order=True)
        if len(lost) > ONE_BY_ONE:
            count = int(part.rows(name, own.is_in(lost.implode())).sum())
            _report(part, name, lost[0], "unknown_reference", *many_lost(key, count, lost), None, problems)
            continue
        for value in lost:
            said = (f"{key} にこの値はありません", f"no such value in {key}")
            guess = nearest(key, str(value), known.to_list())
            _report(part, name, value, "unknown_reference", *said, guess, problems)


def _report(
    part: Part, name: str, value: Any, rule: str, ja: str, en: str, guess: str | None, problems: Problems
) -> None:
    row = part.first_row(name, value)
    if row is not None:
        problems.report(
            rule,
            ja,
            en,
            file=part.raw.label,
            sheet=part.raw.file.sheet,
            row=row,
            column=name,
            value=str(value),
            guess=guess,
            source_id=part.raw.source.source_id,
        )


def pairs(record: Record, first: str, second: str) -> pl.DataFrame:
    """The distinct pairs that two columns hold (`code` and `name`), each with its first row."""
    rows = record.rows
    several = rows.places.select(first, second, parquetfile.FILE, parquetfile.LINE).drop_nulls()
    several = several.unique([first, second], keep="first", maintain_order=True)
    return pl.DataFrame(
        {
            "code": rows.values[first].gather(several[first]),
            "name": rows.values[second].gather(several[second]),
            "source_row": rows.source_rows(several),
        }
    )


def write(records: Mapping[str, Record], parquet: Path) -> None:
    """Put the long tables beside the others, in place of their empty files. Raises OSError."""
    for name, record in records.items():
        file = parquet / f"{name}.parquet"
        file.unlink(missing_ok=True)
        parquetfile.write(file, record.table, record.rows)


def beside(build: Path) -> list[str]:
    """The tables that the DuckDB file of a build reads from their Parquet files, at every question.

    None where the engine could not be told of the folder: it takes a comma for the end of a path.
    """
    if "," in str(build.resolve()):
        return []
    return sorted(parquetfile.long_tables(build))
