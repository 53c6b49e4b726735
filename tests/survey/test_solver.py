"""Interchangeable municipalities are solved as one: every value that a plain solver finds, and no other."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from etl.survey.solver import Solver
from etl.survey.system import System

MOST = 4


def random_system(seed: int, corrected: bool) -> System:
    """Two or three kinds of municipalities, several of each: two answers tied by a limit or one, totals of
    some kinds, what is known of small numbers. `corrected`: in two builds that disagree."""
    draw = random.Random(seed)
    builds = 2 if corrected else 1
    system = System()
    truth: list[int] = []
    members: dict[tuple[int, int, int], list[int]] = {}  # build, question, kind
    for kind in range(draw.choice((2, 3))):
        questions, highest = draw.choice((1, 2)), draw.randint(2, MOST)
        for _ in range(draw.choice((1, 5, 7) if corrected else (1, 4, 6, 9))):
            answers = sorted(draw.randint(0, highest) for _ in range(questions))
            for question in range(questions):
                mine = [system.number(0, highest) for _ in range(builds)]
                for build, number in enumerate(mine):
                    truth.append(answers[question])
                    members.setdefault((build, question, kind), []).append(number)
                system.steps += list(pairwise(mine))
            for build in range(builds if questions == 2 else 0):
                system.limits.add((members[build, 0, kind][-1], members[build, 1, kind][-1]))
    wrong = draw.sample(range(len(truth)), draw.choice((1, 2))) if corrected else []
    for number in wrong:
        truth[number] = draw.randint(system.low[number], system.high[number])
    kinds = {kind for _, _, kind in members}
    for build in range(builds):
        for question in (0, 1):
            for several in (kinds, draw.sample(sorted(kinds), 1)):
                numbers = frozenset(n for kind in several for n in members.get((build, question, kind), []))
                system.add(numbers, sum(truth[n] for n in numbers))
    for alike in members.values():
        if draw.random() < 0.5 and any(0 < truth[n] < 3 for n in alike):
            system.reason(frozenset(alike), 3)
    return system


def plain(system: System) -> tuple[int, list[set[int]]] | None:
    """The fewest corrections, and of every number the values it can have: each asked for by itself."""
    count, steps = len(system.low), len(system.steps)
    small = [(n, minimum) for numbers, minimum in system.reasons for n in sorted(numbers)]
    width = count + steps + len(small)
    rows: list[tuple[dict[int, float], float, float]] = [
        (dict.fromkeys(numbers, 1.0), value, value) for numbers, value in system.sums.items()
    ]
    rows += [({one: 1, other: -1}, -np.inf, 0) for one, other in system.limits]
    for at, (one, other) in enumerate(system.steps, start=count):
        rows += [({one: s, other: -s, at: -MOST}, -np.inf, 0) for s in (1, -1)]
    flags: dict[tuple[int, int], int] = {}
    for at, (n, minimum) in enumerate(small, start=count + steps):
        flags[n, minimum] = at
        rows += [({n: 1, at: -1}, 0, np.inf), ({n: 1, at: MOST}, -np.inf, minimum - 1 + MOST)]
    rows += [({flags[n, minimum]: 1 for n in numbers}, 1, np.inf) for numbers, minimum in system.reasons]
    matrix = np.zeros((len(rows) + 1, width))
    for at, (row, _, _) in enumerate(rows):
        for column, weight in row.items():
            matrix[at, column] = weight
    matrix[-1, count : count + steps] = 1

    def solved(most: float, fixed: tuple[int, int] | None = None) -> np.ndarray | None:
        low, high = np.zeros(width), np.ones(width)
        low[:count], high[:count] = system.low, system.high
        if fixed:
            low[fixed[0]] = high[fixed[0]] = fixed[1]
        bounds = LinearConstraint(matrix, [*(r[1] for r in rows), 0], [*(r[2] for r in rows), most])
        goal = matrix[-1]
        answer = milp(goal, integrality=np.ones(width), bounds=Bounds(low, high), constraints=bounds)
        return answer.x if answer.status == 0 else None

    first = solved(np.inf)
    if first is None:
        return None
    fewest = round(matrix[-1] @ first)
    values = [
        {v for v in range(system.low[n], system.high[n] + 1) if solved(fewest, (n, v)) is not None}
        for n in range(count)
    ]
    return fewest, values


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_what_stands_for_many_alike_has_their_values(seed: int, corrected: bool) -> None:
    system, same = random_system(seed, corrected), random_system(seed, corrected)
    expected = plain(same)
    system.tighten()
    solver = Solver(system)
    if corrected:
        solver.find_fewest_corrections()
    first = solver.find()
    if expected is None:
        assert first is None
        return
    assert first is not None
    assert (solver.corrected or 0) == expected[0]
    for number, values in enumerate(expected[1]):
        found = {
            value
            for value in range(same.low[number], same.high[number] + 1)
            if solver.find(number, (value, value)) is not None
        }
        assert (number, found) == (number, values)


def test_the_solver_sees_few_columns_of_many_alike() -> None:
    system = System()
    numbers = [(system.number(0, 9), system.number(0, 9)) for _ in range(1_000)]
    system.limits |= set(numbers)
    for question in (0, 1):
        system.add(frozenset(pair[question] for pair in numbers), 3_000 + 1_234 * question)
    system.reason(frozenset(pair[0] for pair in numbers), 3)
    system.tighten()
    solver = Solver(system)
    solution = solver.find(numbers[-1][0], (7, 7))
    assert solution is not None
    assert (sum(solution[0::2]), sum(solution[1::2])) == (3_000, 4_234)
    assert all(one <= other for one, other in zip(solution[0::2], solution[1::2], strict=True))
    assert solver.effort_left > 100_000 - 20
