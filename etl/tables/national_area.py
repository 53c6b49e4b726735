"""national_area_member, national_area_extent: who is in a national area, and where the list is whole."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean.names import Municipalities
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw

KINDS = {"定住自立圏": "settlement_area", "連携中枢都市圏": "core_city_area"}
MARKS = {"○": True, "推定": False}


class NationalAreaMember(Fact):
    area_id = dy.String(primary_key=True, metadata=label("圏域ID", "Area ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    kind = dy.String(
        nullable=False, regex="^(settlement_area|core_city_area)$", metadata=label("種類", "Kind")
    )
    area = dy.String(nullable=False, metadata=label("圏域", "National area"))
    central = dy.Bool(nullable=False, metadata=label("中心市", "Central city"))
    since = dy.Date(nullable=True, metadata=label("加入日", "Member since"))
    certain = dy.Bool(nullable=False, metadata=label("確か", "Named by a page"))
    page_as_of = dy.String(nullable=True, metadata=label("頁の時点", "Page as of"))


class NationalAreaExtent(Fact):
    prefecture_code = dy.String(
        primary_key=True, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    complete_from = dy.Date(nullable=False, metadata=label("一覧がそろう期間の始め", "List complete from"))
    complete_to = dy.Date(nullable=False, metadata=label("一覧がそろう期間の終わり", "List complete to"))


def national_area_member(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("area_id", required=True),
            raw.text("municipality_code", required=True),
            raw.choice("kind", KINDS),
            raw.text("area", required=True),
            raw.text("central").is_not_null().alias("central"),
            raw.date("since"),
            pl.Series("certain", [MARKS.get(cell or "") is True for cell in raw.text("certain")]),
            raw.text("page_as_of"),
            *raw.place("area"),
        ]

    return stack(raws.get("national_area_member", []), NationalAreaMember, one)


def national_area_extent(raws: Raws, done: Done) -> pl.DataFrame:
    prefectures = Municipalities.of(done["municipality"]).prefectures

    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.choice("prefecture", prefectures).alias("prefecture_code"),
            raw.date("complete_from", required=True),
            raw.date("complete_to", required=True),
            *raw.place(),
        ]

    return stack(raws.get("national_area_extent", []), NationalAreaExtent, one)


TABLES = [
    Table(
        "national_area_member",
        NationalAreaMember,
        national_area_member,
        "国の圏域の構成市町村",
        "Members of national areas",
        ("national_area_member",),
        {"municipality_code": ("municipality", "municipality_code")},
    ),
    Table(
        "national_area_extent",
        NationalAreaExtent,
        national_area_extent,
        "国の圏域の一覧がそろう範囲",
        "Where the list of national areas is complete",
        ("national_area_extent",),
    ),
]
