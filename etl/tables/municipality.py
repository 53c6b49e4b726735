"""municipality: the code list of Japan, with Hokkaido's bureaus."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.raw import Raw
from etl.tables.base import Done, Raws, Series, Table, label, stack

# 地方自治法 第1条の3, 第281条: what the last character of an official name says.
_KIND = {"市": "city", "町": "town", "村": "village", "区": "special_ward"}


class Municipality(Series):
    municipality_code = dy.String(
        primary_key=True, regex=r"^\d{6}$", metadata=label("団体コード", "Municipality code")
    )
    name = dy.String(nullable=False, metadata=label("市区町村", "Municipality"))
    kana = dy.String(nullable=False, metadata=label("よみ", "Reading (kana)"))
    kind = dy.String(
        nullable=False, regex="^(city|town|village|special_ward)$", metadata=label("区分", "Kind")
    )
    prefecture_code = dy.String(
        nullable=False, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    prefecture = dy.String(nullable=False, metadata=label("都道府県", "Prefecture"))
    subprefecture = dy.String(nullable=True, metadata=label("振興局", "Subprefectural bureau"))


def shape(raws: Raws, done: Done) -> pl.DataFrame:
    """One row per municipality; `subprefecture` only where a source names it (Hokkaido)."""

    def one(raw: Raw) -> list[pl.Series]:
        code = raw.code("municipality_code")
        kind = raw.convert(
            "name",
            lambda cell: _KIND[cell[-1]],
            pl.String,
            "市・町・村・区で終わる名称",
            "a name ending in 市, 町, 村 or 区",
        )
        return [
            code,
            raw.text("name", required=True),
            raw.text("kana", required=True),
            kind.alias("kind"),
            code.str.slice(0, 2).alias("prefecture_code"),
            raw.text("prefecture", required=True),
            *raw.place_short(),
        ]

    def bureau(raw: Raw) -> list[pl.Series]:
        return [raw.code("municipality_code"), raw.text("subprefecture", required=True)]

    frame = stack(raws.get("municipality", []), Municipality, one)
    if not raws.get("subprefecture"):
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias("subprefecture"))
    bureaus = stack(raws["subprefecture"], Municipality, bureau)
    return frame.join(bureaus, on="municipality_code", how="left", validate="m:1")


TABLES = [
    Table(
        "municipality", Municipality, shape, "市区町村", "Municipalities", ("municipality", "subprefecture")
    ),
]
