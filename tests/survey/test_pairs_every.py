"""Whoever reads a build and its list of changes, and knows the program: every answer there may have been.

Of a small survey all sets of answers are published by the real code, before and after a step. A hidden answer
may then be whatever it is in any of them that gives the same build and the same list. The list must leave it
every value that the build alone leaves it, even to a reader who knows how the cells to hide are chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import polars as pl
import pytest

from etl.tables import TABLES
from renkei import concealment
from renkei.compare import Limits, Side, compare
from tests.survey import pairs
from tests.survey.test_pairs import hidden_cells

KEYS = {table.name: table.keys for table in TABLES if table.name in concealment.TABLES}
JOB = pairs.JOBS[0]
NOT_ABOVE = {"present": "required"}
Answers = Mapping[str, Mapping[str, int]]  # municipality → question → number


def small(towns: int, questions: tuple[str, ...], region: int = 0) -> pairs.Survey:
    """The first municipalities of a bureau; `region`: how many of them are members of one."""
    whole = pairs.survey()
    targets = [t for t in whole.scope.targets if t.subprefecture == pairs.BUREAUS[0]][:towns]
    asked = tuple(q for q in whole.definition.questions if q.question_id in questions)
    jobs = tuple(job for job in whole.scope.occupations if job.occupation_id == JOB)
    members = {"r": tuple((t.code, None, None) for t in targets[:region])} if region else {}
    return pairs.Survey(
        replace(whole.definition, ask=(JOB,), questions=asked),
        replace(whole.scope, targets=tuple(targets), occupations=jobs),
        replace(whole.reference, members=members),
    )


def every(survey: pairs.Survey, most: int) -> list[Answers]:
    """All answers up to `most` that keep the limits of the form."""
    names = [question.question_id for question in survey.definition.questions]
    each = (dict(zip(names, values, strict=True)) for values in product(range(most + 1), repeat=len(names)))
    several = [mine for mine in each if all(mine[a] <= mine.get(b, most) for a, b in _limits(mine))]
    return [dict(zip(survey.codes, told, strict=True)) for told in product(several, repeat=len(survey.codes))]


def _limits(mine: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(low, high) for low, high in NOT_ABOVE.items() if low in mine]


@dataclass
class Published:
    """A survey as it is published of any answers, each once."""

    survey: pairs.Survey
    minimum: int = 3
    silent: frozenset[str] = frozenset()
    _made: dict[str, dict[str, pl.DataFrame]] = field(default_factory=dict)

    def of(self, answers: Answers) -> dict[str, pl.DataFrame]:
        if repr(answers) not in self._made:
            asked = {question.question_id for question in self.survey.definition.questions}
            told = {c: {(q, JOB): n for q, n in mine.items() if q in asked} for c, mine in answers.items()}
            self._made[repr(answers)] = pairs.tables(self.survey, told, self.silent, self.minimum)
        return self._made[repr(answers)]


def compare_with_alone(
    before: Published, after: Published, steps: Iterable[tuple[Answers, Answers]]
) -> tuple[list[tuple[object, ...]], int]:
    """Hidden answers to which the list leaves fewer values than the newer build alone does, and how many
    hidden answers there were."""
    alone: dict[tuple[str, ...], set[int]] = defaultdict(set)
    listed: dict[tuple[tuple[str, ...], str], set[int]] = defaultdict(set)
    for old, new in steps:
        first, second = before.of(old), after.of(new)
        build = "".join(repr(sorted(second[name].rows(), key=repr)) for name in KEYS)
        found = compare(Side(None, first), Side(None, second), KEYS, limits=Limits(10_000, 10_000))
        # what waits at the gate is told to the office
        changes = repr((found.counts, [replace(change, held=False) for change in found.changes]))
        for question, _, code in hidden_cells(second["survey_answer"]):
            cell = (build, question, code)
            alone[cell].add(new[code][question])
            listed[cell, changes].add(new[code][question])
    narrowed: list[tuple[object, ...]] = [
        (*cell[1:], alone[cell], values) for (cell, _), values in listed.items() if values < alone[cell]
    ]
    return narrowed, len(alone)


def alike(answers: list[Answers]) -> list[tuple[Answers, Answers]]:
    return [(one, one) for one in answers]


def corrected(answers: list[Answers], most: int) -> Iterator[tuple[Answers, Answers]]:
    """One answer becomes another one."""
    for one in answers:
        for code, mine in one.items():
            for question, value in product(mine, range(most + 1)):
                yield one, {**one, code: {**mine, question: value}}


@pytest.mark.parametrize("towns", [3, pytest.param(4, marks=pytest.mark.long)])
def test_a_region_that_went_or_came_narrows_nothing(towns: int) -> None:
    with_it, without = (Published(small(towns, ("required",), region)) for region in (2, 0))
    answers = alike(every(with_it.survey, towns))
    for before, after in ((with_it, without), (without, with_it)):
        narrowed, cells = compare_with_alone(before, after, answers)
        assert narrowed == []
        assert cells > 20


@pytest.mark.parametrize("towns", [2, pytest.param(3, marks=pytest.mark.long)])
@pytest.mark.parametrize("stays", ["required", "present"])
def test_a_question_that_went_narrows_nothing(stays: str, towns: int) -> None:
    both = small(towns, ("required", "present"), 2)
    answers = alike(every(both, 3))
    narrowed, cells = compare_with_alone(Published(both), Published(small(towns, (stays,), 2)), answers)
    assert narrowed == []
    assert cells >= 2


@pytest.mark.parametrize("towns", [2, pytest.param(3, marks=pytest.mark.long)])
def test_a_correction_narrows_nothing_but_where_both_builds_show_it(towns: int) -> None:
    """Of an answer that both show the old value is told, and with it that it was not hidden: no rule of
    numbers narrows others by that, only the choice of the cells that are hidden with them."""
    survey = small(towns, ("required",))
    shown = Published(survey)
    steps = [
        (old, new)
        for old, new in corrected(every(survey, 3), 3)
        if not _shown(shown, old) & _shown(shown, new) & {c for c in old if old[c] != new[c]}
    ]
    narrowed, cells = compare_with_alone(shown, shown, steps)
    assert narrowed == []
    assert cells > 4


def _shown(published: Published, answers: Answers) -> set[str]:
    hidden = hidden_cells(published.of(answers)["survey_answer"])
    return set(answers) - {code for _, _, code in hidden}


def test_a_late_return_and_another_minimum_narrow_nothing() -> None:
    survey = small(3, ("required",))
    answers = alike(every(survey, 3))
    late = Published(survey, silent=frozenset(survey.codes[:1]))
    for before, after in ((late, Published(survey)), (Published(survey, 4), Published(survey, 3))):
        narrowed, cells = compare_with_alone(before, after, answers)
        assert narrowed == []
        assert cells > 20
