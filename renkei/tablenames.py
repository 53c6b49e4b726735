"""How tables of a build are named: the board's by their name alone, an office's own within schema `own`.

A table of one's own is called own.doctors wherever a table is named: as the file own.doctors.parquet, in
the manifest, in differences and in SQL.
"""

from __future__ import annotations

OWN = "own"
# of schemas with tables, then with views
SCHEMAS = ("main", OWN, "kpi", "views")
LISTED = ", ".join(f"'{schema}'" for schema in SCHEMAS)


def is_own(table: str) -> bool:
    """own.doctors, not disbursement."""
    return table.startswith(f"{OWN}.")


def place(table: str) -> str:
    """disbursement → main.disbursement, own.doctors → own.doctors: with its schema, as a select reads it."""
    return table if is_own(table) else f"main.{table}"


def is_table(place: str) -> bool:
    """Whether a place is a table's, not a view's (kpi.…, views.…)."""
    return place.split(".", 1)[0] in SCHEMAS[:2]


def bare(place: str) -> str:
    """main.disbursement → disbursement, main.disbursement.note → disbursement.note, own.doctors as it is."""
    return place.removeprefix("main.")
