"""Clean frames → Parquet files and the DuckDB file, views with comments, grain checks.

The same frames give the same Parquet bytes: rows sorted by key, settings fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from etl.problems import Problems
from etl.sqlfile import SqlFile
from etl.tables import PROVENANCE, TABLES, Table

DATABASE = "cooperation.duckdb"
# Older readers (DBeaver's and ODBC's bundled engines) open files of this storage version.
STORAGE_VERSION = "v1.2.0"
_NUMBERS = ("INT", "DOUBLE", "DECIMAL", "FLOAT")


def write_parquet(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """One file per table, rows in key order, fixed settings. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in (*TABLES, *PROVENANCE.values()):
        frame = frames[table.name].select(table.columns)
        frame.sort(table.keys, nulls_last=True, maintain_order=True).write_parquet(
            folder / f"{table.name}.parquet",
            compression="zstd",
            compression_level=3,
            row_group_size=131_072,
            statistics=True,
        )


def create(path: Path, parquet: Path) -> duckdb.DuckDBPyConnection:
    """A new DuckDB file with every table of `parquet`, and an open connection to it."""
    connection = duckdb.connect()
    connection.execute(f"attach '{_quoted(str(path))}' as cooperation (storage_version '{STORAGE_VERSION}')")
    connection.execute("use cooperation")
    connection.execute("begin")
    for table in (*TABLES, *PROVENANCE.values()):
        file = _quoted(str(parquet / f"{table.name}.parquet"))
        connection.execute(f"create table {table.name} as select * from read_parquet('{file}')")
        connection.execute(_table_comments(table))
    connection.execute("create schema kpi; create schema views")
    connection.execute("commit")
    return connection


def create_views(connection: duckdb.DuckDBPyConnection, files: list[SqlFile], problems: Problems) -> None:
    """Views in the given order, then for each: labels complete, grain unique and without nulls."""
    for file in files:
        connection.execute("begin")  # one commit for a view and its comments, not one for each comment
        try:
            connection.execute(f"create view {file.qualified} as {file.select}")
            described = connection.execute(f"describe {file.qualified}").fetchall()
            types = {row[0]: row[1] for row in described}
            connection.execute(_view_comments(file, types))
        except duckdb.Error as error:
            connection.execute("rollback")
            problems.add(
                file.wrong("sql_error", f"SQL が実行できません（{error}）", f"the SQL does not run ({error})")
            )
            continue
        connection.execute("commit")
        _labels(file, types, problems)
        _grain(connection, file, types, problems)


def _labels(file: SqlFile, types: dict[str, str], problems: Problems) -> None:
    for column, kind in types.items():
        told = file.columns.get(column)
        if not isinstance(told, dict) or not told.get("label") or not told.get("label_en"):
            problems.add(
                file.wrong(
                    "sql_label",
                    "列に label と label_en が要ります",
                    "the column needs label and label_en",
                    column,
                )
            )
        elif kind.startswith(_NUMBERS) and not told.get("unit"):
            problems.add(file.wrong("sql_unit", "数の列に unit が要ります", "a number needs a unit", column))
    for column in file.columns:
        if column not in types:
            problems.add(
                file.wrong(
                    "sql_label",
                    "見出しにある列が結果にありません",
                    "a column of the header is not in the result",
                    column,
                )
            )


def _grain(
    connection: duckdb.DuckDBPyConnection,
    file: SqlFile,
    types: dict[str, str],
    problems: Problems,
) -> None:
    grain = list(file.header["grain"])
    unknown = [column for column in grain if column not in types]
    if unknown:
        problems.add(
            file.wrong(
                "sql_grain",
                "grain の列が結果にありません",
                "a grain column is not in the result",
                ", ".join(unknown),
            )
        )
        return
    keys = ", ".join(f'"{column}"' for column in grain)
    empty = " or ".join(f'"{column}" is null' for column in grain)
    try:
        # the view is asked once: groups that stand twice, and those with a null in the key
        wrong = connection.execute(
            f"select ({empty}) as empty, count(*) as n, {keys} from {file.qualified} group by {keys} "
            f"having count(*) > 1 or {empty}"
        ).fetchall()
    except duckdb.Error as error:
        problems.add(
            file.wrong("sql_error", f"SQL が実行できません（{error}）", f"the SQL does not run ({error})")
        )
        return
    double = [row[2:] for row in wrong if row[1] > 1]
    null = sum(row[1] for row in wrong if row[0])
    if double:
        problems.add(
            file.wrong(
                "sql_grain", "grain の組が重なっています", "the grain is not unique", keys, str(double[0])
            )
        )
    if null:
        problems.add(
            file.wrong(
                "sql_grain",
                f"grain に空の行が {null} 行あります",
                f"the grain is null in {null} rows",
                keys,
            )
        )


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _comment(label: str, label_en: str, unit: str | None = None, note: str | None = None) -> str:
    text = f"{label} / {label_en}"
    if unit:
        text += f" [{unit}]"
    return _quoted(f"{text}: {note}" if note else text)


def _table_comments(table: Table) -> str:
    parts = [f"comment on table {table.name} is '{_comment(table.title, table.title_en)}'"]
    for name, column in table.schema.columns().items():
        told = column.metadata or {}
        text = _comment(told["label"], told["label_en"], told.get("unit"))
        parts.append(f"comment on column {table.name}.\"{name}\" is '{text}'")
    return ";".join(parts)


def _view_comments(file: SqlFile, types: dict[str, str]) -> str:
    title = _comment(
        file.header["title"], file.header["title_en"], note=f"1行＝{', '.join(file.header['grain'])}"
    )
    parts = [f"comment on view {file.qualified} is '{title}'"]
    for name in types:
        told = file.columns.get(name)
        if isinstance(told, dict):
            text = _comment(
                str(told.get("label", "")), str(told.get("label_en", "")), told.get("unit"), told.get("note")
            )
            parts.append(f"comment on column {file.qualified}.\"{name}\" is '{text}'")
    return ";".join(parts)
