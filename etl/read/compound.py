"""The container of files before 2007: sectors chained by a table, streams named in a directory (MS-CFB)."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # and above: no sector
_SMALL = 4096  # shorter streams lie in sectors of their own, within the root's stream
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Torn(ValueError):
    """A container whose tables lead nowhere."""


class Container:
    """Raises Torn. Every chain is bounded by the file's length: one that runs in a circle ends."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise Torn("header")
        self._content = content
        self._size = 1 << struct.unpack_from("<H", content, 30)[0]
        self._mini_size = 1 << struct.unpack_from("<H", content, 32)[0]
        if self._size not in (512, 4096) or self._mini_size != 64:
            raise Torn("sector size")
        first_directory, first_mini, first_list = (
            struct.unpack_from("<I", content, at)[0] for at in (48, 60, 68)
        )
        self._next = self._numbers(self._table_sectors(first_list))
        directory = self._chain(first_directory)
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not entries or entries[0][66] != _ROOT:
            raise Torn("directory")
        self._streams: dict[str, tuple[int, int]] = {}
        for entry in entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[66] in (_STREAM, _ROOT) and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", errors="replace")
                self._streams.setdefault(name, struct.unpack_from("<II", entry, 116))
        root = struct.unpack_from("<II", entries[0], 116)
        self._mini = self._chain(root[0])[: root[1]] if root[0] < _FREE else b""
        self._mini_next = self._numbers(self._sectors(first_mini)) if first_mini < _FREE else ()

    def stream(self, name: str) -> bytes | None:
        """The bytes of one stream; None where there is none of this name. Raises Torn."""
        if name not in self._streams:
            return None
        start, length = self._streams[name]
        if length >= _SMALL:
            data = self._chain(start)
        else:
            parts = [
                self._mini[number * self._mini_size : (number + 1) * self._mini_size]
                for number in _followed(start, self._mini_next)
            ]
            data = b"".join(parts)
        if len(data) < length:
            raise Torn(name)
        return data[:length]

    def _table_sectors(self, following: int) -> list[int]:
        """The sectors of the table of sectors: 109 named in the header, the others in a list of their own."""
        found = [number for number in struct.unpack_from("<109I", self._content, 76) if number < _FREE]
        seen: set[int] = set()
        while following < _FREE:
            if following in seen:
                raise Torn("circle")
            seen.add(following)
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            found += [number for number in numbers[:-1] if number < _FREE]
            following = numbers[-1]
        return found

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        data = b"".join(self._sector(number) for number in sectors)
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _sectors(self, start: int) -> list[int]:
        return _followed(start, self._next)

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._sectors(start))

    def _sector(self, number: int) -> bytes:
        data = self._content[(number + 1) * self._size : (number + 2) * self._size]
        if not data:
            raise Torn(f"sector {number}")
        return data.ljust(self._size, b"\0")  # the last one may be cut short


def _followed(start: int, following: tuple[int, ...]) -> list[int]:
    found: list[int] = []
    number = start
    while number < _FREE:
        if number >= len(following) or len(found) > len(following):
            raise Torn("chain")
        found.append(number)
        number = following[number]
    return found
