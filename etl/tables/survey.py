"""survey and what hangs on it: who was asked, what, who answered, the answers, their totals.

A survey that a document tells of comes from its source; one that is run (data/surveys/) from its
definition and its returns (etl.survey), which add their rows to every table here. No row of these
tables holds a value below the minimum of office.toml, nor one that gives such a value away.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from etl.clean import dates
from etl.tables.base import Done, Fact, Raws, Shape, Table, label, lit, stack
from etl.tables.columns import Raw

MISSING = "^(unanswered|no_return|suppressed)$"


class Survey(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    title = dy.String(nullable=False, metadata=label("調査名", "Title"))
    title_en = dy.String(nullable=False, metadata=label("調査名（英語）", "Title (English)"))
    fielded_from = dy.Date(nullable=True, metadata=label("実施開始", "Fielded from"))
    fielded_to = dy.Date(nullable=True, metadata=label("実施終了", "Fielded to"))
    target = dy.String(nullable=True, metadata=label("対象", "Target"))
    target_count = dy.Int64(nullable=True, min=0, metadata=label("対象数", "Number of targets", "市町村"))
    series = dy.String(
        nullable=True, metadata=label("系列（同じなら比べられる）", "Series (surveys of one may be compared)")
    )
    invented = dy.Bool(  # a schema has a method called sample
        alias="sample", nullable=False, metadata=label("見本データか", "Invented sample data or not")
    )
    minimum_cell = dy.Int64(
        nullable=True, min=1, metadata=label("秘匿の下限", "Smallest headcount that is shown", "人")
    )
    answers_from = dy.Date(
        nullable=True, metadata=label("回答を公開する日", "Answers are published from this day")
    )


class SurveyTarget(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))


class SurveyReturn(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    state = dy.String(
        nullable=False, regex="^(held|open|none)$", metadata=label("調査票の状態", "State of the return")
    )
    answered = dy.Int64(nullable=False, min=0, metadata=label("回答した欄", "Cells answered", "欄"))
    asked = dy.Int64(nullable=False, min=0, metadata=label("たずねた欄", "Cells asked", "欄"))


class SurveyQuestion(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    text = dy.String(nullable=False, metadata=label("設問", "Question"))
    text_en = dy.String(nullable=False, metadata=label("設問（英語）", "Question (English)"))
    kind = dy.String(nullable=False, regex="^(count|choice|text)$", metadata=label("種類", "Kind"))
    unit = dy.String(nullable=True, metadata=label("単位", "Unit"))
    unit_en = dy.String(nullable=True, metadata=label("単位（英語）", "Unit (English)"))
    question_set = dy.String(nullable=True, metadata=label("設問の組", "Set of questions"))
    definition = dy.String(
        nullable=True, metadata=label("定義のキー（同じなら比べられる）", "Key of the definition")
    )
    by_occupation = dy.Bool(nullable=False, metadata=label("職種別か", "By occupation or not"))
    headcount = dy.Bool(nullable=False, metadata=label("秘匿の対象か", "The minimum applies or not"))
    not_above = dy.String(
        nullable=True, metadata=label("この設問の答えを超えない", "No answer exceeds that of this question")
    )
    high = dy.Int64(nullable=True, min=0, metadata=label("答えの上限", "No answer exceeds"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class SurveyChoice(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    choice_id = dy.String(primary_key=True, metadata=label("選択肢ID", "Choice ID"))
    text = dy.String(nullable=False, metadata=label("選択肢", "Choice"))
    text_en = dy.String(nullable=False, metadata=label("選択肢（英語）", "Choice (English)"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class SurveyOccupation(Fact):
    """The occupations a survey asks about: those of `occupation` and those its definition adds."""

    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    occupation_id = dy.String(primary_key=True, metadata=label("職種ID", "Occupation ID"))
    name = dy.String(nullable=False, metadata=label("職種", "Occupation"))
    name_en = dy.String(nullable=False, metadata=label("職種（英語）", "Occupation (English)"))
    group = dy.String(nullable=False, metadata=label("職種群", "Group"))
    sort_order = dy.Int64(nullable=False, min=1, metadata=label("並び順", "Order", "番目"))


class SurveyAnswer(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    municipality_code = dy.String(primary_key=True, metadata=label("団体コード", "Municipality code"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    occupation_id = dy.String(
        primary_key=True, metadata=label("職種ID（なければ空）", "Occupation ID (empty: none)")
    )
    value = dy.Float64(nullable=True, metadata=label("値", "Value", "（設問の単位による）"))
    text = dy.String(nullable=True, metadata=label("記述・選択肢ID", "Text or choice ID"))
    missing_reason = dy.String(
        nullable=True, regex=MISSING, metadata=label("欠けた理由", "Why it is missing")
    )


class SurveyTotal(Fact):
    survey_id = dy.String(primary_key=True, metadata=label("調査ID", "Survey ID"))
    area_level = dy.String(
        primary_key=True, regex="^(all|subprefecture|region)$", metadata=label("地域の段階", "Level")
    )
    area_id = dy.String(primary_key=True, metadata=label("地域（全体は空）", "Area (empty: all)"))
    question_id = dy.String(primary_key=True, metadata=label("設問ID", "Question ID"))
    occupation_id = dy.String(
        primary_key=True, metadata=label("職種ID（なければ空）", "Occupation ID (empty: none)")
    )
    together = dy.String(
        primary_key=True,
        metadata=label("合わせて答えた設問の組（なければ空）", "Answered together with (empty: by itself)"),
    )
    value = dy.Float64(
        nullable=True, metadata=label("回答の合計", "Sum of the answers", "（設問の単位による）")
    )
    answered = dy.Int64(nullable=False, min=0, metadata=label("値の分かる数", "Known", "市町村"))
    asked = dy.Int64(nullable=False, min=0, metadata=label("たずねた数", "Asked", "市町村"))
    hidden = dy.Int64(nullable=False, min=0, metadata=label("うち秘匿", "Of them suppressed", "市町村"))
    left_out = dy.String(
        nullable=True,
        metadata=label(
            "秘匿のために除いた市町村（団体コード）",
            "Left out to keep others suppressed (municipality codes)",
        ),
    )
    missing_reason = dy.String(
        nullable=True,
        regex="^(suppressed|no_answers)$",
        metadata=label("欠けた理由", "Why it is missing"),
    )


def survey(raws: Raws, done: Done) -> pl.DataFrame:
    """A period printed as months runs from the first month's first to the last month's last day."""

    def edge(raw: Raw, column: str, index: int) -> pl.Series:
        def parse(cell: str) -> object:
            try:
                return dates.date(cell)
            except ValueError:
                return dates.month(cell)[index]

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
            lit(raw, "series", None, pl.String),
            lit(raw, "sample", False, pl.Boolean),
            lit(raw, "minimum_cell", None, pl.Int64),
            lit(raw, "answers_from", None, pl.Date),
            *raw.place("fielded_from"),
        ]

    return stack(raws.get("survey", []), Survey, one)


def survey_question(raws: Raws, done: Done) -> pl.DataFrame:
    """Headings of results that a document prints: no set, no definition, so nothing to compare with."""

    def one(raw: Raw) -> list[pl.Series]:
        return [
            *[raw.text(c, required=True) for c in ("survey_id", "question_id", "text", "text_en", "kind")],
            raw.text("unit"),
            *[lit(raw, c, None, pl.String) for c in ("unit_en", "question_set", "definition")],
            *[lit(raw, c, False, pl.Boolean) for c in ("by_occupation", "headcount")],
            lit(raw, "not_above", None, pl.String),
            lit(raw, "high", None, pl.Int64),
            pl.Series("sort_order", range(1, len(raw) + 1), dtype=pl.Int64),
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


def _run_only(schema: type[dy.Schema]) -> Shape:
    """No document brings rows: the surveys that are run do."""
    return lambda raws, done: schema.create_empty()


_SURVEY = {"survey_id": ("survey", "survey_id")}
_SURVEY_MUNICIPALITY = {**_SURVEY, "municipality_code": ("municipality", "municipality_code")}
TABLES = [
    Table("survey", Survey, survey, "調査", "Surveys", ("survey",), surveyed=True),
    Table(
        "survey_target",
        SurveyTarget,
        _run_only(SurveyTarget),
        "調査の対象",
        "Targets of surveys",
        (),
        _SURVEY_MUNICIPALITY,
        surveyed=True,
    ),
    Table(
        "survey_return",
        SurveyReturn,
        _run_only(SurveyReturn),
        "調査票の回収",
        "Returns of surveys",
        (),
        _SURVEY_MUNICIPALITY,
        surveyed=True,
    ),
    Table(
        "survey_question",
        SurveyQuestion,
        survey_question,
        "設問",
        "Survey questions",
        ("survey_question",),
        _SURVEY,
        surveyed=True,
    ),
    Table(
        "survey_choice",
        SurveyChoice,
        _run_only(SurveyChoice),
        "選択肢",
        "Choices of survey questions",
        (),
        _SURVEY,
        surveyed=True,
    ),
    Table(
        "survey_occupation",
        SurveyOccupation,
        _run_only(SurveyOccupation),
        "調査でたずねる職種",
        "Occupations asked about",
        (),
        _SURVEY,
        surveyed=True,
    ),
    Table(
        "survey_answer",
        SurveyAnswer,
        survey_answer,
        "回答",
        "Survey answers",
        ("survey_answer",),
        _SURVEY_MUNICIPALITY,
        surveyed=True,
    ),
    Table(
        "survey_total",
        SurveyTotal,
        _run_only(SurveyTotal),
        "回答の集計",
        "Totals of survey answers",
        (),
        _SURVEY,
        surveyed=True,
    ),
]
