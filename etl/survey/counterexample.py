"""Another set of answers that agrees with all that is published: the proof that a cell is not known.

A hidden cell is moved by some persons; other hidden cells of its class (those in the same published
totals) move the other way; a limit by another question moves that question's cell along. Whatever is
shown stays as it is, and every class keeps a small number that explains why it is hidden at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from etl.survey.definition import HIGHEST

Cell = tuple[str, str]  # question, municipality
Area = tuple[str, str, str]  # level, id, the questions it is told together with ("" for its own sake)
Moves = dict[Cell, int]  # cell → its other value
_WIDTH = 8  # cells tried to take up a move: more would prove little more
_ABLE = 20  # cells of a class looked at for it, those with most room down and as many with most room up
Class = tuple[str, frozenset[Any]]
_STEPS = 500  # taken in search of one value: what is not found by then counts as not possible


@dataclass
class Group:
    """Hidden cells of one class: those that can take up a move, and the small ones."""

    able: list[Cell] = field(default_factory=list)
    small: list[Cell] = field(default_factory=list)


@dataclass
class Board:
    """The answers to linked questions about one occupation. `limits`: question → what it cannot exceed;
    `highest`: question → what none of its answers exceeds."""

    values: dict[str, dict[str, int]]
    limits: dict[str, str]
    minimum: int
    classes: dict[str, dict[str, frozenset[Any]]]  # the areas, or whatever else its totals are called
    hidden: set[Cell] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)  # hidden whatever they are: no small number explains it
    steps: int = 0  # left in the search that goes on
    highest: Mapping[str, int] = field(default_factory=dict)

    _groups: dict[str, dict[Class, Group]] = field(default_factory=dict)

    def hide(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.hidden.add(cell)
            self._groups.pop(cell[0], None)

    def show(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.hidden.discard(cell)
            self._groups.pop(cell[0], None)

    def classed(self, question: str, classes: dict[str, frozenset[Area]]) -> None:
        self.classes[question] = classes
        self._groups.pop(question, None)

    def of(self, cell: Cell) -> Class:
        return cell[0], self.classes[cell[0]][cell[1]]

    def group(self, mine: Class) -> Group:
        """The hidden cells of a class; of many only those with most room."""
        if mine[0] not in self._groups:
            made: dict[Class, Group] = {}
            for code, value in self.values[mine[0]].items():
                cell = (mine[0], code)
                if cell in self.hidden:
                    group = made.setdefault(self.of(cell), Group())
                    group.able.append(cell)
                    if 0 < value < self.minimum:
                        group.small.append(cell)
            for group in made.values():
                if len(group.able) > 2 * _ABLE:
                    group.able = self._ablest(group.able)
            self._groups[mine[0]] = made
        return self._groups[mine[0]].get(mine) or Group()

    def _ablest(self, cells: list[Cell]) -> list[Cell]:
        bounds = {cell: self.bounds(cell, {}) for cell in cells}
        down = sorted(cells, key=lambda c: (bounds[c][0] - self.values[c[0]][c[1]], c))
        up = sorted(cells, key=lambda c: (self.values[c[0]][c[1]] - bounds[c][1], c))
        return list(dict.fromkeys([*down[:_ABLE], *up[:_ABLE]]))

    def linked(self, question: str) -> set[str]:
        """The question and all that its limits tie it to."""
        found, todo = set(), [question]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += [high for low, high in self.limits.items() if low == one]
                todo += [low for low, high in self.limits.items() if high == one]
        return found

    def value(self, cell: Cell, moved: Moves) -> int | None:
        return moved.get(cell, self.values[cell[0]].get(cell[1]))

    def above(self, cell: Cell) -> Cell | None:
        limit = self.limits.get(cell[0])
        return (limit, cell[1]) if limit and cell[1] in self.values[limit] else None

    def below(self, cell: Cell) -> list[Cell]:
        lower = (low for low, high in self.limits.items() if high == cell[0])
        return [(low, cell[1]) for low in lower if cell[1] in self.values[low]]

    def bounds(self, cell: Cell, moved: Moves) -> tuple[int, int]:
        """Between what its limits leave it, those cells as they are."""
        low = max((self.value(c, moved) or 0 for c in self.below(cell)), default=0)
        over = self.above(cell)
        high = self.value(over, moved) if over else None
        return low, self.top(cell[0]) if high is None else min(high, self.top(cell[0]))

    def top(self, question: str) -> int:
        return self.highest.get(question, HIGHEST)

    def needed(self, question: str) -> int:
        """How many values must be left to a hidden cell: the minimum, or all that an answer may have."""
        return min(self.minimum, self.top(question) + 1)

    def room(self, cell: Cell) -> bool:
        """Whether hiding this cell could help: it can move."""
        low, high = self.bounds(cell, {})
        return high > low

    def wide(self, cell: Cell) -> bool:
        """Whether its limits, as they are, leave it as many values as a hidden cell must have."""
        low, high = self.bounds(cell, {})
        return high - low + 1 >= self.needed(cell[0])

    def depth(self, question: str) -> int:
        """How many questions stand above it."""
        limit = self.limits.get(question)
        return 0 if limit is None else 1 + self.depth(limit)


def values_possible(board: Board, cell: Cell, agree: Callable[[Moves], bool] | None = None) -> set[int]:
    """Values the cell may have, its own among them; no more than are needed are looked for. `agree`: what
    decides whether moved answers still agree with all that is published, where it is not one build."""
    own, needed = board.values[cell[0]][cell[1]], board.needed(cell[0])
    found = {own}
    if agree is None:
        agree = partial(_explained, board)
    for step in range(1, 2 * needed + 2):
        for by in (step, -step):
            if len(found) >= needed:
                return found
            board.steps = _STEPS
            if any(agree(moved) for moved in _moved(board, cell, by, {})):
                found.add(own + by)
    return found


def _moved(board: Board, cell: Cell, by: int, before: Moves) -> Iterator[Moves]:
    """Every way found to change the cell by `by` after `before`; what is published stays the same."""
    value = board.value(cell, before)
    if (
        cell not in board.hidden
        or cell in before
        or value is None
        or not 0 <= value + by <= board.top(cell[0])
    ):
        return
    for moved in _along(board, cell, value + by, {**before, cell: value + by}):
        yield from _balanced(board, cell, -by, moved)


def _along(board: Board, cell: Cell, value: int, moved: Moves) -> Iterator[Moves]:
    """The cells it is limited by, or that it limits, follow where they must."""
    must = []
    over = board.above(cell)
    if over and value > (board.value(over, moved) or 0):
        must.append((over, value - (board.value(over, moved) or 0)))
    for low in board.below(cell):
        if value < (board.value(low, moved) or 0):
            must.append((low, value - (board.value(low, moved) or 0)))
    if not must:
        yield moved
    elif len(must) == 1:
        yield from _moved(board, must[0][0], must[0][1], moved)
    else:
        for first in _moved(board, must[0][0], must[0][1], moved):
            if must[1][0] not in first:
                yield from _moved(board, must[1][0], must[1][1], first)


def _balanced(board: Board, cell: Cell, by: int, moved: Moves) -> Iterator[Moves]:
    """Cells of the same class take up `by` together, one alone where one can."""
    mine = board.of(cell)
    if not mine[1]:
        yield moved
        return
    board.steps -= 1
    if board.steps < 0:
        return
    rooms = []
    for at in board.group(mine).able:
        if at not in moved:
            low, high = board.bounds(at, moved)
            value = board.values[at[0]][at[1]]
            rooms.append((high - value if by > 0 else value - low, at, value))
    rooms.sort(key=lambda room: (-room[0], room[1]))
    sign = 1 if by > 0 else -1
    for room, at, value in rooms[:_WIDTH]:
        if room >= abs(by):
            yield {**moved, at: value + by}
    if rooms and rooms[0][0] < abs(by):
        left, several = abs(by), dict(moved)
        for room, at, value in rooms:
            step = min(room, left)
            if step > 0:
                several[at] = value + sign * step
                left -= step
        if left == 0:
            yield several
    for _, at, _ in rooms[:_WIDTH]:  # one that takes another question's cell along
        yield from _taken(board, at, by, moved)


def _taken(board: Board, cell: Cell, by: int, moved: Moves) -> Iterator[Moves]:
    """The cell takes up `by` beyond its limits, which follow (each in its own class)."""
    value = board.values[cell[0]][cell[1]] + by
    low, high = board.bounds(cell, moved)
    if low <= value <= high or not 0 <= value <= board.top(cell[0]) or len(moved) > 12:
        return
    yield from _along(board, cell, value, {**moved, cell: value})


def _explained(board: Board, moved: Moves) -> bool:
    """Every class that was touched still holds a small number; limits hold wherever a cell moved."""
    for cell, value in moved.items():
        low, high = board.bounds(cell, moved)
        if not low <= value <= high:
            return False
    touched: dict[Class, bool] = {}
    for cell, value in moved.items():
        if cell[0] not in board.alone:
            mine = board.of(cell)
            touched[mine] = touched.get(mine, False) or 0 < value < board.minimum
    return all(small or _reason(board, mine, moved) for mine, small in touched.items())


def _reason(board: Board, mine: Class, moved: Moves) -> bool:
    """Whether a cell of the class that did not move is a small one; of a class in no total, could be."""
    if any(cell not in moved for cell in board.group(mine).small):
        return True
    free = () if mine[1] else board.group(mine).able
    return any(_could_be_small(board, cell, moved) for cell in free)


def _could_be_small(board: Board, cell: Cell, moved: Moves) -> bool:
    """Of a hidden cell in no total: by itself, or with the hidden nil that limits it, in no total either."""
    if cell in moved or cell not in board.hidden or board.of(cell)[1]:
        return False
    low, high = board.bounds(cell, moved)
    if low >= board.minimum:
        return False
    over = board.above(cell)
    return high >= 1 or (over is not None and low <= 1 and _could_be_small(board, over, moved))
