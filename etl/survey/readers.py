"""What a reader who opens several builds side by side knows of the hidden answers to linked questions.

An answer is the same in all builds, unless they contradict each other: then as few answers as can be were
corrected in between. Everything else is known as of one build: sums, limits, why a cell is hidden at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.survey.counterexample import Board, values_possible
from etl.survey.definition import HIGHEST
from etl.survey.limits import Limits
from etl.survey.published import Cell, Published
from etl.survey.solver import Solver
from etl.survey.system import Moves, Solution, System, Undecided

Rules = tuple[str, ...]
Version = tuple[int, Cell]  # the build's place in the order of time, the cell
# what of a build's rules is taken as true, in turn, where the build alone would contradict it
_RULES: tuple[Rules, ...] = (("limits", "reasons"), ("limits",), ())


@dataclass
class Joined:
    """`at`: of every build: cell that it or another one hides → its number in the system."""

    builds: Sequence[Published]
    limits: Limits
    rules: Sequence[Rules]
    steps: bool  # whether an answer may be another one from build to build
    at: list[dict[Cell, int]] = field(default_factory=list)
    system: System = field(default_factory=System)
    solver: Solver = field(init=False)

    def __post_init__(self) -> None:
        self.at = [{} for _ in self.builds]
        for cell in sorted(set().union(*(build.hidden for build in self.builds))):
            self._number(cell)
        for build, at, rules in zip(self.builds, self.at, self.rules, strict=True):
            for question, codes, value in build.totals:
                hidden = {code for code in codes if (question, code) in at}
                rest = value - sum(build.shown[question, code] for code in codes - hidden)
                self.system.add(frozenset(at[question, code] for code in hidden), rest)
            if "limits" in rules:
                self._limit(build, at)
            if "reasons" in rules and build.minimum > 1:
                for cells in build.classes():
                    self.system.reason(frozenset(at[cell] for cell in cells), build.minimum)
        self.system.tighten()
        self.solver = Solver(self.system)

    def _number(self, cell: Cell) -> None:
        """One number for all builds, but where two of them show that it was corrected; with `steps` one for
        each, which may be corrected from one to the next."""
        number: int | None = None
        before: int | None = None  # as the last build with an answer shows it
        for build, at in zip(self.builds, self.at, strict=True):
            value = build.shown.get(cell)
            if value is None and cell not in build.hidden:
                continue
            other = value is not None and before is not None and value != before
            alike = value is not None and value == before
            if number is None or other or (self.steps and not alike):
                highest = max(self.limits.highest.get(cell[0], HIGHEST), value or 0)
                last, number = number, self.system.number(0, highest)
                if last is not None and not other:
                    self.system.steps.append((last, number))
            if value is not None:
                self.system.between(number, value, value)
            before = value
            at[cell] = number

    def _limit(self, build: Published, at: Mapping[Cell, int]) -> None:
        for low, high in self.limits.not_above.items():
            for code in {code for question, code in at if question in (low, high)}:
                one, other = (low, code), (high, code)
                if one in at and other in at:
                    self.system.limits.add((at[one], at[other]))
                elif one in at and other in build.shown:
                    self.system.between(at[one], 0, build.shown[other])
                elif other in at and one in build.shown:
                    self.system.between(at[other], build.shown[one], HIGHEST)


def _joined(builds: Sequence[Published], limits: Limits) -> tuple[Joined, Solution]:
    """With a solution. Raises Undecided."""
    every: list[Rules] = [_RULES[0]] * len(builds)
    joined = Joined(builds, limits, every, steps=False)
    found = joined.solver.find()
    if found is None:
        every = [_true(build, limits) for build in builds]
        joined = Joined(builds, limits, every, steps=False)
        found = joined.solver.find()
    if found is None:
        joined = Joined(builds, limits, every, steps=True)
        joined.solver.find_fewest_corrections()
        found = joined.solver.find()
    if found is None:
        raise Undecided
    return joined, found


def _true(build: Published, limits: Limits) -> Rules:
    """The rules that the build by itself does not contradict."""
    for rules in _RULES:
        if Joined([build], limits, [rules], steps=False).solver.find() is not None:
            return rules
    raise Undecided


class Readers:
    """Of one occupation and linked questions, in builds in the order of time. Raises Undecided."""

    def __init__(self, builds: Sequence[Published], limits: Limits) -> None:
        self.builds, self.limits = builds, limits
        self._joined, found = _joined(builds, limits)
        self.system, self._solver = self._joined.system, self._joined.solver
        self._searched: set[tuple[int, int]] = set()
        # of a number and all its counterparts
        self._possible: list[set[int]] = [set() for _ in self.system.low]
        self._empty: list[set[tuple[int, int]]] = [set() for _ in self.system.low]
        self._remember(found)
        self._moves = Moves(self.system, found)
        self._numbers: dict[Cell, set[int]] = defaultdict(set)
        for cells in self._joined.at:
            for cell, number in cells.items():
                self._numbers[cell].add(number)
        self._board = self._boarded(found)

    def versions(self) -> Iterator[Version]:
        """Every hidden cell of every build."""
        for at, build in enumerate(self.builds):
            yield from ((at, cell) for cell in sorted(build.hidden))

    def values(self, version: Version, needed: int) -> set[int]:
        """Values the cell may have in that build; all of them where they are fewer than `needed`."""
        at, cell = version
        number = self._solver.counterpart[self._joined.at[at][cell]]
        found = self._possible[number]
        if len(found) < needed and self._gap(number) and (number, needed) not in self._searched:
            self._searched.add((number, needed))
            if cell in self._board.hidden:
                self._board.minimum = needed
                values_possible(self._board, cell, self._agree)
        while len(found) < needed and (gap := self._gap(number)):
            solution = self._solver.find(number, gap)
            if solution is None:
                self._empty[number].add(gap)
            else:
                self._remember(solution)
        return found

    def values_left(self, at: int, cell: Cell, needed: int) -> frozenset[int] | None:
        """The values left to a cell in that build, or in the last one before it that has the answer; None
        where there are as many as needed, or nothing is known of the cell."""
        for place in range(at, -1, -1):
            if cell in self.builds[place].hidden:
                values = self.values((place, cell), needed)
                return frozenset(values) if len(values) < needed else None
            if cell in self.builds[place].shown:
                return frozenset({self.builds[place].shown[cell]})
        return None

    def _gap(self, number: int) -> tuple[int, int] | None:
        """Values between those that were found, as long as it is not known that none of them is possible."""
        ends = [self.system.low[number] - 1, *sorted(self._possible[number]), self.system.high[number] + 1]
        gaps = ((a + 1, b - 1) for a, b in pairwise(ends) if b - a > 1)
        return next((gap for gap in gaps if gap not in self._empty[number]), None)

    def _remember(self, solution: Sequence[int]) -> None:
        for number, value in zip(self._solver.counterpart, solution, strict=True):
            self._possible[number].add(value)

    def _agree(self, moved: Mapping[Cell, int]) -> bool:
        numbers = {number: value for cell, value in moved.items() for number in self._numbers[cell]}
        if not self._moves.agree(numbers):
            return False
        for number, value in numbers.items():
            self._possible[self._solver.counterpart[number]].add(value)
        return True

    def _boarded(self, solution: Sequence[int]) -> Board:
        """The solution as answers that can be moved: those that are one number in all builds."""
        values: dict[str, dict[str, int]] = defaultdict(dict)
        classes: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
        hidden: set[Cell] = set()
        for build in self.builds:
            for (question, code), value in build.shown.items():
                values[question][code] = value
        for cell, numbers in self._numbers.items():
            several = {solution[number] for number in numbers}
            values[cell[0]][cell[1]] = max(several)
            classes[cell[0]][cell[1]] = frozenset().union(*(self._moves.sums(n) for n in numbers))
            if len(several) == 1 and all(self.system.low[n] < self.system.high[n] for n in numbers):
                hidden.add(cell)
        limits = {low: high for low, high in self.limits.not_above.items() if {low, high} <= values.keys()}
        return Board(dict(values), limits, 1, dict(classes), hidden, highest=self.limits.highest)
