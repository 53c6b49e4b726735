"""What a build holds of a survey, seen by somebody who reads every table, view and file of it."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import refresh
from etl.paths import Paths
from etl.survey import forms
from etl.survey.sets import TOGETHER
from tests.conftest import ROOT, Mart, quiet
from tests.survey.attacker import Attacker, Published
from tests.survey.filling import Filler, opened
from tests.survey.sample import NAME
from tests.survey.shown import shown


@pytest.fixture(scope="module")
def samples(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mart]:
    """The mart of make demo: the real sources, and the invented survey."""
    root = tmp_path_factory.mktemp("samples") / "project"
    shutil.copytree(mart.paths.root, root)
    shutil.copytree(ROOT / "data" / "samples" / "surveys", root / "data" / "samples" / "surveys")
    shutil.copytree(root / "data" / "mart", root / "data" / "samples" / "mart")  # its tables are taken over
    paths = Paths(root, samples=True)
    before = {path: path.stat().st_mtime_ns for path in sorted((root / "data" / "mart").rglob("*"))}
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    assert before == {path: path.stat().st_mtime_ns for path in sorted((root / "data" / "mart").rglob("*"))}
    built = Mart(paths, outcome.manifest["build_id"])
    yield built
    built.close()


def test_the_sample_survey_has_21_returns_two_of_them_open(samples: Mart) -> None:
    states = samples.rows("select state, count(*) from survey_return group by all order by all")
    assert states == [("held", 19), ("none", 2), ("open", 2)]
    assert samples.rows("select survey_id from survey where sample") == [(NAME,)]
    assert samples.scalar("select count(*) from survey_answer where missing_reason = 'unanswered'") > 20
    cited = samples.scalar("select title from source where source_id = ?", NAME)
    assert cited.startswith("【見本データ】")


def test_no_small_headcount_is_published(samples: Mart) -> None:
    small = "select count(*) from survey_answer join survey_question using (survey_id, question_id) "
    small += "where headcount and value between 1 and 2"
    assert samples.scalar(small) == 0
    assert samples.scalar(small.replace("survey_answer", "survey_total")) == 0
    told = "select count(*) from survey_answer where missing_reason = 'suppressed' "
    told += "and (value is not null or text is not null or as_printed is not null or note is not null)"
    assert samples.scalar(told) == 0


def test_a_total_is_the_sum_of_the_returns_and_says_of_how_many(samples: Mart) -> None:
    wrong = """
        select survey_total.question_id, survey_total.occupation_id
        from survey_total
        join survey_answer using (survey_id, question_id, occupation_id)
        where area_level = 'all' and together = '' and hidden = 0
        group by all
        having any_value(survey_total.value) is distinct from sum(survey_answer.value)
            or any_value(survey_total.answered) <> count(survey_answer.value)
    """
    assert samples.rows(wrong) == []


def test_a_solver_cannot_narrow_any_hidden_cell_of_the_sample(samples: Mart) -> None:
    """It sees the tables, and every total that a view or a panel tells."""
    told = by_occupation(samples)
    assert sum(len(item.hidden) for item in told.values()) > 100
    views = list(shown(samples))
    assert len(views) > 1000
    assert {level for _, _, (level, *_), _ in views} == {"all", "subprefecture", "municipality"}
    for job, question, area, value in views:
        level, code, _ = area
        if level == "municipality":
            assert told[job].shown.get((question, code)) == value, (job, question, code)
        else:
            assert told[job].totals.setdefault((question, area), int(value)) == value, (job, question, area)
    for item in told.values():
        attacker = Attacker(item)
        for cell in sorted(item.hidden):
            assert len(attacker.values(cell, item.minimum, item.minimum)) >= item.minimum, cell


def by_occupation(mart: Mart) -> dict[str, Published]:
    minimum = mart.scalar("select minimum_cell from survey where survey_id = ?", NAME)
    limits = {
        "present": "required",
        "leavers_5y": "present",
        "hired": "applicants",
        "exam_passed": "exam_applicants",
    }
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, bureau in mart.rows(
        "select municipality_code, subprefecture from survey_target "
        "join bureau_member using (municipality_code) where survey_id = ?",
        NAME,
    ):
        members["all", ""].append(code)
        members["subprefecture", bureau].append(code)
    found: dict[str, Published] = defaultdict(
        lambda: Published({}, set(), {}, defaultdict(dict), limits, minimum)
    )
    cells = """
        select occupation_id, question_id, municipality_code, value, missing_reason
        from survey_answer
        join survey_question using (survey_id, question_id)
        where headcount and survey_id = ?
    """
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for job, question, code, value, reason in mart.rows(cells, NAME):
        if reason == "suppressed":
            found[job].hidden.add((question, code))
        elif value is not None:
            found[job].shown[question, code] = int(value)
        if reason == "suppressed" or value is not None:
            known[job, question].add(code)
    totals = """
        select occupation_id, question_id, area_level, area_id, together, value, answered,
            coalesce(left_out, '')
        from survey_total
        where survey_id = ?
    """
    for job, question, level, area, together, value, answered, left_out in mart.rows(totals, NAME):
        group = TOGETHER.get(together, [question])
        told = set.intersection(*(known[job, one] for one in group)) & set(members[level, area])
        told -= set(left_out.split())
        assert len(told) == answered, (job, question, together)
        found[job].areas[question][level, area, together] = told
        if value is not None:
            found[job].totals[question, (level, area, together)] = int(value)
    return found


def standing(secret: set[int], text: str) -> list[str]:
    """Those of the numbers that stand in the text by themselves, not within a hash or a time."""
    return re.findall(rf"(?<![0-9a-f.])(?:{'|'.join(map(str, secret))})(?![0-9a-f])", text)


def test_a_number_is_found_where_it_stands() -> None:
    assert standing({6271}, '["6271", 6271.0, "6271人", "a6271b", "16271", 0.6271]') == ["6271"] * 3


def test_a_hidden_value_stands_nowhere_in_the_build(mart: Mart, tmp_path: Path) -> None:
    """With a minimum above every answer all headcounts are hidden: none of these numbers may be found."""
    root = tmp_path / "project"
    shutil.copytree(mart.paths.root, root)
    folder = root / "data" / "surveys" / "secret"
    shutil.copytree(ROOT / "data" / "samples" / "surveys" / NAME, folder)
    shutil.rmtree(folder / "returns")
    toml = (folder / "survey.toml").read_text(encoding="utf-8").replace("sample = true ", "sample = false ")
    (folder / "survey.toml").write_text(toml, encoding="utf-8")
    board = root / "data" / "office.toml"
    board.write_text(
        board.read_text(encoding="utf-8").replace("minimum_cell = 3", "minimum_cell = 9999"), encoding="utf-8"
    )
    paths = Paths(root)
    definition, scope = opened(paths, "secret")
    forms.write(definition, scope, folder / "forms")
    (folder / "returns").mkdir()
    filler = Filler(definition, scope)
    secret: set[int] = set()
    for n, target in enumerate(scope.targets[:3]):
        values = {("required", "civil_engineer"): 7919 + 37 * n, ("present", "civil_engineer"): 6271 + 41 * n}
        values |= {("vacancies", "civil_engineer"): 5081 + 47 * n}
        secret |= set(values.values())
        filler.send(target.code, values)
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None
    built = Mart(paths, outcome.manifest["build_id"])
    tables = built.rows(
        "select schema_name, table_name from duckdb_tables() where not internal union all "
        "select schema_name, view_name from duckdb_views() where not internal"
    )
    assert ("main", "survey_answer") in tables
    for schema, table in tables:
        of_it = "" if table.startswith("survey") else "where t::varchar like '%secret%'"
        for row in built.rows(f'select * from {schema}."{table}" as t {of_it}'):
            text = json.dumps(row, ensure_ascii=False, default=str)
            assert not standing(secret, text), (table, row)
    hidden = built.scalar("select count(*) from survey_answer where missing_reason = 'suppressed'")
    assert hidden == 9
    for file in built.folder.rglob("*.json"):
        assert not standing(secret, file.read_text(encoding="utf-8")), file.name
    built.close()
