"""The Parquet file of a long table, written from places in lists of distinct values.

A column of texts goes into the file as it is held: the list once per row group, and small numbers.
The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

_ROWS = 122_880  # of a row group: as DuckDB cuts its own tables
_LINE = "source_line"


def write(file: Path, columns: list[str], places: pl.DataFrame, values: Mapping[str, pl.Series]) -> None:
    """`places` has a column of each name, of places in its `values`, or of the values themselves.

    Raises OSError.
    """
    import pyarrow as pa
    from pyarrow import parquet

    lists = {name: _arrow(values[name]) for name in columns if name in values}
    kinds = {name: lists[name].type if name in lists else pa.int64() for name in columns}
    schema = pa.schema(
        [
            pa.field(name, pa.dictionary(pa.int32(), kind) if kind == pa.string() else kind, nullable=False)
            for name, kind in kinds.items()
        ]
    )
    with parquet.ParquetWriter(
        file,
        schema,
        compression="zstd",
        compression_level=3,
        use_dictionary=[name for name in columns if name in lists],
        column_encoding={name: "DELTA_BINARY_PACKED" for name in columns if name not in lists},
        write_batch_size=_ROWS,
        store_schema=False,  # to every reader a text is a text
    ) as writer:
        for start in range(0, places.height, _ROWS):
            part = places.slice(start, _ROWS)
            arrays = [_values(part[name], lists.get(name)) for name in columns]
            writer.write_table(pa.table(arrays, schema=schema), row_group_size=_ROWS)


def _arrow(values: pl.Series) -> Any:
    import pyarrow as pa

    return pa.array(values.to_list(), pa.string() if values.dtype == pl.String else pa.int64())


def _values(places: pl.Series, values: Any | None) -> Any:
    import pyarrow as pa

    if values is None:
        return pa.array(places.cast(pl.Int64).to_numpy())
    at = pa.array(places.to_numpy())
    return pa.DictionaryArray.from_arrays(at, values) if values.type == pa.string() else values.take(at)
