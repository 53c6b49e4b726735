"""A CSV too large for text cells, read column by column: the distinct texts, and which row has which.

What cannot be read without doubt at this size is refused with a word, never guessed: quotes, rows of
another length, another encoding. Such a file can be saved plainly, or be cut into smaller ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from etl.read.grid import FAULTS, MAX_CHARACTERS, Refused
from etl.read.textfile import CONTROL, without_invisible
from etl.read.typed import odd_cell

LARGE = 64 << 20  # bytes from which a CSV is read here
MAX_BYTES = 4 << 30
_BLOCK = 8 << 20
_BOM = b"\xef\xbb\xbf"
_MARKS = {
    b'"': (
        "csv_syntax",
        "この大きさのファイルでは引用符を読みません（引用符なしで保存し直します）",
        "quotes are not read in a file of this size (save it without)",
    ),
    b"\0": ("control_character", *FAULTS["control_character"]),
}
# each row's place among the distinct texts of the column, and those
Texts = tuple[pl.Series, list[str | None]]


def columns(path: Path, headers: list[str]) -> dict[str, Texts]:
    """Columns `headers` of the file; row 1 holds the headers. Raises Refused and OSError.

    Nothing is stripped yet (see `plain`).
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    if path.stat().st_size > MAX_BYTES:
        raise Refused(
            "too_large",
            f"大きすぎます（{MAX_BYTES >> 30} GiB まで）",
            f"too large (at most {MAX_BYTES >> 30} GiB)",
        )
    names = _header(path, headers)
    returns = _plain_bytes(path)
    text = pa.dictionary(pa.int32(), pa.string())
    try:
        # the parser takes every column, also those nobody asked for, and no row of another length
        table = arrow.read_csv(
            path,
            read_options=arrow.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK),
            parse_options=arrow.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(headers, text),
                include_columns=headers,
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise _doubtful(path, len(names)) or _ragged(len(names)) from error
    if returns and table.num_rows + 1 != _rows(path, path.stat().st_size):
        # to the parser a carriage return alone ends a row
        raise _doubtful(path, len(names)) or _ragged(len(names))
    if not table.num_rows:
        raise Refused("no_rows", "見出しの下に値の行がありません", "there is no row under the header", 1)
    table = table.unify_dictionaries()
    return {name: _texts(table[name]) for name in headers}


def plain(texts: list[str | None]) -> tuple[list[str | None], dict[int, tuple[str, str, str]]]:
    """Distinct cells as a small file gives them: stripped, blank as None; and what is odd about some.

    The faults are by position: (rule, Japanese, English).
    """
    cells: list[str | None] = []
    faults: dict[int, tuple[str, str, str]] = {}
    for at, text in enumerate(texts):
        cell = without_invisible(text or "").strip()
        rule = None
        if CONTROL.search(cell):
            rule = "control_character"
        elif len(cell) > MAX_CHARACTERS:
            rule = "long_cell"
        elif cell:
            rule = odd_cell(cell)
        if rule:
            faults[at] = (rule, *FAULTS[rule])
        cells.append(cell or None)
    return cells, faults


def _texts(column: Any) -> Texts:
    """Of a column of one dictionary in many pieces."""
    at = pl.concat([pl.Series(piece.indices.to_numpy()) for piece in column.chunks if len(piece)])
    return at, column.chunk(0).dictionary.to_pylist()


def _header(path: Path, wanted: list[str]) -> list[str]:
    with path.open("rb") as stream:
        line = stream.readline(1 << 20)
    try:
        text = line.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _encoding(1) from error
    names = next(csv.reader([text.rstrip("\r\n")], quoting=csv.QUOTE_NONE), [])
    twice = sorted({name for name in names if names.count(name) > 1})
    missing = [name for name in wanted if name not in names]
    if twice or missing:
        shown = "、".join(twice or missing)
        raise Refused(
            "no_table",
            f"1行目が見出しで、カンマ区切り、どの見出しも一つずつでなければなりません（{shown}）",
            f"row 1 must hold the headers, with commas, each of them once ({shown})",
            1,
        )
    return names


def _plain_bytes(path: Path) -> bool:
    """Whether there are carriage returns. Raises Refused where a byte means more than itself, or the
    last row may be cut off."""
    last, done, returns = b"", 0, False
    with path.open("rb") as stream:
        for block in _blocks(stream):
            for mark, fault in _MARKS.items():
                if mark in block:
                    raise Refused(*fault, _rows(path, done + block.index(mark)) + 1)
            returns = returns or b"\r" in block
            last, done = block[-1:], done + len(block)
    if last != b"\n":
        raise Refused(
            "cut_off",
            "最後の行が改行で終わっていません（途中で切れていないか確かめ、行末で改行します）",
            "the last row has no line break: see that the file is not cut off, and add one",
            _rows(path, done) + 1,
        )
    return returns


def _doubtful(path: Path, count: int) -> Refused | None:
    """The first row that is not `count` cells of UTF-8: looked for only once the parser has refused."""
    with path.open("rb") as stream:
        for row, line in enumerate(stream, 1):
            plain = line.removesuffix(b"\n").removesuffix(b"\r")
            if b"\r" in plain:
                return Refused("control_character", *FAULTS["control_character"], row)
            if plain.count(b",") != count - 1 or not plain:
                return _ragged(count, row, plain.count(b",") + 1 if plain else 0)
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return _encoding(row)
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
        "このファイルの大きさでは UTF-8 だけを読みます（UTF-8 で保存し直します）",
        "at this size only UTF-8 is read: save the file as UTF-8",
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
