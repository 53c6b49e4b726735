"""municipality: the code list of Japan."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import romaji
from etl.tables.base import Done, Raws, Series, Table, label, stack
from etl.tables.columns import Raw

# 地方自治法 第1条の3, 第281条: what the last character of an official name says.
_KIND = {"市": "city", "町": "town", "村": "village", "区": "special_ward"}


class Municipality(Series):
    municipality_code = dy.String(
        primary_key=True, regex=r"^\d{6}$", metadata=label("団体コード", "Municipality code")
    )
    name = dy.String(nullable=False, metadata=label("市区町村", "Municipality"))
    name_en = dy.String(nullable=False, metadata=label("市区町村（英語）", "Municipality (English)"))
    kana = dy.String(nullable=False, metadata=label("よみ", "Reading (kana)"))
    kind = dy.String(
        nullable=False, regex="^(city|town|village|special_ward)$", metadata=label("区分", "Kind")
    )
    prefecture_code = dy.String(
        nullable=False, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    prefecture = dy.String(nullable=False, metadata=label("都道府県", "Prefecture"))
    prefecture_en = dy.String(nullable=False, metadata=label("都道府県（英語）", "Prefecture (English)"))
    valid_from = dy.Date(nullable=True, metadata=label("始まり", "Valid from"))
    valid_to = dy.Date(nullable=True, metadata=label("廃止日", "Ended on"))


def shape(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        code = raw.code("municipality_code")
        kind = raw.convert(
            "name",
            lambda cell: _KIND[cell[-1]],
            pl.String,
            "市・町・村・区で終わる名称",
            "a name ending in 市, 町, 村 or 区",
        )
        name, kana = raw.text("name", required=True), raw.text("kana", required=True)
        prefecture = raw.text("prefecture", required=True)
        return [
            code,
            name,
            _english_names(name, kana),
            kana,
            kind.alias("kind"),
            code.str.slice(0, 2).alias("prefecture_code"),
            prefecture,
            _english(prefecture),
            raw.date("valid_from"),
            raw.date("valid_to"),
            *raw.place_short(),
        ]

    return _dated(stack(raws.get("municipality", []), Municipality, one), done["municipality_change"])


def _dated(listed: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """With the days on which changes ended and began them, and those that the list has no more.

    Who ended is added where the change tells how it was read: a code list names nobody who is gone.
    """
    if changes.is_empty() or listed.is_empty():
        return listed
    moved = changes.filter(
        (pl.col("old_code") != pl.col("new_code")) & ~pl.col("kind").is_in(["boundary", "split"])
    )
    begun = moved.filter(pl.col("kind") != "absorption").group_by("new_code").agg(pl.min("changed_on"))
    ended = moved.group_by("old_code").agg(pl.max("changed_on"))
    places = listed.group_by("prefecture_code").agg(pl.first("prefecture", "prefecture_en"))
    gone = (
        moved.filter(pl.col("old_name").is_not_null() & pl.col("old_kana").is_not_null())
        .unique("old_code", keep="first", maintain_order=True)
        .join(listed, left_on="old_code", right_on="municipality_code", how="anti")
        .with_columns(pl.col("old_code").str.slice(0, 2).alias("prefecture_code"))
        .join(places, on="prefecture_code", maintain_order="left")
    )
    names, kana = gone["old_name"], gone["old_kana"]
    former = gone.select(
        pl.col("old_code").alias("municipality_code"),
        names.alias("name"),
        _english_names(names, kana),
        kana.alias("kana"),
        names.str.slice(-1).replace_strict(_KIND, default=None, return_dtype=pl.String).alias("kind"),
        "prefecture_code",
        "prefecture",
        "prefecture_en",
        "source_id",
        "source_row",
    )
    return (
        pl.concat([listed, former], how="diagonal_relaxed")
        .join(begun, left_on="municipality_code", right_on="new_code", how="left", maintain_order="left")
        .with_columns(pl.coalesce("valid_from", "changed_on").alias("valid_from"))
        .drop("changed_on")
        .join(ended, left_on="municipality_code", right_on="old_code", how="left", maintain_order="left")
        .with_columns(pl.coalesce("valid_to", "changed_on").alias("valid_to"))
        .drop("changed_on")
    )


def _english_names(name: pl.Series, kana: pl.Series) -> pl.Series:
    pairs = zip(name, kana, strict=True)
    english = [None if None in pair else romaji.municipality(*pair) for pair in pairs]
    return pl.Series("name_en", english, dtype=pl.String)


def _english(office: pl.Series) -> pl.Series:
    """The name as written where no English one is known."""
    return office.replace(romaji.offices()).alias(f"{office.name}_en")


TABLES = [Table("municipality", Municipality, shape, "市区町村", "Municipalities", ("municipality",))]
