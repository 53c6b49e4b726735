"""手続き: deadlines by the day of reading, in the list of attention, in sentences and as a calendar file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar

from dashboard.card import prepare_card
from dashboard.mart import Build, Mart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.parts import answer
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from renkei.japan import today
from tests.dashboard.cards import CARDS


def _points(build: Build) -> dict[str, str]:
    rows = prepare(PANELS["attention"], State(), build).rows
    return {row["region_id"]: row["title"] for row in rows if row["kind"] == "step"}


@pytest.mark.parametrize(
    ("day", "count", "words"),
    [
        ("2025-08-23", 0, ""),  # sixty-one days before
        ("2025-08-24", 1, "2025-10-23まで"),
        ("2025-10-23", 1, "2025-10-23まで"),  # the day itself has not passed
        ("2025-10-24", 1, "期間（おおむね5年）の満了を過ぎ"),
        ("2029-12-31", 8, "期間（おおむね5年）の満了を過ぎ"),
    ],
)
def test_attention_follows_the_day_of_reading(
    day: str, count: int, words: str, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_TODAY", day)
    points = _points(build)
    assert len(points) == count
    assert words in points.get("minamisorachi", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_file_has_each_row_on_its_day(
    lang: Lang, mart_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_TODAY", "2026-11-30")
    mart = Mart(mart_copy)
    state = State(lang=lang)
    data = prepare(PANELS["step_dates"], state, mart.live())
    response = answer(mart, "step_dates", "ics", state)
    assert response.headers["content-type"].startswith("text/calendar")
    entries = Calendar.from_ical(bytes(response.body)).walk("VEVENT")
    end = "" if lang == "ja" else "_en"
    assert [(item["dtstart"].dt, item["dtend"].dt) for item in entries] == [
        (row["due_on"], row["due_on"] + dt.timedelta(days=1)) for row in data.rows
    ]
    for item, row in zip(entries, data.rows, strict=True):
        assert row[f"name{end}"] in item["summary"]
        assert row[f"step{end}"] in item["summary"]
        # five years "or so" after the vision: whoever saves the day must see that nobody set it
        assert ("推定" if lang == "ja" else "inferred") in item["description"]
    assert len({str(item["uid"]) for item in entries}) == len(data.rows) == 8
    assert bytes(answer(mart, "step_dates", "ics", state).body) == bytes(response.body)


def test_no_other_panel_saves_days(mart_copy: Path) -> None:
    assert answer(Mart(mart_copy), "grant_table", "ics", State()).status_code == 404


def test_the_sentence_names_the_day_and_what_has_no_record(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_TODAY", "2026-11-30")
    ja, en = (prepare(PANELS["step_dates"], State(lang=lang), build).title for lang in ("ja", "en"))
    assert "2026年11月30日現在" in ja
    assert "済んだ記録のないものが3件（地域連携ビジョンの期間（おおむね5年）の満了3、期日は推定3）" in ja
    # adopted in 2021, amended in 2023: no document says whether the five years began anew
    assert "判定できないものが2件（日高連携地域、後志17町村連携地域、起算の後に改定）" in ja
    assert "次の期日は2027年3月30日（根室連携地域、期日は推定1）" in ja
    assert "3 past due without a record" in en
    assert "2 cannot be determined" in en
    one = prepare(PANELS["step_dates"], State(region="minamisorachi"), build).title
    assert "1件（地域連携ビジョンの期間（おおむね5年）の満了1、期日は推定1）" in one
    assert "次の期日" not in one


def test_a_day_that_is_none_is_todays(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_TODAY", "tomorrow")
    assert prepare(PANELS["step_dates"], State(), build).rows[0]["today"] == today()


def test_every_rule_of_the_guidelines_stands_on_a_page(build: Build) -> None:
    shown = {row["rule"] for row in prepare(PANELS["guideline_rules"], State(), build).rows}
    held = {row["text"] for row in build.query("select text from scheme_rule")}
    assert shown == held
    assert len(held) == 70


def test_who_is_in_a_council_and_who_takes_part_stand_on_the_cases_page(build: Build) -> None:
    roles = prepare(PANELS["body_roles"], State(), build)
    assert {(row["actor"], row["text"]) for row in roles.rows} == {
        (row["actor"], row["text"]) for row in build.query("select actor, text from body_role")
    }
    [members] = prepare(PANELS["body_members"], State(), build).rows
    names = build.query("select name from kpi.municipality_outlook where subprefecture = '上川総合振興局'")
    assert set(members["municipalities"].split("、")) == {row["name"] for row in names}
    assert members["members"] == 23
    taking = prepare(PANELS["case_participants"], State(), build).rows
    assert sum(row["participants"] for row in taking) == 40
    assert sum(len(row["municipalities"].split("、")) for row in taking) == 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_that_is_inferred_is_called_so_wherever_it_stands(
    build: Build, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a note of the file held it: overview, cards and dates read as if the rules gave the day."""
    monkeypatch.setenv("RENKEI_TODAY", "2026-11-30")
    said, state = word("basis.inferred", lang), State(lang=lang)
    dates, plan = (prepare(PANELS[name], state, build) for name in ("step_dates", "step_plan"))
    assert {row["due_basis"] for row in dates.rows} == {"inferred"}
    assert [row["deadline_basis"] for row in plan.rows if row["deadline"] and row["deadline_basis"]] == [
        *["printed"] * 3, *["inferred"] * 2,
    ]  # fmt: skip
    points = [row for row in prepare(PANELS["attention"], state, build).rows if row["kind"] == "step"]
    cards = [prepare_card(card, state, build).compare for card in CARDS["procedures"][:2]]
    titles = [row["title" if lang == "ja" else "title_en"] for row in points]
    assert points
    assert [text for text in (*titles, *cards, dates.title, plan.title) if said not in text] == []
