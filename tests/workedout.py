"""Views worked out once each, over one another's rows, as a refresh tries them (etl/sqlviews/viewtrial.py).

Asked as it stands, a view has all below it worked out again, at every question. That both give the same rows
is one test of its own (dashboard/test_mart.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

_VIEW = re.compile(r'"?\b(kpi|views)"?\."?(\w+)"?')
_WORD = re.compile(r"\w+")


class WorkedOut:
    """The views of a database as temporary tables of one connection. `selects`: kpi.x → its select."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, selects: Mapping[str, str]) -> None:
        self._connection, self._selects = connection, selects
        # under the view's own name, by which a select may call its columns, where no other has it
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        names = Counter([*(name for (name,) in tables), *(view.split(".")[1] for view in selects)])
        self._names = {v: v if names[v.split(".")[1]] > 1 else v.split(".")[1] for v in selects}
        self._made: set[str] = set()  # of the tables as they were built
        self._anew: set[str] = set()  # since they changed; they go with the change
        self._stale: set[str] = set()  # views below which a table is other than it was
        self._changing = False

    def close(self) -> None:
        self._connection.close()

    def names(self, sql: str) -> bool:
        """Whether a select names views."""
        return _VIEW.search(sql) is not None

    def cursor(self, sql: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """The connection with the result of a select that names views."""
        return self._connection.execute(self._over(sql), parameters)

    def changed(self, tables: Iterable[str]) -> None:
        """Rows of these tables are others now: what reads them is worked out anew, the rest stands."""
        words = set(tables)
        while views := {
            view
            for view in self._selects.keys() - self._stale
            if words & set(_WORD.findall(self._selects[view])) or self._reads(view) & self._stale
        }:
            self._stale |= views
        self._changing = True
        self._anew.clear()

    def as_built(self) -> None:
        """The change was rolled back, and with it what was worked out since."""
        self._changing = False
        self._stale.clear()
        self._anew.clear()

    def _reads(self, view: str) -> set[str]:
        return {f"{schema}.{name}" for schema, name in _VIEW.findall(self._selects[view])}

    def _over(self, sql: str) -> str:
        return _VIEW.sub(lambda named: self._table(f"{named[1]}.{named[2]}", named[0]), sql)

    def _table(self, view: str, named: str) -> str:
        if view not in self._selects:
            return named
        table = f'temp.main."{self._names[view]}"'
        if view in self._made and view not in self._stale:
            return table
        made = self._anew if self._changing else self._made
        if view not in made:
            self._connection.execute(
                f"create or replace temp table {table} as {self._over(self._selects[view])}"
            )
            made.add(view)
        return table
