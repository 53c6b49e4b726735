"""The figures that stand in tables of a document: each with its row, its year or column, unit and caption.

A table is a line of years (or of captions under a title with one year) and the rows below it, over the end of
a page too. A row that has as many values as the table has columns is paired with them in order; of any other
row a value is taken where it stands right below one column or its values, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.clean import values
from etl.document.pages import Line
from etl.document.wording import Wording
from etl.document.words import (
    Amount,
    Piece,
    amount_of,
    fiscal_years,
    pieces,
    row_of,
    unit_in,
    wide,
)

_ABOVE = 3  # lines over a table that are its caption
_LONG = 60  # rows of a table; of a longer one none is read
_PROSE = re.compile("[。、]")


@dataclass(frozen=True)
class Figure:
    """One printed value. `label`: what stands at the head of its row, blank where it has none."""

    year: int
    label: str
    amount: Amount
    printed: str  # the head of the table and the row
    caption: str
    unit: str | None
    line: Line
    at: int  # of the document's lines
    apart: bool  # its column follows from where it stands, not from the number of values


@dataclass(frozen=True)
class _Column:
    year: int | None  # none: a column without a year, as 計
    caption: str
    places: tuple[tuple[float, float], ...] = ()  # left and right of its head and of values below it


@dataclass(frozen=True)
class _Row:
    label: str
    values: tuple[Piece, ...]
    line: Line
    at: int


@dataclass(frozen=True)
class _Head:
    columns: tuple[_Column, ...]
    unit: str | None
    printed: str

    @property
    def words(self) -> str:
        """To know it again on the next page."""
        return values.narrow(self.printed)


def figures(lines: Sequence[Line], is_caption: Callable[[str], bool], wording: Wording) -> Iterator[Figure]:
    """Every figure under a caption that `is_caption` takes."""
    head: _Head | None = None
    rows: list[_Row] = []
    since = 0
    for at, line in enumerate(lines):
        found = _head(lines, at, is_caption, wording, head)
        if found is not None:
            if found is not head:
                yield from _paired(head, rows, is_caption, wording)
                rows = []
            head, since = found, at
        elif head is None:
            continue
        elif at - since > _LONG or fiscal_years(wide(line.text))[0]:
            yield from _paired(head, rows, is_caption, wording)
            head, rows = None, []
        else:
            label, row = row_of(line, wording)
            unit = unit_in(line.text)
            if unit and not row and at == since + 1:
                head, since = replace(head, unit=unit), at
            elif row:
                under = "" if at - since == 1 else _around(lines, at, wording)
                if label or under or at - since == 1:
                    rows.append(_Row(label or under, tuple(row), line, at))
    yield from _paired(head, rows, is_caption, wording)


def _around(lines: Sequence[Line], at: int, wording: Wording) -> str:
    """The label of a row whose name stands in lines of its own, above and below the middle of its figures."""
    both = (lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines))
    return "".join(line.text for line in both if not row_of(line, wording)[1])


def _head(
    lines: Sequence[Line],
    at: int,
    is_caption: Callable[[str], bool],
    wording: Wording,
    before: _Head | None,
) -> _Head | None:
    """The table that begins at a line, where one does."""
    text = wide(lines[at].text)
    if _PROSE.search(text) or len(text) > 120:
        return None
    years, rest = fiscal_years(text)
    if years and not re.search(r"\d", rest):
        words = values.narrow(text)
        if before is not None and words == before.words and lines[at].page != lines[at - 1].page:
            return before  # the header again, at the head of the next page
        caption = " ".join(f"{_caption(lines, at, is_caption, wording)} {rest}".split())
        if not is_caption(caption):
            return None
        columns = (
            _columns(list(pieces(lines[at])), caption) if len(years) > 1 else (_Column(years[0], caption),)
        )
        return _Head(columns, unit_in(caption), lines[at].text)
    return None if years else _captioned(lines, at, is_caption, wording)


def _captioned(
    lines: Sequence[Line], at: int, is_caption: Callable[[str], bool], wording: Wording
) -> _Head | None:
    """A line of captions without years, under a title that names one year: 地域名 対象経費 交付額（千円）."""
    words = list(pieces(lines[at]))
    if (
        len(words) < 2
        or not wording.has("document", "first_column", words[0].text)
        or any(re.search(r"\d", w.text) for w in words)
    ):
        return None
    title = _caption(lines, at, is_caption, wording)
    years, _ = fiscal_years(title)
    if len(set(years)) != 1 or not any(is_caption(word.text) for word in words[1:]):
        return None
    columns = tuple(_Column(years[0], word.text, _place(word)) for word in words[1:])
    return _Head(columns, unit_in(title), lines[at].text)


def _columns(words: Sequence[Piece], caption: str) -> tuple[_Column, ...]:
    """From the first year on every word of a head is a column."""
    years = [fiscal_years(word.text)[0] for word in words]
    first = next(at for at, found in enumerate(years) if found)
    return tuple(
        _Column(found[0] if found else None, caption, _place(word))
        for found, word in zip(years[first:], words[first:], strict=True)
    )


def _place(piece: Piece) -> tuple[tuple[float, float], ...]:
    return () if piece.left is None or piece.right is None else ((piece.left, piece.right),)


def _caption(lines: Sequence[Line], at: int, is_caption: Callable[[str], bool], wording: Wording) -> str:
    """The lines right above that say what the figures are: a caption, a unit, a year."""
    above = []
    for line in reversed(lines[max(0, at - _ABOVE) : at]):
        text = wide(line.text)
        if _PROSE.search(text) or len(text) > 60 or row_of(line, wording)[1]:
            break
        if is_caption(text) or unit_in(text) or fiscal_years(text)[0]:
            above.append(text)
    return " ".join(reversed(above))


def _paired(
    head: _Head | None, rows: Sequence[_Row], is_caption: Callable[[str], bool], wording: Wording
) -> Iterator[Figure]:
    """Whole rows tell where the values of each column stand, for rows that have fewer."""
    if head is None:
        return
    whole = [row for row in rows if len(row.values) == len(head.columns)]
    columns = [
        replace(column, places=(*column.places, *(p for row in whole for p in _place(row.values[order]))))
        for order, column in enumerate(head.columns)
    ]
    for row in rows:
        apart = len(row.values) != len(columns)
        for order, piece in enumerate(row.values):
            column = _over(columns, piece) if apart else columns[order]
            amount = amount_of(piece.text, wording)
            if column is None or column.year is None or amount is None or not is_caption(column.caption):
                continue
            unit = amount.unit or unit_in(column.caption) or unit_in(row.label) or head.unit
            printed = f"{head.printed}\n{row.line.text}"
            yield Figure(
                column.year, row.label, amount, printed, column.caption, unit, row.line, row.at, apart
            )


def _over(columns: Sequence[_Column], piece: Piece) -> _Column | None:
    """The one column above a value."""
    over = [
        column
        for column in columns
        for at in _place(piece)
        if any(left < at[1] and at[0] < right for left, right in column.places)
    ]
    return over[0] if len({id(column) for column in over}) == 1 else None
