"""cooperation_case and what belongs to it: measures, participants, events, effects; quoted rates."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import dataframely as dy
import polars as pl

from etl.clean import dates, values
from etl.clean.names import Municipalities
from etl.tables.base import Done, Fact, Raws, Table, label, stack
from etl.tables.basis import BASIS, basis
from etl.tables.columns import Raw
from etl.tables.optional import row_order


class Case(Fact):
    case_id = dy.String(primary_key=True, regex=r"^[a-z][a-z0-9_]*$", metadata=label("事例ID", "Case ID"))
    prefecture_code = dy.String(
        nullable=False, regex=r"^\d{2}$", metadata=label("都道府県コード", "Prefecture code")
    )
    title = dy.String(nullable=False, metadata=label("題名", "Title"))
    title_en = dy.String(nullable=False, metadata=label("題名（英語）", "Title (English)"))
    kind = dy.String(nullable=False, metadata=label("種類", "Kind"))
    kind_en = dy.String(nullable=False, metadata=label("種類（英語）", "Kind (English)"))
    partners = dy.String(nullable=False, metadata=label("関係団体", "Partners"))
    partners_en = dy.String(nullable=False, metadata=label("関係団体（英語）", "Partners (English)"))
    started_on = dy.Date(nullable=True, metadata=label("開始日", "Started on"))
    started_as_printed = dy.String(nullable=True, metadata=label("開始（原文）", "Start as printed"))
    summary = dy.String(nullable=False, metadata=label("概要", "Summary"))
    summary_en = dy.String(nullable=True, metadata=label("概要（英語）", "Summary (English)"))


class CaseMeasure(Fact):
    case_id = dy.String(primary_key=True, metadata=label("事例ID", "Case ID"))
    measure = dy.String(primary_key=True, metadata=label("指標", "Measure"))
    measure_en = dy.String(nullable=False, metadata=label("指標（英語）", "Measure (English)"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    unit_en = dy.String(nullable=True, metadata=label("単位（英語）", "Unit (English)"))
    period = dy.String(primary_key=True, metadata=label("時期（原文）", "Period as printed"))
    period_en = dy.String(nullable=True, metadata=label("時期（英語）", "Period (English)"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))
    year = dy.Int64(nullable=True, min=1900, max=2100, metadata=label("年（年度）", "Year (fiscal)", "年度"))
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（単位の列による）"))
    text_value = dy.String(nullable=True, metadata=label("数でない値", "Value in words"))
    basis = dy.String(
        nullable=True, regex=BASIS, metadata=label("値・単位・時期の根拠", "Basis of value, unit and period")
    )

    @dy.rule()
    def value_or_text(cls) -> pl.Expr:
        return pl.col("value").is_not_null() | pl.col("text_value").is_not_null()


class CaseParticipant(Fact):
    case_id = dy.String(primary_key=True, metadata=label("事例ID", "Case ID"))
    period = dy.String(primary_key=True, metadata=label("時期（原文）", "Period as printed"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    role = dy.String(primary_key=True, metadata=label("役割", "Role"))


class CaseEvent(Fact):
    case_id = dy.String(primary_key=True, metadata=label("事例ID", "Case ID"))
    sort_order = dy.Int64(primary_key=True, min=1, metadata=label("並び順", "Order", "番目"))
    period = dy.String(nullable=False, metadata=label("時期（原文）", "Period as printed"))
    text = dy.String(nullable=False, metadata=label("出来事", "Event"))


class CaseEffect(Fact):
    case_id = dy.String(primary_key=True, metadata=label("事例ID", "Case ID"))
    sort_order = dy.Int64(primary_key=True, min=1, metadata=label("並び順", "Order", "番目"))
    kind = dy.String(nullable=False, metadata=label("種類", "Kind"))
    text = dy.String(nullable=False, metadata=label("内容", "What is told"))


class QuotedRate(Fact):
    rate_id = dy.String(primary_key=True, metadata=label("指標ID", "Rate ID"))
    name = dy.String(nullable=False, metadata=label("指標", "Rate"))
    name_en = dy.String(nullable=False, metadata=label("指標（英語）", "Rate (English)"))
    category = dy.String(nullable=False, metadata=label("区分", "Category"))
    category_en = dy.String(nullable=False, metadata=label("区分（英語）", "Category (English)"))
    value_pct = dy.Float64(nullable=False, min=0, max=100, metadata=label("割合", "Share", "％"))
    quoted_from = dy.String(nullable=False, metadata=label("引用元", "Quoted from"))


def day(cell: str) -> dt.date | None:
    """A day, or the first of a printed month; a fiscal year is not a day and stays as printed."""
    for parse in (dates.date, lambda text: dates.month(text)[0]):
        try:
            return parse(cell)
        except ValueError:
            continue
    dates.fiscal_year(cell)  # anything that is no date, month or fiscal year is a problem
    return None


_WORDS = ("case_id", "title", "title_en", "kind", "kind_en", "partners", "partners_en", "summary")


def case(raws: Raws, done: Done) -> pl.DataFrame:
    prefectures = Municipalities.of(done["municipality"]).prefectures

    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in _WORDS],
            raw.choice("prefecture", prefectures).alias("prefecture_code"),
            raw.convert(
                "started_on",
                day,
                pl.Date,
                "日付・年月・年度で書きます",
                "must be a date, a month or a fiscal year",
                required=False,
            ),
            raw.text("started_on").alias("started_as_printed"),
            raw.text("summary_en"),
            *raw.place("title"),
        ]

    return stack(raws.get("cooperation_case", []), Case, one)


def measure(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        place = raw.place("value")
        words = raw.text("text_value")
        place[3] = place[3].zip_with(place[3].is_not_null(), words).alias("as_printed")
        return [
            *[raw.text(c, required=True) for c in ("case_id", "measure", "measure_en")],
            raw.text("unit"),
            raw.text("unit_en"),
            raw.text("period").fill_null("").alias("period"),
            raw.text("period_en"),
            row_order(raw),
            raw.integer("year", required=False),
            raw.decimal("value", required=False),
            words,
            basis(raw, "basis"),
            *place,
        ]

    return stack(raws.get("case_measure", []), CaseMeasure, one)


def participant(raws: Raws, done: Done) -> pl.DataFrame:
    towns = Municipalities.of(done["municipality"])

    def one(raw: Raw) -> list[pl.Series]:
        homes = raw.choice("prefecture", towns.prefectures).drop_nulls().unique().to_list()

        def find(cell: str) -> str:
            found: set[str] = set()
            for home in homes:
                with suppress(KeyError):
                    found.add(towns.code(cell, home))
            if len(found) > 1:
                listed = "、".join(sorted(found))
                raise values.Unread(
                    f"この名前の市区町村が複数の都道府県にあります（{listed}）。都道府県の名を付けます",
                    f"several prefectures have one of this name ({listed}): write the prefecture too",
                )
            if not found:
                raise KeyError(cell)
            return found.pop()

        code = raw.convert(
            "name",
            find,
            pl.String,
            "この名前の市区町村は全国地方公共団体コードにありません",
            "no municipality of this name is in the national code list",
            rule="unknown_municipality",
            guess=lambda cell: towns.guess(cell, homes[0]) if homes else None,
        )
        return [
            raw.text("case_id", required=True),
            raw.text("period").fill_null("").alias("period"),
            code.alias("municipality_code"),
            raw.text("role").fill_null("参加").alias("role"),
            *raw.place("name"),
        ]

    return stack(raws.get("case_participant", []), CaseParticipant, one)


def event(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("case_id", required=True),
            row_order(raw),
            raw.text("period", required=True),
            raw.text("text", required=True),
            *raw.place("period"),
        ]

    return stack(raws.get("case_event", []), CaseEvent, one)


def effect(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("case_id", required=True),
            row_order(raw),
            raw.text("kind", required=True),
            raw.text("text", required=True),
            *raw.place(),
        ]

    return stack(raws.get("case_effect", []), CaseEffect, one)


def quoted_rate(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[
                raw.text(c, required=True)
                for c in ("rate_id", "name", "name_en", "category", "category_en", "quoted_from")
            ],
            raw.decimal("value_pct"),
            *raw.place("value_pct"),
        ]

    return stack(raws.get("quoted_rate", []), QuotedRate, one)


_CASE = {"case_id": ("cooperation_case", "case_id")}
TABLES = [
    Table("cooperation_case", Case, case, "事例", "Cases", ("cooperation_case",)),
    Table("case_measure", CaseMeasure, measure, "事例の指標", "Measures of cases", ("case_measure",), _CASE),
    Table(
        "case_participant",
        CaseParticipant,
        participant,
        "事例の参加市町村",
        "Municipalities taking part in cases",
        ("case_participant",),
        {**_CASE, "municipality_code": ("municipality", "municipality_code")},
    ),
    Table("case_event", CaseEvent, event, "事例の経過", "Course of cases", ("case_event",), _CASE),
    Table(
        "case_effect",
        CaseEffect,
        effect,
        "事例の課題・効果",
        "Issues and effects of cases",
        ("case_effect",),
        _CASE,
    ),
    Table("quoted_rate", QuotedRate, quoted_rate, "引用された割合", "Quoted rates", ("quoted_rate",)),
]
