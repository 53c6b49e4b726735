"""policy_field, region_policy_field, project, project_year, project_outcome."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import values
from etl.tables.base import Done, Fact, Raws, Table, label, lit, stack
from etl.tables.columns import Raw
from etl.tables.optional import row_order

STATES = {
    "実施": "done",
    "予定": "planned",
    "検討中": "under_review",
    "未定": "undecided",
    "統合": "merged",
    "なし": "none",
}
KINDS = {"成果": "outcome", "困難": "difficulty", "工夫": "remedy"}
# what a row says of its kind: an outcome reached, expected or not reached; a difficulty or remedy that
# there was, or that there was none; or only what led to it (a denominator, a motive, the course of things)
CERTAINTIES = {
    "実現": "achieved",
    "見込み": "expected",
    "未実現": "not_achieved",
    "該当": "stated",
    "なし": "none",
    "背景": "context",
}
SEPARATOR = "｜"


class PolicyField(Fact):
    field_id = dy.String(primary_key=True, metadata=label("分野ID", "Field ID"))
    pillar = dy.String(nullable=False, metadata=label("柱", "Pillar"))
    pillar_en = dy.String(nullable=False, metadata=label("柱（英語）", "Pillar (English)"))
    name = dy.String(nullable=False, metadata=label("分野", "Field"))
    name_en = dy.String(nullable=False, metadata=label("分野（英語）", "Field (English)"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class RegionPolicyField(Fact):
    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    field_id = dy.String(primary_key=True, metadata=label("分野ID", "Field ID"))
    label_as_printed = dy.String(nullable=False, metadata=label("資料の表記", "Label as printed"))


class Project(Fact):
    project_id = dy.String(
        primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("事業ID", "Project ID")
    )
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    name = dy.String(nullable=False, metadata=label("事業名", "Project"))
    name_en = dy.String(nullable=False, metadata=label("事業名（英語）", "Project (English)"))
    purpose = dy.String(nullable=False, metadata=label("目的", "Purpose"))
    roles = dy.String(nullable=True, metadata=label("役割分担", "Division of roles"))
    carried_out_by = dy.String(nullable=True, metadata=label("実施団体", "Carried out by"))


class ProjectYear(Fact):
    project_id = dy.String(primary_key=True, metadata=label("事業ID", "Project ID"))
    fiscal_year = dy.Int64(
        primary_key=True, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度")
    )
    state = dy.String(
        nullable=False,
        regex="^(done|planned|under_review|undecided|merged|none)$",
        metadata=label("状態", "State"),
    )
    activities = dy.List(dy.String(nullable=False), nullable=False, metadata=label("取組", "Activities"))
    instructors = dy.List(dy.String(nullable=False), nullable=False, metadata=label("講師", "Instructors"))

    @dy.rule()
    def activities_where_done_or_planned(cls) -> pl.Expr:
        told = pl.col("activities").list.len() > 0
        return told == pl.col("state").is_in(["done", "planned"])


class ProjectOutcome(Fact):
    outcome_id = dy.String(primary_key=True, metadata=label("番号", "Number"))
    region_id = dy.String(nullable=False, metadata=label("地域ID", "Region ID"))
    project_id = dy.String(nullable=True, metadata=label("事業ID", "Project ID"))
    kind = dy.String(nullable=False, regex="^(outcome|difficulty|remedy)$", metadata=label("種類", "Kind"))
    certainty = dy.String(
        nullable=True,
        regex="^(achieved|expected|not_achieved|stated|none|context)$",
        metadata=label("区分", "Certainty"),
    )
    text = dy.String(nullable=False, metadata=label("内容", "What is told"))
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（単位の列による）"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    figure = dy.String(
        nullable=True, metadata=label("値（約・超・弱を含む）", "Value in words (about, over, just under)")
    )

    @dy.rule()
    def certainty_of_its_kind(cls) -> pl.Expr:
        reached = pl.col("certainty").is_in(["achieved", "expected", "not_achieved"])
        there = pl.col("certainty").is_in(["stated", "none"])
        outcome = pl.col("kind") == "outcome"
        told = (pl.col("certainty") == "context") | (outcome & reached) | (~outcome & there)
        return pl.col("certainty").is_null() | told


def policy_field(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("field_id", "pillar", "pillar_en", "name", "name_en")],
            row_order(raw),
            *raw.place("name"),
        ]

    return stack(raws.get("policy_field", []), PolicyField, one)


def region_policy_field(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("region_id", "field_id", "label_as_printed")],
            *raw.place("label_as_printed"),
        ]

    return stack(raws.get("region_policy_field", []), RegionPolicyField, one)


def project(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("project_id", "region_id", "name", "name_en", "purpose")],
            raw.text("roles"),
            raw.text("carried_out_by"),
            *raw.place("name"),
        ]

    return stack(raws.get("project", []), Project, one)


def project_year(raws: Raws, done: Done) -> pl.DataFrame:
    """What a project did in a fiscal year; activities and instructors are separated by ｜ in the file."""

    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("project_id", required=True),
            raw.fiscal_year("fiscal_year"),
            raw.choice("state", STATES),
            raw.listed("activities", SEPARATOR),
            raw.listed("instructors", SEPARATOR),
            *raw.place(),
        ]

    return stack(raws.get("project_year", []), ProjectYear, one)


def project_outcome(raws: Raws, done: Done) -> pl.DataFrame:
    """Outcomes, difficulties and remedies; `value` is the printed figure without 約 or 超, `figure` the one
    with them and its unit, which is told to readers."""

    def one(raw: Raw) -> list[pl.Series]:
        raw.no_twins()
        value = raw.convert(
            "value",
            values.approximate,
            pl.Float64,
            "数（約・超などは付けてよい）で書きます",
            "must be a number (約, 超 and the like may stand with it)",
            required=False,
        )
        place = raw.place("value")
        return [
            place[2].alias("outcome_id"),
            raw.text("region_id", required=True),
            raw.text("project_id"),
            raw.choice("kind", KINDS),
            # a file without the column says of no outcome that it was reached
            raw.choice("certainty", CERTAINTIES)
            if raw.has("certainty")
            else lit(raw, "certainty", None, pl.String),
            raw.text("text", required=True),
            value,
            raw.text("unit"),
            _figure(raw),
            *place,
        ]

    return stack(raws.get("project_outcome", []), ProjectOutcome, one)


def _figure(raw: Raw) -> pl.Series:
    """As the file gives it, else the cell of the value with its unit."""
    given, cell = raw.text("figure"), raw.text("value")
    with_unit = pl.select(pl.concat_str(cell, raw.text("unit").fill_null(""))).to_series()
    return given.zip_with(given.is_not_null(), with_unit).alias("figure")


_REGION = ("region", "region_id")
TABLES = [
    Table("policy_field", PolicyField, policy_field, "連携する分野", "Policy fields", ("policy_field",)),
    Table(
        "region_policy_field",
        RegionPolicyField,
        region_policy_field,
        "地域と分野",
        "Regions and fields",
        ("region_policy_field",),
        {"region_id": _REGION, "field_id": ("policy_field", "field_id")},
    ),
    Table("project", Project, project, "事業", "Projects", ("project",), {"region_id": _REGION}),
    Table(
        "project_year",
        ProjectYear,
        project_year,
        "事業の年度別取組",
        "Projects by fiscal year",
        ("project_year",),
        {"project_id": ("project", "project_id")},
    ),
    Table(
        "project_outcome",
        ProjectOutcome,
        project_outcome,
        "成果・困難・工夫",
        "Outcomes, difficulties, remedies",
        ("project_outcome",),
        {"region_id": _REGION, "project_id": ("project", "project_id")},
    ),
]
