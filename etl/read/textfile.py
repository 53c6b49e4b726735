"""A text file of any office → rows of cells: encoding, separator and line ends found, never guessed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Sequence
from itertools import islice

from etl.read.grid import MAX_CHARACTERS, MAX_COLUMNS, Grid, Refused, Row

# bytes that stand for nothing in Shift_JIS, but which the codec passes on
NOT_CP932 = re.compile("[\x00\x80\uf8f0-\uf8f3]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
# marks without width that come along when text is pasted
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# between two digits such a mark may be all that parts two numbers
_PARTING = re.compile(rf"(?<=\d){INVISIBLE.pattern}+(?=\d)")
_SEPARATORS = (",", "\t", ";")
_LOOK = 60


def without_invisible(text: str) -> str:
    """The text without marks that have no width; between two digits a space, for numbers are not joined."""
    if text.isascii():
        return text
    return INVISIBLE.sub("", _PARTING.sub(" ", text))


def decode(data: bytes) -> str:
    """UTF-8 (BOM or not), UTF-16 with BOM, else cp932 as Japanese offices write it.

    Raises UnicodeDecodeError. A damaged UTF-8 file is not read as cp932: nearly every byte is some
    character there.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        text = data.decode("utf-8-sig")
        if "\x1b$" in text or "\x1b(" in text:  # seven bits throughout, with shifts between alphabets
            return data.decode("iso2022_jp")
        return text
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="ignore")
        if data.startswith(codecs.BOM_UTF8) or any(char >= "\u3000" for char in before):
            raise
        text = data.decode("cp932")
        odd = NOT_CP932.search(text)
        if odd:
            start = len(text[: odd.start()].encode("cp932"))
            raise UnicodeDecodeError("cp932", data, start, start + 1, "not a character") from None
        _not_euc(data, text)
        return text


def _not_euc(data: bytes, text: str) -> None:
    """EUC-JP read as cp932 is a row of half-width kana, and no error. Raises UnicodeDecodeError."""
    try:
        other = data.decode("euc_jp")
    except UnicodeDecodeError:
        return
    kana = len(re.findall("[\uff61-\uff9f]", text))
    if kana > len(re.findall("[\uff61-\uff9f]", other)):
        raise UnicodeDecodeError("cp932", data, 0, 1, "EUC-JP")


def text_grid(text: str, separator: str, limit: int | None = None) -> Grid:
    """Rows of a CSV or of a table pasted with tabs or semicolons, at most `limit`. Raises Refused."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    grid = Grid([], exact=True, ended=text.endswith(("\n", "\r")))
    odd = CONTROL.search(text) is not None
    soft = INVISIBLE.search(text) is not None
    number = 0
    try:
        for number, record in enumerate(islice(reader, limit), start=1):
            if len(record) > MAX_COLUMNS:
                raise Refused(
                    "too_large",
                    f"1行に {len(record):,} 列あります（{MAX_COLUMNS:,} 列まで）",
                    f"the row has {len(record):,} columns (at most {MAX_COLUMNS:,})",
                    number,
                )
            if soft:
                record = [without_invisible(cell) for cell in record]
            cells = list(map(str.strip, record))
            if not any(cells):
                continue
            if odd or max(map(len, cells)) > MAX_CHARACTERS:
                for column, cell in enumerate(cells):
                    if CONTROL.search(cell):
                        grid.faults[number, column] = "control_character"
                    elif len(cell) > MAX_CHARACTERS:
                        grid.faults[number, column] = "long_cell"
            grid.rows.append(Row(number, cells))
    except csv.Error as error:
        raise Refused(
            "csv_syntax",
            f"CSV として読めません（引用符を確認。{error}）",
            f"cannot be read as CSV (check quotes: {error})",
            number + 1,
        ) from error
    return grid


def separator_of(text: str, score: Callable[[Sequence[str]], int], wanted: int) -> str:
    """The separator that finds most of the `wanted` headers; `score` says how many of them a row has."""
    best, most = _SEPARATORS[0], -1
    for mark in _SEPARATORS:
        found = _best(text, mark, score)
        if found > most:  # of equals the first: the comma
            best, most = mark, found
        if most >= wanted > 1:
            break
    return best


def _best(text: str, separator: str, score: Callable[[Sequence[str]], int]) -> int:
    reader = csv.reader(io.StringIO(text[: 1 << 20], newline=""), delimiter=separator)
    best = 0
    try:
        for _, record in zip(range(_LOOK), reader, strict=False):
            if len(record) <= MAX_COLUMNS:
                best = max(best, score(record))
    except csv.Error:
        pass  # said when the whole file is read
    return best
