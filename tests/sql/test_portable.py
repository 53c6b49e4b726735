"""The views and checks are SQL that other engines could run: sqlglot carries them to Spark and PostgreSQL.

No view needs a word of DuckDB alone, so there is no file of macros.
"""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from etl.sqlviews.sqlfile import SqlFile
from tests.sql.conftest import checks, views

# Files that another engine could not run, with the reason. Empty: all can.
NOT_PORTABLE: dict[str, str] = {}
FILES = [*views(), *checks()]


# functions the target has that sqlglot's parser of it does not know by name
TABLES_THERE = {"spark": {"MAKE_DATE"}, "postgres": set()}


@pytest.mark.parametrize("engine", TABLES_THERE)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.qualified)
def test_select_is_translated(file: SqlFile, engine: str) -> None:
    if file.qualified in NOT_PORTABLE:
        pytest.skip(NOT_PORTABLE[file.qualified])
    tree = sqlglot.parse_one(file.select, dialect="duckdb")
    # a function sqlglot does not know would be carried over untranslated
    assert [node.name for node in tree.find_all(exp.Anonymous)] == []
    there = sqlglot.transpile(file.select, read="duckdb", write=engine, unsupported_level=ErrorLevel.RAISE)
    assert len(there) == 1
    again = sqlglot.parse_one(there[0], dialect=engine)
    assert again.named_selects == tree.named_selects
    assert {node.name for node in again.find_all(exp.Anonymous)} <= TABLES_THERE[engine]
    # the same tables are read, none more and none less
    assert _read(again) == _read(tree)


def _read(tree: exp.Expr) -> set[str]:
    return {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table)}


def test_a_share_of_whole_numbers_stays_a_fraction_in_postgresql() -> None:
    # there 1 / 2 is 0: the translation has to say that a fraction is meant
    (there,) = sqlglot.transpile("select a / nullif(b, 0) as x from t", read="duckdb", write="postgres")
    assert "CAST(a AS DOUBLE PRECISION)" in there


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.qualified)
def test_select_reads_no_files(file: SqlFile) -> None:
    tree = sqlglot.parse_one(file.select, dialect="duckdb")
    tables = list(tree.find_all(exp.Table))
    assert tables
    for table in tables:
        assert isinstance(table.this, exp.Identifier), f"{table.sql()} is a function"
        assert not table.name.endswith((".csv", ".parquet", ".json"))


def test_a_function_spark_lacks_would_be_noticed() -> None:
    tree = sqlglot.parse_one("select some_function(1) as x", dialect="duckdb")
    assert [node.name for node in tree.find_all(exp.Anonymous)] == ["some_function"]
