"""What a build lacks because it was made before the board had it: a table, a view, a column of the board's.

Told apart from a fault of whoever asks, of which readers must not hear that their data are old.
"""

from __future__ import annotations

import re
from typing import Any

import duckdb

from renkei import selects

# how the engine names a column that is not there
_COLUMN = re.compile(r'(?:Referenced column "([^"]+)" not found|does not have a column named "([^"]+)")')
_STAR = re.compile(r"(?:\bselect|,)\s+(?:\w+\.)?\*", re.IGNORECASE)
# a view of an analyst comes with its build: what it does not have, it never had
_ANALYST = re.compile(r"\bviews\.", re.IGNORECASE)
_THERE = """
    select lower(schema_name || '.' || table_name) as item, lower(column_name) as name
    from duckdb_columns() where not internal
"""


class Lacking(LookupError):
    """The build is older than what is asked: it has no table or no column of this name."""


class StarRow(dict[str, Any]):
    """A row of `select *`: which columns it has is the build's to say, not the question's."""

    def __missing__(self, name: str) -> Any:
        raise Lacking(name)


def row_type(sql: str) -> type[dict[str, Any]]:
    """What the rows of a question are: of one that names its columns, an unknown name is a slip."""
    return StarRow if _STAR.search(sql) and not _ANALYST.search(sql) else dict


def lack_of(error: duckdb.Error, sql: str, cursor: duckdb.DuckDBPyConnection) -> Lacking | None:
    """What the build lacks for the question to be answered; None where the fault is the question's."""
    if not isinstance(error, duckdb.BinderException | duckdb.CatalogException) or _ANALYST.search(sql):
        return None
    try:
        asked = set(selects.read(sql, cursor).tables)
    except ValueError:
        return None
    columns: dict[str, set[str]] = {}
    for item, name in cursor.execute(_THERE).fetchall():
        columns.setdefault(item, set()).add(name)
    missing = sorted(asked - columns.keys())
    if missing:
        return Lacking(missing[0])
    named = _COLUMN.search(str(error))
    name = (named[1] or named[2]).lower() if named else None
    if name is None or any(name in columns[item] for item in asked):
        return None
    return Lacking(name)
