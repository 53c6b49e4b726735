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
from tests import surveyed
from tests.conftest import ROOT, Mart
from tests.workedout import WorkedOut

SQL = ROOT / "sql"
# rows that decide which rule holds for which grant
_GRANTS = re.compile(r"\b(disbursement|scheme_rule|region_scheme|region_member)\b")
# empty until a survey is run: tested with rows of tests/surveyed.py
OF_SURVEYS = {
    "open_decision",  # and until a meeting decides something
    "municipality_succession",  # and until a municipality ends
    "municipality_successor",
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
    """Tables that a test may change, by `change` alone, and the views over them, each worked out once."""

    def __init__(self, mart: Mart, *statements: str) -> None:
        """`statements`: what its tables have beside those of the mart, for all tests."""
        self.connection = duckdb.connect()
        self._changing, self._built = False, {}
        file = str(mart.folder / "cooperation.duckdb").replace("'", "''")
        self.connection.execute(f"attach '{file}' as built (read_only)")
        tables = "select table_name from duckdb_tables() where database_name = 'built'"
        self._tables = {name for (name,) in self.connection.execute(tables).fetchall()}
        for name in self._tables:
            self.connection.execute(f"create table {name} as from built.main.{name}")
        self.connection.execute("detach built; create schema kpi; create schema views")
        for statement in statements:
            self.connection.execute(statement)
        for file in views():
            self.connection.execute(f"create view {file.qualified} as {file.select}")
        self._views = WorkedOut(self.connection, {file.qualified: file.select for file in views()})

    def change(self, *statements: str) -> None:
        if not self._changing:
            self.connection.execute("begin")
            self._changing = True
        for statement in statements:
            self.connection.execute(statement)
        text = " ".join(statements)
        # without a statement: anything may be changed next
        changed = self._tables.intersection(re.findall(r"\w+", text)) if statements else self._tables
        if _GRANTS.search(text):
            self._decide_rules()
            changed = {*changed, "grant_rule", "scheme_offer"}
        self._views.changed(changed)

    def as_built(self) -> None:
        """What was changed is rolled back."""
        if self._changing:
            self.connection.execute("rollback")
            self._views.as_built()
            self._changing = False

    def _decide_rules(self) -> None:
        """grant_rule and scheme_offer as a refresh makes them of these rows."""
        shapes = {table.name: table.schema.create_empty().schema for table in TABLES}
        names = ("scheme", "scheme_rule", "region_scheme", "region_member", "municipality", "disbursement")
        done = {
            name: pl.DataFrame(
                self.rows(f"select {', '.join(shapes[name])} from {name}"), shapes[name], orient="row"
            )
            for name in names
        }
        with tempfile.TemporaryDirectory() as folder:
            for made in (grantrule.grant_rule, grantrule.scheme_offer):
                made({}, done).write_parquet(f"{folder}/made.parquet")
                self.connection.execute(f"delete from {made.__name__}")
                self.connection.execute(f"insert into {made.__name__} by name from '{folder}/made.parquet'")

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self._views.cursor(sql, list(parameters)).fetchall()

    def row(self, sql: str, *parameters: Any) -> tuple[Any, ...]:
        rows = self.rows(sql, *parameters)
        assert len(rows) == 1, f"{len(rows)} rows"
        return rows[0]

    def scalar(self, sql: str, *parameters: Any) -> Any:
        return self.row(sql, *parameters)[0]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of every view, numbers rounded so that the order of a sum does not matter; of tables as
        they were built, once for all tests."""
        if self._changing:
            return self._worked_out()
        if not self._built:
            self._built = self._worked_out()
        return dict(self._built)

    def _worked_out(self) -> dict[str, list[tuple[Any, ...]]]:
        return {
            file.name: sorted(
                (
                    tuple(round(v, 9) if isinstance(v, float) else v for v in row)
                    for row in self.rows(f"from {file.qualified}")
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
    yield _board
    _board.as_built()


@pytest.fixture(scope="session")
def _surveyed_board(mart: Mart) -> Iterator[Board]:
    board = Board(mart, *surveyed.statements())
    yield board
    board.connection.close()


@pytest.fixture
def surveyed_board(_surveyed_board: Board) -> Iterator[Board]:
    """With the invented surveys of tests/surveyed.py."""
    yield _surveyed_board
    _surveyed_board.as_built()
