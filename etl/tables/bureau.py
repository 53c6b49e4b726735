"""bureau_member: which municipalities a bureau of a prefecture has in its district, from a day to a day."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import romaji
from etl.tables import days
from etl.tables.base import Done, Raws, Series, Table, label, stack
from etl.tables.columns import Raw


class BureauMember(Series):
    municipality_code = dy.String(nullable=False, metadata=label("団体コード", "Municipality code"))
    subprefecture = dy.String(nullable=False, metadata=label("振興局", "Subprefectural bureau"))
    subprefecture_en = dy.String(
        nullable=False, metadata=label("振興局（英語）", "Subprefectural bureau (English)")
    )
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "From"))
    valid_to = dy.Date(nullable=True, metadata=label("終わり（その日から先はない）", "Until"))


def bureau_member(raws: Raws, done: Done) -> pl.DataFrame:
    """A municipality is in a bureau's district until the day that is told, else until its next bureau's."""

    def one(raw: Raw) -> list[pl.Series]:
        bureau = raw.text("subprefecture", required=True)
        english = bureau.replace(romaji.offices()).alias("subprefecture_en")
        return [raw.code("municipality_code"), bureau, english, *days.term(raw), *raw.place_short()]

    listed = stack(raws.get("subprefecture", []), BureauMember, one)
    next_from = pl.col("valid_from").shift(-1).over("municipality_code")
    return listed.sort("municipality_code", "valid_from", nulls_last=False, maintain_order=True).with_columns(
        pl.coalesce("valid_to", next_from)
    )


TABLES = [
    Table(
        "bureau_member",
        BureauMember,
        bureau_member,
        "振興局の所管市町村",
        "Municipalities of bureaus",
        ("subprefecture",),
        {"municipality_code": ("municipality", "municipality_code")},
        own_keys=("municipality_code", "valid_from"),
    ),
]
