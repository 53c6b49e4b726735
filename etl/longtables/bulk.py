"""Tables too long for frames: held as numbers of distinct values, written sorted, never as text.

Every distinct text of a column goes once through the rule its table names (Table.bulk), the same
that a short table uses; ten million rows then are five columns of small numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl.build.reuse import Made
from etl.longtables import parquetfile
from etl.longtables.ahead import Begun
from etl.longtables.part import Part
from etl.problems import Problems
from etl.tables import Table, bulk_tables

_MOST_REPORTED = 50
# rows from which a table is not copied into the DuckDB file
LONG = 1_000_000


@dataclass(frozen=True)
class Record:
    """A long table as it was read: its rows as places in lists of values, and their files."""

    table: Table
    places: pl.DataFrame
    values: Mapping[str, pl.Series]
    files: list[dict[str, Any]]  # rows of source_file


def read(
    begun: Sequence[Begun], frames: Mapping[str, pl.DataFrame], made: dict[str, Made], problems: Problems
) -> dict[str, Record]:
    """The tables that were begun. Faults are problems; their table is left out. Notices go into `made`."""
    found = {}
    for one in begun:
        parts, told = one.parts.result()
        problems.items += told
        made[one.table.name] = Made(frozenset(), tuple(p for p in told if p.severity == "notice"))
        faulty = any(p.severity in ("error", "doubt") for p in told)
        record = None if faulty else _read(one.table, parts, frames, problems)
        if record is not None:
            found[one.table.name] = record
    return found


def write(records: Mapping[str, Record], parquet: Path) -> None:
    """Put the long tables beside the others, in place of their empty files. Raises OSError."""
    for name, record in records.items():
        file = parquet / f"{name}.parquet"
        file.unlink(missing_ok=True)
        parquetfile.write(file, record.table.columns, record.places, record.values)


def rows(build: Path) -> dict[str, int]:
    """How many rows each long table has in a build, be it read or taken over."""
    files = {table.name: build / "parquet" / f"{table.name}.parquet" for table in bulk_tables()}
    return {name: pl.scan_parquet(file).select(pl.len()).collect().item() for name, file in files.items()}


def beside(build: Path) -> list[str]:
    """The tables that the DuckDB file of a build reads from their Parquet files, at every question.

    None where the engine could not be told of the folder: it takes a comma for the end of a path.
    """
    if "," in str(build.resolve()):
        return []
    return sorted(name for name, count in rows(build).items() if count >= LONG)


def source_files(records: Mapping[str, Record], frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` (table source_file) with the files of the long tables."""
    added = [row for record in records.values() for row in record.files]
    return pl.concat([frame, pl.DataFrame(added).select(frame.columns)]) if added else frame


