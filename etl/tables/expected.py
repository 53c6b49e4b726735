"""expected_row: what is due of the yearly tables, and how far it is there. Made by etl.newyear.expected."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Raws, Table, label


class ExpectedRow(dy.Schema):
    source_id = dy.String(primary_key=True, metadata=label("出典ID", "Source ID"))
    table_name = dy.String(primary_key=True, metadata=label("表", "Table"))
    year = dy.Int64(primary_key=True, min=1950, max=2200, metadata=label("年度・年", "Year", "年"))
    row_key = dy.String(primary_key=True, metadata=label("行のキー", "Key of the row"))
    title = dy.String(nullable=False, metadata=label("表の名", "Name of the table"))
    title_en = dy.String(nullable=False, metadata=label("表の名（英語）", "Name of the table (English)"))
    fiscal = dy.Bool(nullable=False, metadata=label("年度か", "Fiscal year or not"))
    row_label = dy.String(nullable=False, metadata=label("行", "Row"))
    row_label_en = dy.String(nullable=False, metadata=label("行（英語）", "Row (English)"))
    region_id = dy.String(nullable=True, metadata=label("地域ID", "Region ID"))
    state = dy.String(
        nullable=False,
        regex="^(registered|provisional|undecided|missing)$",
        metadata=label("登録の状態", "How far it is there"),
    )
    ask = dy.String(nullable=False, metadata=label("聞く先", "Whom to ask"))
    ask_en = dy.String(nullable=False, metadata=label("聞く先（英語）", "Whom to ask (English)"))
    note = dy.String(nullable=True, metadata=label("注記", "Note"))
    note_en = dy.String(nullable=True, metadata=label("注記（英語）", "Note (English)"))


def _made_elsewhere(raws: Raws, done: Done) -> pl.DataFrame:
    raise LookupError("made by etl.newyear.expected")


TABLES = [
    Table("expected_row", ExpectedRow, _made_elsewhere, "次の年度までに要る行", "Rows due by the next year")
]
