"""A Parquet file by column: the distinct values as texts, and which row has which.

Values of every type become the text that a CSV would have for them, so that one set of rules reads both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from etl.longtables.csvcolumns import Texts, used
from etl.near import near
from etl.read.grid import Refused
from etl.read.numberformat import number_text

SUFFIX = ".parquet"
MOST_ROWS = 50_000_000


def shape(path: Path) -> tuple[list[str], int]:
    """The names of the columns that are read, and how many rows there are. Raises Refused and OSError."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            found = [field.name for field in file.schema_arrow if _readable(field.type)]
            return found, file.metadata.num_rows
    except pa.ArrowException as error:
        raise _no_parquet(error) from error


def columns(path: Path, headers: list[str]) -> dict[str, Texts]:
    """Columns `headers` of the file. Raises Refused and OSError."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            schema = file.schema_arrow
            _fits(headers, schema.names, file.metadata.num_rows)
            texts = [name for name in headers if pa.types.is_string(schema.field(name).type)]
        table = parquet.read_table(path, columns=headers, read_dictionary=texts, partitioning=None)
        return {name: _distinct(name, table[name]) for name in headers}
    except pa.ArrowException as error:
        raise _no_parquet(error) from error


def _no_parquet(error: Exception) -> Refused:
    return Refused(
        "unreadable_file", f"Parquet として読めません（{error}）", f"cannot be read as Parquet ({error})"
    )


def _readable(kind: Any) -> bool:
    """Types whose values have one text each, as `_text` writes it."""
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    return any(
        holds(kind)
        for holds in (
            types.is_null,
            types.is_boolean,
            types.is_integer,
            types.is_float32,
            types.is_float64,
            types.is_decimal128,
            types.is_date,
            types.is_timestamp,
            types.is_string,
            types.is_large_string,
            types.is_string_view,
        )
    )


def _fits(headers: list[str], names: list[str], rows: int) -> None:
    for header in headers:
        if names.count(header) != 1:
            guess = near(header, names)
            raise Refused(
                "missing_column",
                "この列がないか、同じ名前の列が二つあります" + (f"（候補:「{guess}」）" if guess else ""),
                "there is no column of this name, or there are two"
                + (f' (did you mean "{guess}"?)' if guess else ""),
                value=header,
            )
    if not rows:
        raise Refused("no_rows", "値の行がありません", "there is no row")
    if rows > MOST_ROWS:
        raise Refused("too_large", f"{MOST_ROWS:,} 行まで読みます", f"at most {MOST_ROWS:,} rows are read")


def _distinct(name: str, column: Any) -> Texts:
    import pyarrow as pa

    if not _readable(column.type):
        raise Refused(
            "not_readable",
            f"列「{name}」の型は読みません（{column.type}。文字か数、日付で保存し直します）",
            f"column {name} has a type that is not read ({column.type}: save it as text, numbers or dates)",
        )
    if pa.types.is_null(column.type):
        return pl.repeat(0, len(column), dtype=pl.Int32, eager=True), pl.Series([None], dtype=pl.String)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = pa.chunked_array(column.chunks, column.type).unify_dictionaries()
    values = pl.Series(column.chunk(0).dictionary)
    places = [pl.Series(piece.indices).cast(pl.Int32) for piece in column.chunks if len(piece)]
    at = pl.concat(places).fill_null(len(values))  # of a row without a value
    # a dictionary may hold values of no row
    return used(at, pl.concat([_text(values), pl.Series([None], dtype=pl.String)]))


def _text(values: pl.Series) -> pl.Series:
    """3.0 → 3, 2024-03-25 00:00:00 → 2024-03-25, true → true; NaN stays one, and is no figure."""
    kind = values.dtype
    if kind.is_float():
        whole = values.is_finite() & (values == values.round(0)) & (values.abs() < 10**15)
        texts = pl.Series([None if v != v else _digits(v) for v in values.to_numpy()], dtype=pl.String)
        texts = texts.set(values.is_nan().fill_null(False), "NaN")
        return values.set(~whole, None).cast(pl.Int64).cast(pl.String).zip_with(whole, texts)
    if kind.is_decimal():
        texts = values.cast(pl.String)
        return texts.str.replace(r"(\.\d*?)0+$", "$1").str.strip_suffix(".")
    if kind == pl.Datetime:
        days = values.dt.date()
        midnight = values == days.cast(kind)
        return days.cast(pl.String).zip_with(midnight, values.cast(pl.String))
    return values.cast(pl.String)


def _digits(value: Any) -> str:
    """The digits that a spreadsheet shows of a number: 0.30000000000000004 is 0.3, 0.1 of 32 bits 0.1."""
    shortest = str(value)
    try:
        return number_text(shortest, "general")
    except ValueError:  # infinite: told where it is read
        return shortest
