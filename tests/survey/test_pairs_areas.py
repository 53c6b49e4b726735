"""An attacker with two builds that add up other municipalities: the comparison tells no sum of the older one
in which an answer stands that the newer one hides, and names no answer that one of them hides.

Between them a region loses a member or goes, a question goes, another smallest headcount is shown; so other
municipalities stand in a total, or are left out of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from etl.survey.sets import TOGETHER
from renkei.change import Change
from renkei.concealment import UNTOLD, rows_gone
from tests.survey import pairs
from tests.survey.test_pairs import compared, hidden_cells

Frames = Mapping[str, pl.DataFrame]
REGION = "ishikari"  # three of those that were asked are its members, 新篠津村 among them
MEMBER = "014231"


def some_answers(seed: int) -> pairs.Answers:
    """One in eight cells is left blank, so that groups of questions have totals of their own."""
    draw = random.Random(seed)
    told = pairs.random_answers(pairs.survey(), seed)
    return {code: {key: n for key, n in mine.items() if draw.random() > 0.12} for code, mine in told.items()}


def other_regions(without: str | None = None) -> pairs.Survey:
    """The survey with the region gone, or with it but without one member."""
    survey = pairs.survey()
    members = dict(survey.reference.members)
    terms = members.pop(REGION)
    if without is not None:
        members[REGION] = tuple(term for term in terms if term[0] != without)
    return replace(survey, reference=replace(survey.reference, members=members))


def without_question(name: str) -> pairs.Survey:
    survey = pairs.survey()
    questions = tuple(q for q in survey.definition.questions if q.question_id != name)
    return replace(survey, definition=replace(survey.definition, questions=questions))


def adds_up(survey: pairs.Survey, answers: pairs.Answers, row: Mapping[str, object]) -> set[str]:
    """Whose answers a total adds up, from the answers themselves."""
    places = {target.code: target.subprefecture for target in survey.scope.targets}
    regions = survey.reference.regions(survey.definition.fielded_to)
    area = {
        "all": set(places),
        "subprefecture": {code for code, bureau in places.items() if bureau == row["area_id"]},
        "region": set(regions.get(str(row["area_id"]), ())) & set(places),
    }[str(row["area_level"])]
    mates = TOGETHER.get(str(row["together"]), (str(row["question_id"]),))
    told = {code for code in area if all((mate, row["occupation_id"]) in answers[code] for mate in mates)}
    return told - set(str(row["left_out"] or "").split())


def keys_of(change: Change) -> dict[str, str]:
    return dict(part.split("=", 1) for part in change.key.split(" ") if "=" in part)


def old_sums(
    changes: list[Change], survey: pairs.Survey, answers: pairs.Answers, old: Frames, new: Frames
) -> Iterator[tuple[Change, set[str]]]:
    """Changes that tell a total of the older build → whose answers in it the newer build hides."""
    hidden = hidden_cells(new["survey_answer"])
    for change in changes:
        told = change.kind == "gone" or change.column == "value"
        key = keys_of(change)
        if change.table != "survey_total" or "area_level" not in key or not told or change.old == UNTOLD:
            continue
        [row] = old["survey_total"].filter(*(pl.col(k) == v for k, v in key.items())).iter_rows(named=True)
        codes = adds_up(survey, answers, row)
        assert len(codes) == row["answered"], row
        if row["value"] is not None:
            cells = ((key["question_id"], key["occupation_id"], code) for code in codes)
            yield change, {cell[2] for cell in cells if cell in hidden}


def named(changes: list[Change], *builds: Frames) -> list[Change]:
    """Changes that name an answer which one of the builds hides, or a municipality left out to hide one."""
    either = set.union(*(hidden_cells(frames["survey_answer"]) for frames in builds))
    several = []
    for change in changes:
        key = keys_of(change)
        cell = tuple(key.get(name, "") for name in ("question_id", "occupation_id", "municipality_code"))
        if change.column == "left_out" or (change.table == "survey_answer" and cell in either):
            several.append(change)
    return several


WAYS = {  # the survey of the newer build, its smallest headcount, the seed of the answers
    "another minimum": (pairs.survey(), 5, 3),
    "a member fewer": (other_regions(MEMBER), 3, 5),
    "a region fewer": (other_regions(), 3, 3),
    "a question fewer": (without_question("hired"), 3, 3),
    "a question fewer, another minimum": (without_question("required"), 5, 3),
}


@cache
def older(seed: int) -> Frames:
    return pairs.tables(pairs.survey(), some_answers(seed))


@pytest.mark.parametrize("way", WAYS)
def test_no_total_is_told_of_an_answer_that_the_newer_build_hides(way: str, tmp_path: Path) -> None:
    survey, (later, minimum, seed) = pairs.survey(), WAYS[way]
    questions = {question.question_id for question in later.definition.questions}
    answers = some_answers(seed)
    fewer = {code: {k: n for k, n in mine.items() if k[0] in questions} for code, mine in answers.items()}
    old, new = older(seed), pairs.tables(later, fewer, minimum=minimum)
    changes = compared(dict(old), new, tmp_path).changes
    told = list(old_sums(changes, survey, answers, old, new))
    assert [(change.key, change.old, change.new, codes) for change, codes in told if codes] == []
    assert [(change.key, change.column, change.old, change.new) for change in named(changes, old, new)] == []
    again = compared(new, dict(old), tmp_path / "back").changes
    assert [(change.key, change.old) for change in named(again, old, new) if change.kind != "new"] == []


def test_rows_that_went_are_counted_and_held_without_what_they_said(tmp_path: Path) -> None:
    """A survey that nobody shall read any more: its last build does not repeat it."""
    survey = pairs.survey()
    old = dict(older(3))
    new = {**old, "survey_answer": old["survey_answer"].clear(), "survey_total": old["survey_total"].clear()}
    found = compared(old, new, tmp_path)
    assert found.counts == {"gone": 2}
    told = [(c.table, c.kind, c.key, c.old, c.new) for c in found.changes if c.kind != "untold"]
    name = f"survey_id={survey.definition.survey_id}"
    assert sorted(told) == [
        ("survey_answer", "gone", name, rows_gone(old["survey_answer"].height), None),
        ("survey_total", "gone", name, rows_gone(old["survey_total"].height), None),
    ]


def test_totals_are_told_where_both_builds_hide_the_same(tmp_path: Path) -> None:
    """A late return in a survey of which nothing is hidden: every total that it adds to."""
    survey = pairs.survey()
    large = {code: {key: n + 20 for key, n in mine.items()} for code, mine in some_answers(3).items()}
    old, new = pairs.tables(survey, large, {MEMBER}), pairs.tables(survey, large)
    assert not hidden_cells(new["survey_answer"])
    before = {code: mine if code != MEMBER else {} for code, mine in large.items()}
    told = list(old_sums(compared(old, new, tmp_path).changes, survey, before, old, new))
    assert len(told) > 20
