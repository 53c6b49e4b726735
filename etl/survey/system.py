"""What is known of hidden whole numbers, as a system that solver.py solves.

Sums of them, which cannot exceed which, and classes of which one at least is a small number. Where builds
contradict each other some numbers became others in between: as few as can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

Range = tuple[int, int]
Solution = list[int]
_ROUNDS = 10


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
    contradictory: bool = False

    def number(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def add(self, numbers: frozenset[int], value: int) -> None:
        if numbers:
            self.contradictory |= self.sums.setdefault(numbers, value) != value
        else:
            self.contradictory |= value != 0

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
        """Limits and sums narrow what each number may be, before anything is solved; then numbers that are
        known are left out of them."""
        fixed = -1
        while not self.contradictory and self._fixed_count() > fixed:
            fixed = self._fixed_count()
            self._narrow()
            if not self.contradictory:
                self._leave_out()

    def _fixed_count(self) -> int:
        return sum(low == high for low, high in zip(self.low, self.high, strict=True))

    def _leave_out(self) -> None:
        """Known numbers out of sums and reasons, limits that hold anyway, reasons that do."""
        known = {n for n, (low, high) in enumerate(zip(self.low, self.high, strict=True)) if low == high}
        sums, self.sums = self.sums, {}
        for numbers, value in sums.items():
            self.add(numbers - known, value - sum(self.low[n] for n in numbers & known))
        self.limits = {(one, other) for one, other in self.limits if self.high[one] > self.low[other]}
        reasons, self.reasons = self.reasons, set()
        for numbers, minimum in reasons:
            if not any(self.low[n] > 0 and self.high[n] < minimum for n in numbers):
                able = (n for n in numbers if self.high[n] > 0 and self.low[n] < minimum)
                self.reason(frozenset(able), minimum)

    def _narrow(self) -> None:
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

    def right(self, numbers: Solution) -> bool:
        """In whole numbers, not in the solver's: everything holds."""
        return (
            all(sum(numbers[n] for n in several) == value for several, value in self.sums.items())
            and all(numbers[one] <= numbers[other] for one, other in self.limits)
            and all(any(0 < numbers[n] < minimum for n in several) for several, minimum in self.reasons)
            and all(a <= n <= b for a, n, b in zip(self.low, numbers, self.high, strict=True))
        )


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
