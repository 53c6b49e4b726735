"""All tables, in the order they are made: a table may read those before it."""

from __future__ import annotations

from etl.tables import (
    agreement,
    body,
    bureau,
    case,
    decision,
    expected,
    grant,
    grantrule,
    indicator,
    municipality,
    municipality_change,
    national_area,
    people,
    project,
    provenance,
    region,
    scheme,
    schemerule,
    staffing,
    step,
    survey,
)
from etl.tables.base import Table

TABLES: list[Table] = [
    *municipality_change.TABLES,
    *municipality.TABLES,
    *bureau.TABLES,
    *scheme.TABLES,
    *region.TABLES,
    *agreement.TABLES,
    *schemerule.TABLES,
    *national_area.TABLES,
    *grant.TABLES,
    *grantrule.TABLES,
    *step.TABLES,
    *project.TABLES,
    *people.TABLES,
    *indicator.TABLES,
    *staffing.TABLES,
    *survey.TABLES,
    *case.TABLES,
    *body.TABLES,
    *decision.TABLES,
]
PROVENANCE: dict[str, Table] = {table.name: table for table in (*provenance.TABLES, *expected.TABLES)}


def table_names() -> list[str]:
    """Every table of the mart."""
    return [t.name for t in (*TABLES, *PROVENANCE.values())]


def raw_names() -> set[str]:
    """What `table = …` in a source.toml may say."""
    return {name for table in TABLES for name in table.inputs}


# raw tables that there were, and what to write instead
GONE = {
    "staff_record": (
        "この表はなくなりました。自分の表として [table.staff_record] に列を書き、"
        "SQL では own.staff_record と呼びます"
        "（python -m etl table new staff_record ファイル が案を作ります）",
        "there is no such table any more: describe it as a table of your own in [table.staff_record] "
        "and call it own.staff_record in SQL (python -m etl table new staff_record FILE proposes it)",
    )
}


def keys_of(raw: str) -> set[str]:
    """The key columns of the tables that are made from this raw table."""
    return {key for table in TABLES if raw in table.inputs for key in table.keys}
