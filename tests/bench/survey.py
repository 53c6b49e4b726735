"""A survey of every municipality of Japan: forms made, returns checked, loaded.

    python -m tests.bench.survey [folder]

1,741 forms and the check of their returns must each take less than 60 s on two cores. Processor time is told
beside it (child processes included): on a machine that does something else too the clock tells less. The
gate's count of what a late return gives away must not cost more than the rest of the refresh.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from etl import refresh
from etl.gate import surveygate
from etl.gate.compare import diff_id
from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey import forms
from etl.survey.collected import collect
from etl.survey.disclosure import Disclosed, disclosed_cells
from etl.survey.replies import write
from etl.survey.template import new
from tests.conftest import copy_project, quiet
from tests.survey import pairs
from tests.survey.filling import Filler, opened, past
from tests.survey.sample import STAFFED

NAME = "nation"
LIMIT = 60.0


@contextmanager
def timed(what: str, limit: float | None = None) -> Iterator[None]:
    started, before = time.perf_counter(), sum(os.times()[:4])
    yield
    took, busy = time.perf_counter() - started, sum(os.times()[:4]) - before
    verdict = "" if limit is None else f"  (limit {limit:.0f} s: {'ok' if took < limit else 'TOO SLOW'})"
    print(f"{what:<42} {took:7.2f} s, {busy:6.2f} s of processor time{verdict}", flush=True)


def define(paths: Paths) -> None:
    """The survey as `survey new` writes it, asked of every municipality."""
    reference = read_reference(paths, Problems())
    text = new(NAME, dt.date(2026, 11, 1), {key: job.name for key, job in reference.occupations.items()})
    codes = ", ".join(f'"{code}"' for code in reference.municipalities)
    text = re.sub(r"^bureaus = .*$", "bureaus = []", text, flags=re.MULTILINE)
    text = re.sub(r"^codes = .*$", f"codes = [{codes}]", text, flags=re.MULTILINE)
    folder = paths.surveys / NAME
    (folder / "returns").mkdir(parents=True)
    (folder / "survey.toml").write_text(past(text), encoding="utf-8")


def fill(root: Path, part: int, parts: int) -> int:
    """Every answer of this part of the forms, drawn with a fixed seed; one return in twenty has a slip."""
    definition, scope = opened(Paths(root), NAME)
    filler = Filler(definition, scope)
    draw = random.Random(part)
    done = 0
    for target in scope.targets[part::parts]:
        answers: dict[tuple[str, str], object] = {}
        for job in scope.occupations:
            required = draw.choice((0, 0, 1, 2, 3, 4, 6, 9, 14, 30))
            present = draw.randint(max(0, required - 3), required)
            applicants, sat = draw.randint(0, 9), draw.randint(0, 20)
            told = {
                "required": required,
                "present": present,
                "vacancies": required - present,
                "leavers_5y": draw.randint(0, min(4, present)),
                "applicants": applicants,
                "hired": draw.randint(0, min(3, applicants)),
                "exam_applicants": sat,
                "exam_passed": draw.randint(0, min(5, sat)),
            }
            answers |= {(question, job.occupation_id): value for question, value in told.items()}
        for key, cell in filler.cells.items():
            if cell.question.kind == "choice":
                answers[key] = draw.choice(cell.question.choices).text
        if draw.random() < 0.05:
            answers["present", "civil_engineer"] = "3名"
        filler.send(target.code, answers)
        done += 1
    return done


def main(folder: Path) -> None:
    paths = copy_project(folder / "project")
    define(paths)
    definition, scope = opened(paths, NAME)
    with timed("1,741 forms", LIMIT):
        made = forms.write(definition, scope, paths.surveys / NAME / "forms")
    print(f"  {made:,} forms, {sum(p.stat().st_size for p in definition.folder.rglob('*.xlsx')) >> 20} MiB")
    with timed("(filling them in with openpyxl)"), ProcessPoolExecutor(2, get_context("spawn")) as pool:
        print(f"  {sum(pool.map(fill, [paths.root] * 2, range(2), [2] * 2)):,} returns")
    with timed("their returns checked, replies written", LIMIT):
        collected = collect(definition, scope)
        write(collected)
    states = {state: collected.count(state) for state in ("held", "open", "none")}
    print(f"  {states}, {sum(len(item.points) for item in collected.municipalities):,} points")
    late = next(iter(sorted((paths.surveys / NAME / "returns").glob("*.xlsx"))))
    away = late.rename(folder / late.name)
    with timed("refresh: read again, suppressed, published"):
        first = refresh.run(paths, quiet)
    assert first.manifest is not None
    print(f"  {first.manifest['rows']['survey_answer']:,} answers, {first.result}")
    away.rename(late)
    with timed("refresh with one late return: it waits"):
        waiting = refresh.run(paths, quiet)
    print(f"  {waiting.result}")
    second = refresh.run(paths, quiet, accept=diff_id(waiting.changes))
    assert second.manifest is not None
    with timed("of it the gate's count"):
        builds = [paths.builds / str(manifest["build_id"]) for manifest in (first.manifest, second.manifest)]
        found = surveygate.disclosed(builds[:1], builds[1])
    _report(found)


def _report(disclosed: Disclosed) -> None:
    print(
        f"  of {len(disclosed.hidden):,} suppressed cells {len(disclosed.exact):,} known, "
        f"{len(disclosed.new):,} given away, {len(disclosed.before):,} before, "
        f"{len(disclosed.undecided):,} not worked out"
    )


def sample() -> None:
    """23 municipalities, every occupation of the sample: tables made, and the gate's count beside them."""
    survey = pairs.survey(("上川総合振興局",), tuple(STAFFED))
    answers = {code: dict(mine) for code, mine in pairs.random_answers(survey, 1).items()}
    late = survey.codes[5]
    with timed("23 municipalities: tables of one build"):
        now = pairs.placed(survey, pairs.tables(survey, answers))
    steps = {"late return": pairs.placed(survey, pairs.tables(survey, answers, {late}))}
    steps["another minimum"] = pairs.placed(survey, pairs.tables(survey, answers, minimum=2))
    answers[late]["present", "civil_engineer"] = answers[late]["leavers_5y", "civil_engineer"] = 0
    steps["correction"] = pairs.placed(survey, pairs.tables(survey, answers))
    for what, before in steps.items():
        with timed(f"  the gate's count: {what}"):
            found = disclosed_cells([before], now)
        _report(found)


if __name__ == "__main__":
    sample()
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        place = Path(tempfile.mkdtemp())
        try:
            main(place)
        finally:
            shutil.rmtree(place)
