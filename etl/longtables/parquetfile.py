"""The Parquet file of a long table, written from places in lists of distinct values.

A column of few texts goes into the file as it is held: the list once per row group, and small numbers.
Where a row comes from is worked out while it is written. The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from etl.tables import Table
from etl.tables.own import several
from renkei.tablenames import OWN

LONG = 1_000_000  # rows from which a table is neither held as a frame nor copied into the DuckDB file
FILE, LINE, PRINTED = "_file", "_line", "_printed:"  # columns of Rows.places beside the table's own
_GROUP = 122_880  # rows of a row group: as DuckDB cuts its own tables
_MANY = _GROUP // 4  # texts from which a list of them costs more than the texts of a row group


@dataclass(frozen=True)
class Rows:
    """`places`: a column for each of `values` and (with PRINTED before its name) of `texts`, of places in
    them; the number of the row's file, and its line there. The lists go by that number."""

    places: pl.DataFrame
    values: Mapping[str, pl.Series]
    texts: Mapping[str, pl.Series]
    headings: Sequence[str]
    prefixes: Sequence[str]
    source_ids: Sequence[str]
    refs: Sequence[str]

    def source_rows(self, places: pl.DataFrame) -> pl.Series:
        """Where each of some rows comes from: national_record/record.csv:12."""
        return pl.Series(self.prefixes).gather(places[FILE]) + places[LINE].cast(pl.String)


def rows(build: Path) -> dict[str, int]:
    """How many rows each table of the office's own has in a build, read from the ends of its files."""
    from pyarrow import parquet

    files = (build / "parquet").glob(f"{OWN}.*.parquet")
    return {file.stem: parquet.read_metadata(file).num_rows for file in sorted(files)}


def long_tables(*builds: Path) -> set[str]:
    """The tables that are long in one of the builds."""
    return {name for build in builds for name, count in rows(build).items() if count >= LONG}


def write(file: Path, table: Table, rows: Rows) -> None:
    """The rows in the order of the table's columns. Raises OSError."""
    import pyarrow as pa
    from pyarrow import parquet

    lists = {name: _arrow(values) for name, values in rows.values.items()}
    lists |= {"source_id": _arrow(pl.Series(rows.source_ids)), "source_ref": _arrow(pl.Series(rows.refs))}
    single = list(rows.texts.values())
    if len(single) == 1:
        lists["as_printed"] = _arrow(single[0])
    listed = {name for name, values in lists.items() if values.type == pa.string() and len(values) <= _MANY}
    kinds = {name: lists[name].type if name in lists else pa.string() for name in table.columns}
    schema = pa.schema(
        [
            pa.field(name, pa.dictionary(pa.int32(), kind) if name in listed else kind)
            for name, kind in kinds.items()
        ]
    )

    def row_group(start: int) -> Any:
        part = rows.places.slice(start, _GROUP)
        arrays = [_column(name, part, rows, lists, name in listed) for name in table.columns]
        return pa.table(arrays, schema=schema)

    with (
        parquet.ParquetWriter(
            file,
            schema,
            compression="zstd",
            compression_level=3,
            use_dictionary=[name for name in table.columns if name in lists and len(lists[name]) <= _MANY],
            column_encoding={"source_row": "DELTA_BYTE_ARRAY"},
            write_batch_size=_GROUP,
            write_statistics=list(rows.values),  # of what a select asks for; of where a row comes from none
            store_schema=False,  # to every reader a text is a text
        ) as writer,
        ThreadPoolExecutor(1, "row-groups") as pool,  # the next group is made ready on another core
    ):
        ready = pool.submit(row_group, 0)
        for start in range(_GROUP, rows.places.height + _GROUP, _GROUP):
            group, ready = ready.result(), pool.submit(row_group, start)
            writer.write_table(group, row_group_size=_GROUP)


def _arrow(values: pl.Series) -> Any:
    import pyarrow as pa

    found = values.to_arrow()
    return found.cast(pa.string()) if values.dtype == pl.String else found


def _column(name: str, part: pl.DataFrame, rows: Rows, lists: Mapping[str, Any], listed: bool) -> Any:
    import pyarrow as pa

    if name == "source_row":
        return _arrow(rows.source_rows(part))
    if name == "as_printed" and len(rows.texts) > 1:
        cells = [texts.gather(part[PRINTED + column]) for column, texts in rows.texts.items()]
        return _arrow(pl.select(several(rows.headings, cells)).to_series())
    if name not in lists:
        return pa.nulls(part.height, pa.string())
    at = part[_held(name, rows)].cast(pl.Int32).to_arrow()
    return pa.DictionaryArray.from_arrays(at, lists[name]) if listed else lists[name].take(at)


def _held(name: str, rows: Rows) -> str:
    """The column of places that a column of the table is made from."""
    if name in ("source_id", "source_ref"):
        return FILE
    return PRINTED + next(iter(rows.texts)) if name == "as_printed" else name
