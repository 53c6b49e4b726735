"""Text in a workbook of Excel 97 to 2003: one byte a character or two, in runs, across records."""

from __future__ import annotations

import struct

Runs = list[tuple[int, int]]  # from which character on, which font


def text_at(data: bytes, at: int, length: int) -> tuple[str, int]:
    """A text of `length` characters whose flags stand at `at`, and where it ends."""
    wide = data[at] & 1
    end = at + 1 + length * (2 if wide else 1)
    return data[at + 1 : end].decode("utf-16-le" if wide else "latin-1"), end


class _Parts:
    """Bytes that lie in several records. A text that goes on in the next one has its flags again there."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 0

    def take(self, count: int) -> bytes:
        found = b""
        while count > len(found):
            data = self._parts[self._part]
            piece = data[self._at : self._at + count - len(found)]
            found += piece
            self._at += len(piece)
            if self._at >= len(data) and len(found) < count:
                self._part, self._at = self._part + 1, 0
        return found

    def text(self, length: int, wide: bool) -> str:
        found = ""
        while length > len(found):
            data = self._parts[self._part]
            size = 2 if wide else 1
            piece = data[self._at : self._at + (length - len(found)) * size]
            found += piece.decode("utf-16-le" if wide else "latin-1")
            self._at += len(piece)
            if length > len(found):
                self._part, self._at = self._part + 1, 1
                wide = bool(self._parts[self._part][0] & 1)
        return found


def strings(parts: list[bytes]) -> tuple[list[str], dict[int, Runs]]:
    """All shared strings, and the runs of those with more than one font. Readings (ルビ) are left out.

    Raises IndexError and struct.error where the records end before the strings do.
    """
    data = _Parts(parts)
    _, count = struct.unpack("<II", data.take(8))
    found: list[str] = []
    runs: dict[int, Runs] = {}
    for number in range(count):
        length, flags = struct.unpack("<HB", data.take(3))
        several = struct.unpack("<H", data.take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", data.take(4))[0] if flags & 4 else 0
        found.append(data.text(length, bool(flags & 1)))
        if several:
            runs[number] = [struct.unpack("<HH", data.take(4)) for _ in range(several)]
        data.take(more)
    return found, runs
