"""Digits in each other's place, or one left out, in cells of each shipped table: what the checks report.

tests/bench/wrong_digits.py measures 200 cells a table; these few keep its figures from falling.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import duckdb
import pytest

from tests.bench import wrong_digits
from tests.conftest import Mart

# of 16 cells off by more than two fifths, at least so many are reported
LEAST = {
    "census 1980-2020": 16,
    "preliminary 2025": 15,
    "projection": 16,
    "areas": 16,
    "staff of municipalities": 15,
    "staff by prefecture": 16,
}


@pytest.fixture(scope="module")
def tables(mart: Mart) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = wrong_digits.copied(str(mart.folder / "cooperation.duckdb"))
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def before(tables: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return wrong_digits.reported(tables)


@pytest.mark.parametrize(("name", "least"), LEAST.items(), ids=LEAST)
def test_wrong_digits_are_reported_and_nothing_else(
    tables: duckdb.DuckDBPyConnection, before: set[tuple[str, str]], name: str, least: int
) -> None:
    lots = wrong_digits.samples(tables, name, 60, random.Random(wrong_digits.SEED))
    lot = [cell for cell in next(lots) if cell.by >= 0.4][:16]
    hit, elsewhere = wrong_digits.judge(tables, name, lot, before)
    assert len(hit) >= least * len(lot) // 16
    assert not elsewhere