def sources(source_file: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Whose rows each long table holds, as `lineage` asks it of a frame."""
    found = {}
    for table in bulk_tables():
        own = source_file.filter(pl.col("table_name").is_in(table.inputs)).select("source_id")
        found[table.name] = pl.concat([table.schema.create_empty(), own], how="diagonal")
    return found


def _read(
    table: Table, whole: list[Part], frames: Mapping[str, pl.DataFrame], problems: Problems
) -> Record | None:
    before = len(problems.stopping)
    listed = [
        {
            "source_id": part.source.source_id,
            "path": part.file.path,
            "table_name": table.name,
            "ref": part.file.ref,
            "row_count": len(part.lines),
        }
        for part in whole
    ]
    values = {name: _values(whole, name) for name in table.bulk}
    for name in table.bulk:
        _judge(table, name, values[name], whole, frames, problems)
    if len(problems.stopping) > before:
        return None
    ids = _source_ids(whole)
    places = pl.concat(
        [_places(table, n, ids.index(p.source.source_id), p, values) for n, p in enumerate(whole)]
    )
    for part in whole:
        part.columns.clear()
    places = _sorted(table, places, values, whole, problems)
    if len(problems.stopping) > before:
        return None
    values["source_id"] = pl.Series(ids)
    values["source_file"] = pl.Series([f"{part.source.source_id}/{part.file.path}" for part in whole])
    return Record(table, places, values, listed)


def _source_ids(parts: list[Part]) -> list[str]:
    return list(dict.fromkeys(part.source.source_id for part in parts))


def _places(
    table: Table, number: int, source: int, part: Part, values: Mapping[str, pl.Series]
) -> pl.DataFrame:
    """The rows of one file as places in the values of all files."""
    return pl.DataFrame([part.ranks(name, values[name]) for name in table.bulk]).with_columns(
        pl.lit(source, dtype=pl.Int32).alias("source_id"),
        pl.lit(number, dtype=pl.Int32).alias("source_file"),
        part.lines.alias("source_line"),
    )


def _values(parts: list[Part], name: str) -> pl.Series:
    """The distinct values of a column over all files, sorted: a row holds the place in it."""
    return pl.concat([part.columns[name].values for part in parts]).drop_nulls().unique().sort()


def _judge(
    table: Table,
    name: str,
    values: pl.Series,
    parts: list[Part],
    frames: Mapping[str, pl.DataFrame],
    problems: Problems,
) -> None:
    """The column's rules of the schema and its reference, asked of distinct values."""
    from etl.tables.check import nearest, words

    column = table.schema.columns()[name]
    asked = pl.DataFrame({name: values})
    for rule, holds in column.validation_rules(pl.col(name)).items():
        broken = asked.filter(~holds)[name]
        for value in broken.head(_MOST_REPORTED):
            _report(parts, name, value, rule, *words(table, name, rule), None, problems)
    if name in table.references:
        parent, key = table.references[name]
        known = frames[parent][key].drop_nulls().unique().sort()
        for value in values.filter(~values.is_in(known.implode())).head(_MOST_REPORTED):
            said = (f"{key} にこの値はありません", f"no such value in {key}")
            guess = nearest(key, str(value), known.to_list())
            _report(parts, name, value, "unknown_reference", *said, guess, problems)


def _report(
    parts: list[Part],
    name: str,
    value: Any,
    rule: str,
    ja: str,
    en: str,
    guess: str | None,
    problems: Problems,
) -> None:
    for part in parts:
        row = part.first_row(name, value)
        if row is not None:
            problems.report(
                rule,
                ja,
                en,
                file=part.label,
                sheet=part.file.sheet,
                row=row,
                column=name,
                value=str(value),
                guess=guess,
                source_id=part.source.source_id,
            )


def _sorted(
    table: Table,
    frame: pl.DataFrame,
    values: Mapping[str, pl.Series],
    parts: list[Part],
    problems: Problems,
) -> pl.DataFrame:
    """`frame` in the order of its keys; rows with the same key are problems."""
    key: pl.Expr = pl.lit(0, dtype=pl.Int64)
    span = 1
    for name in table.keys:
        key = key * len(values[name]) + pl.col(name).cast(pl.Int64)
        span *= len(values[name])
    if span >= 2**62:
        raise OverflowError(f"{table.name}: {span} keys")  # a schema with so many keys needs another way
    keys = frame.select(key.alias("_key")).to_series()
    step = keys.diff().min()
    if not isinstance(step, int) or step > 0:
        return frame
    order = keys.arg_sort()
    keys = keys.gather(order)
    frame = frame[order]
    twice = (keys.diff() == 0).arg_true().head(_MOST_REPORTED)
    for at in twice.to_list():
        row, former = frame.row(at, named=True), frame.row(at - 1, named=True)
        later, first = sorted((row, former), key=lambda r: (r["source_file"], r["source_line"]), reverse=True)
        part = parts[later["source_file"]]
        shown = " ".join(f"{k}={values[k][row[k]]}" for k in table.keys)
        where = f"{parts[first['source_file']].label} {first['source_line']}"
        problems.report(
            "primary_key",
            f"同じキーの行が二つあります（もう一つは {where} 行目）",
            f"two rows have the same key (the other is {where})",
            file=part.label,
            sheet=part.file.sheet,
            row=later["source_line"],
            column="+".join(table.keys),
            value=shown,
            key=shown,
            source_id=part.source.source_id,
        )
    return frame
