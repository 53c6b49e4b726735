"""Where each column of a view comes from: panel column → kpi column → table column → source.

Told of values: columns that only filter or join are not in it; what counts rows reads `table.*`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from etl.sqlviews.apart import Apart, Ended
from etl.sqlviews.lineage import sources_of_tables
from etl.sqlviews.sqlfile import SqlFile
from etl.sqlviews.sqlorder import tables_read
from renkei import tablenames
from renkei.sqlheader import Header

if TYPE_CHECKING:
    import polars as pl
    from sqlglot.schema import MappingSchema

_SECONDS = 10.0
# column → the columns its select reads, as kpi.view.column or main.table.column
Reads = dict[str, list[str]]


def reads(file: SqlFile, schema: MappingSchema) -> Reads:
    """One step up from each column. {} where the engine understands more than sqlglot does."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError
    from sqlglot.lineage import lineage

    try:
        tree = sqlglot.parse_one(file.select, dialect="duckdb")
        local = {cte.alias for cte in tree.find_all(exp.CTE)}
        for table in tree.find_all(exp.Table):
            if not table.db and table.name not in local:
                table.set("db", exp.to_identifier("main"))
        nodes = lineage(None, tree, schema, dialect="duckdb", trim_selects=False, copy=False)
    except (SqlglotError, ValueError, RecursionError):
        return {}
    return {name: sorted(_leaves(node)) for name, node in nodes.items()}


def _leaves(node: Any) -> set[str]:
    from sqlglot import exp

    found: set[str] = set()
    for part in node.walk():
        if isinstance(part.expression, exp.Table):
            table = part.expression
            found.add(f"{table.db or 'main'}.{table.name}.{part.name.split('.')[-1].strip(chr(34))}")
        elif not part.downstream and part.expression.find(exp.Count) is not None:
            found |= {f"{table.db}.{table.name}.*" for table in part.source.find_all(exp.Table) if table.db}
    return found


