"""A municipality's code beside a name: whether they belong together, in a table of any columns.

Which column holds the names of a column of codes, its cells say: most of them are names of municipalities,
and most stand beside the code of theirs. (Where someone moves to is a name beside another's code.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from etl.official.areas import Registry
from etl.problems import Problems
from etl.tables.check import place, sheet_of

_MOST = 0.5
_SHOWN = 50
# code column, name column → their distinct pairs as `code` and `name`, with the first row (`source_row`)
Pairs = Callable[[str, str], pl.DataFrame]


def check(
    codes: Iterable[str], texts: dict[str, pl.Series], pairs: Pairs, registry: Registry, problems: Problems
) -> None:
    """`texts`: the distinct texts of each column that may hold names. A name of another municipality is an
    error, one of its time (a town that has become a city) a notice."""
    for column, words in texts.items():
        if _share([registry.is_name(word) for word in words]) < _MOST:
            continue
        agreeing = [(_agreement(found, registry), found) for found in (pairs(code, column) for code in codes)]
        share, found = max(agreeing, key=lambda pair: pair[0], default=(0.0, pl.DataFrame()))
        if share >= _MOST:
            _report(found, column, registry, problems)


def _share(holds: list[bool]) -> float:
    return sum(holds) / len(holds) if holds else 0.0


def _agreement(pairs: pl.DataFrame, registry: Registry) -> float:
    return _share([_agrees(code, name, registry) for code, name in pairs.select("code", "name").iter_rows()])


def _agrees(code: str, name: str, registry: Registry) -> bool:
    return code[:5] not in registry.names or registry.agrees(code[:5], name)


def _report(pairs: pl.DataFrame, column: str, registry: Registry, problems: Problems) -> None:
    told = 0
    for code, name, row in pairs.select("code", "name", "source_row").iter_rows():
        if _agrees(code, name, registry) or told == _SHOWN:
            continue
        told += 1
        wrong, ja, en, guess = registry.differs(code[:5], name, registry.named(name, code[:2]))
        source_id, file, number = place(row)
        problems.report(
            "code_name",
            ja,
            en,
            severity="error" if wrong else "notice",
            file=file,
            sheet=sheet_of(row),
            row=number,
            column=column,
            value=f"{code} {name}",
            guess=guess,
            source_id=source_id,
        )
