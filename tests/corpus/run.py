"""All cases, how each was answered, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests.corpus.case import HELD, RIGHT, Answer, Case
from tests.corpus.cells import CELLS
from tests.corpus.ends import LATER_ENDS
from tests.corpus.figures import FIGURES
from tests.corpus.noise import NOISE
from tests.corpus.put import PUT
from tests.corpus.schemes import LATER_SCHEMES
from tests.corpus.sheets import TYPED
from tests.corpus.texts import TEXTS
from tests.corpus.workbooks import WORKBOOKS

CASES: list[Case] = [*FIGURES, *CELLS, *TEXTS, *NOISE, *TYPED, *WORKBOOKS, *LATER_SCHEMES, *LATER_ENDS, *PUT]
# what no clerk should ever read
_PYTHON = ("Error", "Exception", "Traceback", "None", "dtype", "polars", "duckdb", "object at")
VERDICTS = ("right", "refused", "held", "crashed", "wrong")


def reported(case: Case, answer: Answer) -> str | None:
    """None when the answer is what the case expects, else what is wrong with it."""
    if answer.verdict in ("wrong", "crashed"):
        return f"{answer.verdict}: {answer.why}"
    unsaid = [p for p in answer.problems if not (p.file and p.expected and p.expected_en != p.expected)]
    if unsaid:
        return f"not said in both languages with the file: {unsaid[0]}"
    words = [word for p in answer.problems for word in _PYTHON if word in p.line(english=True)]
    if words:
        return f"says {words}: {[p.line(english=True) for p in answer.problems]}"
    if case.expect == "any":
        return None
    if case.expect in (RIGHT, HELD) and answer.verdict != case.expect:
        found = [p.line(english=True) for p in answer.problems[:3]]
        return f"{answer.verdict}, not {case.expect}: {found}"
    if case.expect in (RIGHT, HELD) and not case.says:
        return None
    for problem in answer.problems:
        place = (problem.rule, problem.row, problem.column)
        if (
            place == (case.says or case.expect, case.row, case.column)
            and case.guess in (None, problem.guess)
            and case.value in (None, problem.value)
            and (problem.file or "").endswith(case.file)
        ):
            return None
    lines = [p.line(english=True) for p in answer.problems[:3]]
    return f"{answer.verdict}, not {case.expect} at {case.row}/{case.column} ({case.guess}): {lines}"


def summary(verdicts: Iterable[str]) -> str:
    """274 bad inputs: 130 read right, 140 refused, 4 held at the gate, 0 crashed, 0 wrong."""
    count = Counter(verdicts)
    return (
        f"{sum(count.values())} bad inputs: {count['right']} read right, {count['refused']} refused, "
        f"{count['held']} held at the gate, {count['crashed']} crashed, {count['wrong']} wrong"
    )
