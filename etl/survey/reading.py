"""survey.toml read: every entry that is wrong is told, none is passed over."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from etl.near import near
from etl.problems import Problems
from etl.survey.definition import (
    FILE,
    HIGHEST,
    SETS,
    Accepted,
    Choice,
    Definition,
    Occupation,
    Question,
    label,
    usable,
)
from etl.survey.entries import Entries
from etl.survey.publication import by_default


def load(folder: Path, problems: Problems) -> Definition | None:
    """The definition in `folder`, or None after saying what is wrong with it."""
    name = folder.name
    place = f"{label(folder)}/{FILE}"

    def wrong(ja: str, en: str, column: str | None = None, value: str | None = None) -> None:
        problems.report("survey_toml", ja, en, file=place, column=column, value=value)

    if not usable(name):
        wrong(
            "調査の名（フォルダ名）は英小文字で始め、英小文字・数字・_ で書きます",
            "a survey's folder is named in lower-case letters, digits and _, beginning with a letter",
            value=name,
        )
        return None
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        wrong(f"TOML として読めません（{error}）", f"not valid TOML ({error})")
        return None
    before = len(problems)
    top = Entries(data, "", wrong)
    period = (top.date("fielded_from"), top.date("fielded_to"))
    if all(period) and period[0] > period[1]:  # type: ignore[operator]
        wrong("終わりが始まりより前です", "it ends before it begins", "fielded_to", str(period[1]))
    targets = Entries(top.table("targets"), "[targets] ", wrong)
    asked = Entries(top.table("occupations"), "[occupations] ", wrong)
    questions = _questions(top, wrong)
    made = {
        "title": top.text("title"),
        "title_en": top.text("title_en"),
        "publisher": top.text("publisher"),
        "publisher_en": top.text("publisher_en"),
        "contact": top.text("contact", ""),
        "fielded_from": period[0],
        "fielded_to": period[1],
        "series": top.text("series", "") or None,
        "sample": top.truth("sample", False),
        "publish": top.truth_or_date("publish", by_default(period[1]) if period[1] else False),
        "note": top.text("note", "") or None,
        "bureaus": targets.texts("bureaus"),
        "regions": targets.texts("regions"),
        "codes": targets.texts("codes"),
        "without": targets.texts("without"),
        "ask": asked.texts("ask"),
        "added": tuple(_added(Entries(e, "[[occupations.add]] ", wrong)) for e in asked.tables("add")),
        "accepted": tuple(_accepted(Entries(e, "[[accepted]] ", wrong)) for e in top.tables("accepted")),
    }
    for entries in (targets, asked, top):
        entries.nothing_else()
    if not (made["bureaus"] or made["regions"] or made["codes"]):
        wrong(
            "対象（bureaus、regions、codes のどれか）を書きます",
            "name targets: bureaus, regions or codes",
            "[targets]",
        )
    if any(q.by_occupation for q in questions) and not (made["ask"] or made["added"]):
        wrong(
            "職種別の設問には職種が要ります", "questions by occupation need occupations", "[occupations] ask"
        )
    if len(problems) > before:
        return None
    return Definition(survey_id=name, folder=folder, questions=tuple(questions), **made)  # type: ignore[arg-type]


def _added(entry: Entries) -> Occupation:
    found = Occupation(
        entry.identifier("id"), entry.text("name"), entry.text("name_en"), entry.text("group", "その他")
    )
    entry.nothing_else()
    return found


def _accepted(entry: Entries) -> Accepted:
    found = Accepted(
        entry.text("municipality"),
        entry.text("rule"),
        entry.text("question"),
        entry.text("occupation", ""),
        entry.text("reason"),
    )
    entry.nothing_else()
    return found


def _questions(top: Entries, wrong: Any) -> list[Question]:
    """The questions of the sets that are on, in the order they stand."""
    on = Entries(top.table("sets"), "[sets] ", wrong)
    switched = {name: on.truth(name, name == "own") for name in SETS}
    on.nothing_else()
    lists = {key: _choices(key, entries, wrong) for key, entries in top.named_lists("choices").items()}
    found: list[Question] = []
    for data in top.tables("question"):
        entry = Entries(data, "[[question]] ", wrong)
        question = _question(entry, lists, wrong)
        entry.nothing_else()
        if switched.get(question.question_set):
            found.append(question)
    ids = [q.question_id for q in found]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        wrong("同じIDの設問が二つあります", "two questions have this id", "[[question]] id", twice)
    for question in found:
        other = next((q for q in found if q.question_id == question.not_above), None)
        if question.not_above and other and other.by_occupation != question.by_occupation:
            wrong(
                "職種別かどうかが違う設問とは比べられません",
                "cannot be compared with a question that is not asked alike",
                "[[question]] not_above",
                question.not_above,
            )
    above = {q.question_id: q.not_above for q in found}
    for question in found:
        step, seen = question.not_above, {question.question_id}
        while step and step not in seen:
            seen.add(step)
            step = above.get(step)
        if step:
            wrong(
                "上限の設問が輪になっています",
                "the questions limit each other in a circle",
                "[[question]] not_above",
                question.question_id,
            )
    if not found:
        wrong("設問が一つもありません", "there is no question", "[[question]]")
    return [_placed(question, set(ids)) for question in found]


def _placed(question: Question, ids: set[str]) -> Question:
    """A limit by a question that is switched off is none."""
    if question.not_above in ids:
        return question
    return Question(**{**question.__dict__, "not_above": None})


def _question(entry: Entries, lists: dict[str, tuple[Choice, ...]], wrong: Any) -> Question:
    kind = entry.one_of("kind", ("count", "choice"))
    named = entry.text("choices", "") if kind == "choice" else ""
    if kind == "choice" and named not in lists:
        guess = near(named, list(lists))
        wrong(
            "この選択肢の組はありません" + (f"（候補: {guess}）" if guess else ""),
            "there is no such list of choices" + (f" ({guess}?)" if guess else ""),
            "[[question]] choices",
            named,
        )
    unit = entry.text("unit", "") or None
    by_occupation = entry.truth("by_occupation", False)
    high = entry.whole("max", HIGHEST)
    made = {
        "question_id": entry.identifier("id"),
        "question_set": entry.one_of("set", tuple(SETS)),
        "text": entry.text("text"),
        "text_en": entry.text("text_en"),
        "kind": kind,
        "unit": unit,
        "unit_en": entry.text("unit_en", "") or None,
        "by_occupation": by_occupation,
        "headcount": entry.truth("headcount", kind == "count" and unit == "人"),
        "high": high,
        "hint": entry.text("hint", ""),
        "not_above": entry.text("not_above", "") or None,
        "choices": lists.get(named, ()),
    }
    if kind == "choice" and by_occupation:
        wrong(
            "選択の設問は職種別にできません",
            "a choice cannot be asked by occupation",
            "[[question]] by_occupation",
        )
    made["definition"] = entry.text("definition", "") or _definition(made)
    return Question(**made)


def _definition(made: dict[str, Any]) -> str:
    """Wording, unit and choices decide what an answer means; hint and limits do not."""
    told = [made[key] for key in ("text", "kind", "unit", "by_occupation")]
    told += [[c.choice_id, c.text] for c in made["choices"]]
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    return f"{made['question_id']}-{digest[:8]}"


def _choices(key: str, entries: list[dict[str, Any]], wrong: Any) -> tuple[Choice, ...]:
    found = []
    for data in entries:
        entry = Entries(data, f"[choices] {key} ", wrong)
        found.append(Choice(entry.identifier("id"), entry.text("text"), entry.text("text_en")))
        entry.nothing_else()
    for field in ("choice_id", "text"):
        told = [getattr(choice, field) for choice in found]
        if len(set(told)) != len(told):
            wrong("同じ選択肢が二つあります", "a choice stands there twice", f"[choices] {key}")
    return tuple(found)
