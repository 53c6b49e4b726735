"""Every rule a table has is told in words, also those that its library adds by itself."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest

from etl.problems import Problems
from etl.tables import TABLES
from etl.tables.check import check_tables, words
from tests.conftest import Mart

# (table, column, rule, what stands in the cell): one of each kind for every table that has it
_CASES = [
    (table.name, name.split("|")[0], rule, bad)
    for table in TABLES
    for name in table.schema._validation_rules(with_cast=False)
    for rule, bad in (("nan", math.nan), ("inf", math.inf), ("inner_nullability", None))
    if name.endswith(f"|{rule}")
]


@pytest.mark.parametrize(("name", "column", "rule", "bad"), _CASES)
def test_a_cell_that_is_no_number_is_named(mart: Mart, name: str, column: str, rule: str, bad: Any) -> None:
    frames = {t.name: pl.read_parquet(mart.folder / "parquet" / f"{t.name}.parquet") for t in TABLES}
    frame = frames[name]
    if frame.is_empty():
        pytest.skip("the shipped data have no row of it")
    row = frame.head(1).to_dicts()[0]
    row[column] = [*(row[column] or ["x"]), bad] if rule == "inner_nullability" else bad
    frames[name] = pl.concat([pl.DataFrame([row], schema=frame.schema), frame.slice(1)])
    problems = Problems()
    good = check_tables(frames, set(), problems)
    told = [problem for problem in problems if problem.rule == rule]
    assert len(told) == 1
    assert told[0].column == column
    assert told[0].file
    assert told[0].row
    assert told[0].expected
    assert told[0].expected_en != told[0].expected
    assert len(good[name]) < len(frame)


def test_every_rule_has_words_in_both_languages_and_none_shows_a_pattern() -> None:
    """But those of the program's own making, which no clerk writes."""
    for table in TABLES:
        for name in table.schema._validation_rules(with_cast=False):
            column, _, kind = name.rpartition("|")
            for text in words(table, column or None, kind):
                assert text
                assert "a-z" not in text or column in _OWN, (table.name, name, text)


_OWN = {"starts", "unit_of"}
