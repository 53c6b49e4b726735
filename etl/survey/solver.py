"""Which whole numbers agree with a system: asked of HiGHS (scipy's milp), as little as can be.

Of interchangeable numbers the solver sees a few and the sum of the rest (orbits.py says why that is enough);
what no sum, limit or reason connects is solved apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from etl.survey.orbits import Unions, orbits
from etl.survey.system import Range, Solution, System, Undecided

Row = tuple[dict[int, float], float, float]
_NODES = 2_000
_INFEASIBLE = 2
# columns that may be solved for in all: counted, not timed, so that the same builds give the same answer on
# every machine
_EFFORT = 100_000


@dataclass
class _Part:
    """Columns that rows connect, and these rows."""

    columns: list[int]
    rows: list[LinearConstraint]


class _Columns:
    """What the solver is told. `members`: of each column the numbers it is the sum of (none: it says whether
    something is so)."""

    def __init__(self, solver: Solver) -> None:
        self.system = solver.system
        self.low: list[int] = []
        self.high: list[int] = []
        self.members: list[list[int]] = []
        self.at: dict[int, int] = {}
        self.steps: list[int] = []
        self.rows: list[Row] = []
        reasons = sorted(self.system.reasons, key=lambda reason: (sorted(reason[0]), reason[1]))
        touched = Counter(at for numbers, _ in reasons for at in {solver.orbit[n] for n in numbers})
        for number, orbit in enumerate(solver.orbits):
            count = orbit.first(1 + touched[number] + solver.spare)
            for bundle in orbit.bundles[:count]:
                for n in bundle:
                    self._column(self.system.low[n], self.system.high[n], [n])
            for several in zip(*orbit.bundles[count:], strict=True):
                n, times = several[0], len(several)
                self._column(times * self.system.low[n], times * self.system.high[n], list(several))
        self._relations()
        self._steps()
        self._reasons(reasons)
        if self.steps and solver.corrected is not None:
            self.rows.append((dict.fromkeys(self.steps, 1.0), 0, solver.corrected))
        united = Unions(len(self.low))
        for row, _, _ in self.rows:
            united.unite(row)
        mine: dict[int, list[Row]] = {}
        for whole in self.rows:
            mine.setdefault(united.of(next(iter(whole[0]))), []).append(whole)
        self.parts = [
            _Part(several, _matrix(several, mine.get(united.of(several[0]), [])))
            for several in united.sets(range(len(self.low)))
        ]
        self.part = {column: part for part in self.parts for column in part.columns}

    def _column(self, low: int, high: int, members: list[int]) -> int:
        self.low.append(low)
        self.high.append(high)
        self.members.append(members)
        self.at |= dict.fromkeys(members, len(self.low) - 1)
        return len(self.low) - 1

    def _relations(self) -> None:
        for numbers, value in self.system.sums.items():
            self.rows.append((dict.fromkeys(sorted(self.at[n] for n in numbers), 1.0), value, value))
        for one, other in sorted({(self.at[one], self.at[other]) for one, other in self.system.limits}):
            self.rows.append(({one: 1.0, other: -1.0}, -np.inf, 0))

    def _steps(self) -> None:
        for one, other in dict.fromkeys((self.at[one], self.at[other]) for one, other in self.system.steps):
            if len(self.members[one]) > 1:  # those that no correction changes
                self.rows.append(({one: 1.0, other: -1.0}, 0, 0))
                continue
            at = self._column(0, 1, [])
            self.steps.append(at)
            up, down = (float(max(0, self.high[a] - self.low[b])) for a, b in ((one, other), (other, one)))
            self.rows.append(({one: 1.0, other: -1.0, at: -up}, -np.inf, 0))
            self.rows.append(({one: -1.0, other: 1.0, at: -down}, -np.inf, 0))

    def _reasons(self, reasons: Sequence[tuple[frozenset[int], int]]) -> None:
        small: dict[tuple[int, int], int] = {}
        for numbers, minimum in reasons:
            mine = sorted({self.at[n] for n in numbers if len(self.members[self.at[n]]) == 1})
            for n in mine:
                if (n, minimum) not in small:
                    at = small[n, minimum] = self._column(0, 1, [])
                    over = max(0, self.high[n] - (minimum - 1))
                    self.rows.append(({n: 1.0, at: -1.0}, 0, np.inf))
                    self.rows.append(({n: 1.0, at: float(over)}, -np.inf, minimum - 1 + over))
            self.rows.append(({small[n, minimum]: 1.0 for n in mine}, 1, np.inf))


def _matrix(columns: Sequence[int], rows: Sequence[Row]) -> list[LinearConstraint]:
    if not rows:
        return []
    place = {column: at for at, column in enumerate(columns)}
    at_row = [n for n, (row, _, _) in enumerate(rows) for _ in row]
    weights = [weight for row, _, _ in rows for weight in row.values()]
    at_column = [place[column] for row, _, _ in rows for column in row]
    matrix = csr_array((weights, (at_row, at_column)), shape=(len(rows), len(columns)))
    return [LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])]


class Solver:
    """`counterpart`: of every number the one that stands for its likes; `corrected`: steps at most at which a
    number became another one; `spare`: bundles of each orbit that corrections may change."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.orbits = [] if system.contradictory else orbits(system)
        self.counterpart = list(range(len(system.low)))
        self.orbit: dict[int, int] = {}
        for at, orbit in enumerate(self.orbits):
            for bundle in orbit.bundles:
                for n, first in zip(bundle, orbit.bundles[0], strict=True):
                    self.counterpart[n], self.orbit[n] = first, at
        self.corrected: int | None = None
        self.spare = 0
        self.effort_left = _EFFORT
        self._columns: _Columns | None = None
        self._last: Solution | None = None

    def find_fewest_corrections(self) -> None:
        """Fixes `corrected` at the fewest that the builds require. No more than `spare` bundles of an orbit
        are tried at first: if as few corrections are enough, fewer would have been found too. Raises
        Undecided."""
        most = max((len(orbit.bundles) for orbit in self.orbits), default=0)
        self.spare = 1
        while True:
            self._columns = None
            found = None if self.system.contradictory else self._solve(None, fewest=True)
            needed = sum(found[one] != found[other] for one, other in self.system.steps) if found else None
            if self.spare >= most or (needed is not None and needed <= self.spare):
                break
            self.spare = min(most, needed or 2 * self.spare)
        self.system.contradictory |= needed is None
        self.corrected, self._columns, self._last = needed, None, found

    def find(self, number: int | None = None, within: Range = (0, 0)) -> Solution | None:
        """Numbers that agree with everything; a `number`, or its counterpart, within that range. Raises
        Undecided."""
        asked = None if number is None else (self.counterpart[number], *within)
        found = None if self.system.contradictory else self._solve(asked, fewest=False)
        self._last = found or self._last
        return found

    def _solve(self, target: tuple[int, int, int] | None, fewest: bool) -> Solution | None:
        if self._columns is None:
            self._columns = _Columns(self)
        told, numbers = self._columns, list(self._last or self.system.low)
        low, high, parts = np.array(told.low), np.array(told.high), told.parts
        if target is not None:
            number, least, most = target
            if number not in told.at:
                return numbers if self._last and least <= numbers[number] <= most else None
            column = told.at[number]
            low[column], high[column] = max(low[column], least), min(high[column], most)
            if low[column] > high[column]:
                return None
            if self._last is not None:  # the other parts stay as they were
                parts = [told.part[column]]
        goal = np.zeros(len(told.low))
        goal[told.steps] = float(fewest)
        for part in parts:
            values = self._values(part, goal, low, high)
            if values is None:
                return None
            for column, value in zip(part.columns, values, strict=True):
                members = told.members[column]
                for at, number in enumerate(members):
                    numbers[number] = (value + at) // len(members)
        if not self.system.right(numbers):
            raise Undecided
        return numbers

    def _values(self, part: _Part, goal: np.ndarray, low: np.ndarray, high: np.ndarray) -> list[int] | None:
        self.effort_left -= len(part.columns)
        if self.effort_left < 0:
            raise Undecided
        found = milp(
            goal[part.columns],
            integrality=np.ones(len(part.columns)),
            bounds=Bounds(low[part.columns], high[part.columns]),
            constraints=part.rows,
            options={"node_limit": _NODES},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status != 0:
            raise Undecided
        return [round(x) for x in found.x]
