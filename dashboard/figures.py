"""The views of schema kpi as tables in memory: asked once per build instead of once per click, and worked out
over one another's rows."""

from __future__ import annotations

import re

import duckdb

MEMORY = "kept"  # the catalog of the tables; a reader may find its name in what the engine explains
_WORD = re.compile(r"\w+")
_SELECT = re.compile(r"\ACREATE VIEW \S+ AS\s+(.*?);?\s*\Z", re.S)
# tables, then views of kpi that are in memory: a view reads the rows of another, which are worked out by then
_SEARCHED = f"cooperation.main,{MEMORY}.kpi,cooperation.kpi"


class Figures:
    """What of a build's kpi views is in memory. Not for several threads at a time.

    The tables stand under the names of the views in a catalog of their own, so that `kpi.coverage` reads
    the table. What a reader filters by is not in the views, so the rows are the same. A table is made when
    a select first names it: who asks a build for one figure does not wait for all.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        views = connection.execute(
            "select schema_name, view_name, sql from duckdb_views() "
            "where schema_name in ('kpi', 'views') and database_name = 'cooperation'"
        ).fetchall()
        self._selects = {name: sql for schema, name, sql in views if schema == "kpi"}
        self._missing = set(self._selects)
        self._analysts = {name: sql for schema, name, sql in views if schema == "views"}
        # they may be there already: whoever opens a file twice in one process gets the same engine
        connection.execute(f"attach if not exists ':memory:' as {MEMORY} (read_write)")
        connection.execute(f"create schema if not exists {MEMORY}.kpi")

    def keep(self, sql: str) -> None:
        """Makes the tables that a select names, itself or by an analyst's view. Raises duckdb.Error."""
        for name in sorted(self._missing & self._named(sql)):
            if name in self._missing:
                self._keep(name)

    def _keep(self, name: str) -> None:
        """After the views it reads, which otherwise are worked out again for every view above them."""
        self._missing.discard(name)  # a word of a select may be no view of it
        select = _SELECT.match(self._selects[name])
        rows = f'from cooperation.kpi."{name}"'
        try:
            if select is not None:
                rows = select[1]
                for other in sorted(self._missing.intersection(_WORD.findall(rows))):
                    if other in self._missing:
                        self._keep(other)
            with self._connection.cursor() as cursor:
                cursor.execute(f"set search_path = '{_SEARCHED}'")
                cursor.execute(f'create table if not exists {MEMORY}.kpi."{name}" as {rows}')
        except BaseException:
            self._missing.add(name)
            raise

    def _named(self, sql: str) -> set[str]:
        words = set(_WORD.findall(sql))
        if not words & self._analysts.keys():
            return words
        read: set[str] = set()
        while views := (words & self._analysts.keys()) - read:  # an analyst's view may read another
            read |= views
            words |= {word for view in views for word in _WORD.findall(self._analysts[view])}
        return words
