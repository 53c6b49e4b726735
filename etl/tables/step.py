"""scheme_step, step_record: the steps of a grant's year, and when each was due and done."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.basis import BASIS, basis
from etl.tables.columns import Raw
from etl.tables.optional import row_order
from etl.tables.scheme import scheme_ids

RECURS = {"年度ごと": "fiscal_year", "最初の年度": "first_year", "期間ごと": "period"}
DEADLINES = {"規則": "rule", "別に指定": "set", "なし": "none"}
DAYS_OF_REGION = {"協定締結日": "agreement_on", "ビジョン策定日": "vision_on"}


class SchemeStep(Fact):
    """A step, and how its due day follows: the earliest of the days that its columns give.

    `starts` is a day of the region or another step (`step:<step_id>`, of the same fiscal year) from which
    `after_years` and `after_days` are counted; `month_day` is a day of the fiscal year, or of the next one.
    """

    scheme_id = dy.String(primary_key=True, metadata=label("制度ID", "Scheme ID"))
    step_id = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("手続きID", "Step ID"))
    name = dy.String(nullable=False, metadata=label("手続き", "Step"))
    name_en = dy.String(nullable=True, metadata=label("手続き（英語）", "Step (English)"))
    recurs = dy.String(
        nullable=False, regex="^(fiscal_year|first_year|period)$", metadata=label("繰り返し", "Recurs")
    )
    deadline = dy.String(nullable=False, regex="^(rule|set|none)$", metadata=label("期限", "Deadline"))
    deadline_basis = dy.String(
        nullable=True, regex=BASIS, metadata=label("期限の根拠", "Basis of the deadline")
    )
    starts = dy.String(
        nullable=True,
        regex=r"^(agreement_on|vision_on|step:[a-z][a-z0-9_]*)$",
        metadata=label("起算", "Counted from"),
    )
    after_years = dy.Int64(nullable=True, min=1, max=100, metadata=label("年数", "Years after", "年"))
    after_days = dy.Int64(nullable=True, min=1, max=3660, metadata=label("日数", "Days after", "日"))
    month_day = dy.String(
        nullable=True,
        regex=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        metadata=label("月日", "Month and day"),
    )
    next_year = dy.Bool(nullable=False, metadata=label("翌年度", "Of the next fiscal year"))
    done_by = dy.String(
        nullable=True, regex=r"^(agreement_on|vision_on)$", metadata=label("済みとする日", "Done by")
    )
    article = dy.String(nullable=False, metadata=label("条", "Article"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))

    @dy.rule()
    def a_rule_gives_a_day(cls) -> pl.Expr:
        counted = pl.col("starts").is_not_null() & (
            pl.col("after_years").is_not_null() | pl.col("after_days").is_not_null()
        )
        return (pl.col("deadline") == "rule") == (counted | pl.col("month_day").is_not_null())

    @dy.rule()
    def a_period_has_a_start(cls) -> pl.Expr:
        return (pl.col("recurs") != "period") | (
            pl.col("starts").is_in(["agreement_on", "vision_on"]) & pl.col("after_years").is_not_null()
        )


class StepRecord(Fact):
    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    fiscal_year = dy.Int64(
        primary_key=True, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度")
    )
    step_id = dy.String(primary_key=True, metadata=label("手続きID", "Step ID"))
    due_on = dy.Date(nullable=True, metadata=label("指定された期日", "Due on"))
    done_on = dy.Date(nullable=True, metadata=label("済んだ日", "Done on"))

    @dy.rule()
    def a_record_has_a_day(cls) -> pl.Expr:
        return pl.col("due_on").is_not_null() | pl.col("done_on").is_not_null()


def scheme_step(raws: Raws, done: Done) -> pl.DataFrame:
    schemes = done["scheme"]

    def one(raw: Raw) -> list[pl.Series]:
        starts = raw.text("starts").replace(DAYS_OF_REGION)
        done_by = raw.text("done_by").replace(DAYS_OF_REGION)
        return [
            scheme_ids(raw, schemes, required=True),
            raw.text("step_id", required=True),
            raw.text("name", required=True),
            raw.text("name_en"),
            raw.choice("recurs", RECURS),
            raw.choice("deadline", DEADLINES),
            basis(raw, "deadline_basis"),
            starts,
            raw.integer("after_years", required=False),
            raw.integer("after_days", required=False),
            raw.text("month_day"),
            raw.text("next_year").is_not_null(),
            done_by,
            raw.text("article", required=True),
            row_order(raw),
            *raw.place(),
        ]

    return stack(raws.get("scheme_step", []), SchemeStep, one)


def step_record(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("region_id", required=True),
            raw.fiscal_year("fiscal_year"),
            raw.text("step_id", required=True),
            raw.date("due_on"),
            raw.date("done_on"),
            *raw.place("done_on"),
        ]

    return stack(raws.get("step_record", []), StepRecord, one)


TABLES = [
    Table(
        "scheme_step",
        SchemeStep,
        scheme_step,
        "交付金の手続き",
        "Steps of the grant's year",
        ("scheme_step",),
        {"scheme_id": ("scheme", "scheme_id")},
    ),
    Table(
        "step_record",
        StepRecord,
        step_record,
        "手続きの記録",
        "Records of steps",
        ("step_record",),
        {"region_id": ("region", "region_id"), "step_id": ("scheme_step", "step_id")},
    ),
]
