"""occupation, reported_shortage, recruitment, staff: who is short, hired, employed."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import values
from etl.clean.codes import prefecture_code
from etl.tables.base import Done, Fact, Raws, Series, Table, label, lit, stack
from etl.tables.basis import BASIS, basis
from etl.tables.columns import Raw
from etl.tables.optional import row_order

# 資料の見出しは「成果目標」だが実績か目標か判別できない（domain.md 6）: kept as `unclear`.
MEASURES = {"採用実績": "hired", "採用目標": "target", "成果目標": "unclear"}
DEPARTMENT_NAMES = {
    "general_administration_prefecture": ("一般行政（道府県）", "General administration (prefecture)"),
    "general_administration_municipalities": (
        "一般行政（市町村分）",
        "General administration (municipalities)",
    ),
    "education": ("教育", "Education"),
    "police": ("警察", "Police"),
    "fire": ("消防", "Fire service"),
    "public_enterprises": ("公営企業等", "Public enterprises"),
}
DEPARTMENTS = tuple(DEPARTMENT_NAMES)


class Occupation(Fact):
    occupation_id = dy.String(primary_key=True, metadata=label("職種ID", "Occupation ID"))
    name = dy.String(nullable=False, metadata=label("職種", "Occupation"))
    name_en = dy.String(nullable=False, metadata=label("職種（英語）", "Occupation (English)"))
    group = dy.String(nullable=False, metadata=label("職種群", "Group"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class ReportedShortage(Fact):
    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    occupation_id = dy.String(primary_key=True, metadata=label("職種ID", "Occupation ID"))
    wording = dy.String(nullable=False, metadata=label("資料の語", "Wording of the document"))
    occupation_basis = dy.String(
        nullable=True, regex=BASIS, metadata=label("職種の根拠", "Basis of the occupation")
    )
    fiscal_year = dy.Int64(
        nullable=True, min=1989, max=2100, metadata=label("記された年度", "Fiscal year told of", "年度")
    )


class Recruitment(Fact):
    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    fiscal_year = dy.Int64(
        primary_key=True, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度")
    )
    occupation_id = dy.String(primary_key=True, metadata=label("職種ID", "Occupation ID"))
    measure = dy.String(primary_key=True, regex="^(hired|target|unclear)$", metadata=label("区分", "Measure"))
    headcount = dy.Int64(nullable=False, min=0, metadata=label("人数", "Headcount", "人"))


class Staff(Series):
    area_level = dy.String(
        primary_key=True, regex="^(prefecture|municipality)$", metadata=label("地域の段階", "Level")
    )
    area_code = dy.String(
        primary_key=True, regex=r"^(\d{2}|\d{6})$", metadata=label("地域コード", "Area code")
    )
    year = dy.Int64(primary_key=True, min=1950, max=2100, metadata=label("年", "Year", "年"))
    department = dy.String(
        primary_key=True,
        regex="^(" + "|".join(DEPARTMENTS) + ")$",
        metadata=label("部門", "Department"),
    )
    headcount = dy.Int64(nullable=False, min=0, metadata=label("職員数", "Staff", "人"))


def occupation(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("occupation_id", "name", "name_en", "group")],
            row_order(raw),
            *raw.place("name"),
        ]

    return stack(raws.get("occupation", []), Occupation, one)


def _occupation(raw: Raw, done: Done) -> pl.Series:
    """By its id, or as people call it."""
    ids = done["occupation"]["occupation_id"].to_list()
    called = dict(done["occupation"].select("name", "occupation_id").iter_rows())
    return raw.choice("occupation_id", called | dict(zip(ids, ids, strict=True)))


def reported_shortage(raws: Raws, done: Done) -> pl.DataFrame:
    """Shortages told in words. They count regions and are never turned into headcounts.

    Told of the fiscal year that the file names, else of the one its document stands in.
    """

    def year(raw: Raw) -> pl.Series:
        if raw.has("fiscal_year"):
            return raw.fiscal_year("fiscal_year")
        as_of = raw.source.citation.get("as_of")
        return lit(raw, "fiscal_year", as_of and as_of.year - (as_of.month < 4), pl.Int64)

    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("region_id", required=True),
            _occupation(raw, done),
            raw.text("wording", required=True),
            basis(raw, "occupation_basis"),
            year(raw),
            *raw.place("wording"),
        ]

    return stack(raws.get("reported_shortage", []), ReportedShortage, one)


def recruitment(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("region_id", required=True),
            raw.fiscal_year("fiscal_year"),
            _occupation(raw, done),
            raw.choice("measure", MEASURES),
            raw.integer("headcount"),
            *raw.place("headcount"),
        ]

    return stack(raws.get("recruitment", []), Recruitment, one)


def area_code(cell: str) -> str:
    """1 and 01 → 01, a prefecture; 12106 and 012106 as `values.municipality_code` takes them."""
    if len(values.narrow(cell)) <= 2:
        return prefecture_code(cell)
    return values.municipality_code(cell)


def staff(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("area_level", required=True),
            raw.convert(
                "area_code",
                area_code,
                pl.String,
                "2桁の都道府県コードか6桁の団体コードで書きます",
                "must be a prefecture's code (2 digits) or a municipality's (6 digits)",
                rule="check_digit",
            ),
            raw.year("year"),
            raw.text("department", required=True),
            raw.integer("headcount"),
            *raw.place_short(),
        ]

    return stack(raws.get("staff", []), Staff, one)


_REFER = {"region_id": ("region", "region_id"), "occupation_id": ("occupation", "occupation_id")}
TABLES = [
    Table("occupation", Occupation, occupation, "専門職", "Specialist occupations", ("occupation",)),
    Table(
        "reported_shortage",
        ReportedShortage,
        reported_shortage,
        "不足と記された職種",
        "Occupations reported short",
        ("reported_shortage",),
        _REFER,
    ),
    Table("recruitment", Recruitment, recruitment, "採用", "Recruitment", ("recruitment",), _REFER),
    Table("staff", Staff, staff, "職員数", "Staff", ("staff",)),
]
