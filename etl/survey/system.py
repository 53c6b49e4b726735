"""What is known of hidden whole numbers, as a system that the solver HiGHS (scipy's milp) decides.

Sums of them, which cannot exceed which, and classes of which one at least is a small number. Where builds
contradict each other some numbers became others in between: as few as can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Range = tuple[int, int]
Solution = list[int]
Row = tuple[dict[int, float], float, float]
_NODES, _ROUNDS = 2_000, 10
_INFEASIBLE = 2


class Undecided(Exception):
    """The solver found no answer within its effort."""


@dataclass
class System:
    """`sums`: these numbers add up to; `limits`: the first cannot exceed the second; `reasons`: one of these
    is a number from 1 below; `steps`: two builds' number of one cell, the same unless it was corrected."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    sums: dict[frozenset[int], int] = field(default_factory=dict)
    limits: set[tuple[int, int]] = field(default_factory=set)
    reasons: set[tuple[frozenset[int], int]] = field(default_factory=set)
    steps: list[tuple[int, int]] = field(default_factory=list)
    corrected: int | None = None  # steps at most at which a number became another one
    contradictory: bool = False
    # numbers that may still be solved for, each time one is: counted, not timed, so that the same builds give
    # the same answer on every machine
    _effort: int = 100_000
    _asked: dict[tuple[frozenset[int], int], None] = field(default_factory=dict)  # reasons the solver knows

    def number(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def add(self, numbers: frozenset[int], value: int) -> None:
        if self.sums.setdefault(numbers, value) != value or (not numbers and value):
            self.contradictory = True

    def reason(self, numbers: frozenset[int], minimum: int) -> None:
        if numbers:
            self.reasons.add((numbers, minimum))
        else:
            self.contradictory = True

    def between(self, number: int, low: int, high: int) -> None:
        self.low[number] = max(self.low[number], low)
        self.high[number] = min(self.high[number], high)
        self.contradictory |= self.low[number] > self.high[number]

    def tighten(self) -> None:
        """Limits and sums narrow what each number may be, before anything is solved."""
        for _ in range(_ROUNDS):
            before = (list(self.low), list(self.high))
            for one, other in self.limits:
                self.between(one, 0, self.high[other])
                self.between(other, self.low[one], self.high[other])
            for numbers, value in self.sums.items():
                low, high = sum(self.low[n] for n in numbers), sum(self.high[n] for n in numbers)
                for n in numbers:
                    self.between(n, value - (high - self.high[n]), value - (low - self.low[n]))
            if self.contradictory or before == (self.low, self.high):
                break

    def fewest_corrections(self) -> None:
        """Fixes `corrected` at the fewest that the builds require. Raises Undecided."""
        found = self._solve({}, fewest=True)
        if found is None:
            self.contradictory = True
        else:
            self.corrected = sum(found[one] != found[other] for one, other in self.steps)

    def find(self, ranges: Mapping[int, Range]) -> Solution | None:
        """Numbers that agree with everything, some of them within narrower ranges. Raises Undecided."""
        return None if self.contradictory else self._solve(ranges, fewest=False)

    def _solve(self, ranges: Mapping[int, Range], fewest: bool) -> Solution | None:
        while not self.contradictory:
            found = self._once(ranges, fewest)
            # most reasons hold by themselves: the solver is told of those that did not
            missing = [] if found is None else [r for r in self.reasons if not _holds(found, r)]
            if not missing:
                return found
            self._asked |= dict.fromkeys(missing)
            self.__dict__.pop("_matrix", None)
        return None

    def _once(self, ranges: Mapping[int, Range], fewest: bool) -> Solution | None:
        count, steps = len(self.low), len(self.steps)
        if count == 0:
            return []
        self._effort -= count
        if self._effort < 0:
            raise Undecided
        matrix, width = self._matrix
        low, high = np.zeros(width), np.ones(width)
        low[:count], high[:count] = self.low, self.high
        for number, (least, most) in ranges.items():
            low[number], high[number] = max(low[number], least), min(high[number], most)
            if low[number] > high[number]:
                return None
        constraints = [matrix] if matrix is not None else []
        goal = np.zeros(width)
        budget = np.zeros(width)
        budget[count : count + steps] = 1
        if fewest:
            goal = budget
        elif steps and self.corrected is not None:
            constraints.append(LinearConstraint(budget[np.newaxis, :], -np.inf, self.corrected))
        found = milp(
            goal,
            integrality=np.ones(width),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"node_limit": _NODES},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status != 0:
            raise Undecided
        numbers = [round(x) for x in found.x[:count]]
        if not self._right(numbers):
            raise Undecided
        return numbers

    def _right(self, numbers: Solution) -> bool:
        """In whole numbers, not in the solver's: sums and limits hold."""
        return (
            all(sum(numbers[n] for n in several) == value for several, value in self.sums.items())
            and all(numbers[one] <= numbers[other] for one, other in self.limits)
            and all(a <= n <= b for a, n, b in zip(self.low, numbers, self.high, strict=True))
        )

    @cached_property
    def _matrix(self) -> tuple[LinearConstraint | None, int]:
        count, steps = len(self.low), len(self.steps)
        rows: list[Row] = [
            (dict.fromkeys(several, 1.0), value, value) for several, value in self.sums.items()
        ]
        rows += [({one: 1.0, other: -1.0}, -np.inf, 0) for one, other in self.limits]
        for at, (one, other) in enumerate(self.steps, start=count):
            up = max(0, self.high[one] - self.low[other])
            down = max(0, self.high[other] - self.low[one])
            rows.append(({one: 1.0, other: -1.0, at: -float(up)}, -np.inf, 0))
            rows.append(({one: -1.0, other: 1.0, at: -float(down)}, -np.inf, 0))
        small: dict[tuple[int, int], int] = {}
        for numbers, minimum in self._asked:
            mine = [n for n in numbers if self.low[n] < minimum and self.high[n] > 0]
            for n in mine:
                if (n, minimum) not in small:
                    at = small[n, minimum] = count + steps + len(small)
                    over = max(0, self.high[n] - (minimum - 1))
                    rows.append(({n: 1.0, at: -1.0}, 0, np.inf))
                    rows.append(({n: 1.0, at: float(over)}, -np.inf, minimum - 1 + over))
            rows.append(({small[n, minimum]: 1.0 for n in mine}, 1, np.inf))
        width = count + steps + len(small)
        if not rows:
            return None, width
        at_row = [n for n, (row, _, _) in enumerate(rows) for _ in row]
        columns = [column for row, _, _ in rows for column in row]
        weights = [weight for row, _, _ in rows for weight in row.values()]
        matrix = csr_array((weights, (at_row, columns)), shape=(len(rows), width))
        return LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows]), width


