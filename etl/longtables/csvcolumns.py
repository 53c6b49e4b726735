"""A CSV too large for text cells, read column by column: the distinct texts, and which row has which.

What cannot be read without doubt at this size is refused with a word, never guessed: stray quotes, line
breaks within a cell, rows of another length. Such a file can be saved plainly, or be cut into smaller ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from etl.longtables import quotes
from etl.read.grid import FAULTS, Refused
from etl.read.textfile import NOT_CP932, decode

PLAIN = 4 << 20  # bytes from which a CSV of a long table is read here
MAX_BYTES = 4 << 30
_BLOCK = 8 << 20
_BOM = b"\xef\xbb\xbf"
_STRAY = (
    "csv_syntax",
    "引用符の始まりか終わりがはっきりしないか、セルの中に改行があります（直すか、Parquet で保存し直します）",
    "a quote that neither begins nor ends a cell, or a line break within one (mend it, or save as Parquet)",
)
# each row's place among the distinct texts of the column, and those
Texts = tuple[pl.Series, pl.Series]


def columns(path: Path, headers: list[str], header_row: int = 1) -> dict[str, Texts]:
    """Columns `headers` of the file, which stand in `header_row`. Raises Refused and OSError.

    Nothing is stripped yet (etl.longtables.cells).
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    if path.stat().st_size > MAX_BYTES:
        raise Refused(
            "too_large",
            f"大きすぎます（{MAX_BYTES >> 30} GiB まで）",
            f"too large (at most {MAX_BYTES >> 30} GiB)",
        )
    encoding, returns, quoted = _plain_bytes(path)
    names = _header(path, headers, header_row, encoding)
    text = pa.dictionary(pa.int32(), pa.string())
    try:
        # the parser takes every column, also those nobody asked for, and no row of another length
        table = arrow.read_csv(
            path,
            read_options=arrow.ReadOptions(
                column_names=names, skip_rows=header_row, block_size=_BLOCK, encoding=encoding
            ),
            parse_options=arrow.ParseOptions(quote_char=quoted and '"', ignore_empty_lines=False),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(headers, text),
                include_columns=headers,
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise _doubtful(path, len(names), header_row, encoding) or _ragged(len(names)) from error
    if returns and table.num_rows + header_row != _rows(path, path.stat().st_size):
        # to the parser a carriage return alone ends a row
        raise _doubtful(path, len(names), header_row, encoding) or _ragged(len(names))
    if not table.num_rows:
        raise Refused(
            "no_rows", "見出しの下に値の行がありません", "there is no row under the header", header_row
        )
    table = table.unify_dictionaries()
    found = {name: _texts(table[name]) for name in headers}
    if encoding == "cp932" and any(
        texts.str.contains(NOT_CP932.pattern).any() for _, texts in found.values()
    ):
        raise _doubtful(path, len(names), header_row, encoding) or _encoding(header_row)
    return found


def used(at: pl.Series, texts: pl.Series) -> Texts:
    """Without the texts that no row has: nothing is said of them."""
    has = at.unique().sort()
    if len(has) == len(texts):
        return at, texts
    if len(has) and has[-1] == len(has) - 1:  # those at the end alone
        return at, texts.head(len(has))
    place = pl.Series(range(len(has)), dtype=pl.Int32)
    return at.replace_strict(has, place, return_dtype=pl.Int32), texts.gather(has)


def _texts(column: Any) -> Texts:
    """Of a column of one dictionary in many pieces."""
    at = pl.concat([pl.Series(piece.indices.to_numpy()) for piece in column.chunks if len(piece)])
    return at, pl.Series(column.chunk(0).dictionary, dtype=pl.String)


def _header(path: Path, wanted: list[str], row: int, encoding: str) -> list[str]:
    with path.open("rb") as stream:
        line = b""
        for _ in range(row):
            line = stream.readline(1 << 20)
    try:
        text = line.removeprefix(_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        raise _encoding(row) from error
    names = next(csv.reader([text.rstrip("\r\n")]), [])
    twice = sorted({name for name in names if names.count(name) > 1})
    missing = [name for name in wanted if name not in names]
    if twice or missing:
        shown = "、".join(twice or missing)
        raise Refused(
            "no_table",
            f"{row}行目が見出しで、カンマ区切り、どの見出しも一つずつでなければなりません（{shown}）",
            f"row {row} must hold the headers, with commas, each of them once ({shown})",
            row,
        )
    return names


def _plain_bytes(path: Path) -> tuple[str, bool, bool]:
    """The encoding, and whether there are carriage returns and quotes. Raises Refused where a byte may mean
    more than itself, where the encoding is another one, or where the last row may be cut off."""
    done, returns, quoted, encoding, rows = 0, False, False, "", b""
    with path.open("rb") as stream:
        for rows in _whole_rows(stream):
            if (at := rows.find(b"\0")) >= 0:
                fault = ("control_character", *FAULTS["control_character"])
                raise Refused(*fault, _rows(path, done + at) + 1)
            returns = returns or b"\r" in rows
            if b'"' in rows:
                quoted = True
                if (odd := quotes.stray(rows if done else rows.removeprefix(_BOM))) is not None:
                    raise Refused(*_STRAY, _rows(path, done + odd) + 1)
            if not encoding and not rows.isascii():
                try:
                    encoding = _named(rows)
                except UnicodeDecodeError as error:
                    raise _encoding(_rows(path, done + error.start) + 1) from None
            done += len(rows)
    if done and not rows.endswith(b"\n"):
        raise Refused(
            "cut_off",
            "最後の行が改行で終わっていません（途中で切れていないか確かめ、行末で改行します）",
            "the last row has no line break: see that the file is not cut off, and add one",
            _rows(path, done) + 1,
        )
    return encoding or "utf-8", returns, quoted


def _whole_rows(stream: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end with a row."""
    rest = b""
    for block in _blocks(stream):
        end = block.rfind(b"\n") + 1
        if end:
            yield rest + block[:end]
            rest = block[end:]
        else:
            rest += block
    if rest:
        yield rest


def _named(rows: bytes) -> str:
    """utf-8 or cp932, by rows that are not plain ASCII. Raises UnicodeDecodeError."""
    try:
        rows.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        decode(rows)  # what else it is not, as of any file
        return "cp932"


def _doubtful(path: Path, count: int, header_row: int, encoding: str) -> Refused | None:
    """The first row that is not `count` cells in the file's encoding: looked for only once the parser has
    refused."""
    with path.open("rb") as stream:
        for row, line in enumerate(stream, 1):
            plain = line.removesuffix(b"\n").removesuffix(b"\r")
            if b"\r" in plain:
                return Refused("control_character", *FAULTS["control_character"], row)
            try:
                text = plain.decode(encoding)
            except UnicodeDecodeError:
                return _encoding(row)
            if encoding == "cp932" and NOT_CP932.search(text):
                return _encoding(row)
            cells = len(next(csv.reader([text]), []))
            if row >= header_row and cells != count:
                return _ragged(count, row, cells)
    return None


def _rows(path: Path, end: int) -> int:
    """How many rows end before the byte at `end`."""
    rows = 0
    with path.open("rb") as stream:
        for block in _blocks(stream):
            rows += block[: max(end, 0)].count(b"\n")
            end -= len(block)
    return rows


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _encoding(row: int) -> Refused:
    return Refused(
        "encoding",
        "文字コードが UTF-8 でも cp932（Shift_JIS）でもありません（UTF-8 で保存し直します）",
        "neither UTF-8 nor cp932 (Shift_JIS): save it as UTF-8",
        row,
    )


def _ragged(columns: int, row: int | None = None, line: int | None = None) -> Refused:
    return Refused(
        "ragged_row",
        f"見出しは{columns}列ですが、列の数が違う行か空の行があります（区切りや桁区切りのカンマを確認）",
        f"the header has {columns} columns, some row more, fewer or none (check commas, also in figures)",
        row,
        None if line is None else str(line),
    )
