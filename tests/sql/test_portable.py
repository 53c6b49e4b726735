"""The views and checks are SQL that a cluster engine could run: sqlglot carries them to Spark."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from etl.sqlfile import SqlFile
from tests.sql.conftest import checks, views

# Files that Spark could not run, with the reason. Empty: all can.
NOT_PORTABLE: dict[str, str] = {}
FILES = [*views(), *checks()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.qualified)
def test_select_is_translated_to_spark(file: SqlFile) -> None:
    if file.qualified in NOT_PORTABLE:
        pytest.skip(NOT_PORTABLE[file.qualified])
    tree = sqlglot.parse_one(file.select, dialect="duckdb")
    # a function sqlglot does not know would be carried over untranslated
    assert [node.name for node in tree.find_all(exp.Anonymous)] == []
    spark = sqlglot.transpile(file.select, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(spark) == 1
    again = sqlglot.parse_one(spark[0], dialect="spark")
    assert again.named_selects == tree.named_selects


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
