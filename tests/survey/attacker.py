"""Who knows the rule and all that is published, and asks a solver what a hidden cell may be.

HiGHS (scipy's milp) decides whether a value agrees with every published cell and total, with the limits
a return is judged by, and with the reason a class of cells is hidden at all: a small number among them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Cell = tuple[str, str]
Area = tuple[str, str, str]  # level, id, the questions told together with
_HIGH = 9999


@dataclass
class Published:
    """Of one occupation: shown cells, hidden ones, totals; `areas`: question → total → whose answers it
    adds up; `limits`: question → what it cannot exceed."""

    shown: dict[Cell, int]
    hidden: set[Cell]
    totals: dict[tuple[str, Area], int]
    areas: Mapping[str, Mapping[Area, Collection[str]]]
    limits: Mapping[str, str]
    minimum: int
    highest: int = _HIGH


class Attacker:
    def __init__(self, published: Published) -> None:
        self.published = published
        self.cells = sorted(published.hidden)
        self.at = {cell: n for n, cell in enumerate(self.cells)}
        self.width = 2 * len(self.cells)  # the numbers, and whether each is a small one
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.low = np.zeros(self.width)
        self.high = np.array([published.highest] * len(self.cells) + [1] * len(self.cells), dtype=float)
        self._totals()
        self._limits()
        self._reasons()

    def _totals(self) -> None:
        for (question, area), total in self.published.totals.items():
            members = set(self.published.areas[question][area])
            mine = [c for c in self.cells if c[0] == question and c[1] in members]
            rest = total - sum(
                v for (q, code), v in self.published.shown.items() if q == question and code in members
            )
            if mine:
                self.rows.append(({self.at[c]: 1.0 for c in mine}, rest, rest))
            else:
                assert rest == 0, f"{question} {area}: the total is not the sum of what is shown"

    def _limits(self) -> None:
        for low, high in self.published.limits.items():
            for code in {code for _, code in [*self.cells, *self.published.shown]}:
                a, b = (low, code), (high, code)
                if a in self.at and b in self.at:
                    self.rows.append(({self.at[a]: 1.0, self.at[b]: -1.0}, -np.inf, 0))
                elif a in self.at and b in self.published.shown:
                    self.high[self.at[a]] = min(self.high[self.at[a]], self.published.shown[b])
                elif b in self.at and a in self.published.shown:
                    self.low[self.at[b]] = max(self.low[self.at[b]], self.published.shown[a])

    def _reasons(self) -> None:
        """small → 1 ≤ x ≤ minimum - 1, and one of each class is small."""
        n, top = len(self.cells), self.published.minimum - 1
        for i in range(n):
            self.rows.append(({i: 1.0, n + i: -1.0}, 0, np.inf))
            self.rows.append(({i: 1.0, n + i: float(_HIGH - top)}, -np.inf, _HIGH))
        classes: dict[tuple[str, frozenset[Area]], list[int]] = {}
        for cell in self.cells:
            told = frozenset(
                a
                for a, codes in self.published.areas[cell[0]].items()
                if cell[1] in codes and (cell[0], a) in self.published.totals
            )
            classes.setdefault((cell[0], told), []).append(self.at[cell])
        for (question, told), members in classes.items():
            everything = not told and not any(q == question for q, _ in self.published.shown)
            if not everything:  # a question of which nothing at all is shown says nothing of any cell
                self.rows.append(({n + i: 1.0 for i in members}, 1, np.inf))

    def possible(self, cell: Cell, value: int) -> bool:
        """Whether some set of answers has this value; all values of the set found are remembered."""
        at = self.at[cell]
        if not self.low[at] <= value <= self.high[at]:
            return False
        low, high = self.low.copy(), self.high.copy()
        low[at] = high[at] = value
        found = milp(
            np.zeros(self.width),
            integrality=np.ones(self.width),
            bounds=Bounds(low, high),
            constraints=self._constraint,
        )
        if found.status != 0:
            return False
        for n, one in enumerate(self.cells):
            self.reached[one].add(round(found.x[n]))
        return True

    @cached_property
    def reached(self) -> dict[Cell, set[int]]:
        return {cell: set() for cell in self.cells}

    @cached_property
    def _constraint(self) -> LinearConstraint:
        at = [
            (n, column, weight) for n, (row, _, _) in enumerate(self.rows) for column, weight in row.items()
        ]
        rows, columns, weights = zip(*at, strict=True)
        matrix = csr_array((weights, (rows, columns)), shape=(len(self.rows), self.width))
        return LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])

    def values(self, cell: Cell, enough: int, near: int) -> set[int]:
        """Values the cell may have, from `near` outwards, until there are `enough`."""
        for step in range(40):
            for value in {near + step, near - step} - self.reached[cell]:
                if len(self.reached[cell]) >= enough:
                    return self.reached[cell]
                if value >= 0:
                    self.possible(cell, value)
        return self.reached[cell]
