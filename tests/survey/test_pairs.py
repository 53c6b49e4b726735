"""An attacker with two builds side by side: the comparison tells no number that one of them hides.

The same answers make both builds; between them a municipality answers late, corrects an answer, or the
office changes the smallest headcount that is shown.
"""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from etl.gate import gate
from etl.tables import TABLES
from renkei.change import Change
from renkei.compare import Comparison, Limits, builds
from renkei.concealment import UNSAID, UNTOLD
from tests.survey import pairs

LATE = "014575"
KEYS = {table.name: table.keys for table in TABLES}
ALL = Limits(100_000, 100_000)
HIDDEN = (pl.col("missing_reason") == "suppressed").fill_null(False)
Cell = tuple[str, str, str]


def compared(old: dict[str, pl.DataFrame], new: dict[str, pl.DataFrame], folder: Path) -> Comparison:
    """What the page shows of them."""
    older, newer = pairs.written(old, folder / "older"), pairs.written(new, folder / "newer")
    return builds(older, newer, KEYS, ALL)


def hidden_cells(frame: pl.DataFrame) -> set[Cell]:
    found = frame.filter(HIDDEN).select("question_id", "occupation_id", "municipality_code")
    return {(str(a), str(b), str(c)) for a, b, c in found.iter_rows()}


def numbers(comparison: Comparison, table: str) -> list[Change]:
    return [
        c
        for c in comparison.changes
        if c.table == table and c.column == "value" and UNTOLD not in (c.old, c.new)
    ]


def subtracted(comparison: Comparison, answers: pairs.Answers, cells: set[Cell]) -> set[Cell]:
    """Cells whose number a change of a total is, as a reader would look for them."""
    known = set()
    for change in numbers(comparison, "survey_total"):
        if change.by is None:
            continue
        told = dict(part.split("=", 1) for part in change.key.split(" ") if "=" in part)
        cell = (told["question_id"], told["occupation_id"], LATE)
        if cell in cells and abs(float(change.by)) == answers[LATE][cell[:2]]:
            known.add(cell)
    return known


