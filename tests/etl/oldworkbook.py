"""A small .xls of Excel 97 to 2003, written from the format's description: records in a container."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PLAIN, STRUCK, THOUSANDS = 0, 1, 2  # styles a cell may have
_END = 0xFFFFFFFE


def write(
    path: Path,
    rows: Sequence[Sequence[Any]],
    styles: dict[tuple[int, int], int] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    sheet: str = "第1表",
    split: int = 8000,
) -> Path:
    """`rows` from 0; `split` is how many bytes of the shared strings stand in one record."""
    texts = sorted({cell for row in rows for cell in row if isinstance(cell, str)})
    cells = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                cells.append(_cell(r, c, (styles or {}).get((r, c), PLAIN), cell, texts))
    merges = struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *area) for area in merged)
    fonts = [struct.pack("<5H5B", 200, flags, 8, 400, 0, 0, 0, 0, 0, 1) + b"\0A" for flags in (0, 8)]
    formats = [struct.pack("<HH", font, code) + bytes(16) for font, code in ((0, 0), (1, 0), (0, 164))]
    body = [_record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 0))]
    body += [_record(0x7D, struct.pack("<6H", c, c, 2048, 0, 1, 0)) for c in hidden_columns]
    body += [_record(0x208, struct.pack("<6HI", r, 0, 9, 255, 0, 0, 0x20)) for r in hidden_rows]
    body += [*cells, *([_record(0xE5, merges)] if merged else []), _record(0x0A, b"")]
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    before = _record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 0))
    before += b"".join(_record(0x31, font) for font in fonts)
    before += _record(0x41E, struct.pack("<HHB", 164, 6, 0) + b"#,##0,")
    before += b"".join(_record(0xE0, one) for one in formats)
    after = _strings(texts, split) + _record(0x0A, b"")
    place = len(before) + 4 + 6 + len(name) + len(after)
    stream = before + _record(0x85, struct.pack("<IBB", place, 0, 0) + name) + after + b"".join(body)
    path.write_bytes(_container(stream))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, style: int, cell: Any, texts: list[str]) -> bytes:
    start = struct.pack("<HHH", row, column, style)
    if isinstance(cell, str):
        return _record(0xFD, start + struct.pack("<I", texts.index(cell)))
    if isinstance(cell, int) and abs(cell) < 1 << 29:
        return _record(0x27E, start + struct.pack("<I", (cell << 2 & 0xFFFFFFFF) | 2))
    return _record(0x203, start + struct.pack("<d", cell))


def _strings(texts: list[str], split: int) -> bytes:
    """Two bytes a character; where a record is full in the midst of a text, its flags come again."""
    parts = [struct.pack("<II", len(texts), len(texts))]
    for text in texts:
        if len(parts[-1]) + 3 > split:
            parts.append(b"")
        parts[-1] += struct.pack("<HB", len(text), 1)
        for char in text:
            if len(parts[-1]) + 2 > split:
                parts.append(b"\x01")
            parts[-1] += char.encode("utf-16-le")
    return b"".join(_record(0x3C if n else 0xFC, part) for n, part in enumerate(parts))


def _container(stream: bytes) -> bytes:
    """One stream of at least 4,096 bytes in sectors of 512, a directory, the tables."""
    stream = stream.ljust(4096, b"\0")
    data = -(-len(stream) // 512)
    tables = 1
    while tables * 128 < data + 1 + tables:
        tables += 1
    following = [n + 1 for n in range(data - 1)] + [_END, _END] + [0xFFFFFFFD] * tables
    following += [0xFFFFFFFF] * (tables * 128 - len(following))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, data, 0, 4096, _END, 0, _END, 0)
    numbers = [data + 1 + n for n in range(tables)]
    head += struct.pack("<109I", *numbers, *[0xFFFFFFFF] * (109 - tables))
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 0, len(stream), 0xFFFFFFFF)
    directory = directory.ljust(512, b"\0")
    return head + stream.ljust(data * 512, b"\0") + directory + struct.pack(f"<{len(following)}I", *following)


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBB3I", len(coded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (coded.ljust(64, b"\0") + links).ljust(116, b"\0") + struct.pack("<IQ", start, length)
