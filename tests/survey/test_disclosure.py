"""What a reader of several builds works out is counted: no more, no less than a solver finds out."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from etl.build import withdraw
from etl.gate import surveygate
from etl.paths import Paths
from etl.survey.disclosure import Disclosed, disclosed_cells
from etl.tables import TABLES
from renkei.whole import DATABASE, MANIFEST
from tests.survey import pairs
from tests.survey.randomsurvey import JOB, KINDS, RandomSurvey, expected, random_survey

LATE = "014575"
Frames = dict[str, pl.DataFrame]


def disclosed(*builds: Frames) -> Disclosed:
    return disclosed_cells(builds[:-1], builds[-1])


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_from_a_late_return_is_counted_and_true(seed: int) -> None:
    survey = pairs.survey()
    answers = pairs.random_answers(survey, seed)
    old = pairs.placed(survey, pairs.tables(survey, answers, {LATE}))
    told = disclosed(old, pairs.placed(survey, pairs.tables(survey, answers)))
    mine = {cell for cell in told.hidden if cell[3] == LATE}
    assert mine
    assert {cell: v for cell, v in told.new.items() if answers[cell[3]][cell[1:3]] not in v} == {}
    assert len(mine & told.exact.keys()) >= len(mine) / 2
    assert (told.undecided, told.unclear, told.before) == (set(), 0, {})


def test_one_build_alone_tells_nothing() -> None:
    survey = pairs.survey()
    new = pairs.placed(survey, pairs.tables(survey, pairs.random_answers(survey, 1)))
    for told in (disclosed(new), disclosed(new, new)):
        assert (told.new, told.before) == ({}, {})
        assert len(told.hidden) > 50


def differences(seeds: Iterable[int]) -> tuple[list[object], Counter[str]]:
    """Cells of which gate and solver say different things, and how many of each there were."""
    wrong: list[object] = []
    counts: Counter[str] = Counter()
    for seed in seeds:
        of = random_survey(seed)
        told = disclosed_cells(of.builds[:-1], of.builds[-1])
        gate = tuple({(c[1], c[3]): v for c, v in t.items() if c[2] == JOB} for t in (told.new, told.before))
        solver = expected(of)
        if gate != solver or told.undecided or told.unclear:
            wrong.append((seed, of.steps, gate, solver, told.undecided, told.unclear))
        if "correction" not in of.steps:  # what was told by the answers themselves
            truth = {cell: value for answers in of.answers for cell, value in answers.items()}
            wrong += [(seed, of.steps, cell) for t in gate for cell, v in t.items() if truth[cell] not in v]
        counts.update(of.steps)
        values = solver[0].values()
        counts += Counter(new=len(values), known=sum(len(v) == 1 for v in values), before=len(solver[1]))
        counts["three builds"] += len(of.builds) > 2
    return wrong, counts


def test_the_gate_says_what_a_solver_finds() -> None:
    wrong, counts = differences(range(30))
    assert wrong == []
    assert counts["known"] >= 5
    assert counts["new"] > counts["known"]
    assert counts["before"] >= 5
    assert all(counts[kind] for kind in (*KINDS, "three builds"))


def test_the_limits_of_a_question_that_went_are_known_to_who_kept_its_form() -> None:
    """The answers that were limited by it, or limit it, stand in the older build."""
    wrong, counts = differences((63, 206, 684, 1560))
    assert wrong == []
    assert (counts["question goes"], counts["new"]) == (4, 11)


@pytest.mark.long
@pytest.mark.parametrize("hundred", range(30))
def test_the_gate_says_what_a_solver_finds_in_thousands_of_pairs(hundred: int) -> None:
    wrong, counts = differences(range(100 * hundred + 100, 100 * hundred + 200))
    assert wrong == []
    assert counts["new"] > 0


def test_what_was_known_before_is_told_apart() -> None:
    """A late return gave its numbers away; a third build that changes something else does so no more."""
    survey = pairs.survey()
    answers = {code: dict(mine) for code, mine in pairs.random_answers(survey, 0).items()}
    first = pairs.placed(survey, pairs.tables(survey, answers, {LATE}))
    second = pairs.placed(survey, pairs.tables(survey, answers))
    given = disclosed(first, second).exact
    assert len(given) >= 2
    other = next(c for c in answers if c != LATE and answers[c]["required", pairs.JOBS[0]] >= 8)
    for job in pairs.JOBS:
        for question in ("required", "vacancies", "applicants", "exam_applicants"):
            answers[other][question, job] += 20
    third = disclosed(first, second, pairs.placed(survey, pairs.tables(survey, answers)))
    assert [cell for cell in third.exact if cell[3] == LATE] == []
    assert {cell for cell in given if cell[1] != "present"} & third.before.keys()


def older_form(of: RandomSurvey, drop: dict[str, tuple[str, ...]]) -> Disclosed:
    old = [{name: f.drop(drop.get(name, ()), strict=False) for name, f in b.items()} for b in of.builds[:-1]]
    return disclosed_cells(old, of.builds[-1])


def test_a_build_of_an_older_form_is_compared_by_what_it_has() -> None:
    of = next(d for d in map(random_survey, range(200)) if d.steps == ["late"] and expected(d)[0])
    whole = disclosed_cells(of.builds[:-1], of.builds[-1])
    assert len(whole.new) > 0
    # without who was left out: whose answers a total adds up is seen from how many they are
    assert older_form(of, {"survey_total": ("left_out", "asked", "hidden")}).new == whole.new
    # without why an answer is missing nobody knows which are hidden: totals cannot be used, which is said
    told = older_form(of, {"survey_answer": ("missing_reason",)})
    assert told.unclear > 0
    assert told.new.keys() <= whole.new.keys()
    for column in ("together", "area_level", "occupation_id", "answered", "value"):
        older_form(of, {"survey_total": (column,), "survey_answer": (column,)})
    for table in (
        "survey",
        "survey_target",
        "survey_answer",
        "survey_total",
        "bureau_member",
        "region_member",
    ):
        less = [{name: f for name, f in b.items() if name != table} for b in of.builds[:-1]]
        assert disclosed_cells(less, of.builds[-1]).new.keys() <= whole.new.keys()


def written(frames: Frames, folder: Path) -> Path:
    """With all columns of the tables of places, empty where this needs none."""
    whole = {}
    for table in (
        table for table in TABLES if table.name in ("municipality", "bureau_member", "region_member")
    ):
        mine = frames[table.name]
        rest = (pl.lit(None, dtype=t).alias(c) for c, t in table.schema.create_empty().schema.items())
        whole[table.name] = mine.with_columns(c for c in rest if c.meta.output_name() not in mine.columns)
    return pairs.written(frames | whole, folder, {"kpi.one": "select 1 as one"})


def published(paths: Paths, number: int, frames: Frames, live: bool = False) -> Path:
    """A build that readers can open."""
    folder = written(frames, paths.builds / f"build{number:02d}")
    file = folder / DATABASE
    manifest = {
        "build_id": folder.name,
        "input_hash": "0",
        "created_at": f"2026-11-01T00:00:{number:02d}+00:00",
        "files": {DATABASE: file.stat().st_size},
        "sha256": {DATABASE: hashlib.sha256(file.read_bytes()).hexdigest()},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    if live:
        paths.current.write_text(json.dumps({"build_id": folder.name}), encoding="utf-8")
    return folder


def test_every_build_that_can_be_opened_is_compared(tmp_path: Path) -> None:
    """The oldest of sixteen shows every number, as long as it is not withdrawn."""
    survey, paths = pairs.survey(("空知総合振興局",), (JOB,)), Paths(tmp_path)
    answers = {code: dict(mine) for code, mine in pairs.random_answers(survey, 0).items()}
    published(paths, 0, pairs.placed(survey, pairs.tables(survey, answers, minimum=1)))
    largest = max(answers, key=lambda code: answers[code]["required", JOB])
    for number in range(1, 16):
        answers[largest]["required", JOB] += 1
        published(paths, number, pairs.placed(survey, pairs.tables(survey, answers)), live=number == 15)
    answers[largest]["required", JOB] += 1
    candidate = written(pairs.placed(survey, pairs.tables(survey, answers)), tmp_path / "candidate")
    (told,) = surveygate.disclosures(paths, candidate)
    assert (told.key, told.held) == (f"survey_id={survey.definition.survey_id}", False)
    assert re.search(r"秘匿 [1-9]\d セルは、この版がなくても公開中の版から分かるか絞られる", str(told.new))
    openable = withdraw.openable(paths)
    assert len(openable) == 16
    withdraw.withdraw([b for b in openable if b.build_id == "build00"], "test")
    assert surveygate.disclosures(paths, candidate) == []


def test_what_a_candidate_gives_away_waits(tmp_path: Path) -> None:
    survey, paths = pairs.survey(), Paths(tmp_path)
    answers = pairs.random_answers(survey, 0)
    first, second = (
        pairs.placed(survey, pairs.tables(survey, answers, silent)) for silent in ({LATE}, set())
    )
    published(paths, 1, first, live=True)
    (told,) = surveygate.disclosures(paths, written(second, tmp_path / "candidate"))
    known = [cell for cell in disclosed(first, second).exact if cell[3] == LATE]
    hidden = second["survey_answer"].filter(
        pl.col("municipality_code") == LATE, pl.col("missing_reason") == "suppressed"
    )
    assert told.held
    assert f"秘匿 {len(hidden)} セルのうち、公開中の版と並べると {len(known)} セルは値が分かる" in str(
        told.new
    )
    assert told.key.endswith(f"municipality_code={LATE}")
    # a build that is open already tells as much: the same answers again wait for nobody
    again = published(paths, 2, second)
    assert surveygate.disclosures(paths, again) == []
