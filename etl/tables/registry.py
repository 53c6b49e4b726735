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
    record,
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
    *record.TABLES,
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


def bulk_tables() -> list[Table]:
    """Tables that etl.longtables.bulk makes and compares; the frames of a run hold none of their rows."""
    return [table for table in TABLES if table.bulk]


def keys_of(raw: str) -> set[str]:
    """The key columns of the tables that are made from this raw table."""
    return {key for table in TABLES if raw in table.inputs for key in table.keys}