def _holds(numbers: Solution, reason: tuple[frozenset[int], int]) -> bool:
    return any(0 < numbers[n] < reason[1] for n in reason[0])


class Moves:
    """Whether numbers that are moved away from a solution give another one."""

    def __init__(self, system: System, solution: Solution) -> None:
        self.system, self.solution = system, solution
        self._sums: dict[int, list[int]] = defaultdict(list)
        self._limits: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._reasons: dict[int, list[int]] = defaultdict(list)
        self._minimums: list[int] = []
        self._small: list[int] = []
        for at, numbers in enumerate(system.sums):
            for n in numbers:
                self._sums[n].append(at)
        for one, other in system.limits:
            self._limits[one].append((one, other))
            self._limits[other].append((one, other))
        for at, (numbers, minimum) in enumerate(system.reasons):
            self._minimums.append(minimum)
            self._small.append(sum(0 < solution[n] < minimum for n in numbers))
            for n in numbers:
                self._reasons[n].append(at)

    def sums(self, number: int) -> frozenset[int]:
        """Which sums it stands in."""
        return frozenset(self._sums[number])

    def agree(self, moved: Mapping[int, int]) -> bool:
        """`moved`: number → its other value. Steps between builds are not judged: none may be moved."""
        by: dict[int, int] = defaultdict(int)
        small: dict[int, int] = defaultdict(int)
        for n, value in moved.items():
            if not self.system.low[n] <= value <= self.system.high[n]:
                return False
            for at in self._sums[n]:
                by[at] += value - self.solution[n]
            for at in self._reasons[n]:
                minimum = self._minimums[at]
                small[at] += (0 < value < minimum) - (0 < self.solution[n] < minimum)
            for one, other in self._limits[n]:
                if moved.get(one, self.solution[one]) > moved.get(other, self.solution[other]):
                    return False
        return not any(by.values()) and all(self._small[at] + step > 0 for at, step in small.items())
