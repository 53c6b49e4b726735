"""Small invented surveys in two or three builds, as time goes on: a return comes late, an answer is
corrected, the minimum changes, a municipality leaves, a question is added or goes, a region goes or changes
its members."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

import polars as pl

from etl.survey.definition import Question
from etl.survey.limits import Limits
from etl.survey.scope import Target
from tests.survey import pairs
from tests.survey.versus import Attacker, Cell, Open, opened

JOB = pairs.JOBS[0]
KINDS = (
    "late",
    "correction",
    "minimum",
    "leaves",
    "question",
    "question goes",
    "region",
    "region goes",
    "occupation",
)
_QUESTIONS = ("required", "present", "leavers_5y", "applicants", "hired")


Left = dict[Cell, frozenset[int]]  # the values that a reader cannot rule out


@dataclass
class RandomSurvey:
    """The builds in the order of time, the answers behind each, the kinds of step between them."""

    survey_id: str
    builds: list[dict[str, pl.DataFrame]]
    open: list[Open]
    answers: list[dict[Cell, int]]
    steps: list[str]
    limits: Limits


def random_survey(seed: int) -> RandomSurvey:
    draw = random.Random(seed)
    whole = pairs.survey()
    towns = draw.sample(whole.scope.targets, draw.choice((2, 3, 4, 5, 6, 7)))
    questions = [
        q for q in whole.definition.questions if q.question_id in _QUESTIONS[: draw.choice((1, 2, 3, 5))]
    ]
    if draw.random() < 0.3:
        highest = draw.choice((1, 2, 3, 4, 6))
        questions = [replace(q, high=highest) for q in questions]
    limits = Limits(
        {q.question_id: q.not_above for q in questions if q.not_above},
        {q.question_id: q.high for q in questions},
    )
    asked, now = list(towns), list(questions)
    regions = {
        f"r{n}": tuple(t.code for t in towns if draw.random() < 0.5) for n in range(draw.choice((0, 1, 2)))
    }
    minimum, jobs = draw.choice((3, 3, 3, 2, 5)), [JOB]
    top = draw.choice((2, 3, 5, 9))
    answers = {t.code: _answers(draw, top, limits) for t in towns}
    steps = [draw.choice(KINDS) for _ in range(draw.choice((1, 1, 2)))]
    silent = {t.code for t in draw.sample(towns, min(len(towns) - 1, steps.count("late")))}
    if "question" in steps and len(now) > 1:
        now = now[:-1]
    found = RandomSurvey(whole.definition.survey_id, [], [], [], steps, limits)
    for step in (None, *steps):
        if step == "late" and silent:
            silent.remove(draw.choice(sorted(silent)))
        elif step == "correction":
            for code in draw.sample(sorted(answers), draw.choice((1, 1, 2))):
                other = _answers(draw, top, limits)
                answers[code] = other if draw.random() < 0.3 else _one(draw, answers[code], other, limits)
        elif step == "minimum":
            minimum = draw.choice([m for m in (2, 3, 5) if m != minimum])
        elif step == "leaves" and len(asked) > 2:
            asked.remove(draw.choice(asked))
        elif step == "question":
            now = list(questions)
        elif step == "question goes" and len(now) > 1:
            now.remove(draw.choice(now))
        elif step == "region goes" and regions:
            regions = {name: codes for name, codes in regions.items() if name != min(regions)}
        elif step == "region" and regions:
            name = draw.choice(sorted(regions))
            regions = regions | {name: tuple(t.code for t in towns if draw.random() < 0.5)}
        elif step == "occupation":
            jobs = list(pairs.JOBS)
        _add(found, whole, asked, now, regions, minimum, jobs, answers, silent)
    return found


def _add(
    random_survey: RandomSurvey,
    whole: pairs.Survey,
    targets: list[Target],
    now: list[Question],
    regions: Mapping[str, tuple[str, ...]],
    minimum: int,
    jobs: list[str],
    answers: Mapping[str, Mapping[str, int | None]],
    silent: Set[str],
) -> None:
    """One more build."""
    occupations = tuple(job for job in whole.scope.occupations if job.occupation_id in jobs)
    survey = replace(
        whole,
        definition=replace(whole.definition, ask=tuple(jobs), questions=tuple(now)),
        scope=replace(
            whole.scope, targets=tuple(sorted(targets, key=lambda t: t.code)), occupations=occupations
        ),
        reference=replace(
            whole.reference,
            members={name: tuple((code, None, None) for code in codes) for name, codes in regions.items()},
        ),
    )
    ids = {q.question_id for q in now}
    told = {
        code: {(q, job): v for job in jobs for q, v in mine.items() if q in ids and v is not None}
        for code, mine in answers.items()
    }
    frames = pairs.placed(survey, pairs.tables(survey, told, silent, minimum))
    random_survey.builds.append(frames)
    bureau = {t.code: t.subprefecture or "" for t in targets}
    random_survey.open.append(opened(frames, JOB, regions, bureau))
    random_survey.answers.append(
        {(q, code): v for code, mine in told.items() for (q, job), v in mine.items() if job == JOB}
    )


def _answers(draw: random.Random, top: int, limits: Limits) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for question, highest in limits.highest.items():
        limit = found.get(limits.not_above.get(question, ""))
        most = min(top, highest, highest if limit is None else limit)
        found[question] = draw.randint(0, most) if draw.random() < 0.9 else None
    return found


def _one(
    draw: random.Random, before: dict[str, int | None], other: dict[str, int | None], limits: Limits
) -> dict[str, int | None]:
    """One of the answers becomes another one, where the limits hold for it."""
    question = draw.choice(sorted(before))
    mine = before | {question: other[question]}
    for low, high in limits.not_above.items():
        a, b = mine.get(low), mine.get(high)
        if a is not None and b is not None and a > b:
            return before
    return mine


def expected(of: RandomSurvey) -> tuple[Left, Left]:
    """What the gate should say of the last build: cells that it gives away, cells that were known before."""
    *older, candidate = of.open
    with_it, without = _left(of, of.open), _left(of, older)
    new: Left = {}
    before: Left = {}
    for (at, cell), values in with_it.items():
        if values == {candidate.shown.get(cell)}:
            continue
        there = [
            n for n in range(min(at + 1, len(older))) if cell in older[n].shown or cell in older[n].hidden
        ]
        known = None
        if there:
            shown = older[there[-1]].shown.get(cell)
            known = without.get((there[-1], cell)) if shown is None else frozenset({shown})
        if known == values:
            if cell in candidate.hidden and len(values) < len(before.get(cell, range(100))):
                before[cell] = values
        elif len(values) < len(new.get(cell, range(100))):
            new[cell] = values
    return new, {cell: values for cell, values in before.items() if cell not in new}


def _left(of: RandomSurvey, builds: list[Open]) -> dict[tuple[int, Cell], frozenset[int]]:
    """A cell needs as many values as the newest build that hides it leaves it."""

    def needed(cell: Cell) -> int:
        minimum = [build.minimum for build in of.open if cell in build.hidden][-1]
        return min(minimum, of.limits.highest[cell[0]] + 1)

    every = {(at, cell): needed(cell) for at, build in enumerate(builds) for cell in build.hidden}
    return Attacker(builds, of.limits.not_above, of.limits.highest).left(every)
