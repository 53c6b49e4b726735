"""Just enough of a PDF to read what Chromium printed: how many pages of which size, and their text."""

from __future__ import annotations

import re
import unicodedata
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)(endobj|stream\r?\n)", re.S)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\[((?:<[0-9A-Fa-f]+>|[^\]<])*)\] TJ")


def plain(text: str) -> str:
    """Without spaces, with one kind of middle dot and of wave: in a font several characters are one glyph."""
    text = re.sub("[‧･·]", "・", unicodedata.normalize("NFKC", text))
    return text.replace("〜", "~").replace(" ", "")


class Pdf:
    def __init__(self, data: bytes) -> None:
        self.objects: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}
        place = 0
        # by the length that each tells: compressed bytes may spell any word
        while found := _OBJECT.search(data, place):
            number, body, place = int(found[1]), found[2], found.end()
            self.objects[number] = body
            if found[3] != b"endobj":
                length = re.search(rb"/Length (\d+)", body)
                assert length
                self.streams[number] = data[place : place + int(length[1])]
                place += int(length[1])
        self.pages = [body for body in self.objects.values() if re.search(rb"/Type\s*/Page\b(?!s)", body)]

    @property
    def size(self) -> list[int]:
        """Width and height of the first page in points; A4 is 595 × 842."""
        box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", self.pages[0])
        assert box
        return [round(float(number)) for number in box[1].split()[2:]]

    def text(self) -> str:
        """All text in the order it is drawn."""
        return "".join(self._page_text(page) for page in self.pages)

    def page_text(self, number: int) -> str:
        """The text of one page, counted from 0."""
        return self._page_text(self.pages[number])

    def _page_text(self, page: bytes) -> str:
        named = re.findall(rb"/(F\d+) (\d+) 0 R", page)
        fonts = {name.decode(): self._letters(int(number)) for name, number in named}
        contents = re.search(rb"/Contents (\d+)", page)
        assert contents
        told, font = [], {}
        for name, one, several in _SHOWN.findall(self._stream(int(contents[1]))):
            if name:
                font = fonts[name.decode()]
            for codes in [one] if one else re.findall(rb"<([0-9A-Fa-f]+)>", several):
                width = 2 * font[-1] if font else 2
                told += [font.get(int(codes[n : n + width], 16), "") for n in range(0, len(codes), width)]
        return "".join(str(letter) for letter in told)

    def _letters(self, font: int) -> dict[int, object]:
        """Code → letter; under -1 how many bytes a code has."""
        body = self.objects[font]
        place = re.search(rb"/ToUnicode (\d+)", body)
        letters: dict[int, object] = {-1: 2 if b"/Type0" in body else 1}
        if place is None:
            return letters
        cmap = self._stream(int(place[1]))
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
            for code, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
                letters[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
            for first, last, letter in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    letters[int(first, 16) + step] = chr(int(letter, 16) + step)
        return letters

    def _stream(self, number: int) -> bytes:
        raw = self.streams[number]
        return zlib.decompress(raw) if b"FlateDecode" in self.objects[number] else raw
