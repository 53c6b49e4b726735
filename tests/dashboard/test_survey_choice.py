"""Which survey 職員 shows, where more than one has answers: chosen on the page, kept in the address."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.mart import Build
from dashboard.pack import choice, settings
from dashboard.pack.problems import PackError
from dashboard.panel import parameters, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.test_pages import _html, _open
from tests.surveyed import BEFORE, NOW, REGION

NEWER = {"ja": "2026年9月1日～ 職員調査2026", "en": "From 1 September 2026: Staff survey 2026"}
OLDER = {"ja": "2024年9月1日～ 職員調査2024", "en": "From 1 September 2024: Staff survey 2024"}


@pytest.fixture
def _mart(monkeypatch: pytest.MonkeyPatch, surveyed_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(surveyed_copy))


def _surveyed(at: AppTest) -> set[str]:
    """The surveys that the page speaks of in its panels."""
    assert [item.value for item in at.exception] == []
    html = _html(at)
    return {name for name in ("職員調査2026", "職員調査2024") if f"、{name}（" in html}


@pytest.mark.parametrize("survey", [None, NOW, BEFORE])
def test_panels_show_the_survey_chosen_or_the_newest(survey: str | None, surveyed_build: Build) -> None:
    year = 2024 if survey == BEFORE else 2026
    for region in (None, REGION):
        data = prepare(PANELS["staffing_none"], State(survey=survey, region=region), surveyed_build)
        assert f"職員調査{year}" in data.subtitle
        told = prepare(PANELS["survey_response"], State(survey=survey, region=region), surveyed_build)
        assert f"職員調査{year}" in told.title


def test_a_question_the_older_survey_did_not_ask_has_no_panel(surveyed_build: Build) -> None:
    # it asked who is there and what is vacant; not what is required, who leaves, who sat
    for panel in ("staffing_gap", "staffing_heat", "staffing_leavers", "staffing_examination"):
        assert prepare(PANELS[panel], State(survey=BEFORE), surveyed_build).rows == (), panel
        assert prepare(PANELS[panel], State(survey=NOW), surveyed_build).rows, panel


def test_a_panel_that_presumes_a_survey_has_nothing_without_one(surveyed_build: Build, build: Build) -> None:
    presuming = [panel for panel in PANELS.values() if panel.presumes]
    assert len(presuming) >= 14
    left_out = 0
    for asked in (surveyed_build, build):
        for state in (
            State(),
            State(region=REGION),
            State(region="soya"),
            State(survey=BEFORE, region=REGION),
        ):
            there = {sql for sql in {p.presumes for p in presuming} if asked.query(sql, parameters(state))}
            for panel in presuming:
                if panel.presumes not in there:
                    assert not asked.query(panel.sql, parameters(state)), panel.panel_id
                    left_out += 1
    assert left_out > 14


@pytest.mark.usefixtures("_mart")
def test_a_survey_is_chosen_on_the_page_and_stands_in_its_address() -> None:
    at = _open("staffing")
    box = at.selectbox(key="survey")
    assert box.value is None
    assert box.options == [NEWER["ja"], OLDER["ja"]]
    assert _surveyed(at) == {"職員調査2026"}
    at = box.set_value(BEFORE).run()
    assert at.query_params["survey"] in (BEFORE, [BEFORE])
    assert _surveyed(at) == {"職員調査2024"}


@pytest.mark.usefixtures("_mart")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_opens_its_survey(lang: Lang) -> None:
    at = _open("staffing", lang=lang, survey=BEFORE)
    assert at.selectbox(key="survey").value == BEFORE
    assert at.selectbox(key="survey").options == [NEWER[lang], OLDER[lang]]


@pytest.mark.usefixtures("_mart")
@pytest.mark.parametrize("asked", [{"survey": "gone"}, {"survey": NOW, "region": "hidaka"}])
def test_a_survey_without_answers_here_is_left_out_of_the_address(asked: dict[str, str]) -> None:
    at = _open("staffing", **asked)
    assert [item.value for item in at.exception] == []
    assert "survey" not in at.query_params


def test_a_pack_knows_the_surveys_of_its_build(surveyed_build: Build) -> None:
    told = {"meeting": "試験", "date": "2026-02-10", "pages": "staffing"}
    shown = {
        name: {
            panel.panel_id
            for part in choice.chosen(settings.parse({**told, "survey": name}), surveyed_build)
            for panel in part.panels
        }
        for name in (BEFORE, NOW)
    }
    assert shown[NOW] - shown[BEFORE] >= {"staffing_gap", "staffing_examination"}
    assert "staffing_none" in shown[BEFORE]
    with pytest.raises(PackError) as wrong:
        choice.chosen(settings.parse({**told, "survey": "staff_2025"}), surveyed_build)
    said = "".join(problem.line("en") for problem in wrong.value.problems)
    assert f"surveys with answers here: {NOW}、{BEFORE}" in said