def behind(start: str, steps: Mapping[str, Reads], files: Mapping[str, SqlFile]) -> list[str]:
    """The columns of tables (main.…) that a column stands on, through every view in between."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [start]
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        view, _, column = place.rpartition(".")
        if view not in steps:
            found.add(place)
        elif column == "*":  # rows counted: what tells them apart
            todo += [f"{view}.{key}" for key in files[view].header.grain]
        else:
            todo += steps[view].get(column, [])
    return sorted(found - {start})


def needed(name: str, files: Mapping[str, SqlFile]) -> list[SqlFile]:
    """A view and every view it reads, directly or through others."""
    found: dict[str, SqlFile] = {}
    todo = [name]
    while todo:
        place = todo.pop()
        if place in files and place not in found:
            found[place] = files[place]
            todo += sorted(tables_read(files[place].select))
    return list(found.values())


def column_lineage(
    name: str, files: Mapping[str, SqlFile], schema: MappingSchema
) -> dict[str, dict[str, list[str]]]:
    """column → {"reads": one step up, "tables": the columns of tables at the end}."""
    steps = {file.qualified: reads(file, schema) for file in needed(name, files)}
    return {
        column: {"reads": up, "tables": behind(f"{name}.{column}", steps, files)}
        for column, up in steps[name].items()
    }


def schema_of(files: Iterable[SqlFile], tables: Mapping[str, Iterable[str]]) -> MappingSchema:
    """What sqlglot must know to tell whose a column is: made once, its names are lower case already."""
    from sqlglot.schema import MappingSchema

    known: dict[str, Any] = {schema: {} for schema in tablenames.SCHEMAS}
    for name, columns in tables.items():
        schema, _, table = tablenames.place(name).partition(".")
        known[schema][table] = dict.fromkeys(columns, "text")
    for file in files:
        known[file.schema][file.name] = dict.fromkeys(file.columns, "text")
    return MappingSchema(known, dialect="duckdb", normalize=False)


def with_sources(
    columns: Mapping[str, Mapping[str, list[str]]], named: Mapping[str, set[str]]
) -> dict[str, dict[str, list[str]]]:
    """The same with the ids of the sources whose rows stand in those tables."""
    return {
        name: {
            "reads": [tablenames.bare(place) for place in item["reads"]],
            "tables": [tablenames.bare(place) for place in item["tables"]],
            "sources": sorted(set().union(*(named.get(_table(place), set()) for place in item["tables"]))),
        }
        for name, item in columns.items()
    }


def _table(column: str) -> str:
    """main.region.name, region.name → region; own.doctors.count → own.doctors."""
    return tablenames.bare(column).rpartition(".")[0]


def traced(
    files: Sequence[SqlFile], before: Mapping[str, Any], tables: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """name → `lineage` of each analyst's view: its columns, and the key of the SQL they follow from.

    What is known of the same SQL (`before`: the views of the live build) is taken over: a refresh for
    new figures works out none. The files may be unjudged yet: one that is no SQL, or reads one, is left out.
    """
    by_name = {file.qualified: file for file in files}
    steps: dict[str, Reads] = {}
    found: dict[str, Any] = {}
    away = _Away(files, tables)
    for file in (f for f in files if f.schema == "views"):
        try:
            chain = needed(file.qualified, by_name)
        except ValueError:  # the trial sets it aside and tells the place
            continue
        text = "\0".join(f"{one.qualified}\0{one.select}" for one in chain)
        key = hashlib.sha256(text.encode()).hexdigest()
        old = before.get(file.name, {}).get("lineage", {})
        if old.get("key") == key:
            columns = {
                column: {part: [_qualified(place) for place in item[part]] for part in ("reads", "tables")}
                for column, item in old["columns"].items()
            }
        else:
            for one in chain:
                if one.qualified not in steps:
                    steps[one.qualified] = away.reads(one)
            columns = {
                column: {"reads": up, "tables": behind(f"{file.qualified}.{column}", steps, by_name)}
                for column, up in steps[file.qualified].items()
            }
        found[file.name] = {"lineage": {"key": key, "columns": columns}}
    away.done()
    return found


class _Away:
    """`reads` in a process that can be ended, beside the program: some selects of analysts take for ever to
    trace. Their columns are not traced, and everything else is."""

    def __init__(self, files: Sequence[SqlFile], tables: Mapping[str, Iterable[str]]) -> None:
        self._context = (list(files), {name: list(columns) for name, columns in tables.items()})
        self._process: Apart | None = None

    def reads(self, file: SqlFile) -> Reads:
        try:
            if self._process is None:
                self._process = Apart.taken()
                self._process.call(_know, *self._context)
            found: Reads = self._process.call(_reads_of_schema, file, seconds=_SECONDS)
        except Ended:
            self._process = None
            return {}
        return found

    def done(self) -> None:
        if self._process is not None:
            self._process.give_back()


_SCHEMAS: list[MappingSchema] = []  # in the other process


def _know(files: list[SqlFile], tables: dict[str, list[str]]) -> None:
    _SCHEMAS[:] = [schema_of(files, tables)]


def _reads_of_schema(file: SqlFile) -> Reads:
    return reads(file, _SCHEMAS[0])


def add(
    views: dict[str, Any],
    files: Sequence[SqlFile],
    before: Mapping[str, Any],
    frames: Mapping[str, pl.DataFrame],
) -> None:
    """Write `lineage` into the manifest of each analyst's view, and with it what the view cites.

    Cited are the sources behind its columns: a table that is only joined by a view below tells nothing of
    the figures shown. What the header names narrows them, of the tables that those sources fill: where a
    table holds censuses and projections, one of the two. A name that this build does not have is no source.
    """
    headers = {file.name: file.header for file in files if file.schema == "views"}
    known = traced(files, before, {name: frame.columns for name, frame in frames.items()})
    named = sources_of_tables(frames)
    for name, view in views.items():
        found = known[name]["lineage"]
        columns = with_sources(found["columns"], named)
        view["lineage"] = {"key": found["key"], "columns": columns}
        tables = {_table(place) for item in columns.values() for place in item["tables"]}
        if behind_columns := cited([named.get(table, set()) for table in sorted(tables)], headers[name]):
            view["sources"] = behind_columns


def cited(filled: Iterable[set[str]], header: Header) -> list[str]:
    """The sources of some tables (`filled`, those of each), narrowed by what a header names."""
    wanted = header.sources
    found: set[str] = set()
    for sources in filled:
        found |= sources & set(wanted) or sources
    return [*(name for name in wanted if name in found), *sorted(found - set(wanted))]


def _qualified(place: str) -> str:
    return place if place.count(".") > 1 else f"main.{place}"