@pytest.fixture(scope="module")
def late() -> tuple[pairs.Answers, dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    survey = pairs.survey()
    answers = pairs.random_answers(survey, 7)
    return answers, pairs.tables(survey, answers, {LATE}), pairs.tables(survey, answers)


def test_a_late_return_is_told_without_its_suppressed_numbers(
    late: tuple[pairs.Answers, dict[str, pl.DataFrame], dict[str, pl.DataFrame]], tmp_path: Path
) -> None:
    answers, old, new = late
    cells = hidden_cells(new["survey_answer"])
    mine = {cell for cell in cells if cell[2] == LATE}
    assert len(mine) >= 5
    found = compared(old, new, tmp_path)
    assert subtracted(found, answers, mine) == set()
    assert numbers(found, "survey_answer"), "what is shown in both is told"
    assert not [change for change in numbers(found, "survey_total") if _has_hidden(change, old, new)]


def test_every_other_minimum_tells_no_cell_that_one_of_the_builds_hides(tmp_path: Path) -> None:
    survey = pairs.survey()
    answers = pairs.random_answers(survey, 8)
    three, five = pairs.tables(survey, answers, minimum=3), pairs.tables(survey, answers, minimum=5)
    either = hidden_cells(three["survey_answer"]) | hidden_cells(five["survey_answer"])
    both = hidden_cells(three["survey_answer"]) & hidden_cells(five["survey_answer"])
    assert len(either - both) > 20
    for folder, (old, new) in {"up": (three, five), "down": (five, three)}.items():
        found = compared(old, new, tmp_path / folder)
        assert [c.new for c in found.changes if c.table == "survey_answer" and not c.key] == [UNSAID]
        assert numbers(found, "survey_answer") == []
        assert not [c for c in numbers(found, "survey_total") if _has_hidden(c, old, new)]
        assert named(found, either) == []
        assert not [
            c for c in found.changes if c.table == "survey_total" and c.key and _has_hidden(c, old, new)
        ]


def named(comparison: Comparison, cells: set[Cell]) -> list[Change]:
    """Changes whose key is that of a cell: that it was shown, or is now, says at least how large it is."""
    told = []
    for change in comparison.changes:
        keys = dict(part.split("=", 1) for part in change.key.split(" ") if "=" in part)
        cell = tuple(keys.get(name) for name in ("question_id", "occupation_id", "municipality_code"))
        if change.table == "survey_answer" and cell in cells:
            told.append(change)
    return told


def _has_hidden(change: Change, *builds: dict[str, pl.DataFrame]) -> bool:
    keys = dict(part.split("=", 1) for part in change.key.split(" ") if "=" in part)
    for frames in builds:
        row = frames["survey_total"].filter(*(pl.col(key) == value for key, value in keys.items()))
        if row["hidden"].sum() or row["missing_reason"].to_list() == ["suppressed"]:
            return True
    return False


def test_a_correction_of_a_suppressed_answer_is_told_and_held_but_not_its_value(tmp_path: Path) -> None:
    survey = pairs.survey()
    answers = {code: dict(told) for code, told in pairs.random_answers(survey, 9).items()}
    job = pairs.JOBS[0]
    code = next(c for c, told in answers.items() if told["required", job] >= 2 and told["present", job] == 1)
    old = pairs.tables(survey, answers)
    answers[code]["present", job] = 2
    new = pairs.tables(survey, answers)
    found = compared(old, new, tmp_path)
    assert not [c for c in found.changes if c.key and _has_hidden(c, old, new)]
    [told] = [c for c in found.changes if c.table == "survey_total" and not c.key]
    assert (told.kind, told.old, told.new, told.held) == ("untold", None, UNSAID, True)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_told_does_not_depend_on_a_concealed_total(
    late: tuple[pairs.Answers, dict[str, pl.DataFrame], dict[str, pl.DataFrame]], tmp_path: Path, seed: int
) -> None:
    """Whatever the older build's totals with hidden answers in them are, the same stands on the page: no
    number, no count and no absence of a row tells of them. Seed 0 leaves them as they are in the newer
    build, as if the late answers were all nil."""
    _, old, new = late
    expected = compared(old, new, tmp_path / "as it is")
    other = old | {"survey_total": _others(old["survey_total"], new["survey_total"], seed)}
    assert not other["survey_total"].equals(old["survey_total"])
    found = compared(other, new, tmp_path / "another")
    assert found.counts == expected.counts
    assert [c.as_dict() for c in found.changes] == [c.as_dict() for c in expected.changes]


def _others(old: pl.DataFrame, new: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Other values where one of the builds hides an answer in a total that the late answers were added to."""
    draw = random.Random(seed)
    keys = KEYS["survey_total"]
    told = {"value": "_new", "hidden": "_hidden", "answered": "_answered"}
    both = old.join(new.select(*keys, *(pl.col(one).alias(other) for one, other in told.items())), on=keys)
    values = []
    for row in both.iter_rows(named=True):
        free = row["value"] is not None and (row["hidden"] or row["_hidden"])
        free = free and row["answered"] != row["_answered"]
        another = row["_new"] if seed == 0 else float(draw.randint(0, 60))
        values.append(another if free and another is not None else row["value"])
    return both.with_columns(pl.Series("value", values, dtype=pl.Float64)).select(old.columns)


def test_a_view_whose_sql_changed_does_not_tell_sums_of_two_builds(
    late: tuple[pairs.Answers, dict[str, pl.DataFrame], dict[str, pl.DataFrame]], tmp_path: Path
) -> None:
    """Its figures before and after are those totals again."""
    _, old, new = late
    name, select = "kpi.all_present", "select 1 as one, sum(value) as value from survey_total"
    older = pairs.written(old, tmp_path / "older", {name: select})
    newer = pairs.written(new, tmp_path / "newer", {name: f"{select} where true"})
    told = [(c.key, c.old, c.new) for c in gate.between(older, newer) if c.table == name]
    assert told == [("select", select, f"{select} where true"), ("figures", UNTOLD, UNTOLD)]
    again = pairs.written(old, tmp_path / "again", {name: f"{select} where true"})
    told = [(c.key, c.old, c.new) for c in gate.between(older, again) if c.table == name]
    assert told == [("select", select, f"{select} where true")], "the same answers"
