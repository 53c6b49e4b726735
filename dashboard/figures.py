"""The views of a build as tables in memory: asked once per build instead of once per click, and worked out
over one another's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from dashboard import selects
from renkei.tablenames import OWN

MEMORY = "kept"  # the catalog of the tables; a reader may find its name in what the engine explains
# rows that belong to a region by what they belong to
_BELONG = {"project_id": "project", "agreement_id": "agreement"}
_Place = tuple[str, str]  # schema and name of a view
_SHARED = "shared"  # the schema of relations that selects share
_WORD = re.compile(r"\w+")
_SELECT = re.compile(r"\ACREATE VIEW \S+ AS\s+(.*?);?\s*\Z", re.S)


class Figures:
    """What of a build's views is in memory, of all regions or of some. Not for several threads at a time.

    The tables stand under the names of the views in a catalog of their own, so that `kpi.coverage` reads
    the table, and `views.x` too: the engine looks for what a view reads beside that view first, so an
    analyst's view asked as it stands in the file would work out all of kpi below it again. What a reader
    filters by is not in the views, so the rows are the same. A table is made when a select first names it:
    who asks a build for one figure does not wait for all.

    So are the relations that selects share (sql/panels/shared) where nothing that a reader chooses is in
    them: `over_tables` puts the table into a select in the place of what it would work out.

    Of some regions alone, the catalog has the mart's tables too, as views of their rows: the views are
    worked out over these.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        catalog: str = MEMORY,
        regions: Sequence[str] | None = None,
    ) -> None:
        self._connection = connection
        self._catalog, self._regions = catalog, regions
        self._attached = False
        self._tables = "cooperation.main" if regions is None else f"{catalog}.main,cooperation.main"
        # a name alone is a base table; kpi.x and views.x are the tables in memory
        self.searched = f"{self._tables},{catalog}.kpi,{catalog}.views,cooperation.views"
        views = connection.execute(
            "select schema_name, view_name, sql from duckdb_views() "
            "where schema_name in ('kpi', 'views') and database_name = 'cooperation'"
        ).fetchall()
        self._selects: dict[_Place, str] = {(schema, name): sql for schema, name, sql in views}
        self._missing: set[_Place] = set()
        self._attach()

    def _attach(self) -> None:
        # they may be there already: whoever opens a file twice in one process gets the same engine
        self._connection.execute(f"attach if not exists ':memory:' as {self._catalog} (read_write)")
        for schema in ("kpi", "views", _SHARED):
            self._connection.execute(f"create schema if not exists {self._catalog}.{schema}")
        if self._regions is not None:
            self._narrow(self._regions)
        self._missing = set(self._selects)
        self._relations: dict[str, bool] = {}
        self._attached = True

    def _narrow(self, regions: Sequence[str]) -> None:
        """Each table that names regions, as a view of the rows of these regions and of none."""
        columns: dict[str, set[str]] = {}
        for table, name in self._connection.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            f"where database_name = 'cooperation' and schema_name in ('main', '{OWN}')"
        ).fetchall():
            columns.setdefault(table, set()).add(name)
        self._connection.execute(f"create schema if not exists {self._catalog}.{OWN}")
        listed = ", ".join("'" + region.replace("'", "''") + "'" for region in regions)
        for table, names in columns.items():
            rows = f"from cooperation.{table} where "
            if "region_id" in names:
                rows += f"region_id is null or region_id in ({listed})"
            else:
                owners = [(key, of) for key, of in _BELONG.items() if key in names and f"main.{of}" != table]
                if not owners and not table.startswith(f"{OWN}."):
                    continue  # found where the file has it; its own schema hides the file's
                rows += (
                    " and ".join(
                        f"({key} is null or {key} in (select {key} from cooperation.main.{of} "
                        f"where region_id is null or region_id in ({listed})))"
                        for key, of in owners
                    )
                    or "true"
                )
            self._connection.execute(f"create or replace view {self._catalog}.{table} as {rows}")

    def forget(self) -> None:
        """Gives the memory back; the tables are made anew when a select names them."""
        if self._attached:
            self._attached = False
            self._connection.execute(f"detach {self._catalog}")

    def over_tables(self, sql: str) -> str:
        """The select over what is in memory, where the tables that it names are now. Raises duckdb.Error."""
        if not self._attached:
            self._attach()
        for place in self._named(sql):
            self._keep(place)
        for name, complete in selects.unbound().items():
            if (expression := selects.expression(name)) in sql and self._share(name, complete):
                sql = sql.replace(expression, f"{name} as (from {self._catalog}.{_SHARED}.{name})")
        return sql

    def _share(self, name: str, complete: str) -> bool:
        """Whether a shared relation is in memory: one that an older build cannot answer is not, and whoever
        asks for it hears why."""
        if name not in self._relations:
            try:
                with self._connection.cursor() as cursor:
                    cursor.execute(f"set search_path = '{self.searched}'")
                    cursor.execute(f"create or replace table {self._catalog}.{_SHARED}.{name} as {complete}")
            except (duckdb.BinderException, duckdb.CatalogException):
                self._relations[name] = False
            else:
                self._relations[name] = True
        return self._relations[name]

    def _keep(self, place: _Place) -> None:
        """After the views it reads, which otherwise are worked out again for every view above them."""
        if place not in self._missing:
            return
        self._missing.discard(place)  # a word of a select may be no view of it
        schema, name = place
        select = _SELECT.match(self._selects[place])
        rows = f'from cooperation.{schema}."{name}"'
        try:
            if select is not None:
                rows = select[1]
                for other in self._named(rows):
                    self._keep(other)
            with self._connection.cursor() as cursor:
                # tables, then views that are in memory: a view reads the rows of another
                cursor.execute(f"set search_path = '{self.searched},cooperation.kpi'")
                cursor.execute(f'create table if not exists {self._catalog}.{schema}."{name}" as {rows}')
        except BaseException as error:
            self._missing.add(place)
            # an analyst's view that cannot be worked out is told of where it is asked, and nowhere else
            if schema == "views" and isinstance(error, duckdb.Error):
                return
            raise

    def _named(self, sql: str) -> list[_Place]:
        """The views that are not in memory yet and whose names stand in a select."""
        words = set(_WORD.findall(sql))
        return sorted(place for place in self._missing if place[1] in words)
