"""scheme_rule, disbursement: the grant's rules and what was paid under them."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import values
from etl.clean.guess import digit_guess
from etl.tables.base import Done, Fact, Raws, Table, label, lit, stack
from etl.tables.columns import Raw

STATUS_WORDS = {"交付額": "actual", "交付金活用見込額": "planned"}


class SchemeRule(Fact):
    scheme_id = dy.String(primary_key=True, metadata=label("制度ID", "Scheme ID"))
    rule_id = dy.String(primary_key=True, metadata=label("規則ID", "Rule ID"))
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（単位の列による）"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    value_text = dy.String(nullable=True, metadata=label("値（文字）", "Value in words"))
    article = dy.String(nullable=False, metadata=label("条", "Article"))
    text = dy.String(nullable=False, metadata=label("内容", "Rule"))
    text_en = dy.String(nullable=True, metadata=label("内容（英語）", "Rule (English)"))


class Disbursement(Fact):
    region_id = dy.String(primary_key=True, metadata=label("地域ID", "Region ID"))
    fiscal_year = dy.Int64(
        primary_key=True, min=1989, max=2100, metadata=label("年度", "Fiscal year", "年度")
    )
    status = dy.String(nullable=False, regex="^(actual|planned|undecided)$", metadata=label("区分", "Status"))
    amount_yen = dy.Int64(nullable=True, min=0, metadata=label("交付額", "Grant", "円"))

    @dy.rule()
    def amount_missing_only_when_undecided(cls) -> pl.Expr:
        return pl.col("amount_yen").is_null() == (pl.col("status") == "undecided")


def scheme_rule(raws: Raws, done: Done) -> pl.DataFrame:
    """A rule with a unit has a number, one without is told in words."""

    def one(raw: Raw) -> list[pl.Series]:
        counted = raw.only("value", raw.text("unit").is_not_null())
        words = raw.text("value").zip_with(
            raw.text("unit").is_null(), lit(raw, "value_text", None, pl.String)
        )
        return [
            raw.text("scheme_id", required=True),
            raw.text("rule_id", required=True),
            counted.decimal("value", required=False),
            raw.text("unit"),
            words.alias("value_text"),
            raw.text("article", required=True),
            raw.text("text", required=True),
            raw.text("text_en"),
            *raw.place(),
        ]

    return stack(raws.get("scheme_rule", []), SchemeRule, one)


def disbursement(raws: Raws, done: Done) -> pl.DataFrame:
    """Amounts in yen. 未定 has no amount and status `undecided`; 0 is an amount."""

    def one(raw: Raw) -> list[pl.Series]:
        per_unit = raw.unit_scale("amount", "円")

        def yen(cell: str) -> int | None:
            read = values.number(cell)
            if read.mark == "undecided":
                return None
            if read.value is None or read.value < 0:
                raise ValueError(cell)
            whole = round(read.value * per_unit, 3)  # 4.1 百万円 is 4,100,000 円, not 4,099,999.9999999995
            if whole % 1:
                raise ValueError(cell)
            return int(whole)

        printed = raw.choice("status", STATUS_WORDS)
        open_ = raw.text("amount").map_elements(
            lambda cell: values.narrow(cell) == "未定", return_dtype=pl.Boolean
        )
        status = pl.select(
            pl.when(open_).then(pl.lit("undecided")).otherwise(printed).alias("status")
        ).to_series()
        amount = raw.convert(
            "amount",
            yen,
            pl.Int64,
            "金額（0以上の数）または「未定」で書きます",
            "must be an amount (0 or more) or 未定",
            rule="amount",
            guess=digit_guess,
        )
        return [
            raw.text("region_id", required=True),
            raw.fiscal_year("fiscal_year"),
            status,
            amount.alias("amount_yen"),
            *raw.place("amount"),
        ]

    return stack(raws.get("disbursement", []), Disbursement, one)


TABLES = [
    Table("scheme_rule", SchemeRule, scheme_rule, "交付金の規則", "Rules of the grant", ("scheme_rule",)),
    Table(
        "disbursement",
        Disbursement,
        disbursement,
        "交付額",
        "Grants",
        ("disbursement",),
        {"region_id": ("region", "region_id")},
    ),
]
