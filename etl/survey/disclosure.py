"""Which hidden answers a reader works out who has several builds of a survey side by side.

Every total that a build shows is an equation over the answers in it; an answer is the same in all builds
unless one shows another. What elimination of these equations leaves with one value is known. That is a lower
bound: limits between questions, the rule of suppression and guesses may tell more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from etl.survey.sets import TOGETHER

Cell = tuple[str, str, str, str]  # survey, question, occupation, municipality
_NEEDED = ("survey_target", "survey_answer", "survey_total", "municipality", "region_member")
_NEAR = 1e-6


@dataclass
class Known:
    """`values`: hidden cells that follow; `perhaps`: those left with two values at most, or of a question
    whose totals in two builds contradict each other (a hidden answer was corrected); `hidden`: all that the
    newest build hides."""

    values: dict[Cell, int] = field(default_factory=dict)
    perhaps: set[Cell] = field(default_factory=set)
    hidden: set[Cell] = field(default_factory=set)


def read(build: Path) -> dict[str, pl.DataFrame] | None:
    """The tables of a build that this needs; None where it was made before their columns were there."""
    files = {name: build / "parquet" / f"{name}.parquet" for name in _NEEDED}
    if not all(file.exists() for file in files.values()):
        return None
    found = {name: pl.read_parquet(file) for name, file in files.items()}
    if not {"together", "left_out", "area_level", "value"} <= set(found["survey_total"].columns):
        return None
    if not {"missing_reason", "occupation_id", "value"} <= set(found["survey_answer"].columns):
        return None
    return found


def disclosed_cells(older: Sequence[Mapping[str, pl.DataFrame]], new: Mapping[str, pl.DataFrame]) -> Known:
    """What a reader of all of them knows of the cells that are hidden in `new`."""
    found = Known()
    shown: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    equations: dict[tuple[str, str, str], list[tuple[frozenset[str], float]]] = defaultdict(list)
    for build in (*older, new):
        mine_shown, mine_hidden = _cells(build["survey_answer"])
        shown |= mine_shown
        hidden |= mine_hidden
        for asked, codes, value in _totals(build, mine_shown, mine_hidden):
            rest = value - sum(mine_shown.get((*asked, code), 0) for code in codes)
            equations[asked].append((frozenset(c for c in codes if (*asked, c) in mine_hidden), rest))
        found.hidden = mine_hidden
    found.values |= {cell: shown[cell] for cell in found.hidden if cell in shown}
    by_question: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for cell, value in shown.items():
        by_question[cell[:3]][cell[3]] = value
    for asked, several in equations.items():
        given = by_question[asked]
        told = [
            (codes - frozenset(given), rest - sum(given[code] for code in codes & frozenset(given)))
            for codes, rest in several
        ]
        _solve(asked, told, found)
    return found


def _cells(answers: pl.DataFrame) -> tuple[dict[Cell, int], set[Cell]]:
    keys = ("survey_id", "question_id", "occupation_id", "municipality_code")
    counted = answers.filter(pl.col("value").is_not_null())
    concealed = answers.filter(pl.col("missing_reason") == "suppressed")
    shown = {(a, b, c, d): round(v) for a, b, c, d, v in counted.select(*keys, "value").iter_rows()}
    return shown, {(a, b, c, d) for a, b, c, d in concealed.select(keys).iter_rows()}


def _totals(
    build: Mapping[str, pl.DataFrame], shown: Mapping[Cell, int], hidden: set[Cell]
) -> list[tuple[tuple[str, str, str], set[str], float]]:
    """Of every total that is shown: question, whose answers it adds up, value."""
    answered: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for cell in (*shown, *hidden):
        answered[cell[:3]].add(cell[3])
    areas = _areas(build)
    found = []
    columns = ("survey_id", "question_id", "occupation_id", "area_level", "area_id", "together", "left_out")
    totals = build["survey_total"].filter(pl.col("value").is_not_null())
    for survey, question, job, level, area, together, left_out, value in totals.select(
        *columns, "value"
    ).iter_rows():
        questions = TOGETHER.get(together, (question,))
        codes = set.intersection(*(answered[survey, one, job] for one in questions))
        codes &= areas[survey, level, area]
        found.append(((survey, question, job), codes - set((left_out or "").split()), value))
    return found


def _areas(build: Mapping[str, pl.DataFrame]) -> dict[tuple[str, str, str], set[str]]:
    bureaus = dict(build["municipality"].select("municipality_code", "subprefecture").iter_rows())
    regions: dict[str, list[str]] = defaultdict(list)
    now = build["region_member"].filter(pl.col("left_on").is_null())
    for region, code in now.select("region_id", "municipality_code").iter_rows():
        regions[code].append(region)
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for survey, code in build["survey_target"].select("survey_id", "municipality_code").iter_rows():
        found[survey, "all", ""].add(code)
        found[survey, "subprefecture", bureaus.get(code) or ""].add(code)
        for region in regions[code]:
            found[survey, "region", region].add(code)
    return found


def _solve(asked: tuple[str, str, str], equations: list[tuple[frozenset[str], float]], found: Known) -> None:
    """Elimination over the sets of answers that stand in the same equations: one of them alone is known."""
    told = list(dict.fromkeys((codes, value) for codes, value in equations if codes))
    stands: dict[str, list[int]] = defaultdict(list)
    for n, (codes, _) in enumerate(told):
        for code in codes:
            stands[code].append(n)
    classes: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for code, rows in stands.items():
        classes[tuple(rows)].append(code)
    if not classes:
        return
    matrix = np.zeros((len(told), len(classes) + 1))
    for column, at_rows in enumerate(classes):
        matrix[list(at_rows), column] = 1
    matrix[:, -1] = [value for _, value in told]
    members = list(classes.values())
    for row in _reduced(matrix):
        at = np.flatnonzero(np.abs(row[:-1]) > _NEAR)
        if len(at) == 0 and abs(row[-1]) > _NEAR:  # no set of answers agrees with all builds
            found.perhaps |= {(*asked, code) for code in stands} & found.hidden
            return
        if len(at) == 1:
            total = round(row[-1])
            cells = {(*asked, code) for code in members[at[0]]} & found.hidden
            if len(members[at[0]]) == 1 or total == 0:
                found.values |= dict.fromkeys(cells, total)
            elif total == 1:
                found.perhaps |= cells


def _reduced(matrix: np.ndarray) -> np.ndarray:
    """Gauss and Jordan, on as few columns as there are classes."""
    rows, columns = matrix.shape
    at = 0
    for column in range(columns - 1):
        if at == rows:
            break
        best = at + int(np.argmax(np.abs(matrix[at:, column])))
        if abs(matrix[best, column]) <= _NEAR:
            continue
        matrix[[at, best]] = matrix[[best, at]]
        matrix[at] /= matrix[at, column]
        others = np.arange(rows) != at
        matrix[others] -= np.outer(matrix[others, column], matrix[at])
        at += 1
    return matrix
