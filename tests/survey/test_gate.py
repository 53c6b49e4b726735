"""Between two builds of a survey no number is told that one of them hides."""

from __future__ import annotations

import polars as pl
import pytest

from etl.gate.compare import compare
from etl.tables import TABLES
from renkei.concealment import UNSAID

KEYS = {"survey_id": "s", "question_id": "present", "occupation_id": "nurse"}
PLACE = {"source_id": "s", "source_ref": "r", "source_row": "s/1:1", "as_printed": None, "note": None}
TOTAL = {"area_level": "all", "area_id": "", "answered": 3, "asked": 3, "missing_reason": None}


def frame(name: str, *rows: dict[str, object]) -> pl.DataFrame:
    table = next(t for t in TABLES if t.name == name)
    empty = table.schema.create_empty()
    return pl.DataFrame([KEYS | PLACE | row for row in rows], schema=empty.schema, strict=False).select(
        table.columns
    )


def changed(
    tmp_path_factory: pytest.TempPathFactory, name: str, old: dict[str, object], new: dict[str, object]
) -> list[tuple[str | None, str | None, str | None, bool]]:
    folder = tmp_path_factory.mktemp("live")
    (folder / "parquet").mkdir()
    for table in TABLES:
        table.schema.create_empty().write_parquet(folder / "parquet" / f"{table.name}.parquet")
    frame(name, old).write_parquet(folder / "parquet" / f"{name}.parquet")
    frames = {table.name: table.schema.create_empty() for table in TABLES} | {name: frame(name, new)}
    return [(c.column, c.old, c.new, c.held) for c in compare(frames, folder)]


def answer(value: float | None, reason: str | None = None) -> dict[str, object]:
    return {"municipality_code": "012041", "value": value, "text": None, "missing_reason": reason}


def test_a_shown_answer_that_is_corrected_is_held(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = changed(tmp_path_factory, "survey_answer", answer(5), answer(6))
    assert found == [("value", "5.0", "6.0", True)]


def test_a_first_answer_publishes_by_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = changed(tmp_path_factory, "survey_answer", answer(None, "no_return"), answer(6))
    assert ("value", None, "6.0", False) in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (answer(5), answer(None, "suppressed")),
        (answer(None, "suppressed"), answer(5)),
    ],
)
def test_what_one_of_two_builds_hides_is_not_told(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, object], new: dict[str, object]
) -> None:
    told = {item[0]: item[1:3] for item in changed(tmp_path_factory, "survey_answer", old, new)}
    assert told == {None: (None, UNSAID)}


def test_a_total_of_the_same_answers_that_changed_is_held(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Somebody corrected an answer that is not shown: its total is."""
    before, after = TOTAL | {"value": 20.0, "hidden": 2}, TOTAL | {"value": 21.0, "hidden": 2}
    assert [c[3] for c in changed(tmp_path_factory, "survey_total", before, after)] == [False, True]
    # one more municipality answered, or one was left out: no correction
    for other in ({"answered": 4}, {"left_out": "012041", "answered": 2}):
        assert not any(c[3] for c in changed(tmp_path_factory, "survey_total", before, after | other))
    # withheld now: no figure was corrected
    withheld = TOTAL | {"value": None, "hidden": 2, "missing_reason": "suppressed"}
    assert not any(c[3] for c in changed(tmp_path_factory, "survey_total", before, withheld))


def test_the_step_of_a_total_with_hidden_cells_is_not_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    before, after = TOTAL | {"value": 20.0, "hidden": 2}, TOTAL | {"value": 22.0, "hidden": 2}
    told = {item[1:3] for item in changed(tmp_path_factory, "survey_total", before, after)}
    assert told == {(None, UNSAID)}
    open_before, open_after = before | {"hidden": 0}, after | {"hidden": 0}
    told = changed(tmp_path_factory, "survey_total", open_before, open_after)
    assert told[0][1:3] == ("20.0", "22.0")
