"""Rows from all over a file that is too long to be looked at whole, or that is Parquet."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl

from etl.longtables import parquetcolumns
from etl.official.grid import Grid, open_file
from etl.read.book import is_workbook
from etl.read.entries import WORKBOOKS

_BYTES = 2 << 20  # of a text file from which a sample of it is taken
_PLACES, _ROWS = 40, 50  # so many rows at so many places


def sampled(path: Path) -> tuple[list[Grid], bool]:
    """The sheets of a file, and whether they are a sample of it. Raises Refused and OSError."""
    if path.suffix.lower() == parquetcolumns.SUFFIX:
        text, part = _of_parquet(path)
    elif path.stat().st_size < _BYTES or path.suffix.lower() in WORKBOOKS or is_workbook(path):
        return open_file(path), False
    else:
        text, part = _of_text(path), True
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / ("sample.tsv" if path.suffix.lower() == ".tsv" else "sample.csv")
        file.write_bytes(text)
        return open_file(file), part


def _of_text(path: Path) -> bytes:
    """The first rows with the header, then whole rows from places as far from one another."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        rows = [stream.readline(1 << 20) for _ in range(_ROWS)]
        for place in range(1, _PLACES):
            stream.seek(max(size * place // _PLACES, stream.tell()))
            stream.readline(1 << 20)  # what is left of a row
            rows += [stream.readline(1 << 20) for _ in range(_ROWS)]
    return b"".join(rows)


def _of_parquet(path: Path) -> tuple[bytes, bool]:
    """As CSV, with the texts that a refresh reads."""
    names, rows = parquetcolumns.shape(path)
    part = rows > _PLACES * _ROWS
    cells = parquetcolumns.columns(path, names)
    if part:
        starts = [rows * place // _PLACES for place in range(_PLACES)]
        cells = {n: (pl.concat([at.slice(s, _ROWS) for s in starts]), t) for n, (at, t) in cells.items()}
    frame = pl.DataFrame({name: texts.gather(at) for name, (at, texts) in cells.items()})
    return frame.write_csv().encode(), part
