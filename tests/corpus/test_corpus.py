"""Every bad input is read right or refused at its place; none crashes, none publishes a wrong figure.

`python -m tests.corpus` prints the counts, `python -m tests.corpus WORD` the answers of some cases.
"""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.corpus.case import LIMIT_SECONDS, Bench, Case
from tests.corpus.good import names
from tests.corpus.run import CASES, reported
from tests.long import some


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("corpus") / "project")


# one of each group, and some more of those that have many
_FIRST = {case.group: case.id for case in reversed(CASES)}


@pytest.mark.parametrize(
    "case",
    some(CASES, lambda number, case: number % 24 == 0 or _FIRST[case.group] == case.id),
    ids=lambda case: case.id,
)
def test_a_bad_input_is_read_right_or_refused_at_its_place(bench: Bench, case: Case) -> None:
    started = time.process_time()
    answer = bench.answer(case)
    assert reported(case, answer) is None
    assert time.process_time() - started < LIMIT_SECONDS


def test_the_corpus_is_as_large_and_wide_as_it_says() -> None:
    assert len(CASES) >= 358 + 60
    assert max(Counter(case.id for case in CASES).values()) == 1
    assert {case.name for case in CASES} - {""} == set(names())
    assert {case.group for case in CASES} >= {
        "encoding", "header", "digits", "dates", "units", "names", "codes", "duplicates", "truncation",
        "formulas", "empty", "huge", "extension", "macros", "zip", "merged", "hidden", "totals", "notes",
    }  # fmt: skip
