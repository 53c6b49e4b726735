"""Years, numbers, units and marks in a line of a document, wherever they stand in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from etl.clean import dates, values
from etl.document.pages import Line
from etl.document.wording import Wording
from renkei.eras import ERAS

_ERA = "(?:" + "|".join(era.name for era in ERAS) + r")\s*(?:元|\d\s?\d?)\s*"
_LETTER = "[" + "".join(era.letter for era in ERAS) + r"]\.?\s?(?:元|\d\s?\d?)"
# 令和６年度, R6年度, 2024年度, FY2024, R6 alone; 令和６年４月 is no fiscal year, nor is R6.4.1
_FISCAL = re.compile(
    rf"(?:{_ERA}年\s*度|(?<![A-Za-z]){_LETTER}\s*年\s*度|(?:19|20)\d\d\s*年\s*度|FY\s?(?:19|20)\d\d"
    rf"|(?<![A-Za-z0-9]){_LETTER}(?![\d.年/A-Za-z]))"
)
_DAY = re.compile(rf"(?:{_ERA}年|(?:19|20)\d\d\s*年)\s*\d+\s*月\s*\d+\s*日\s*")
_UNITS = "百万円|千円|万円|億円|円|千人|人"
_NUMBER = rf"[△▲\-−]?\s?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?(?:{_UNITS}))?"
_VALUE = re.compile(rf"{_NUMBER}|[-－−―‐…]")
_UNIT = re.compile(rf"[(（【\[]\s*(?:単位\s*[:：]?\s*)?({_UNITS})\s*[)）】\]]|単位\s*[:：]\s*({_UNITS})")


def wide(text: str) -> str:
    """Full-width digits and letters to half width; blanks stay, for they part words."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class Piece:
    """A year or a value of a line, and where it stands where the page tells."""

    text: str
    left: float | None = None
    right: float | None = None


def fiscal_years(text: str) -> tuple[list[int], str]:
    """The fiscal years that a text names, and what is left of it without them."""
    found = [_fiscal(match.group()) for match in _FISCAL.finditer(text)]
    return [year for year in found if year is not None], _FISCAL.sub(" ", text)


def _fiscal(text: str) -> int | None:
    try:
        return dates.fiscal_year(values.narrow(text))
    except ValueError:
        return None


def as_of(lines: tuple[Line, ...], wording: Wording) -> dt.date | None:
    """The day on which the document stands: the latest that it says 現在 of."""
    found = []
    behind = wording.pattern("document", "as_of")
    for line in lines:
        text = wide(line.text)
        for match in _DAY.finditer(text):
            if not behind.match(text, match.end()):
                continue
            try:
                found.append(dates.date(values.narrow(match.group())))
            except ValueError:
                continue  # 令和８年13月１日: no day
    return max(found, default=None)


def unit_in(text: str) -> str | None:
    """The unit that a caption names; none where it names two."""
    units = {first or second for first, second in _UNIT.findall(wide(text))}
    return units.pop() if len(units) == 1 else None


def pieces(line: Line) -> Iterator[Piece]:
    """The words of a line; a unit belongs to the number before it."""
    for cell in line.cells:
        text = re.sub(rf"(\d)\s+({_UNITS})(?=\s|$)", r"\1\2", wide(cell.text))
        text = _FISCAL.sub(lambda match: values.narrow(match.group()), text)  # 令和 ６年度 is one word
        words = text.split()
        alone = len(words) == 1
        for word in words:
            yield Piece(word, cell.left if alone else None, cell.right if alone else None)


def row_of(line: Line, wording: Wording) -> tuple[str, list[Piece]]:
    """The label of a row, and the values that end it."""
    words = list(pieces(line))
    at = len(words)
    while at and (
        _VALUE.fullmatch(words[at - 1].text) or wording.is_one("grant", "undecided", words[at - 1].text)
    ):
        at -= 1
    return " ".join(word.text for word in words[:at]), words[at:]


@dataclass(frozen=True)
class Amount:
    """A printed value: its number and unit, or the mark in its place."""

    number: float | None
    unit: str | None = None
    mark: str | None = None


def amount_of(text: str, wording: Wording) -> Amount | None:
    """9,800千円 → 9800 of 千円; 未定 and － are marks. None where it is no value without doubt."""
    cell = values.narrow(text)
    if wording.is_one("grant", "undecided", cell):
        return Amount(None, mark="undecided")
    match = re.fullmatch(rf"(.*?)({_UNITS})?", cell)
    if match is None:
        return None
    try:
        read = values.number(match.group(1))
    except ValueError:
        return None
    return Amount(read.value, match.group(2), read.mark)
