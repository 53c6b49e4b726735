"""What a select reads, and the order of the views that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import duckdb

from etl.problems import Problems
from etl.sqlviews.sqlfile import SqlFile
from renkei import selects
from renkei.selects import Refusal

_ONE_SELECT = ("一つのファイルには一つの select だけを書きます", "a file holds one select and nothing else")
_NO_DATABASE = (
    "データベースの名前を付けずに書きます（例 kpi.coverage）",
    "write the name without a database, as in kpi.coverage",
)
_TOO_DEEP = (
    "式の入れ子が深すぎます。長い || は concat_ws や list に、重なった select は with に分けて書きます",
    "the expressions are nested too deep; write a long || as concat_ws or a list, and split nested selects "
    "by `with`",
)
_NO_FILES = (
    "ファイルや関数からは読めません。マートの表とビューだけを読みます",
    "a view reads tables and views of the mart, no files and no functions",
)
_NO_SYSTEM = (
    "データベースの管理用の表「{name}」は読めません。マートの表とビューだけを読みます",
    "a view reads tables and views of the mart, not {name}, which tells of the database itself",
)
_NO_FUNCTION = (
    "関数「{name}」は使えません。行の値だけから計算します",
    "the function {name} cannot be used: a view is made of the values of rows alone",
)


@dataclass(frozen=True)
class Reading:
    """The tables a select names (main.region, kpi.coverage) with the offset of each; what it may not do;
    the functions it calls."""

    places: dict[str, int]
    fault: tuple[str, str, int] | None = None
    calls: frozenset[str] = frozenset()


_readings: dict[str, Reading] = {}


def reading(select: str) -> Reading:
    """Parsed once per text. Raises ValueError where it is not SQL."""
    if select not in _readings:
        _readings[select] = _parsed(select)
    return _readings[select]


def place_reading(select: str, parsed: Reading) -> None:
    """What another process read of a select: it is not parsed again here."""
    _readings[select] = parsed


def _parsed(select: str) -> Reading:
    # threads parse at once, and a connection refuses a second call: a cursor of it for each
    found = selects.read(select, _parser().cursor())
    if found.refusal is not None:
        ja, en = _words(found.refusal)
        return Reading({}, (ja, en, found.refusal.at))
    if found.describes:
        return Reading({}, (*_ONE_SELECT, 0))
    return Reading(dict(found.tables), None, found.calls)


def _words(refusal: Refusal) -> tuple[str, str]:
    """What is wrong, in both languages. A function in `from` may read a file; one elsewhere tells of it."""
    if refusal.what == "function" and refusal.scalar:
        ja, en = _NO_FUNCTION
    else:
        ja, en = {
            "one_select": _ONE_SELECT,
            "database": _NO_DATABASE,
            "table": _NO_SYSTEM,
            "file": _NO_FILES,
            "depth": _TOO_DEEP,
            "function": _NO_FILES,
        }[refusal.what]
    return ja.format(name=refusal.name), en.format(name=refusal.name)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def tables_read(select: str) -> frozenset[str]:
    """The tables and views a select names: 'kpi.coverage', 'main.region'. Raises ValueError."""
    return frozenset(reading(select).places)


def places_read(file: SqlFile) -> Iterator[str]:
    """The tables and views behind the view's verdict: what its select reads, and the checks of its header.
    Raises ValueError where the select is not SQL."""
    yield from tables_read(file.select)
    if file.header.sources:
        yield "main.source"
    for check in file.header.checks:
        for kind, told in check.items():
            if kind in ("relationship", "sum"):
                for target in told.values():
                    *table, _ = str(target).split(".")
                    yield ".".join(table if len(table) > 1 else ("main", *table))


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
