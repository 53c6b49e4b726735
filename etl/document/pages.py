"""A PDF or a text file → lines that know their page, and the cells of a line that know where they stand.

Only text is read. A page that is a picture has none, and is named.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from etl.read.grid import Refused
from etl.read.textfile import CONTROL, decode, without_invisible

_MOST_BYTES = 200_000_000
_PAGE_NUMBER = re.compile(r"[-‐–—\s]*(\d{1,4})[-‐–—\s]*(?:頁|ページ)?")
_GAP = 1.0  # between two cells of a line, in heights of their characters


@dataclass(frozen=True)
class Cell:
    """What stands together; `left` and `right` in points of the page, none in a text file."""

    text: str
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True)
class Line:
    page: int
    number: int  # within its page
    cells: tuple[Cell, ...]
    paged: bool = True

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def place(self) -> str:
        """「12頁」, of a text file without pages 「340行」."""
        return f"{self.page}頁" if self.paged else f"{self.number}行"


@dataclass(frozen=True)
class Document:
    lines: tuple[Line, ...]
    pages: int
    without_text: tuple[int, ...] = ()  # pages that are pictures, or blank
    # names of fonts that the PDF does not hold: this machine's are taken, and where a sign has no width in
    # them a lone digit is not found
    fonts_lacking: tuple[str, ...] = ()


def read_document(path: Path) -> Document:
    """Raises Refused, with a word in both languages, for what is no readable PDF or text; OSError."""
    data = path.read_bytes()
    if not data:
        raise Refused("empty_file", "ファイルが空です", "the file is empty")
    if len(data) > _MOST_BYTES:
        raise Refused(
            "too_large", "ファイルが大きすぎます（200MB まで）", "the file is too large (at most 200 MB)"
        )
    pages, lacking = _pdf(data) if b"%PDF-" in data[:1024] else (_text(data), ())
    bare = tuple(number for number, lines in pages.items() if not lines)
    lines = tuple(line for line in _without_page_numbers(pages))
    if not lines:
        raise Refused(
            "no_text",
            "文字がありません（紙を読み取った画像の PDF）。文字認識（OCR）をかけるか、様式に手で書きます",
            "there is no text in it (a scan): run a text recognition over it, or fill in the form by hand",
        )
    odd = sum(len(re.findall("[\ufffd\ue000-\uf8ff]", line.text)) for line in lines)
    if odd * 5 > sum(len(line.text) for line in lines):
        raise Refused(
            "no_text",
            "文字に直せない PDF です（字形だけがある）。文字認識（OCR）をかけるか、手で書きます",
            "its glyphs cannot be turned into text: run a text recognition over it, or fill in by hand",
        )
    return Document(lines, len(pages), bare, lacking)


def _text(data: bytes) -> dict[int, list[Line]]:
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or data[:5] == b"{\\rtf":
        raise Refused(
            "not_a_document",
            "PDF でも文字だけのファイルでもありません。PDF で保存し直します（表計算のファイルは、その出典の"
            "フォルダに入れて python -m etl inspect）",
            "neither a PDF nor plain text: save it as a PDF (a spreadsheet goes into its source's folder; "
            "python -m etl inspect)",
        )
    try:
        text = without_invisible(decode(data))
    except UnicodeDecodeError as error:
        raise Refused(
            "encoding",
            "PDF ではなく、文字コードが UTF-8 でも cp932（Shift_JIS）でもありません",
            "no PDF, and neither UTF-8 nor cp932 (Shift_JIS)",
            value=repr(error.object[error.start : error.start + 8]),
        ) from error
    if CONTROL.search(text.replace("\f", "")):
        raise Refused(
            "not_a_document",
            "PDF でも文字だけのファイルでもありません（制御文字があります）",
            "neither a PDF nor plain text (it has control characters)",
        )
    paged = "\f" in text
    return {
        page: [
            Line(
                page,
                number,
                tuple(Cell(part) for part in re.split(r"\t|[ 　]{2,}", line.strip()) if part),
                paged,
            )
            for number, line in enumerate(body.splitlines(), start=1)
            if line.strip()
        ]
        for page, body in enumerate(text.split("\f"), start=1)
    }


def _pdf(data: bytes) -> tuple[dict[int, list[Line]], tuple[str, ...]]:
    """Its pages, and the fonts that it names and does not hold."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refused(
                "encrypted",
                "パスワードのかかった PDF です。パスワードを外して保存し直します",
                "the PDF is protected by a password: save it without one",
            ) from error
        raise Refused(
            "damaged",
            f"PDF として開けません（壊れているか、途中で切れています。{error}）",
            f"cannot be opened as a PDF (damaged or cut off: {error})",
        ) from error
    try:
        fonts: dict[str, bool] = {}
        pages = {number: list(_page(document, number, fonts)) for number in range(1, len(document) + 1)}
        return pages, tuple(sorted(name for name, held in fonts.items() if not held))
    except pypdfium2.PdfiumError as error:
        raise Refused(
            "damaged",
            f"PDF の頁が読めません（壊れているか、途中で切れています。{error}）",
            f"a page of the PDF cannot be read (damaged or cut off: {error})",
        ) from error
    finally:
        document.close()


