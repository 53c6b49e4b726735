"""What a select reads, and the order of the views that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.problems import Problems
from etl.sqlfile import SqlFile

# functions that make rows out of nothing but their arguments; any other in `from` may read a file
_ROW_MAKERS = frozenset({"unnest", "explode", "generate_series", "generateseries", "range", "values"})
# anything else in quotes is taken by the engine for the name of a file
_PLAIN = re.compile(r"\w+")
_NO_FILES = (
    "ファイルや関数からは読めません。マートの表とビューだけを読みます",
    "a view reads tables and views of the mart, no files and no functions",
)


@dataclass(frozen=True)
class Reading:
    """The tables a select names (main.region, kpi.coverage) with the offset of each; what it may not do."""

    places: dict[str, int]
    fault: tuple[str, str, int] | None = None


@cache
def reading(select: str) -> Reading:
    """Parsed once per text. Raises ValueError where it is not SQL."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        trees = [tree for tree in sqlglot.parse(select, dialect="duckdb") if tree is not None]
    except SqlglotError as error:
        raise ValueError(str(error)) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return Reading(
            {},
            ("一つのファイルには一つの select だけを書きます", "a file holds one select and nothing else", 0),
        )
    tree = trees[0]
    local = {cte.alias for cte in tree.find_all(exp.CTE)}
    places: dict[str, int] = {}
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier):
            name = getattr(table.this, "name", "") or table.this.key
            if table.this.key not in _ROW_MAKERS and name.lower() not in _ROW_MAKERS:
                return Reading({}, (*_NO_FILES, max(select.lower().find(name.lower()), 0)))
            continue
        if not _PLAIN.fullmatch(table.name):
            return Reading({}, (*_NO_FILES, max(select.find(table.name), 0)))
        if not table.db and table.name in local:
            continue
        at = table.this.meta.get("start", 0)
        places.setdefault(f"{table.db or 'main'}.{table.name}", int(at))
    return Reading(places)


def tables_read(select: str) -> frozenset[str]:
    """The tables and views a select names: 'kpi.coverage', 'main.region'. Raises ValueError."""
    return frozenset(reading(select).places)


def ordered(files: list[SqlFile], problems: Problems) -> list[SqlFile]:
    """Files after the views they read. One that is no single select, or reads itself through others,
    is a problem and is left out."""
    reads: dict[str, set[str]] = {}
    usable: list[SqlFile] = []
    for file in files:
        try:
            found = reading(file.select)
        except ValueError:
            found = Reading({})  # the engine tells the place better: see viewbuild
        if found.fault is not None:
            ja, en, at = found.fault
            problems.add(file.wrong("sql_statement", ja, en, at=file.offset(at)))
            continue
        usable.append(file)
        reads[file.qualified] = set(found.places)
    by_name = {file.qualified: file for file in usable}
    done: dict[str, SqlFile] = {}
    while len(done) < len(by_name):
        ready = [
            name for name in sorted(by_name) if name not in done and reads[name] & set(by_name) <= set(done)
        ]
        if not ready:
            _cycles({name: by_name[name] for name in by_name if name not in done}, reads, problems)
            break
        done.update((name, by_name[name]) for name in ready)
    return list(done.values())


def _cycles(left: dict[str, SqlFile], reads: dict[str, set[str]], problems: Problems) -> None:
    """One problem for each file that reads itself through others, and for each that reads such a file."""
    for name, file in left.items():
        way = _way(name, left, reads)
        first = way[0] if way else sorted(reads[name] & set(left))[0]
        circle = " → ".join([name, *way]) if way else first
        at = file.offset(reading(file.select).places.get(first, 0))
        if way:
            problems.add(
                file.wrong(
                    "sql_cycle",
                    f"ビューが互いに参照しています: {circle}",
                    f"these views read each other: {circle}",
                    value=first,
                    at=at,
                )
            )
        else:
            problems.add(
                file.wrong(
                    "sql_cycle",
                    f"互いに参照しているビューを読んでいます: {circle}",
                    f"this reads a view that reads itself: {circle}",
                    value=first,
                    at=at,
                )
            )


def _way(start: str, left: dict[str, SqlFile], reads: dict[str, set[str]]) -> list[str]:
    """The shortest way from a view back to itself, or nothing."""
    ways = [[name] for name in sorted(reads[start] & set(left))]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, name] for name in sorted(reads[way[-1]] & set(left))]
    return []
