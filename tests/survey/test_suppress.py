"""Small numbers cannot be worked out: not from totals, another question or the rule itself."""

from __future__ import annotations

import random

import pytest

from etl.survey.suppress import suppress
from tests.survey.attacker import Area, Attacker, Published

LIMITS = {"present": "required", "leavers": "present"}
ALL: Area = ("all", "")


def published(
    values: dict[str, dict[str, int]], areas: dict[Area, list[str]], minimum: int
) -> tuple[Published, dict[str, dict[str, int]]]:
    out = suppress(values, LIMITS, set(values), areas, minimum)
    cells = {(q, code): v for q, answers in values.items() for code, v in answers.items()}
    totals = {
        (q, area): sum(answers.get(code, 0) for code in codes)
        for q, answers in values.items()
        for area, codes in areas.items()
        if (q, area) not in out.totals and answers.keys() & set(codes)
    }
    shown = {cell: v for cell, v in cells.items() if cell not in out.cells}
    return Published(shown, out.cells, totals, areas, LIMITS, minimum), values


def kept(told: Published, values: dict[str, dict[str, int]]) -> None:
    assert not [v for v in told.shown.values() if 0 < v < told.minimum]
    attacker = Attacker(told)
    for question, code in sorted(told.hidden):
        found = attacker.values((question, code), told.minimum, values[question][code])
        assert len(found) >= told.minimum, (question, code, values[question][code], found)


@pytest.mark.parametrize("seed", range(24))
def test_a_solver_cannot_narrow_a_hidden_cell(seed: int) -> None:
    draw = random.Random(seed)
    count = draw.choice([1, 2, 3, 5, 8, 12, 20])
    codes = [f"{i:02d}" for i in range(count)]
    areas = {ALL: codes}
    if draw.random() < 0.7:
        areas["subprefecture", "A"] = codes if draw.random() < 0.5 else codes[: count // 2]
    for n in range(draw.choice([0, 1, 3])):
        areas["region", f"R{n}"] = [c for c in codes if draw.random() < 0.4] or codes[:1]
    values: dict[str, dict[str, int]] = {"required": {}, "present": {}, "leavers": {}}
    highest = draw.choice([2, 4, 8, 20])
    for code in codes:
        required = draw.randint(0, highest) if draw.random() < 0.7 else 0
        present = draw.randint(0, required)
        for question, value in zip(values, (required, present, draw.randint(0, present)), strict=True):
            if draw.random() < 0.9:
                values[question][code] = value
    kept(*published(values, areas, draw.choice([3, 3, 5])))


def one(**answers: int) -> dict[str, dict[str, int]]:
    return {"required": dict(answers)}


def test_nil_is_shown_where_nothing_is_small() -> None:
    told, _ = published(one(a=0, b=7, c=12), {ALL: ["a", "b", "c"]}, 3)
    assert told.hidden == set()
    assert told.totals == {("required", ALL): 19}


def test_a_small_number_takes_the_smallest_shown_cell_with_it_and_the_total_stays() -> None:
    # 2 + 5 = 7: of two cells with that sum each may be 1, 2, 5 or 6
    told, values = published(one(a=2, b=5, c=12, d=0), {ALL: ["a", "b", "c", "d"]}, 3)
    assert told.hidden == {("required", "a"), ("required", "b")}
    assert told.totals == {("required", ALL): 19}
    kept(told, values)


def test_two_small_numbers_alone_are_not_enough() -> None:
    # 1 + 2 = 3: each could only be 1 or 2
    told, values = published(one(a=1, b=2, c=9), {ALL: ["a", "b", "c"]}, 3)
    assert ("required", "c") in told.hidden
    kept(told, values)


def test_a_nil_is_hidden_where_there_is_nothing_else() -> None:
    told, values = published(one(a=2, b=0, c=0), {ALL: ["a", "b", "c"]}, 3)
    assert len(told.hidden) > 1
    kept(told, values)


def test_the_total_of_a_region_that_would_give_a_cell_away_is_withheld() -> None:
    # the region holds one answer: its total would be the cell
    areas = {ALL: ["a", "b", "c", "d"], ("region", "R"): ["a"]}
    told, values = published(one(a=2, b=5, c=12, d=8), areas, 3)
    assert ("required", ("region", "R")) not in told.totals
    assert ("required", ALL) in told.totals
    kept(told, values)


def test_a_lone_answer_is_never_shown() -> None:
    assert published(one(a=40), {ALL: ["a", "b"]}, 3)[0].shown == {}


def test_what_is_shown_of_another_question_gives_nothing_away() -> None:
    # present cannot exceed required: with 1 of 1 in b, required must be free to move too
    values = {
        "required": {"a": 4, "b": 1, "c": 4, "d": 9},
        "present": {"a": 4, "b": 1, "c": 4, "d": 9},
        "leavers": {"a": 0, "b": 1, "c": 0, "d": 3},
    }
    kept(*published(values, {ALL: list("abcd")}, 3))


def test_the_solver_finds_what_naive_suppression_gives_away() -> None:
    """The test of the test: one hidden cell beside its total is known."""
    told = Published(
        {("required", "b"): 5}, {("required", "a")}, {("required", ALL): 7}, {ALL: ["a", "b"]}, {}, 3
    )
    assert Attacker(told).values(("required", "a"), 3, 2) == {2}


def test_a_minimum_of_one_hides_nothing() -> None:
    assert published(one(a=1, b=2), {ALL: ["a", "b"]}, 1)[0].hidden == set()
