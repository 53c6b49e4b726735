"""Somebody with several builds and a solver, who knows the rules: what is left of each hidden number.

Written apart from etl/survey/readers.py, and the plain way: a number for each hidden cell of each build, all
rules at once, a yes or no for each correction, every value asked for one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp

from etl.survey.sets import TOGETHER

Cell = tuple[str, str]  # question, municipality
Frames = Mapping[str, pl.DataFrame]
Version = tuple[int, Cell]
TOP = 9999
RULES = ((True, True), (True, False), (False, False))  # limits, reasons


@dataclass
class Open:
    """What one build shows of one occupation. `totals`: (question, whose answers) → value."""

    shown: dict[Cell, int] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    totals: dict[tuple[str, frozenset[str]], int] = field(default_factory=dict)
    minimum: int = 3


def opened(frames: Frames, job: str, regions: Mapping[str, Sequence[str]], bureau: Mapping[str, str]) -> Open:
    """From the rows, as a person would put them together."""
    found = Open(minimum=next((m for m in frames["survey"]["minimum_cell"].to_list() if m), 1))
    for row in frames["survey_answer"].filter(pl.col("occupation_id") == job).iter_rows(named=True):
        cell = (row["question_id"], row["municipality_code"])
        if row["missing_reason"] == "suppressed":
            found.hidden.add(cell)
        elif row["value"] is not None:
            found.shown[cell] = int(row["value"])
    told = {*found.shown, *found.hidden}
    everybody = frames["survey_target"]["municipality_code"].to_list()
    mine = frames["survey_total"].filter(pl.col("occupation_id") == job, pl.col("value").is_not_null())
    for row in mine.iter_rows(named=True):
        level, area = row["area_level"], row["area_id"]
        inside = {
            "all": lambda code: True,
            "subprefecture": lambda code, area=area: bureau[code] == area,
            "region": lambda code, area=area: code in regions[area],
        }[level]
        several = TOGETHER.get(row["together"], (row["question_id"],))
        codes = frozenset(
            code
            for code in everybody
            if inside(code)
            and all((q, code) in told for q in several)
            and code not in (row["left_out"] or "").split()
        )
        assert len(codes) == row["answered"]
        found.totals[row["question_id"], codes] = int(row["value"])
    return found


class Attacker:
    """`not_above`, `highest`: the limits of the definition."""

    def __init__(
        self, builds: Sequence[Open], not_above: Mapping[str, str], highest: Mapping[str, int]
    ) -> None:
        self.builds, self.not_above, self.highest = builds, not_above, highest
        rules = [self._believed(build) for build in builds]
        self._write(builds, rules)
        goal = np.zeros(self.width)
        goal[self.steps] = 1
        fewest = self._ask(goal)
        assert fewest is not None, "no answers agree with the builds"
        self.rows.append((dict.fromkeys(self.steps, 1.0), 0, round(goal @ fewest)))
        self.corrections = round(goal @ fewest)
        self.matrix = self._dense()
        self.met: list[set[int]] = [set() for _ in range(self.width)]

    def _believed(self, build: Open) -> tuple[bool, bool]:
        for rules in RULES:
            self._write([build], [rules])
            if self._ask(np.zeros(self.width)) is not None:
                return rules
        raise AssertionError("the build contradicts itself")

    def _write(self, builds: Sequence[Open], rules: Sequence[tuple[bool, bool]]) -> None:
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.steps: list[int] = []
        self.column: dict[Version, int] = {}
        every = sorted({cell for build in builds for cell in (*build.hidden, *build.shown)})
        for at, build in enumerate(builds):
            for cell in every:
                if cell in build.hidden:
                    self.column[at, cell] = self._new(0, self.highest.get(cell[0], TOP))
                elif cell in build.shown:  # a number like the others, that is what it is
                    self.column[at, cell] = self._new(build.shown[cell], build.shown[cell])
        for cell in every:
            mine = [at for at in range(len(builds)) if (at, cell) in self.column]
            for one, other in pairwise(mine):
                if cell in builds[one].shown and cell in builds[other].shown:
                    continue  # both are there to see
                step = self._new(0, 1)
                self.steps.append(step)
                a, b = self.column[one, cell], self.column[other, cell]
                self.rows.append(({a: 1, b: -1, step: -TOP}, -np.inf, 0))
                self.rows.append(({a: -1, b: 1, step: -TOP}, -np.inf, 0))
        for at, build in enumerate(builds):
            limits, reasons = rules[at]
            for (question, codes), value in build.totals.items():
                self.rows.append(({self.column[at, (question, code)]: 1.0 for code in codes}, value, value))
            if limits:
                for low, high in self.not_above.items():
                    for code in {code for _, code in every}:
                        a, b = (at, (low, code)), (at, (high, code))
                        both_shown = {a[1], b[1]} <= build.shown.keys()
                        if a in self.column and b in self.column and not both_shown:
                            self.rows.append(({self.column[a]: 1.0, self.column[b]: -1.0}, -np.inf, 0))
            if reasons:
                for cells in _classes(build):
                    self._one_is_small([self.column[at, cell] for cell in cells], build.minimum)
        self.width = len(self.low)
        self.matrix = self._dense()

    def _new(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def _one_is_small(self, columns: list[int], minimum: int) -> None:
        flags = []
        for column in columns:
            flag = self._new(0, 1)
            flags.append(flag)
            self.rows.append(({column: 1.0, flag: -1.0}, 0, np.inf))
            self.rows.append(({column: 1.0, flag: float(TOP)}, -np.inf, TOP + minimum - 1))
        self.rows.append((dict.fromkeys(flags, 1.0), 1, np.inf))

    def _dense(self) -> list[LinearConstraint]:
        if not self.rows:
            return []
        matrix = np.zeros((len(self.rows), len(self.low)))
        for n, (row, _, _) in enumerate(self.rows):
            for column, weight in row.items():
                matrix[n, column] = weight
        return [LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])]

    def _ask(self, goal: np.ndarray, fixed: Mapping[int, int] | None = None) -> np.ndarray | None:
        low, high = np.array(self.low), np.array(self.high)
        for column, value in (fixed or {}).items():
            low[column] = high[column] = value
        if self.width == 0:
            return np.zeros(0)
        found = milp(goal, integrality=np.ones(self.width), bounds=Bounds(low, high), constraints=self.matrix)
        assert found.status in (0, 2), found.message
        return found.x if found.status == 0 else None

    def left(self, needed: Mapping[Version, int]) -> dict[Version, frozenset[int]]:
        """Of every hidden cell of every build to which fewer values are left than it needs."""
        found: dict[Version, frozenset[int]] = {}
        for version, column in self.column.items():
            if version in needed and len(self._values(column, needed[version])) < needed[version]:
                found[version] = frozenset(self.met[column])
        return found

    def _values(self, column: int, needed: int) -> set[int]:
        if len(self.met[column]) >= needed:
            return self.met[column]
        goal = np.zeros(self.width)
        ends = []
        for sign in (1, -1):
            goal[column] = sign
            numbers = self._ask(goal)
            assert numbers is not None
            self._meet(numbers)
            ends.append(round(numbers[column]))
        for value in range(ends[0] + 1, ends[1]):
            if len(self.met[column]) >= needed:
                break
            if value not in self.met[column]:
                numbers = self._ask(np.zeros(self.width), {column: value})
                if numbers is not None:
                    self._meet(numbers)
        return self.met[column]

    def _meet(self, numbers: np.ndarray) -> None:
        for column, value in enumerate(numbers):
            self.met[column].add(round(value))


def _classes(build: Open) -> Iterator[list[Cell]]:
    """Of the hidden cells in the same totals one is a small number; of a question of which nothing at all is
    shown nobody can say."""
    found: dict[tuple[str, frozenset[frozenset[str]]], list[Cell]] = defaultdict(list)
    for question, code in build.hidden:
        told = frozenset(codes for (q, codes) in build.totals if q == question and code in codes)
        found[question, told].append((question, code))
    for (question, told), cells in found.items():
        if told or any(q == question for q, _ in build.shown):
            yield cells
