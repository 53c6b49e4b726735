"""Two builds of one survey, made of answers in memory by the code that makes those of returns.

47 municipalities of two bureaus with the regions in them; the answers are drawn, nobody gave them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from etl.build import database, write
from etl.build.reuse import Reuse
from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey.answercells import layout
from etl.survey.collected import Answered, Collected
from etl.survey.definition import Definition
from etl.survey.reading import load
from etl.survey.reference import DISTRICT, ReferenceData, survey_scope
from etl.survey.returned import Return
from etl.survey.scope import Scope
from etl.survey.tablerows import rows
from etl.tables import PROVENANCE, TABLES
from renkei.definitions import FILE
from tests.conftest import ROOT
from tests.survey.sample import NAME

JOBS = ("public_health_nurse", "civil_engineer")
BUREAUS = ("上川総合振興局", "空知総合振興局")
Answers = Mapping[str, Mapping[tuple[str, str], int]]  # municipality → (question, occupation) → number


@dataclass(frozen=True)
class Survey:
    definition: Definition
    scope: Scope
    reference: ReferenceData

    @property
    def codes(self) -> list[str]:
        return [target.code for target in self.scope.targets]


@cache
def survey(bureaus: tuple[str, ...] = BUREAUS, jobs: tuple[str, ...] = JOBS) -> Survey:
    problems, paths = Problems(), Paths(ROOT, samples=True)
    found = load(paths.surveys / NAME, problems)
    assert found is not None
    counts = tuple(q for q in found.questions if q.kind == "count")
    definition = replace(found, bureaus=bureaus, ask=jobs, added=(), questions=counts)
    reference = read_reference(paths, problems)
    return Survey(definition, survey_scope(definition, reference, problems), reference)


def random_answers(of: Survey, seed: int) -> Answers:
    """Towns have few of each: most numbers are small."""
    draw = random.Random(seed)
    found: dict[str, dict[tuple[str, str], int]] = {}
    for code in of.codes:
        mine = found.setdefault(code, {})
        for job in of.definition.ask:
            required = draw.choice((0, 1, 2, 3, 4, 5, 8, 12))
            present = draw.randint(max(0, required - 2), required)
            applied = draw.randint(0, 4)
            told = {
                "required": required,
                "present": present,
                "vacancies": required - present,
                "leavers_5y": draw.randint(0, present),
                "applicants": applied,
                "hired": draw.randint(0, applied),
                "exam_applicants": applied,
                "exam_passed": draw.randint(0, applied),
            }
            mine |= {(question, job): value for question, value in told.items()}
    return found


def tables(
    of: Survey, answers: Answers, silent: Set[str] = frozenset(), minimum: int = 3
) -> dict[str, pl.DataFrame]:
    """The survey's tables of a build in which those in `silent` have not answered yet."""
    cells = len(layout(of.definition, of.scope).cells)
    several = []
    for target in of.scope.targets:
        item = Answered(target)
        if target.code not in silent:
            held = Return("a.xlsx", target.code, dict(answers[target.code]), readable=True)
            item = Answered(target, "held", held=held, answered=len(held.values))
        several.append(item)
    return rows(
        [Collected(of.definition, of.scope, several, [], cells)],
        of.reference,
        minimum,
        of.definition.fielded_to + dt.timedelta(days=1),
    )


def written(frames: Mapping[str, pl.DataFrame], folder: Path, views: Mapping[str, str] | None = None) -> Path:
    """These tables as the files of a build, every other table empty; `views`: name → select."""
    every = {table.name: table for table in (*TABLES, *PROVENANCE.values())}
    told = {name: frames.get(name, table.schema.create_empty()) for name, table in every.items()}
    write.write_parquet(told, folder / "parquet", Reuse())
    if views is not None:
        with write.create(folder / database.DATABASE, folder / "parquet") as connection:
            for name, select in views.items():
                connection.execute(f"create view {name} as {select}")
        defined = {name: {"select": select, "grain": '["one"]'} for name, select in views.items()}
        (folder / FILE).write_text(json.dumps(defined), encoding="utf-8")
    return folder


def placed(survey: Survey, frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """With the two tables that say which municipality lies where, as the survey was added up."""
    names = list(survey.reference.municipalities.values())
    columns = ("municipality_code", "name")
    places = pl.DataFrame([(t.code, t.name) for t in names], schema=columns, orient="row")
    districts = pl.DataFrame(
        [(bureau, *term) for bureau, several in survey.reference.districts.items() for term in several],
        schema=dict(zip(DISTRICT, (pl.String, pl.String, pl.Date, pl.Date), strict=True)),
        orient="row",
    )
    members = pl.DataFrame(
        [
            (region, code, None)
            for region, codes in survey.reference.regions(survey.definition.fielded_to).items()
            for code in codes
        ],
        schema={"region_id": pl.String, "municipality_code": pl.String, "left_on": pl.Date},
        orient="row",
    )
    return {**frames, "municipality": places, "bureau_member": districts, "region_member": members}
