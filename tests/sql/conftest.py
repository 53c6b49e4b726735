"""The mart's tables copied into memory, with the views of this checkout over them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.problems import Problems
from etl.sqlviews import sqlfile, sqlorder
from etl.tables import TABLES, grantrule
from tests.conftest import ROOT, Mart

SQL = ROOT / "sql"
# rows that decide which rule holds for which grant
_GRANTS = re.compile(r"\b(disbursement|scheme_rule|region_scheme|region_member)\b")
_OTHERS = re.compile(r"\b(kpi|views)\.\w+")
# empty until a survey is run: tested with rows of tests/surveyed.py
OF_SURVEYS = {
    "municipality_successor",  # and until a municipality ends
    "survey_area",
    "survey_response",
    "staffing_gap",
    "staffing_neighbour",
    "staffing_change",
    "staff_projection",
    "shared_need",
    "shared_work",
    "survey_figure",
    "survey_told",
    "survey_neighbour",
    "examination",
    "joint_interest",
    "joint_work",
}


@cache
def views() -> list[sqlfile.SqlFile]:
    problems = Problems()
    found = [
        *sqlfile.load(sqlfile.Folders(SQL), "kpi", problems),
        *sqlfile.load(sqlfile.Folders(SQL), "views", problems),
    ]
    files = sqlorder.ordered(found, problems)
    assert not list(problems)
    return files


@cache
def checks() -> list[sqlfile.SqlFile]:
    problems = Problems()
    files = sqlfile.load(sqlfile.Folders(SQL), "checks", problems)
    assert not list(problems)
    return files


class Board:
    """Tables that a test may change, by `change` alone, and the views over them."""

    def __init__(self, mart: Mart) -> None:
        self.connection = duckdb.connect()
        self._changed, self._built = False, {}
        file = str(mart.folder / "cooperation.duckdb").replace("'", "''")
        self.connection.execute(f"attach '{file}' as built (read_only)")
        tables = self.rows("select table_name from duckdb_tables() where database_name = 'built'")
        for (name,) in tables:
            self.connection.execute(f"create table {name} as from built.main.{name}")
        self.connection.execute("detach built; create schema kpi; create schema views")
        for file in views():
            self.connection.execute(f"create view {file.qualified} as {file.select}")

    def change(self, *statements: str) -> None:
        self._changed = True
        for statement in statements:
            self.connection.execute(statement)
        if _GRANTS.search(" ".join(statements)):
            self._decide_rules()

    def _decide_rules(self) -> None:
        """grant_rule as a refresh makes it of these rows."""
        shapes = {table.name: table.schema.create_empty().schema for table in TABLES}
        names = ("scheme", "scheme_rule", "region_scheme", "region_member", "municipality", "disbursement")
        done = {
            name: pl.DataFrame(
                self.rows(f"select {', '.join(shapes[name])} from {name}"), shapes[name], orient="row"
            )
            for name in names
        }
        with tempfile.TemporaryDirectory() as folder:
            grantrule.grant_rule({}, done).write_parquet(f"{folder}/made.parquet")
            self.connection.execute("delete from grant_rule")
            self.connection.execute(f"insert into grant_rule by name from '{folder}/made.parquet'")

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, list(parameters)).fetchall()

    def row(self, sql: str, *parameters: Any) -> tuple[Any, ...]:
        rows = self.rows(sql, *parameters)
        assert len(rows) == 1, f"{len(rows)} rows"
        return rows[0]

    def scalar(self, sql: str, *parameters: Any) -> Any:
        return self.row(sql, *parameters)[0]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of every view, numbers rounded so that the order of a sum does not matter.

        Each is worked out once, over the rows of those it reads, as a refresh tries them; of tables as they
        were built, once for all tests.
        """
        if self._changed:
            return self._worked_out()
        if not self._built:
            self._built = self._worked_out()
        return dict(self._built)

    def _worked_out(self) -> dict[str, list[tuple[Any, ...]]]:
        for file in views():
            select = _OTHERS.sub(lambda name: f'temp.main."{name[0]}"', file.select)
            self.connection.execute(f'create or replace temp table "{file.qualified}" as {select}')
        return {
            file.name: sorted(
                (
                    tuple(round(v, 9) if isinstance(v, float) else v for v in row)
                    for row in self.rows(f'from temp.main."{file.qualified}"')
                ),
                key=repr,
            )
            for file in views()
        }


@pytest.fixture(scope="session")
def _board(mart: Mart) -> Iterator[Board]:
    board = Board(mart)
    yield board
    board.connection.close()


@pytest.fixture
def board(_board: Board) -> Iterator[Board]:
    """What a test changes is rolled back after it."""
    _board.connection.execute("begin")
    yield _board
    _board.connection.execute("rollback")
    _board._changed = False
