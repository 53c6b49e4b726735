"""Collected returns → rows of the survey tables. Suppression happens here, before any row is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import dataframely as dy
import polars as pl

from etl.survey.answercells import Cell, layout
from etl.survey.collected import Collected
from etl.survey.counterexample import Area
from etl.survey.definition import FILE, Question
from etl.survey.reference import ReferenceData
from etl.survey.together import suppress_groups
from etl.tables import survey as tables

_SCHEMAS: dict[str, type[dy.Schema]] = {
    "survey": tables.Survey,
    "survey_target": tables.SurveyTarget,
    "survey_return": tables.SurveyReturn,
    "survey_question": tables.SurveyQuestion,
    "survey_choice": tables.SurveyChoice,
    "survey_occupation": tables.SurveyOccupation,
    "survey_answer": tables.SurveyAnswer,
    "survey_total": tables.SurveyTotal,
}
Row = dict[str, Any]


def rows(
    several: Sequence[Collected], reference: ReferenceData, minimum: int, on: dt.date
) -> dict[str, pl.DataFrame]:
    """Table → its rows of all surveys, as they are published on a day."""
    found: dict[str, list[Row]] = {name: [] for name in _SCHEMAS}
    for collected in several:
        is_open = collected.definition.published(on)
        _defined(collected, reference, minimum if is_open else None, found)
        if is_open:
            _answers(collected, reference, minimum, found)
    return {
        name: pl.DataFrame(
            found[name], schema=schema.create_empty().schema, strict=False, infer_schema_length=None
        )
        for name, schema in _SCHEMAS.items()
    }


def _place(survey_id: str, ref: str, row: str | None = None, printed: str | None = None) -> Row:
    return {
        "source_id": survey_id,
        "source_ref": ref,
        "source_row": f"{survey_id}/{row or f'{FILE}:1'}",
        "as_printed": printed,
        "note": None,
    }


def _defined(
    collected: Collected, reference: ReferenceData, minimum: int | None, tables: dict[str, list[Row]]
) -> None:
    """What is published of every survey; `minimum` is None while its answers are not."""
    definition, scope = collected.definition, collected.scope
    own = {"survey_id": definition.survey_id}
    defined = own | _place(definition.survey_id, "調査の定義")
    tables["survey"].append(
        defined
        | {
            "title": definition.title,
            "title_en": definition.title_en,
            "fielded_from": definition.fielded_from,
            "fielded_to": definition.fielded_to,
            "target": _target(collected, reference),
            "target_count": len(scope.targets),
            "series": definition.series,
            "sample": definition.sample,
            "answers_from": definition.answers_from,
            "minimum_cell": minimum if collected.count("held") else None,
            "note": definition.note,
        }
    )
    for item in collected.municipalities:
        code = {"municipality_code": item.target.code}
        tables["survey_target"].append(defined | code)
        told = {"state": item.state, "answered": item.answered, "asked": collected.cells}
        tables["survey_return"].append(defined | code | told | {"source_ref": "調査票の回収"})
    for n, question in enumerate(definition.questions, start=1):
        told_question = {key: getattr(question, key) for key in _QUESTION_COLUMNS}
        told_question |= {"high": question.high if question.kind == "count" else None}
        tables["survey_question"].append(
            defined | told_question | {"sort_order": n, "as_printed": question.text}
        )
        for order, choice in enumerate(question.choices, start=1):
            told_choice = {key: getattr(choice, key) for key in ("choice_id", "text", "text_en")}
            ids = {"question_id": question.question_id, "sort_order": order}
            tables["survey_choice"].append(defined | ids | told_choice | {"as_printed": choice.text})
    if definition.by_occupation:
        for order, job in enumerate(scope.occupations, start=1):
            told_job = {key: getattr(job, key) for key in ("occupation_id", "name", "name_en", "group")}
            tables["survey_occupation"].append(
                defined | told_job | {"sort_order": order, "as_printed": job.name}
            )


_QUESTION_COLUMNS = (
    "question_id",
    "text",
    "text_en",
    "kind",
    "unit",
    "unit_en",
    "question_set",
    "definition",
    "by_occupation",
    "headcount",
    "not_above",
)


def _target(collected: Collected, reference: ReferenceData) -> str:
    definition = collected.definition
    parts = [f"{bureau}管内" for bureau in definition.bureaus] + list(definition.regions)
    parts += [reference.municipalities[code].name for code in definition.codes[:5]]
    more = "など" if len(definition.codes) > 5 else ""
    return "、".join(parts) + more


def _areas(collected: Collected, reference: ReferenceData) -> dict[tuple[str, str], set[str]]:
    """Every area with a total: all that were asked, their bureaus, the regions they are members of."""
    codes = {target.code for target in collected.scope.targets}
    areas: dict[tuple[str, str], set[str]] = {("all", ""): codes}
    for target in collected.scope.targets:
        if target.subprefecture:
            areas.setdefault(("subprefecture", target.subprefecture), set()).add(target.code)
    for region, members in reference.regions(collected.definition.fielded_to).items():
        if codes & set(members):
            areas["region", region] = codes & set(members)
    return areas


def _answers(
    collected: Collected, reference: ReferenceData, minimum: int, tables: dict[str, list[Row]]
) -> None:
    definition = collected.definition
    cells = layout(definition, collected.scope).cells
    areas = _areas(collected, reference)
    questions = {q.question_id: q for q in definition.questions}
    limits = {q.question_id: q.not_above for q in definition.questions if q.not_above}
    headcounts = {q.question_id for q in definition.questions if q.headcount}
    highest = {q.question_id: q.high for q in definition.questions}
    hidden: set[tuple[str, str, str]] = set()
    for occupation in dict.fromkeys(cell.occupation_id for cell in cells):
        counts = {
            question: _headcounts(collected, question, occupation)
            for question, _ in dict.fromkeys(c.key for c in cells if c.occupation_id == occupation)
            if questions[question].kind == "count"
        }
        told = suppress_groups(areas, counts, limits, headcounts, minimum, highest)
        hidden |= {(question, occupation, code) for question, code in told.hidden.cells}
        for question, answers in counts.items():
            gone = {code for q, code in told.hidden.cells if q == question}
            for area, codes in told.sums[question].items():
                withheld = (question, area) in told.hidden.totals
                total = _total(
                    collected, questions[question], occupation, area, codes, answers, withheld, gone
                )
                left_out = sorted(told.left_out.get(area[2], set()) & areas[area[:2]])
                rest = {"asked": len(areas[area[:2]]), "left_out": " ".join(left_out) or None}
                tables["survey_total"].append(total | rest)
    for item in collected.municipalities:
        for cell in cells:
            value = item.held.values.get(cell.key) if item.held else None
            closed = (cell.question.question_id, cell.occupation_id, item.target.code) in hidden
            row = item.held.places.get(cell.key) if item.held else None
            place = f"{item.target.code}:{row}" if row else None
            tables["survey_answer"].append(
                _answer(
                    definition.survey_id, item.target.code, cell, value, closed, place, item.held is not None
                )
            )


def _headcounts(collected: Collected, question: str, occupation: str) -> dict[str, int]:
    """The whole numbers that came back, by municipality."""
    found = {}
    for item in collected.municipalities:
        value = item.held.values.get((question, occupation)) if item.held else None
        if isinstance(value, int):
            found[item.target.code] = value
    return found


def _answer(
    survey_id: str,
    code: str,
    cell: Cell,
    value: int | str | None,
    closed: bool,
    place: str | None,
    held: bool,
) -> Row:
    """One cell as it is published: of a suppressed one neither the value nor how it was written."""
    reason = "suppressed" if closed else "no_return" if not held else "unanswered" if value is None else None
    shown = None if closed else value
    printed = None
    if shown is not None:
        words = {choice.choice_id: choice.text for choice in cell.question.choices}
        printed = words[shown] if isinstance(shown, str) else str(shown)
    ref = f"調査票 {cell.sheet}｜{cell.row_name}｜{cell.column_name}"
    return _place(survey_id, ref, place, printed) | {
        "survey_id": survey_id,
        "municipality_code": code,
        "question_id": cell.question.question_id,
        "occupation_id": cell.occupation_id,
        "value": float(shown) if isinstance(shown, int) else None,
        "text": shown if isinstance(shown, str) else None,
        "missing_reason": reason,
    }


def _total(
    collected: Collected,
    question: Question,
    occupation: str,
    area: Area,
    answered: frozenset[str],
    answers: dict[str, int],
    withheld: bool,
    gone: set[str],
) -> Row:
    reason = "no_answers" if not answered else "suppressed" if withheld else None
    survey_id = collected.definition.survey_id
    return _place(survey_id, "回答の集計") | {
        "survey_id": survey_id,
        "area_level": area[0],
        "area_id": area[1],
        "question_id": question.question_id,
        "occupation_id": occupation,
        "together": area[2],
        "value": None if reason else float(sum(answers[code] for code in answered)),
        "answered": len(answered),
        "hidden": len(gone & answered),
        "missing_reason": reason,
    }
