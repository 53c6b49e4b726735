"""Two surveys written into a mart's tables: rows of a test, no municipality gave these answers.

Six municipalities: four of 南空知 (岩見沢市, 夕張市, 美唄市, 三笠市), 芦別市 of the same bureau, 羅臼町
of another. A figure is what the municipality told; "x" is suppressed, "" unanswered; 羅臼町 sent nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import duckdb

from tests.sealed import seal

IWAMIZAWA, YUBARI, BIBAI, MIKASA, ASHIBETSU, RAUSU = CODES = (
    "012106",
    "012092",
    "012157",
    "012220",
    "012165",
    "016942",
)
BUREAU, REGION = "空知総合振興局", "minamisorachi"
NOW, BEFORE = "staff_2026", "staff_2024"
OCCUPATIONS = {
    "public_health_nurse": ("保健師", "Public health nurse", 4),
    "civil_engineer": ("土木技師", "Civil engineer", 1),
    "archivist": ("文書専門員", "Archivist", 14),  # asked by this survey alone
}
COUNTS = {
    "required": ("必要な職員", "Staff required"),
    "present": ("現在の職員", "Staff present"),
    "vacancies": ("欠員", "Vacancies"),
    "leavers_5y": ("5年以内の退職見込み", "Leavers expected in 5 years"),
    "hired": ("昨年度の採用", "Hired last fiscal year"),
    "exam_applicants": ("採用試験の受験者", "Sat the examination"),
    "exam_passed": ("採用試験の合格者", "Passed the examination"),
}
# questions whose totals are set beside each other, as etl.survey.sets has them
TOGETHER = {
    "gap": ("required", "present"),
    "leaving": ("leavers_5y", "present"),
    "outlook": ("present", "leavers_5y", "hired"),
    "examination": ("exam_applicants", "exam_passed"),
}
_NURSE, _ENGINEER, _ARCHIVIST = OCCUPATIONS
Answers = Mapping[tuple[str, str], Sequence[float | str]]
# (question, occupation) → what 岩見沢市, 夕張市, 美唄市, 三笠市, 芦別市 told
ANSWERS: Answers = {
    ("required", _NURSE): (10, 4, 5, "x", "x"),
    ("present", _NURSE): (8, 3, 5, "x", "x"),
    ("vacancies", _NURSE): (0, 0, 0, 0, 0),
    ("leavers_5y", _NURSE): (3, 0, 3, "x", "x"),
    ("hired", _NURSE): (3, 0, 0, "x", "x"),
    ("exam_applicants", _NURSE): (9, 3, 4, 0, 0),
    ("exam_passed", _NURSE): (3, 0, "", 0, 0),  # 美唄市 does not know yet
    # 美唄市 left the required number blank
    ("required", _ENGINEER): (6, 3, "", 4, 0),
    ("present", _ENGINEER): (4, 0, 0, 3, 0),
    ("vacancies", _ENGINEER): (0, 3, 0, 0, 0),
    ("leavers_5y", _ENGINEER): (4, 0, "", 0, 0),
    ("hired", _ENGINEER): (0, 0, 0, 0, 0),
    ("exam_applicants", _ENGINEER): (0, 3, 0, 0, 0),
    ("exam_passed", _ENGINEER): (0, 0, 0, 0, 0),
    ("required", _ARCHIVIST): (3, 3, 0, 0, 0),
    ("present", _ARCHIVIST): (0, 0, 0, 0, 0),
    ("vacancies", _ARCHIVIST): (3, 3, 0, 0, 0),
    ("leavers_5y", _ARCHIVIST): (0, 0, 0, 0, 0),
    ("hired", _ARCHIVIST): (0, 0, 0, 0, 0),
    ("exam_applicants", _ARCHIVIST): ("x", "x", "x", 0, 0),
    ("exam_passed", _ARCHIVIST): (0, 0, 0, 0, 0),
}
# what stands behind "x": nowhere in the mart, but in its totals
HIDDEN = {
    ("required", _NURSE): 2 + 2,
    ("present", _NURSE): 2 + 1,
    ("leavers_5y", _NURSE): 1 + 2,
    ("hired", _NURSE): 1 + 1,
    ("exam_applicants", _ARCHIVIST): 2 + 2 + 1,
}
ANSWERS_BEFORE: Answers = {
    ("present", _NURSE): (9, 3, 5, "x", "x"),
    ("present", _ENGINEER): (4, "", 0, 3, 0),  # 夕張市 did not tell
    ("vacancies", _NURSE): (1, 1, 1, 1, 1),  # asked by another definition
}
WORKS = {"hard_alone_roads": ("道路の維持管理", "Roads"), "hard_alone_tax": ("税の徴収", "Tax collection")}
CHOICES = {
    "can_continue": ("単独で続けられる", "Can go on alone"),
    "hard_within_5y": ("5年以内に難しい", "Hard within 5 years"),
    "hard_now": ("すでに難しい", "Hard already"),
}
HARD = {
    "hard_alone_roads": ("can_continue", "hard_now", "hard_within_5y", "hard_within_5y", "hard_now"),
    "hard_alone_tax": ("can_continue", "can_continue", "", "can_continue", "can_continue"),
}
_SHARE = {"neighbour": ("近隣市町村", "Neighbours"), "region": ("圏域", "The region")}
SHARE = {"share_with_roads": ("", "neighbour", "region", "", "region")}

JOINT = {
    "joint_procurement": ("共同調達", "Joint procurement"),
    "staff_exchange": ("人事交流", "Staff exchange"),
}
_INTEREST = {
    "doing": ("実施中", "Already doing"),
    "interested": ("関心がある", "Interested"),
    "not_interested": ("関心がない", "Not interested"),
    "unknown": ("分からない", "Do not know"),
}
INTEREST = {
    "joint_procurement": ("doing", "interested", "", "not_interested", "interested"),
    "staff_exchange": ("unknown", "not_interested", "interested", "unknown", "unknown"),
}


def statements(sample: bool = True, before: bool = True) -> Iterator[str]:
    """SQL that writes the surveys; `before` adds the earlier one of the same series."""
    surveys = [(NOW, 2026, ANSWERS, HIDDEN)]
    if before:
        surveys.append((BEFORE, 2024, ANSWERS_BEFORE, {("present", _NURSE): 3}))
    for survey_id, year, answers, hidden in surveys:
        yield _insert(
            "survey",
            survey_id=survey_id,
            title=f"職員調査{year}",
            title_en=f"Staff survey {year}",
            fielded_from=f"{year}-09-01",
            fielded_to=f"{year}-10-31",
            target="南空知ほか",
            target_count=6,
            series="staff",
            sample=sample,
            minimum_cell=3,
        )
        for code in CODES:
            yield _insert("survey_target", survey_id=survey_id, municipality_code=code)
            state = "none" if code == RAUSU else "held"
            yield _insert(
                "survey_return", survey_id=survey_id, municipality_code=code, state=state, answered=1, asked=1
            )
        yield from _questions(survey_id, year, {question for question, _ in answers})
        for (question, occupation), told in answers.items():
            yield from _answers(survey_id, question, occupation, (*told, "none"))
            yield from _totals(
                survey_id, question, occupation, answers, hidden.get((question, occupation), 0)
            )
    for question, told in (HARD | SHARE | INTEREST).items():
        for code, state in zip(CODES, (*told, "none"), strict=True):
            known = state not in ("", "none")
            yield _insert(
                "survey_answer",
                survey_id=NOW,
                municipality_code=code,
                question_id=question,
                occupation_id="",
                text=state if known else None,
                missing_reason=None if known else "no_return" if state == "none" else "unanswered",
            )


def written(
    mart: Path, target: Path, sample: bool = True, before: bool = True, more: Sequence[str] = ()
) -> Path:
    """A copy of a mart (data/mart) at `target` whose live build holds the surveys, changed by `more`."""
    shutil.copytree(mart, target)
    build_id = json.loads((target / "current.json").read_text(encoding="utf-8"))["build_id"]
    folder = target / "builds" / build_id
    file = folder / "cooperation.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("begin")
        for statement in (*statements(sample, before), *more):
            connection.execute(statement)
        connection.execute("commit")
    seal(folder)
    return target


def _questions(survey_id: str, year: int, counts: Set[str]) -> Iterator[str]:
    """Those of `counts`; the choices only in the newer survey."""

    def question(at: int, name: str, text: tuple[str, str], kind: str, group: str, definition: str) -> str:
        return _insert(
            "survey_question",
            survey_id=survey_id,
            question_id=name,
            text=text[0],
            text_en=text[1],
            kind=kind,
            question_set=group,
            definition=definition,
            by_occupation=kind == "count",
            headcount=kind == "count",
            sort_order=at,
        )

    for at, (name, text) in enumerate(COUNTS.items(), 1):
        if name not in counts:
            continue
        changed = f"-{year}" if name == "vacancies" else ""
        yield question(at, name, text, "count", "staffing", f"{name}{changed}")
    for occupation, (name, english, order) in OCCUPATIONS.items():
        yield _insert(
            "survey_occupation",
            survey_id=survey_id,
            occupation_id=occupation,
            name=name,
            name_en=english,
            group="試験",
            sort_order=order,
        )
    if survey_id != NOW:
        return
    for at, (name, text) in enumerate(WORKS.items(), 11):
        yield question(at, name, text, "choice", "hard_alone", name)
    yield question(
        21, "share_with_roads", ("道路の相手", "Roads: with whom"), "choice", "hard_alone", "share"
    )
    for at, (name, text) in enumerate(JOINT.items(), 31):
        yield question(at, name, text, "choice", "joint_interest", name)
    offered = {name: CHOICES for name in WORKS} | {"share_with_roads": _SHARE}
    offered |= {name: _INTEREST for name in JOINT}
    for name, choices in offered.items():
        for at, (choice, text) in enumerate(choices.items(), 1):
            yield _insert(
                "survey_choice",
                survey_id=survey_id,
                question_id=name,
                choice_id=choice,
                text=text[0],
                text_en=text[1],
                sort_order=at,
            )


def _answers(survey_id: str, question: str, occupation: str, values: Sequence[float | str]) -> Iterator[str]:
    reasons = {"x": "suppressed", "": "unanswered", "none": "no_return"}
    for code, value in zip(CODES, values, strict=True):
        yield _insert(
            "survey_answer",
            survey_id=survey_id,
            municipality_code=code,
            question_id=question,
            occupation_id=occupation,
            value=None if isinstance(value, str) else value,
            missing_reason=reasons[value] if isinstance(value, str) else None,
        )


def _totals(survey_id: str, question: str, occupation: str, answers: Answers, hidden: float) -> Iterator[str]:
    """Of all that told the question, and of those that told all of a group with it."""
    told = answers[question, occupation]
    everybody = set(range(len(told)))
    groups = {"": everybody} | {
        name: {n for n in everybody if all(answers[mate, occupation][n] != "" for mate in mates)}
        for name, mates in TOGETHER.items()
        if question in mates and all((mate, occupation) in answers for mate in mates)
    }
    for level, area, count in (("all", "", 5), ("subprefecture", BUREAU, 5), ("region", REGION, 4)):
        for together, some in groups.items():
            known = [told[n] for n in range(count) if n in some and told[n] != ""]
            concealed = sum(value == "x" for value in known)
            # one suppressed cell alone would follow from the total
            total = None if concealed == 1 else sum(v for v in known if not isinstance(v, str))
            yield _insert(
                "survey_total",
                survey_id=survey_id,
                area_level=level,
                area_id=area,
                question_id=question,
                occupation_id=occupation,
                together=together,
                value=None if total is None else total + (hidden if concealed else 0),
                answered=len(known),
                asked=count + (level == "all"),
                hidden=concealed,
                left_out=None,
                missing_reason="suppressed" if total is None else None,
            )


def _insert(table: str, **values: object) -> str:
    """One row; where it comes from is this file."""
    values |= {
        "source_id": "kamikawa_council_2025",
        "source_ref": "test",
        "source_row": "surveyed/answers:6",
    }
    return f"insert into {table} by name select " + ", ".join(
        f"{_literal(value)} as {_quoted(name)}" for name, value in values.items()
    )


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value).lower() if isinstance(value, bool) else str(value)
