"""Answers are published from the day after the deadline, in Japan's time; before that, who answered."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels.survey import response
from dashboard.state import State
from etl import refresh
from etl.paths import Paths
from etl.problems import Problems
from etl.survey import forms
from etl.survey.reading import load
from renkei import japan
from tests.conftest import Mart, copy_built, quiet
from tests.etl.helpers import called, swap
from tests.survey.filling import Filler, ask_of, opened

NAME = "autumn"
NAYORO, SHIBETSU = "012211", "012203"


@pytest.fixture(scope="module")
def handed_out(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A project with a live build and a survey of two towns as `survey new` writes it, due in 30 days; one
    return is there."""
    paths = copy_built(mart, tmp_path_factory.mktemp("publication") / "project")
    assert called(paths, "survey", "new", NAME).returncode == 0
    toml = paths.surveys / NAME / "survey.toml"
    ask_of(toml, ())
    swap(toml, "codes = []  ", f'codes = ["{NAYORO}", "{SHIBETSU}"]  ')
    forms.write(*opened(paths, NAME), paths.surveys / NAME / "forms")
    Filler(*opened(paths, NAME)).send(NAYORO, {("required", "architect"): 7, ("present", "architect"): 6})
    return paths


def answers(mart: Mart) -> int:
    return int(mart.scalar("select count(*) from survey_answer where survey_id = ?", NAME))


def test_answers_wait_for_the_deadline_and_come_by_themselves(
    handed_out: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = refresh.run(handed_out, quiet)
    assert outcome.manifest is not None
    built = Mart(handed_out, outcome.manifest["build_id"])
    assert answers(built) == 0
    assert built.scalar("select count(*) from survey_total where survey_id = ?", NAME) == 0
    states = "select state from survey_return where survey_id = ? order by 1"
    assert built.rows(states, NAME) == [("held",), ("none",)]
    deadline = opened(handed_out, NAME)[0].fielded_to
    day = deadline + dt.timedelta(days=1)
    assert built.scalar("select answers_from from survey where survey_id = ?", NAME) == day
    built.close()

    # said by the refresh, by `survey status` and on the page
    notice = next(p for p in outcome.problems if p.rule == "survey_closed")
    said = (f"回答は {day} から公開します", f"answers are published from {day}")
    assert said[0] in notice.line(english=False)
    assert said[1] in notice.line(english=True)
    status = called(handed_out, "survey", "status", NAME).stdout
    assert all(words in status for words in said)
    told = json.loads(called(handed_out, "survey", "status", NAME, "--json").stdout)
    assert (told["answers_from"], told["published"]) == (str(day), False)
    build = BoardMart(handed_out.mart).live()
    ja, en = (prepare(response, State(lang=lang), build).subtitle for lang in ("ja", "en"))
    assert f"回答の内容は{day.year}年{day.month}月{day.day}日から公開する" in ja
    assert "Answers are published from" in en
    assert str(day.year) in en

    # nothing changes but the day: on that of the deadline there is nothing new, on the next there is
    monkeypatch.setattr("renkei.japan.today", lambda: deadline)
    assert "新しいものはありません" in called(handed_out, "refresh").stdout
    monkeypatch.setattr("renkei.japan.today", lambda: day)
    assert called(handed_out, "refresh").returncode == 0
    live = Mart(handed_out, json.loads(handed_out.current.read_text("utf-8"))["build_id"])
    assert answers(live) > 0
    shown = "select value from survey_answer where municipality_code = ? and occupation_id = 'childcare'"
    assert live.rows(shown + " and question_id = 'present'", SHIBETSU) == [(None,)]
    live.close()
    assert not [
        p
        for p in json.loads(handed_out.last_run.read_text("utf-8"))["problems"]
        if p["rule"] == "survey_closed"
    ]
    monkeypatch.setattr("renkei.japan.today", lambda: day + dt.timedelta(days=1))
    assert "新しいものはありません" in called(handed_out, "refresh").stdout
    subtitle = prepare(response, State(), BoardMart(handed_out.mart).live()).subtitle
    assert "公開" not in subtitle


@pytest.mark.parametrize(
    ("publish", "first"),
    [("", 1), ("publish = true", -400), ("publish = 2027-04-01", None), ("publish = false", 9999)],
)
def test_the_office_may_say_otherwise(
    handed_out: Paths, tmp_path: Path, publish: str, first: int | None
) -> None:
    """`first`: days after the deadline on which answers are published for the first time."""
    text = (handed_out.surveys / NAME / "survey.toml").read_text("utf-8")
    folder = tmp_path / "data" / "surveys" / NAME
    folder.mkdir(parents=True)
    (folder / "survey.toml").write_text(f"{publish}\n{text}", encoding="utf-8")
    definition = load(folder, Problems())
    assert definition is not None
    day = dt.date(2027, 4, 1) if first is None else definition.fielded_to + dt.timedelta(days=first)
    assert definition.published(day) is (first != 9999)
    assert definition.published(day - dt.timedelta(days=1)) is (first == -400)


def test_another_word_is_refused_by_name(handed_out: Paths, tmp_path: Path) -> None:
    text = (handed_out.surveys / NAME / "survey.toml").read_text("utf-8")
    folder = tmp_path / "data" / "surveys" / NAME
    folder.mkdir(parents=True)
    (folder / "survey.toml").write_text(f'publish = "いつか"\n{text}', encoding="utf-8")
    problems = Problems()
    assert load(folder, problems) is None
    assert [(p.column, p.value) for p in problems] == [("publish", "いつか")]
    assert "true、false か日付" in next(iter(problems)).line(english=False)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
def test_the_day_is_japans(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between these two zones some day differs at any hour."""

    expected = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=9)).date()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert japan.today() == expected
    finally:
        monkeypatch.undo()
        time.tzset()
