"""A table laid out: cut into slides of one type and one set of columns. No row is left out.

Heights are reckoned from the type, so that a table never runs into the footer; a cell that is taller
than a slide goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.pack.native.measure import BOLD, POINTS, line_count
from dashboard.pack.native.type import LEADING
from dashboard.pack.slides.columns import figure_of, head_points, widths_of, word_of
from dashboard.pack.slides.table import SIDE, TOP, Cell, Part, Table

_LONG = 3
_LARGER = 6
_HALVINGS = 12
# what a type that was made larger may take of the height
_FULL = 0.95
_SPARSE, _SMALLEST = 0.5, 8.0
# no table is made smaller than this to save a slide
_READ = 9.5


def parts(table: Table, width: float, height: float, points: float) -> list[Part]:
    """The table over as many slides as it needs, on one where a slightly smaller type allows it; a long
    table is a register to look things up in, in smaller type. The slides it takes are filled evenly, in the
    largest type that needs no more of them and breaks no more lines."""
    usual = _Layout(table, width, height, points)
    while not usual.whole and usual.points > _SMALLEST:
        usual = _Layout(table, width, height, usual.points - 0.5)
    points = usual.points
    if usual.count == 2:
        for smaller in (points - 1, points - 2):
            tighter = _Layout(table, width, height, smaller)
            if tighter.count == 1 and smaller >= _READ:
                usual = tighter
                break
    if usual.count > _LONG:
        usual = _Layout(table, width, height, points - 2)
        # each of its slides in the largest type that it holds
        return [_grown(table, part, width, height) for part in usual.parts()]
    best = usual
    for half in range(1, 2 * _LARGER + 1):
        larger = _Layout(table, width, height * _FULL, usual.points + half / 2)
        if larger.count > usual.count:
            break
        as_good = larger.broken <= usual.broken or larger.sparse
        if as_good and larger.whole and larger.small >= usual.small:
            best = larger
    return best.parts()


def _grown(table: Table, part: Part, width: float, height: float) -> Part:
    rows = Table(table.head, part.rows, table.leads)
    best = part
    for half in range(1, _LARGER + 1):
        larger = _Layout(rows, width, height * _FULL, part.points + half / 2)
        if larger.count > 1:
            break
        if larger.whole and larger.small >= part.head_points:
            best = larger.parts()[0]
    return best


class _Layout:
    """A table laid out in one type: widths, rows cut to a slide's height, and where the slides end."""

    def __init__(self, table: Table, width: float, height: float, points: float) -> None:
        self._table, self.points = table, points
        self._widths = widths_of(table, width, points)
        self.small = head_points(table.head, self._widths, points)
        head = [replace(cell, bold=True) for cell in table.head]
        self._head = _height(head, self._widths, self.small)
        self._room = height - self._head
        self._rows = [piece for row in table.rows for piece in _pieces(row, self._widths, points, self._room)]
        self._heights = [_height(row, self._widths, points) for row in self._rows]
        self.count = len(self._ends(self._room))

    @property
    def broken(self) -> int:
        """How many lines there are beyond one for each row."""
        line = self.points * LEADING / POINTS
        return sum(round((tall - 2 * TOP) / line) - 1 for tall in self._heights)

    @property
    def whole(self) -> bool:
        """Whether no figure and no word is broken: 152,48 6 would be read as another one."""
        em = self.points / POINTS
        return all(
            row[0].across or max(figure_of(cell), word_of(cell)) * em + 2 * SIDE <= width + 0.01
            for row in self._rows
            for cell, width in zip(row, self._widths, strict=True)
        )

    @property
    def sparse(self) -> bool:
        """Whether it leaves half of its slide empty."""
        return self.count == 1 and sum(self._heights) < _SPARSE * self._room

    def _ends(self, room: float) -> list[int]:
        """Behind which rows a slide ends; a note stays with the row it is of."""
        found, start, used = [], 0, 0.0
        for at, tall in enumerate(self._heights):
            noted = at + 1 < len(self._rows) and self._rows[at + 1][0].across
            whole = tall + self._heights[at + 1] if noted else tall
            if at > start and used + (whole if whole <= room else tall) > room:
                found.append(at)
                start, used = at, 0.0
            used += tall
        return [*found, len(self._rows)]

    def parts(self) -> list[Part]:
        low, high = max(self._heights, default=0.0), self._room
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if len(self._ends(middle)) > self.count:
                low = middle
            else:
                high = middle
        found, start = [], 0
        for stop in self._ends(high):
            sizes = ((self._head, self.small), self.points)
            found.append(_part(self._table, self._rows, self._widths, self._heights, start, stop, *sizes))
            start = stop
        return found


def _part(
    table: Table,
    rows: Sequence[tuple[Cell, ...]],
    widths: tuple[float, ...],
    heights: Sequence[float],
    start: int,
    stop: int,
    head: tuple[float, float],
    points: float,
) -> Part:
    chosen = list(rows[start:stop])
    if chosen:  # a group that goes on is named again
        chosen[0] = tuple(replace(cell, above=False) for cell in chosen[0])
    return Part(table.head, tuple(chosen), widths, (head[0], *heights[start:stop]), points, head[1])


def _lines(cell: Cell, width: float, points: float) -> int:
    room = (width - 2 * SIDE) * POINTS / points / (BOLD if cell.bold else 1.02)
    return max(line_count(cell.text, room), 1)


def _height(row: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    lines = max(_lines(cell, width, points) for cell, width in zip(row, _rooms(row, widths), strict=True))
    return lines * points * LEADING / POINTS + 2 * TOP


def _rooms(row: Sequence[Cell], widths: Sequence[float]) -> Sequence[float]:
    return (sum(widths), *widths[1:]) if row[0].across else widths


def _pieces(
    row: tuple[Cell, ...], widths: tuple[float, ...], points: float, room: float
) -> list[tuple[Cell, ...]]:
    """The row, or where it is taller than a slide, the row in pieces that are not."""
    most = int((room - 2 * TOP) * POINTS / (points * LEADING))
    if _height(row, widths, points) <= room:
        return [row]
    rooms = _rooms(row, widths)
    longest = max(_lines(cell, width, points) for cell, width in zip(row, rooms, strict=True))
    even = -(-longest // -(-longest // most))  # pieces of about the same height
    columns = [_broken(cell, width, points, even) for cell, width in zip(row, rooms, strict=True)]
    count = max(len(texts) for texts in columns)
    # the name of the row stands beside each of its pieces
    return [
        tuple(
            replace(cell, text=texts[at] if at < len(texts) else texts[0] if not column else "")
            for column, (cell, texts) in enumerate(zip(row, columns, strict=True))
        )
        for at in range(count)
    ]


def _broken(cell: Cell, width: float, points: float, most: int) -> list[str]:
    """A text in pieces of at most `most` lines, broken between lines or sentences."""
    found, now = [], ""
    for part in _sentences(cell.text):
        if now and _lines(replace(cell, text=now + part), width, points) > most:
            found.append(now.strip("\n"))
            now = ""
        now += part
    return [*found, now.strip("\n")]


def _sentences(text: str) -> list[str]:
    parts, now = [], ""
    for letter in text:
        now += letter
        if letter in "。\n" or (letter == " " and now.endswith(". ")) or (letter in "、, " and len(now) > 80):
            parts.append(now)
            now = ""
    return [*parts, now] if now else parts
