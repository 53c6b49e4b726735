"""national_area_member, national_area_extent: who is in a national area, and where the list is whole."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import dataframely as dy
import polars as pl

from etl.clean.names import Municipalities
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.columns import Raw

KINDS = {"定住自立圏": "settlement_area", "連携中枢都市圏": "core_city_area"}
# what a page says of a municipality; a page whose listing is of a plan, or that names a county, infers
MARKS = {"○": "member", "推定": "inferred", "終了": "ended", "対象外": "outside"}
# 2022-02-07以後, 2023-03, 2019年度, 2013年以後: a page's day as those who read it could tell it
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|年度|年)(?!代)")


class NationalAreaMember(Fact):
    area_id = dy.String(primary_key=True, metadata=label("圏域ID", "Area ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    kind = dy.String(
        nullable=False, regex="^(settlement_area|core_city_area)$", metadata=label("種類", "Kind")
    )
    area = dy.String(nullable=False, metadata=label("圏域", "National area"))
    central = dy.Bool(nullable=False, metadata=label("中心市", "Central city"))
    since = dy.Date(nullable=True, metadata=label("加入日", "Member since"))
    state = dy.String(
        nullable=False,
        regex=f"^({'|'.join(MARKS.values())})$",
        metadata=label("参加の別", "State of the membership"),
    )
    certain = dy.Bool(nullable=False, metadata=label("確か", "Named by a page"))
    page_as_of = dy.String(nullable=True, metadata=label("頁の時点", "Page as of"))
    page_on = dy.Date(nullable=True, metadata=label("頁の日", "Day of the page"))


class NationalAreaExtent(Fact):
    prefecture_code = dy.String(
        primary_key=True, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    complete_from = dy.Date(nullable=False, metadata=label("一覧がそろう期間の始め", "List complete from"))
    complete_to = dy.Date(nullable=False, metadata=label("一覧がそろう期間の終わり", "List complete to"))


def national_area_member(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        state = raw.choice("certain", MARKS, required=False).fill_null("inferred").alias("state")
        pages = raw.text("page_as_of")
        return [
            raw.text("area_id", required=True),
            raw.text("municipality_code", required=True),
            raw.choice("kind", KINDS),
            raw.text("area", required=True),
            raw.text("central").is_not_null().alias("central"),
            raw.date("since"),
            state,
            (state == "member").alias("certain"),
            pages,
            pl.Series("page_on", [page_day(cell or "") for cell in pages], dtype=pl.Date),
            *raw.place("area"),
        ]

    return stack(raws.get("national_area_member", []), NationalAreaMember, one)


def page_day(text: str) -> dt.date | None:
    """The last day that a page's date can mean; None of a page without a year."""
    match = _DAY.match(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not month:
        return dt.date(year + 1, 3, 31) if match[0].endswith("年度") else dt.date(year, 12, 31)
    try:
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


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
