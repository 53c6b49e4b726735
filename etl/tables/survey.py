"""survey, survey_question, survey_answer: empty of answers until a survey is run."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl import clean
from etl.raw import Raw
from etl.tables.base import Done, Fact, Raws, Table, label, stack


class Survey(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    title = dy.String(nullable=False, metadata=label("調査名", "Title"))
    title_en = dy.String(nullable=False, metadata=label("調査名（英語）", "Title (English)"))
    fielded_from = dy.Date(nullable=True, metadata=label("実施開始", "Fielded from"))
    fielded_to = dy.Date(nullable=True, metadata=label("実施終了", "Fielded to"))
    target = dy.String(nullable=True, metadata=label("対象", "Target"))
    target_count = dy.Int64(nullable=True, min=0, metadata=label("対象数", "Number of targets", "市町村"))


class SurveyQuestion(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    text = dy.String(nullable=False, metadata=label("設問", "Question"))
    kind = dy.String(nullable=False, regex="^(count|choice|text)$", metadata=label("種類", "Kind"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))


class SurveyAnswer(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    occupation_id = dy.String(
        primary_key=True, metadata=label("職種ID（なければ空）", "Occupation ID (empty: none)")
    )
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（設問の単位による）"))
    text = dy.String(nullable=True, metadata=label("記述", "Text"))
    missing_reason = dy.String(nullable=True, metadata=label("欠けた理由", "Why it is missing"))


def survey(raws: Raws, done: Done) -> pl.DataFrame:
    """A period printed as months runs from the first month's first to the last month's last day."""

    def edge(raw: Raw, column: str, index: int) -> pl.Series:
        def parse(cell: str) -> object:
            try:
                return clean.date(cell)
            except ValueError:
                return clean.month(cell)[index]

        return raw.convert(
            column, parse, pl.Date, "日付または年月で書きます", "must be a date or a month", required=False
        )

    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("survey_id", "title", "title_en")],
            edge(raw, "fielded_from", 0),
            edge(raw, "fielded_to", 1),
            raw.text("target"),
            raw.integer("target_count", required=False),
            *raw.place("fielded_from"),
        ]

    return stack(raws.get("survey", []), Survey, one)


def survey_question(raws: Raws, done: Done) -> pl.DataFrame:
    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("survey_id", "question_id", "text", "kind")],
            raw.text("unit"),
            *raw.place("text"),
        ]

    return stack(raws.get("survey_question", []), SurveyQuestion, one)


def survey_answer(raws: Raws, done: Done) -> pl.DataFrame:
    """No returns exist in the documents (their charts carry no numbers): the table starts empty."""

    def one(raw: Raw) -> list[pl.Series]:
        return [
            raw.text("survey_id", required=True),
            raw.code("municipality_code"),
            raw.text("question_id", required=True),
            raw.text("occupation_id").fill_null("").alias("occupation_id"),
            raw.decimal("value", required=False),
            raw.text("text"),
            raw.text("missing_reason"),
            *raw.place("value"),
        ]

    return stack(raws.get("survey_answer", []), SurveyAnswer, one)


_SURVEY = {"survey_id": ("survey", "survey_id")}
TABLES = [
    Table("survey", Survey, survey, "調査", "Surveys", ("survey",)),
    Table(
        "survey_question",
        SurveyQuestion,
        survey_question,
        "設問",
        "Survey questions",
        ("survey_question",),
        _SURVEY,
    ),
    Table(
        "survey_answer",
        SurveyAnswer,
        survey_answer,
        "回答",
        "Survey answers",
        ("survey_answer",),
        {**_SURVEY, "municipality_code": ("municipality", "municipality_code")},
    ),
]
