"""staff_record: a national record of specialist staff, too long to be held as text (etl/longtables)."""

from __future__ import annotations

from collections.abc import Callable

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Raws, Table, label
from etl.tables.columns import Raw


class StaffRecord(dy.Schema):
    """`source_file` and `source_line` together say what source_row says elsewhere.

    As one text they would be ten million different ones, most of the room the table takes.
    """

    municipality_code = dy.String(
        primary_key=True, regex=r"^\d{6}$", metadata=label("団体コード", "Municipality code")
    )
    year = dy.Int64(primary_key=True, min=1950, max=2100, metadata=label("年", "Year", "年"))
    occupation_id = dy.String(primary_key=True, metadata=label("職種ID", "Occupation ID"))
    measure = dy.String(primary_key=True, regex="^[a-z][a-z0-9_]*$", metadata=label("区分", "Measure"))
    headcount = dy.Int64(nullable=False, min=0, metadata=label("人数", "Headcount", "人"))
    source_id = dy.String(nullable=False, metadata=label("出典ID", "Source ID"))
    source_file = dy.String(nullable=False, metadata=label("転記ファイル", "Transcribed file"))
    source_line = dy.Int64(nullable=False, min=1, metadata=label("ファイルの行", "Row of the file", "行目"))


# how each printed column is read; each is asked once for every distinct text of its column
COLUMNS: dict[str, Callable[[Raw], pl.Series]] = {
    "municipality_code": lambda raw: raw.code("municipality_code"),
    "year": lambda raw: raw.year("year"),
    "occupation_id": lambda raw: raw.text("occupation_id", required=True),
    "measure": lambda raw: raw.text("measure", required=True),
    "headcount": lambda raw: raw.integer("headcount"),
}


def _made_elsewhere(raws: Raws, done: Done) -> pl.DataFrame:
    """Rows come from etl.longtables.bulk; the frames of a run hold none of them."""
    return StaffRecord.create_empty()


TABLES = [
    Table(
        "staff_record",
        StaffRecord,
        _made_elsewhere,
        "専門職の全国記録",
        "National record of specialist staff",
        ("staff_record",),
        {
            "municipality_code": ("municipality", "municipality_code"),
            "occupation_id": ("occupation", "occupation_id"),
        },
        COLUMNS,
    )
]
