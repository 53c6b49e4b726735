"""What a reader with two builds of a survey works out is counted, and what is counted is so."""

from __future__ import annotations

import time

import pytest

from etl.survey import disclosure
from tests.survey import pairs

LATE = "014575"


def build(survey: pairs.Survey, frames: dict) -> dict:  # type: ignore[type-arg]
    """With the two tables that say which municipality lies where, as the survey was added up."""
    import polars as pl

    names = list(survey.known.municipalities.values())
    places = pl.DataFrame(
        {"municipality_code": [t.code for t in names], "subprefecture": [t.subprefecture for t in names]}
    )
    told = [(region, code) for region, codes in survey.known.regions.items() for code in codes]
    members = pl.DataFrame(
        {
            "region_id": [r for r, _ in told],
            "municipality_code": [c for _, c in told],
            "left_on": [None] * len(told),
        }
    )
    return frames | {"municipality": places, "region_member": members}


@pytest.mark.parametrize("seed", range(5))
def test_what_follows_from_a_late_return_is_counted_and_true(seed: int) -> None:
    survey = pairs.survey()
    answers = pairs.drawn(survey, seed)
    old = build(survey, pairs.tables(survey, answers, {LATE}))
    new = build(survey, pairs.tables(survey, answers))
    started = time.perf_counter()
    found = disclosure.disclosed_cells([old], new)
    assert time.perf_counter() - started < 1
    mine = {cell for cell in found.hidden if cell[3] == LATE}
    assert {cell: value for cell, value in found.values.items() if answers[cell[3]][cell[1:3]] != value} == {}
    assert mine
    assert len([cell for cell in mine if cell in found.values]) >= len(mine) / 2


def test_one_build_alone_tells_nothing() -> None:
    survey = pairs.survey()
    new = build(survey, pairs.tables(survey, pairs.drawn(survey, 1)))
    assert disclosure.disclosed_cells([], new).values == {}
    found = disclosure.disclosed_cells([new], new)
    assert (found.values, found.perhaps) == ({}, set())
    assert len(found.hidden) > 50
