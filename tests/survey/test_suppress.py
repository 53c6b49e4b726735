"""Small numbers cannot be worked out: not from totals, another question or the rule itself."""

from __future__ import annotations

import random

import pytest

from etl.survey.suppress import suppress
from etl.survey.together import suppress_groups
from tests.survey.attacker import Area, Attacker, Published

LIMITS = {"present": "required", "leavers": "present"}
ALL: Area = ("all", "", "")


def published(
    values: dict[str, dict[str, int]], areas: dict[Area, list[str]], minimum: int, highest: int = 9999
) -> tuple[Published, dict[str, dict[str, int]]]:
    out = suppress(
        values, LIMITS, set(values), dict.fromkeys(values, areas), minimum, dict.fromkeys(values, highest)
    )
    cells = {(q, code): v for q, answers in values.items() for code, v in answers.items()}
    totals = {
        (q, area): sum(answers.get(code, 0) for code in codes)
        for q, answers in values.items()
        for area, codes in areas.items()
        if (q, area) not in out.totals and answers.keys() & set(codes)
    }
    shown = {cell: v for cell, v in cells.items() if cell not in out.cells}
    return Published(shown, out.cells, totals, dict.fromkeys(values, areas), LIMITS, minimum, highest), values


def holds(published: Published, values: dict[str, dict[str, int]]) -> None:
    assert not [v for v in published.shown.values() if 0 < v < published.minimum]
    attacker = Attacker(published)
    for question, code in sorted(published.hidden):
        found = attacker.values((question, code), published.minimum, values[question][code])
        assert len(found) >= published.minimum, (question, code, values[question][code], found)


