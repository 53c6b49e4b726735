"""indicator_value: what official tables print by municipality beyond the board's own series."""

from __future__ import annotations

from dataclasses import replace

import dataframely as dy
import polars as pl

from etl.clean.names import Municipalities
from etl.tables.base import Done, Raws, Series, Table, label, lit, stack
from etl.tables.columns import Raw


class IndicatorValue(Series):
    """The year is the one the table prints: a fiscal one where the statistic counts so."""

    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    indicator_id = dy.String(primary_key=True, metadata=label("指標ID", "Indicator ID"))
    year = dy.Int64(primary_key=True, min=1900, max=2200, metadata=label("年・年度", "Year", "年"))
    edition = dy.String(nullable=False, metadata=label("版", "Edition"))
    name = dy.String(nullable=False, metadata=label("指標", "Indicator"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    value = dy.Float64(nullable=False, metadata=label("値", "Value"))


def indicator_value(raws: Raws, done: Done) -> pl.DataFrame:
    """By code, or by prefecture and name where a table has no codes."""

    def one(raw: Raw) -> list[pl.Series]:
        return [
            _named(raw, Municipalities.of(done["municipality"]))
            if raw.has("municipality")
            else raw.code("municipality_code"),
            # a table that names its indicators alone: the name says which it is
            (raw.text("indicator_id" if raw.has("indicator_id") else "name", required=True)).alias(
                "indicator_id"
            ),
            raw.year("year"),
            raw.text("edition") if raw.has("edition") else lit(raw, "edition", _edition(raw), pl.String),
            raw.text("name", required=True),
            raw.text("unit"),
            raw.decimal("value"),
            *raw.place_short(),
        ]

    return stack(raws.get("indicator_value", []), IndicatorValue, one)


def _named(raw: Raw, towns: Municipalities) -> pl.Series:
    """The codes of names; 森町 of 北海道 is not that of 静岡県, so that each row needs its prefecture."""
    prefecture = raw.text("prefecture", required=True)
    whole = pl.concat_str(prefecture, pl.col("municipality")).alias("municipality")
    return (
        replace(raw, frame=raw.frame.with_columns(whole))
        .convert(
            "municipality",
            lambda cell: towns.code(cell, ""),
            pl.String,
            "この名前の市区町村は全国地方公共団体コードにありません",
            "no municipality of this name is in the national code list",
            rule="unknown_municipality",
            guess=lambda cell: towns.guess(cell, ""),
        )
        .alias("municipality_code")
    )


def _edition(raw: Raw) -> str:
    return str(raw.source.citation["title"])


TABLES = [
    Table(
        "indicator_value",
        IndicatorValue,
        indicator_value,
        "市区町村の指標",
        "Indicators of municipalities",
        ("indicator_value",),
        {"municipality_code": ("municipality", "municipality_code")},
    ),
]