@dataclass
class _Glyph:
    text: str
    left: float
    bottom: float
    right: float
    top: float
    run: int | None  # what was set as one: cells of a table are apart, near as they may stand
    spaced: bool  # a blank stands before it, printed or by the room that is left

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def _page(document: object, number: int, fonts: dict[str, bool]) -> Iterator[Line]:
    """The page's characters by where they stand: lines from the top, cells from the left.

    `fonts`: every font of its text is put there, with whether the PDF holds it.
    """
    import pypdfium2.raw as pdfium

    page = document[number - 1]  # type: ignore[index]
    text = page.get_textpage()
    glyphs, spaced = [], False
    runs: set[int | None] = set()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code <= 32 or chr(code).isspace():
            spaced = True
            continue
        run = pdfium.FPDFText_GetTextObject(text, at)
        address = ctypes.cast(run, ctypes.c_void_p).value
        if address not in runs:
            runs.add(address)
            _put_font(pdfium.FPDFTextObj_GetFont(run), fonts)
        left, bottom, right, top = text.get_charbox(at, loose=True)
        glyphs.append(_Glyph(chr(code), left, bottom, right, top, address, spaced))
        spaced = False
    text.close()
    page.close()
    for at, row in enumerate(_rows(glyphs), start=1):
        yield Line(number, at, tuple(_cells(row)))


def _put_font(font: Any, fonts: dict[str, bool]) -> None:
    import pypdfium2.raw as pdfium

    if not font:
        return
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    # ABCDEF+Mincho: a part of a font that the PDF holds
    text = name.value.decode("utf-8", "replace") or "?"
    fonts[text] = bool(pdfium.FPDFFont_GetIsEmbedded(font)) and fonts.get(text, True)


def _rows(glyphs: Iterable[_Glyph]) -> list[list[_Glyph]]:
    """Characters whose middles are less than a quarter of a height apart stand in one line."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.middle):
        if rows and rows[-1][0].middle - glyph.middle < (glyph.top - glyph.bottom) * 0.25:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda g: g.left) for row in rows]


def _cells(row: list[_Glyph]) -> Iterator[Cell]:
    """A gap as wide as a character parts two cells, a smaller one may part two words of a cell."""
    start = 0
    gaps = [_gap(a, b) for a, b in pairwise(row)]
    for at, gap in enumerate([*gaps, _GAP], start=1):
        if gap >= _GAP:
            part = row[start:at]
            text = part[0].text + "".join((" " if _apart(a, b) else "") + b.text for a, b in pairwise(part))
            yield Cell(without_invisible(text), part[0].left, part[-1].right)
            start = at


def _gap(a: _Glyph, b: _Glyph) -> float:
    """In heights. The box of ・ is narrower than its room: what looks like a gap there is none."""
    return 0.0 if "・" in (a.text, b.text) else (b.left - a.right) / max(a.top - a.bottom, 1)


def _apart(a: _Glyph, b: _Glyph) -> bool:
    """A blank parts words, and so does a gap after a figure that ends a run: two figures must not be read as
    one. Characters of full width may be set wider than their boxes."""
    if b.spaced:
        return True
    if a.run != b.run and a.text.isdigit():
        return _gap(a, b) > 0.06
    return _gap(a, b) > (0.2 if a.text.isascii() and b.text.isascii() else 0.5)


def _without_page_numbers(pages: dict[int, list[Line]]) -> Iterator[Line]:
    """A number alone at the head or foot of a page is no figure where other pages count on from it."""
    ends = {
        page: [line for line in {0: lines[0], 1: lines[-1]}.values()]
        for page, lines in pages.items()
        if lines
    }
    numbered = [
        (page, line, int(found.group(1)))
        for page, lines in ends.items()
        for line in lines
        if (found := _PAGE_NUMBER.fullmatch(line.text))
    ]
    apart = Counter(shown - page for page, _, shown in numbered)
    away = {
        (page, line.number)
        for page, line, shown in numbered
        if apart[shown - page] > 1 or (len(pages) == 1 and shown == 1)
    }
    return (line for lines in pages.values() for line in lines if (line.page, line.number) not in away)
