"""survey.toml: what a new one asks, what is told of a wrong one, when a question stays the same."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from etl.paths import Paths
from etl.problems import Problems
from etl.shape import read_reference
from etl.survey.answercells import REST, STAFF, WORK, layout
from etl.survey.definition import Definition
from etl.survey.reading import load
from etl.survey.reference import ReferenceData, survey_scope
from etl.survey.scope import Scope
from etl.survey.template import new
from tests.conftest import ROOT
from tests.etl.helpers import called

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(Paths(ROOT), Problems())


@pytest.fixture
def write(tmp_path: Path, reference: ReferenceData) -> Write:
    """A new definition with texts replaced; each must stand there."""

    def written(*changes: tuple[str, str], name: str = "autumn") -> Path:
        jobs = {key: job.name for key, job in reference.occupations.items()}
        text = new(name, dt.date(2026, 11, 1), jobs, ("上川総合振興局",))
        for old, better in changes:
            assert old in text, old
            text = text.replace(old, better, 1)
        folder = tmp_path / "data" / "surveys" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "survey.toml").write_text(text, encoding="utf-8")
        return folder

    return written


def good(folder: Path) -> Definition:
    problems = Problems()
    found = load(folder, problems)
    assert found is not None, [p.line(english=True) for p in problems]
    return found


def wrong(folder: Path) -> str:
    problems = Problems()
    assert load(folder, problems) is None
    return "\n".join(p.line(english=english) for p in problems for english in (False, True))


def resolved(definition: Definition, reference: ReferenceData) -> tuple[Scope, str]:
    problems = Problems()
    found = survey_scope(definition, reference, problems)
    return found, "\n".join(p.line(english=True) for p in problems)


def test_a_new_definition_asks_the_23_municipalities_of_kamikawa(
    write: Write, reference: ReferenceData
) -> None:
    definition = good(write())
    found, problems = resolved(definition, reference)
    assert problems == ""
    assert len(found.targets) == 23
    ids = {q.question_id for q in definition.questions}
    assert {"required", "present", "vacancies", "leavers_5y", "applicants", "hired"} <= ids
    assert {"hard_alone_road", "share_with_road", "joint_procurement", "exam_passed"} <= ids
    place = layout(definition, found)
    assert [sheet for sheet in place.sheets if place.of(sheet)] == [STAFF, WORK, REST]


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("staffing", "required"),
        ("hard_alone", "hard_alone_road"),
        ("joint_interest", "staff_exchange"),
        ("examination", "exam_passed"),
    ],
)
def test_a_set_that_is_off_is_not_asked(write: Write, name: str, gone: str) -> None:
    ids = {q.question_id for q in good(write((f"{name} = true", f"{name} = false"))).questions}
    assert gone not in ids
    assert ids


def test_a_question_of_another_wording_is_another_definition(write: Write) -> None:
    def keys(folder: Path) -> dict[str, str]:
        return {q.question_id: q.definition for q in good(folder).questions}

    before = keys(write())
    after = keys(write(('text = "必要な人数"', 'text = "要る人数"')))
    assert before["required"] != after["required"]
    assert {k: v for k, v in before.items() if k != "required"} == {
        k: v for k, v in after.items() if k != "required"
    }
    # the office says that it means the same
    same = f'text = "要る人数"\ndefinition = "{before["required"]}"'
    assert keys(write(('text = "必要な人数"', same)))["required"] == before["required"]


def test_a_hint_may_change_and_the_forms_stay_valid(write: Write) -> None:
    before = good(write())
    after = good(write(("休職・派遣中を含む", "休職中を含む")))
    assert before.version == after.version
    assert good(write(('text = "必要な人数"', 'text = "要る人数"'))).version != before.version


@pytest.mark.parametrize(
    ("old", "better", "says"),
    [
        ("fielded_from = 2026-11-01", 'fielded_from = "11月"', "日付（例 2026-11-30、引用符なし）で書きます"),
        ("fielded_to = 2026-12-01", "fielded_to = 2026-10-01", "it ends before it begins"),
        ("series =", "sereis =", 'column "sereis": there is no such entry (series?)'),
        ("staffing = true ", "stafing = true ", "there is no such entry (staffing?)"),
        (
            'bureaus = ["上川総合振興局"]',
            "bureaus = []",
            "対象（bureaus、regions、codes のどれか）を書きます",
        ),
        ('choices = "partner"', 'choices = "partners"', "there is no such list of choices (partner?)"),
        ('not_above = "required"', 'not_above = "leavers_5y"', "設問の上限が輪になっています"),
        ('kind = "count"', 'kind = "counts"', "must be one of: count, choice"),
        ('id = "present"', 'id = "required"', "同じIDの設問が二つあります"),
        ("title = ", "title: ", "TOML として読めません"),
    ],
)
def test_what_is_wrong_with_a_definition_is_told(write: Write, old: str, better: str, says: str) -> None:
    if "輪" in says:
        says = "the questions limit each other in a circle"
    assert says in wrong(write((old, better)))


def test_names_that_lead_nowhere_are_told_with_the_nearest(write: Write, reference: ReferenceData) -> None:
    changes = (
        ('bureaus = ["上川総合振興局"]', 'bureaus = ["上川振興局"]'),
        ("codes = []", 'codes = ["012042", "01220"]'),
        ('"architect", ', '"architekt", '),
    )
    _, problems = resolved(good(write(*changes)), reference)
    assert 'did you mean "上川総合振興局"?' in problems
    assert 'did you mean "012041"?' in problems
    assert 'did you mean "012203"?' in problems  # 士別市, without its check digit
    assert 'did you mean "architect"?' in problems
    assert "no municipality is asked" in problems


def test_the_region_of_an_agreement_can_be_asked(write: Write, reference: ReferenceData) -> None:
    changes = (
        ('bureaus = ["上川総合振興局"]', "bureaus = []"),
        ("regions = []", 'regions = ["nemuro"]'),
        ("without = []", 'without = ["012238"]'),
    )
    found, problems = resolved(good(write(*changes)), reference)
    assert problems == ""
    assert "012238" not in {target.code for target in found.targets}  # 根室市
    assert {target.subprefecture for target in found.targets} == {"根室振興局"}


def test_commands_say_what_is_wrong(project: Paths) -> None:
    assert called(project, "survey", "new", "Autumn 2026").returncode == 2
    assert called(project, "survey", "new", "gsi_area_2015").returncode == 2  # a source's name
    assert called(project, "survey", "new", "autumn").returncode == 0
    again = called(project, "survey", "new", "autumn")
    assert (again.returncode, "もうあります" in again.stderr) == (2, True)
    missing = called(project, "survey", "forms", "autum")
    assert (missing.returncode, "候補: autumn" in missing.stderr) == (2, True)
    toml = project.surveys / "autumn" / "survey.toml"
    toml.write_text(toml.read_text("utf-8").replace("上川総合振興局", "上川局"), encoding="utf-8")
    bad = called(project, "survey", "status", "autumn")
    assert (bad.returncode, "この振興局はありません" in bad.stderr) == (1, True)


def test_samples_and_real_surveys_never_share_a_mart(project: Paths) -> None:
    from etl.survey.surveyed import Surveyed

    called(project, "survey", "new", "autumn")
    toml = project.surveys / "autumn" / "survey.toml"
    toml.write_text("sample = true\n" + toml.read_text("utf-8"), encoding="utf-8")
    problems = Problems()
    Surveyed(project, problems)
    assert [p.rule for p in problems] == ["survey_sample"]
    assert Surveyed(replace(project, samples=True), Problems()).definitions == []


def test_a_survey_asks_the_district_of_its_last_day(write: Write, reference: ReferenceData) -> None:
    """芦別市 passes from one bureau to the other; a survey of before asks, and adds up, as it was."""
    code, day = "012165", dt.date(2027, 4, 1)
    districts = {
        bureau: tuple((c, since, day if c == code else until) for c, since, until in several)
        for bureau, several in reference.districts.items()
    }
    districts["上川総合振興局"] += ((code, day, None),)
    moved = replace(reference, districts=districts)
    definition = good(write())
    for last, count in ((dt.date(2027, 3, 31), 23), (day, 24)):
        found, problems = resolved(replace(definition, fielded_to=last), moved)
        assert problems == ""
        assert (len(found.targets), code in {target.code for target in found.targets}) == (count, count == 24)
        assert {target.subprefecture for target in found.targets} == {"上川総合振興局"}


def test_who_surveys_is_the_office_and_no_other(project: Paths) -> None:
    """上川総合振興局 stood in the form of every office."""
    assert called(project, "survey", "new", "unnamed").returncode == 0
    unnamed = tomllib.loads((project.surveys / "unnamed" / "survey.toml").read_text("utf-8"))
    assert "上川" not in f"{unnamed['publisher']}{unnamed['contact']}"
    settings = project.settings_file.read_text(encoding="utf-8")
    project.settings_file.write_text(
        f'{settings}\n[office]\npublisher = "千曲協議会"\npublisher_en = "Chikuma Council"\n'
        'contact = "企画課"\n',
        encoding="utf-8",
    )
    assert called(project, "survey", "new", "named").returncode == 0
    named = tomllib.loads((project.surveys / "named" / "survey.toml").read_text("utf-8"))
    assert (named["publisher"], named["publisher_en"]) == ("千曲協議会", "Chikuma Council")
    assert named["contact"] == "企画課"
    # all of the office's bureaus are asked, no one of them because another office once was
    assert len(named["targets"]["bureaus"]) == 14
    assert good(project.surveys / "named").bureaus == tuple(named["targets"]["bureaus"])
    without = new("none", dt.date(2026, 11, 1), {}, (), ("east", "west"))
    assert tomllib.loads(without)["targets"] == {
        "bureaus": [],
        "regions": ["east", "west"],
        "codes": [],
        "without": [],
    }
