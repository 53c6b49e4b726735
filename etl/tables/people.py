"""population, population_age, area: the series of all Japan's municipalities."""

from __future__ import annotations

import datetime as dt

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Raws, Series, Table, label, stack
from etl.tables.columns import Raw

SERIES = ("census", "census_preliminary", "register", "projection")


class Population(Series):
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    year = dy.Int64(primary_key=True, min=1900, max=2200, metadata=label("年", "Year", "年"))
    as_of = dy.Date(nullable=False, metadata=label("基準日", "As of"))
    series = dy.String(
        primary_key=True,
        regex="^(census|census_preliminary|register|projection)$",
        metadata=label("系列", "Series"),
    )
    edition = dy.String(nullable=False, metadata=label("版", "Edition"))
    age_group = dy.String(
        primary_key=True, regex=r"^(total|0-14|15-64|65\+)$", metadata=label("年齢区分", "Age group")
    )
    population = dy.Int64(nullable=False, min=0, metadata=label("人口", "Population", "人"))


class PopulationAge(Series):
    """Finer than the three groups of `population`: five-year classes, single years, men and women."""

    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    year = dy.Int64(primary_key=True, min=1900, max=2200, metadata=label("年", "Year", "年"))
    as_of = dy.Date(nullable=False, metadata=label("基準日", "As of"))
    series = dy.String(primary_key=True, regex=f"^({'|'.join(SERIES)})$", metadata=label("系列", "Series"))
    edition = dy.String(nullable=False, metadata=label("版", "Edition"))
    sex = dy.String(primary_key=True, regex="^(both|men|women)$", metadata=label("男女", "Sex"))
    age_group = dy.String(
        primary_key=True, regex=r"^(total|\d+|\d+-\d+|\d+\+)$", metadata=label("年齢階級", "Age class")
    )
    population = dy.Int64(nullable=False, min=0, metadata=label("人口", "Population", "人"))


class Area(Series):
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    as_of = dy.Date(primary_key=True, metadata=label("基準日", "As of"))
    area_km2 = dy.Float64(nullable=False, min=0, metadata=label("面積", "Area", "km²"))
    reference_value = dy.Bool(
        nullable=False, metadata=label("参考値（境界未定）", "Reference value (boundary undecided)")
    )


def population(raws: Raws, done: Done) -> pl.DataFrame:
    """Every series under one another, never joined: `series` and `edition` tell them apart.

    Census, its preliminary count and the projection are of 1 October; the register of 1 January
    where its file (column as_of) does not say another day.
    """

    return stack(raws.get("population", []), Population, _counted)


def population_age(raws: Raws, done: Done) -> pl.DataFrame:
    return stack(raws.get("population_age", []), PopulationAge, lambda raw: _counted(raw, "sex"))


def _counted(raw: Raw, *more: str) -> list[pl.Series]:
    year = raw.year("year")
    series = raw.text("series", required=True)
    month = 1 if raw.file.constants.get("series") == "register" else 10
    days = raw.date("as_of") if raw.has("as_of") else [None] * len(raw)
    as_of = [day or (None if y is None else dt.date(y, month, 1)) for y, day in zip(year, days, strict=True)]
    return [
        raw.code("municipality_code"),
        year,
        pl.Series("as_of", as_of, dtype=pl.Date),
        series,
        raw.text("edition", required=True),
        *[raw.text(column, required=True) for column in more],
        raw.text("age_group", required=True),
        raw.integer("population"),
        *raw.place_short(),
    ]


def area(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        flag = raw.choice("reference_value", {"0": "0", "1": "1"})
        return [
            raw.code("municipality_code"),
            raw.date("as_of", required=True),
            raw.decimal("area_km2"),
            (flag == "1").alias("reference_value"),
            *raw.place_short(),
        ]

    return stack(raws.get("area", []), Area, one)


_TOWN = {"municipality_code": ("municipality", "municipality_code")}
TABLES = [
    Table("population", Population, population, "人口", "Population", ("population",), _TOWN),
    Table(
        "population_age",
        PopulationAge,
        population_age,
        "年齢階級別人口",
        "Population by age class",
        ("population_age",),
        _TOWN,
    ),
    Table("area", Area, area, "面積", "Area", ("area",), _TOWN),
]