@pytest.mark.parametrize("seed", range(24))
def test_a_solver_cannot_narrow_a_hidden_cell(seed: int) -> None:
    draw = random.Random(seed)
    count = draw.choice([1, 2, 3, 5, 8, 12, 20])
    codes = [f"{i:02d}" for i in range(count)]
    areas = {ALL: codes}
    if draw.random() < 0.7:
        areas["subprefecture", "A", ""] = codes if draw.random() < 0.5 else codes[: count // 2]
    for n in range(draw.choice([0, 1, 3])):
        areas["region", f"R{n}", ""] = [c for c in codes if draw.random() < 0.4] or codes[:1]
    values: dict[str, dict[str, int]] = {"required": {}, "present": {}, "leavers": {}}
    highest = draw.choice([2, 4, 8, 20])
    for code in codes:
        required = draw.randint(0, highest) if draw.random() < 0.7 else 0
        present = draw.randint(0, required)
        for question, value in zip(values, (required, present, draw.randint(0, present)), strict=True):
            if draw.random() < 0.9:
                values[question][code] = value
    holds(*published(values, areas, draw.choice([3, 3, 5])))


@pytest.mark.parametrize("seed", range(12))
def test_nor_who_knows_what_no_answer_exceeds(seed: int) -> None:
    draw = random.Random(seed)
    codes = [f"{i:02d}" for i in range(draw.choice([2, 3, 5, 8]))]
    areas = {ALL: codes, ("region", "R", ""): codes[: len(codes) // 2]}
    values = {question: {code: draw.randint(0, 2) for code in codes} for question in ("one", "another")}
    told, _ = published(values, areas, 3, highest=2)
    attacker = Attacker(told)
    for cell in told.hidden:
        # nothing is known of a question of which nothing is shown but that it goes up to 2
        assert attacker.values(cell, 3, 1) == {0, 1, 2}


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
    holds(told, values)


def test_two_answers_that_are_both_the_highest_are_not_told_by_their_total() -> None:
    told, _ = published(one(a=2, b=2, c=0, d=0), {ALL: list("abcd")}, 3)
    assert (told.hidden, told.totals) == ({("required", "a"), ("required", "b")}, {("required", ALL): 4})
    told.highest = 2
    assert Attacker(told).values(("required", "a"), 3, 2) == {2}
    holds(*published(one(a=2, b=2, c=0, d=0), {ALL: list("abcd")}, 3, highest=2))


def test_two_small_numbers_alone_are_not_enough() -> None:
    # 1 + 2 = 3: each could only be 1 or 2
    told, values = published(one(a=1, b=2, c=9), {ALL: ["a", "b", "c"]}, 3)
    assert ("required", "c") in told.hidden
    holds(told, values)


def test_a_nil_is_hidden_where_there_is_nothing_else() -> None:
    told, values = published(one(a=2, b=0, c=0), {ALL: ["a", "b", "c"]}, 3)
    assert len(told.hidden) > 1
    holds(told, values)


def test_the_total_of_a_region_that_would_give_a_cell_away_is_withheld() -> None:
    # the region holds one answer: its total would be the cell
    areas = {ALL: ["a", "b", "c", "d"], ("region", "R", ""): ["a"]}
    told, values = published(one(a=2, b=5, c=12, d=8), areas, 3)
    assert ("required", ("region", "R", "")) not in told.totals
    assert ("required", ALL) in told.totals
    holds(told, values)


def test_a_total_below_the_minimum_is_withheld() -> None:
    told, values = published(one(a=2, b=0, c=0, d=0), {ALL: ["a", "b", "c", "d"]}, 3)
    assert told.totals == {}
    holds(told, values)


def test_a_lone_answer_is_never_shown() -> None:
    assert published(one(a=40), {ALL: ["a", "b"]}, 3)[0].shown == {}


def test_what_is_shown_of_another_question_gives_nothing_away() -> None:
    # present cannot exceed required: with 1 of 1 in b, required must be free to move too
    values = {
        "required": {"a": 4, "b": 1, "c": 4, "d": 9},
        "present": {"a": 4, "b": 1, "c": 4, "d": 9},
        "leavers": {"a": 0, "b": 1, "c": 0, "d": 3},
    }
    holds(*published(values, {ALL: list("abcd")}, 3))


def test_the_solver_finds_what_naive_suppression_gives_away() -> None:
    """The test of the test: one hidden cell beside its total is known."""
    told = Published(
        {("required", "b"): 5},
        {("required", "a")},
        {("required", ALL): 7},
        {"required": {ALL: ["a", "b"]}},
        {},
        3,
    )
    assert Attacker(told).values(("required", "a"), 3, 2) == {2}


def test_a_minimum_of_one_hides_nothing() -> None:
    assert published(one(a=1, b=2), {ALL: ["a", "b"]}, 1)[0].hidden == set()


def sums_together(
    values: dict[str, dict[str, int]], areas: dict[tuple[str, str], list[str]], minimum: int
) -> Published:
    """As `tell` publishes it; whoever looks knows who was left out too."""
    out = suppress_groups(areas, values, TOGETHER_LIMITS, set(values), minimum)
    totals = {
        (q, area): sum(values[q][code] for code in codes)
        for q, sums in out.sums.items()
        for area, codes in sums.items()
        if codes and (q, area) not in out.hidden.totals
    }
    shown = {
        (q, code): v
        for q, answers in values.items()
        for code, v in answers.items()
        if (q, code) not in out.hidden.cells
    }
    return Published(shown, out.hidden.cells, totals, out.sums, TOGETHER_LIMITS, minimum)


TOGETHER_LIMITS = {"present": "required", "leavers_5y": "present"}


@pytest.mark.parametrize("seed", range(24))
def test_nor_from_totals_over_those_that_answered_several_questions(seed: int) -> None:
    """Blanks make the two totals of a question differ: by one hidden cell, where nothing is done."""
    draw = random.Random(seed)
    codes = [f"{i:02d}" for i in range(draw.choice([4, 8, 16]))]
    areas = {("all", ""): codes, ("region", "R"): codes[: len(codes) // 2]}
    values: dict[str, dict[str, int]] = {"required": {}, "present": {}, "leavers_5y": {}, "hired": {}}
    for code in codes:
        required = draw.randint(0, draw.choice([2, 4, 20]))
        present = draw.randint(0, required)
        told = (required, present, draw.randint(0, present), draw.randint(0, 3))
        for question, value in zip(values, told, strict=True):
            if draw.random() < 0.85:
                values[question][code] = value
    holds(sums_together(values, areas, 3), values)


def test_a_shortage_is_told_although_one_of_those_that_did_not_tell_both_is_hidden() -> None:
    """d told the required number alone, and it is hidden: required of all less required of those that
    told both would be that number."""
    values = {
        "required": {"a": 2, "b": 1, "c": 9, "d": 1, "e": 12, "f": 2, "g": 2, "h": 1},
        "present": {"a": 1, "b": 1, "c": 6, "e": 11, "f": 2, "g": 1, "h": 1},
    }
    told = sums_together(values, {("all", ""): list("abcdefgh")}, 3)
    holds(told, values)
    together = told.areas["required"]["all", "", "gap"]
    assert set(together) < set("abcefgh")  # somebody was left out
    for question in values:
        total = told.totals[question, ("all", "", "gap")]
        assert total == sum(values[question][code] for code in together)
