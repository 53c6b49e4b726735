"""What one build shows of a survey: answers, which are hidden, and whose answers each total adds up.

Builds of an older form lack columns: they are taken by what they have. A total of which it cannot be said
whose answers it adds up is left out and counted (`unclear`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from etl.survey.reference import DISTRICT, holds, terms
from etl.survey.sets import TOGETHER

Subject = tuple[str, str]  # survey, occupation
Cell = tuple[str, str]  # question, municipality
Frames = Mapping[str, pl.DataFrame]
_NEEDED = (
    "survey",
    "survey_target",
    "survey_question",
    "survey_answer",
    "survey_total",
    "municipality",  # of builds of before, where it named the bureau
    "bureau_member",
    "region",
    "region_member",
)


@dataclass
class Published:
    """Of one occupation of a survey in one build. `totals`: question, whose answers, their sum."""

    shown: dict[Cell, int] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    totals: set[tuple[str, frozenset[str], int]] = field(default_factory=set)
    minimum: int = 1

    def of(self, questions: set[str]) -> Published:
        return Published(
            {cell: value for cell, value in self.shown.items() if cell[0] in questions},
            {cell for cell in self.hidden if cell[0] in questions},
            {total for total in self.totals if total[0] in questions},
            self.minimum,
        )

    def classes(self) -> Iterator[set[Cell]]:
        """Hidden cells in the same totals: one of each class is a small number, or nobody would hide it.
        Of a question of which nothing at all is shown that cannot be said."""
        within: dict[Cell, list[frozenset[str]]] = {cell: [] for cell in self.hidden}
        for question, codes, _ in self.totals:
            for code in codes:
                if (question, code) in within:
                    within[question, code].append(codes)
        found: dict[tuple[str, frozenset[frozenset[str]]], set[Cell]] = defaultdict(set)
        for cell, several in within.items():
            found[cell[0], frozenset(several)].add(cell)
        showing = {question for question, _ in self.shown}
        for (question, totals), cells in found.items():
            if totals or question in showing:
                yield cells


@dataclass
class Build:
    published: dict[Subject, Published]
    unclear: int = 0


def read(build: Path) -> dict[str, pl.DataFrame]:
    """The tables of a build that this needs, those that it has."""
    files = {name: build / "parquet" / f"{name}.parquet" for name in _NEEDED}
    return {name: pl.read_parquet(file) for name, file in files.items() if file.exists()}


def published(frames: Frames) -> Build:
    answers = _with(
        frames.get("survey_answer"),
        survey_id="",
        question_id="",
        occupation_id="",
        municipality_code="",
        value=None,
        missing_reason=None,
    )
    found = Build(defaultdict(Published))
    keys = ("survey_id", "occupation_id", "question_id", "municipality_code")
    counted = answers.filter(pl.col("value").is_not_null())
    for survey, job, question, code, value in counted.select(*keys, "value").iter_rows():
        found.published[survey, job or ""].shown[question, code] = round(value)
    concealed = answers.filter(pl.col("missing_reason") == "suppressed")
    for survey, job, question, code in concealed.select(keys).iter_rows():
        found.published[survey, job or ""].hidden.add((question, code))
    _minimums(frames, found)
    _totals(frames, found)
    return found


def _minimums(frames: Frames, build: Build) -> None:
    surveys = _with(frames.get("survey"), survey_id="", minimum_cell=None)
    minimum = dict(surveys.select("survey_id", "minimum_cell").iter_rows())
    for (survey, _), mine in build.published.items():
        mine.minimum = minimum.get(survey) or 1


def _totals(frames: Frames, build: Build) -> None:
    defaults = {"survey_id": "", "question_id": "", "occupation_id": "", "area_level": "all", "area_id": ""}
    rest = {"together": "", "left_out": None, "answered": None, "value": None}
    totals = _with(frames.get("survey_total"), **defaults, **rest).filter(pl.col("value").is_not_null())
    answered: dict[Subject, dict[str, set[str]]] = {}
    for subject, mine in build.published.items():
        by_question = answered.setdefault(subject, defaultdict(set))
        for question, code in (*mine.shown, *mine.hidden):
            by_question[question].add(code)
    areas = _areas(frames)
    for survey, question, job, level, area, together, left_out, known, value in totals.select(
        *defaults, *rest
    ).iter_rows():
        by_question = answered.get((survey, job or ""), {})
        several = [by_question.get(one, set()) for one in TOGETHER.get(together, (question,))]
        codes = frozenset(set.intersection(areas.get((survey, level, area), set()), *several))
        codes -= frozenset((left_out or "").split())
        if known is not None and len(codes) != known:
            build.unclear += 1
        else:
            build.published[survey, job or ""].totals.add((question, codes, round(value)))


def _areas(frames: Frames) -> dict[tuple[str, str, str], set[str]]:
    columns = {"region_id": "", "municipality_code": "", "joined_on": None, "left_on": None}
    members = _with(frames.get("region_member"), **columns)
    regions = terms(members, _with(frames.get("region"), region_id="", valid_to=None))
    levels = {"subprefecture": _districts(frames), "region": regions}
    areas: dict[str, list[tuple[str, str, dt.date | None, dt.date | None]]] = defaultdict(list)
    for level, rows in levels.items():
        for area, code, since, until in rows.iter_rows():
            areas[code].append((level, area, since, until))
    surveys = _with(frames.get("survey"), survey_id="", fielded_to=None)
    last_day = dict(surveys.select("survey_id", "fielded_to").iter_rows())
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    targets = _with(frames.get("survey_target"), survey_id="", municipality_code="")
    for survey, code in targets.select("survey_id", "municipality_code").iter_rows():
        found[survey, "all", ""].add(code)
        for level, area, since, until in areas[code]:
            if holds(since, until, last_day.get(survey)):
                found[survey, level, area].add(code)
    return found


def _districts(frames: Frames) -> pl.DataFrame:
    """Bureau, code, from and to. Builds of before had one bureau for each municipality, at all times."""
    dated = frames.get("bureau_member")
    if dated is not None:
        return dated.select(DISTRICT)
    columns: dict[str, str | None] = {"municipality_code": "", "subprefecture": None}
    columns |= {"valid_from": None, "valid_to": None}
    places = _with(frames.get("municipality"), **columns).drop_nulls("subprefecture")
    none = pl.lit(None, dtype=pl.Date)
    return places.with_columns(none.alias("valid_from"), none.alias("valid_to")).select(DISTRICT)


def _with(frame: pl.DataFrame | None, **columns: str | None) -> pl.DataFrame:
    """The frame with every one of the columns; one that a build does not have is the same in all rows."""
    if frame is None:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    absent = [
        pl.lit(value, dtype=pl.String).alias(name)
        for name, value in columns.items()
        if name not in frame.columns
    ]
    return frame.with_columns(absent)
