"""Where the header of a table stands and which column is which: by its words, never by position.

People put titles above a header, split it over two or three rows and merge its cells. A header is
found when every wanted word stands there once; anything less is told, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from etl.clean import values
from etl.read.grid import Grid, Row

_LOOK = 60  # rows from the top in which a header is looked for
_TALL = 3  # rows that one header may have


def fold(header: str) -> str:
    """金額(千円), 「金額 （千円）」 and 金額（千円） are one header."""
    return values.narrow(header).casefold()


def stem(header: str) -> str:
    """The header without its unit: 金額（千円） → 金額. A bracket that holds no unit stays."""
    unit = values.caption_unit(header)
    text = fold(header)
    if unit is None or not values.is_unit(unit):
        return text
    return text[: max(text.rfind("("), text.rfind("【"))]


@dataclass(frozen=True)
class Head:
    """`columns`: wanted header → column; `texts`: wanted header → as the file has it."""

    first: int  # row numbers, as a spreadsheet counts
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    twice: frozenset[str] = frozenset()
    width: int = 0
    others: dict[str, int] = field(default_factory=dict)  # headers nobody asked for, where they are unique

    def missing(self, wanted: Iterable[str]) -> list[str]:
        return [h for h in wanted if h not in self.columns and h not in self.twice]


class Wanted:
    """The headers that a mapping asks for, ready to be looked for in many rows."""

    def __init__(self, headers: Sequence[str]) -> None:
        self.headers = list(headers)
        self._exact = {fold(h): h for h in self.headers}
        self._stems: dict[str, list[str]] = {}
        for header in self.headers:
            self._stems.setdefault(stem(header), []).append(header)

    def score(self, cells: Sequence[str]) -> int:
        """How many of the wanted headers these cells hold."""
        seen = {fold(cell) for cell in cells if cell and len(cell) < 200}
        return len(seen & self._exact.keys()) + len(
            {stem(cell) for cell in seen if cell not in self._exact} & self._stems.keys()
        )

    def match(self, names: Sequence[Sequence[str]], first: int, last: int) -> Head:
        """`names[i]`: what column i may be called, its fullest name first."""
        columns: dict[str, int] = {}
        texts: dict[str, str] = {}
        twice: set[str] = set()
        for headers, key in ((self._exact, fold), (self._by_stem(), stem)):
            for i, called in enumerate(names):
                hit = next((name for name in called if name and key(name) in headers), None)
                if hit is None or i in columns.values():
                    continue
                header = headers[key(hit)]
                if header in columns:
                    if headers is self._exact or fold(texts[header]) not in self._exact:
                        twice.add(header)
                    continue
                columns[header], texts[header] = i, hit
        for header in twice:
            del columns[header]
        taken = set(columns.values())
        others: dict[str, int] = {}
        spare = [(i, called[0]) for i, called in enumerate(names) if called and called[0] and i not in taken]
        for i, name in spare:
            if sum(other == name for _, other in spare) == 1 and name not in self.headers:
                others[name] = i
        return Head(first, last, columns, texts, frozenset(twice), len(names), others)

    def _by_stem(self) -> dict[str, str]:
        return {name: headers[0] for name, headers in self._stems.items() if len(headers) == 1}


def find(grid: Grid, wanted: Wanted, at: int) -> Head | None:
    """The header of `grid`; `told` is the row in which the mapping expects it.

    Where no row has every wanted header, the row that has most of them, or the told one. None where
    the sheet ends above it.
    """
    near = [row for row in grid.rows[:_LOOK] if row.cells]
    near += [row for row in grid.rows[_LOOK:] if row.number == at]
    best: Head | None = None
    first = next((row for row in near if row.number == at), None)
    if first is not None:  # the told row, where it is whole, is taken whatever else there is
        head = _stretched(grid, wanted.match(_names(grid, [first]), at, at))
        if not head.missing(wanted.headers) and not head.twice:
            return head
    for height in range(1, _TALL + 1):
        for band in _bands(near, height):
            if height == 1 and not wanted.score(band[0].cells) and band[0].number != at:
                continue
            head = wanted.match(_names(grid, band), band[0].number, band[-1].number)
            head = _stretched(grid, head)
            if not head.missing(wanted.headers) and not head.twice and _better(head, best, at):
                best = head
        if best is not None:
            return best
    scored = [(wanted.score(row.cells), row.number == at, -row.number, row) for row in near]
    if not scored:
        return None
    score, is_told, _, row = max(scored)
    if score < 2 and not is_told:
        row = next((r for r in near if r.number >= at), None)  # type: ignore[assignment]
        if row is None:
            return None
        return Head(at, at) if row.number > at else wanted.match(_names(grid, [row]), at, at)
    return wanted.match(_names(grid, [row]), row.number, row.number)


def _better(head: Head, best: Head | None, at: int) -> bool:
    """The told row if it is one, else the first."""
    return best is None or (head.first == at and best.first != at)


def _bands(rows: list[Row], height: int) -> Iterator[list[Row]]:
    for i in range(len(rows) - height + 1):
        band = rows[i : i + height]
        if band[-1].number - band[0].number < 2 * height:
            yield band


def _names(grid: Grid, band: list[Row]) -> list[list[str]]:
    """What each column of a header of one or more rows may be called."""
    width = max(len(row.cells) for row in band)
    lines = [[row.cell(i) for i in range(width)] for row in band]
    for merge in grid.merges:  # a heading over several columns is a part of each one's name
        for line, row in zip(lines, band, strict=True):
            if merge.top <= row.number <= merge.bottom and merge.right > merge.left:
                text = next((r.cell(merge.left) for r in band if r.number == merge.top), "")
                for i in range(merge.left, min(merge.right + 1, width)):
                    line[i] = line[i] or (text if row.number == merge.top else "")
    names: list[list[str]] = []
    for i in range(width):
        parts = [line[i] for line in lines if line[i]]
        own = [row.cell(i) for row in band if row.cell(i)]
        called = ["".join(parts)]
        for other in ("".join(own), own[-1] if own and band[-1].cell(i) == own[-1] else ""):
            if other and other not in called:
                called.append(other)
        names.append([name for name in called if name])
    return names


def _stretched(grid: Grid, head: Head) -> Head:
    """A header cell merged downwards makes the header as tall as it is."""
    bottoms = [
        merge.bottom
        for merge in grid.merges
        if head.first <= merge.top <= head.last and merge.left in head.columns.values()
    ]
    last = max([head.last, *bottoms])
    if last == head.last:
        return head
    return Head(head.first, last, head.columns, head.texts, head.twice, head.width, head.others)
