"""What was decided, from the office's files to the panels of 会議体; the meetings are invented
(data/samples/decisions)."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pytest
from icalendar import Calendar
from pptx import Presentation

from dashboard import nothing
from dashboard.decided import Decided
from dashboard.mart import Build
from dashboard.pack import slides
from dashboard.pages import meetings
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS, of
from dashboard.parameters import parameters
from dashboard.render import html, linklist
from dashboard.render.calendarfile import calendar_bytes
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.conftest import ROOT
from tests.dashboard.pack import made

TODAY = dt.date(2026, 11, 30)
FOLDER = ROOT / "data" / "samples" / "decisions"


def typed(name: str) -> Sequence[Mapping[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def shown(panel: str, build: Build, lang: Lang = "ja") -> PanelData:
    return prepare(PANELS[panel], State(lang=lang), build)


def overdue(row: Mapping[str, str]) -> bool:
    return row["状態"] == "未了" and bool(row["期日"]) and dt.date.fromisoformat(row["期日"]) < TODAY


def test_every_decision_stands_in_the_list_with_what_came_of_it(decided_build: Build) -> None:
    data = shown("decisions", decided_build)
    rows = {row["内容"]: row for row in typed("2026")}
    assert {row["text"] for row in data.rows} == set(rows)
    for row in data.rows:
        source = rows[row["text"]]
        assert (row["outcome"] or "", row["assignee"] or "") == (source["結果"], source["担当"])
        assert (row["state"] == "overdue") == overdue(source)
    states = Counter(
        "期日を過ぎ未了" if overdue(row) else row["状態"] or "状態の記入なし" for row in rows.values()
    )
    for name, count in states.items():
        assert f"{name}{count}" in data.title
    assert [row["state"] for row in data.rows[:2]] == ["overdue", "overdue"]


def test_what_is_older_than_a_year_stays_until_it_is_done(
    decided_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_TODAY", "2028-01-10")
    rows = shown("decisions", decided_build).rows
    assert {row["text"] for row in rows} == {row["内容"] for row in typed("2026") if row["状態"] == "未了"}


def test_meetings_ahead_come_first_and_a_cancelled_one_is_not_held(decided_build: Build) -> None:
    data = shown("meetings", decided_build)
    assert data.rows[0]["meeting"] == "第2回推進会議"
    held = {row["会議"] for row in typed("meetings") if row["状態"] == "実施"}
    assert f"この1年に開いた会議は{len(held)}回" in data.title
    assert {row["text"] for row in data.rows} - {""} == {row["議題"] for row in typed("agenda_items")}


def test_a_theme_has_its_meetings_and_its_next_step(decided_build: Build) -> None:
    rows = {row["theme"]: row for row in shown("theme_course", decided_build).rows}
    about = typed("agenda_items")
    assert rows["人材確保業務の広域連携"]["meetings"] == sum(
        row["テーマID"] == "joint_recruitment" for row in about
    )
    shared = rows["専門職の共同確保、共同活用"]
    steps = [row for row in typed("2026") if row["テーマID"] == "shared_specialists"]
    first = min(steps, key=lambda row: row["期日"])
    assert (shared["next_step"], shared["next_on"].isoformat()) == (first["内容"], first["期日"])
    assert (shared["open_count"], shared["overdue_count"]) == (2, 1)


@pytest.mark.parametrize("panel", ["decisions", "meetings", "theme_course"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_from_leads_to_the_line_of_the_file(panel: str, lang: Lang, decided_build: Build) -> None:
    data = shown(panel, decided_build, lang)
    lines = {origin.row for origin in data.origin if origin.row.startswith("decisions/")}
    files = {"decisions": ["2026"], "meetings": ["meetings", "agenda_items"]}.get(
        panel, ["2026", "meetings", "agenda_items"]
    )
    assert lines == {
        f"decisions/{name}.csv:{number}" for name in files for number in range(2, len(typed(name)) + 2)
    }
    named = "会議と決定の記録" if lang == "ja" else "Records of meetings and decisions"
    assert any(named in citation.title for citation in data.citations)


def test_due_days_of_what_is_open_go_into_a_calendar(decided_build: Build) -> None:
    calendar = Calendar.from_ical(calendar_bytes(shown("decisions", decided_build)))
    days = {event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert days == {
        dt.date.fromisoformat(row["期日"]) for row in typed("2026") if row["状態"] == "未了" and row["期日"]
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_office_without_decisions_reads_what_to_enter(build: Build, lang: Lang) -> None:
    data = shown("decisions", build, lang)
    assert data.title == nothing.title("decisions", lang)
    assert "data/decisions" in data.measured
    assert {"meetings", "theme_course"}.isdisjoint(
        panel.panel_id for panel in of("council", build, State(lang=lang))
    )


def about(panel: str) -> Sequence[Mapping[str, str]]:
    return [row for row in typed("2026") if row["図ID"] == panel]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_panel_carries_what_was_decided_about_it(decided_build: Build, lang: Lang) -> None:
    data = shown("members_ranked", decided_build, lang)
    [row] = about("members_ranked")
    [line] = data.decided.lines
    assert row["内容"] in line
    assert row["担当"] in line
    assert word("decision_state.overdue", lang) in line
    assert escape(row["内容"]) in html.footer(data)
    assert line in data.remarks
    assert shown("grants_by_year", decided_build, lang).decided.count == 0


def test_another_region_in_focus_is_not_told(decided_build: Build) -> None:
    panel = PANELS["shortage_matrix"]
    assert prepare(panel, State(region="kamikawa"), decided_build).decided.count == 1
    assert prepare(panel, State(region="nemuro"), decided_build).decided.count == 0


def test_it_stands_on_the_slide_and_in_the_workbook_of_a_pack(decided_copy: Path, tmp_path: Path) -> None:
    [row] = about("shortage_matrix")
    pack = made.some(decided_copy, "ja", "shortage_matrix")
    slides.write(pack, tmp_path / "deck.pptx", lambda done, of: None)
    shapes = [shape for slide in Presentation(str(tmp_path / "deck.pptx")).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert any(row["内容"] in text for text in texts)
    assert any(row["内容"] in note for _, note in pack.notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_overdue_calls_for_attention(decided_build: Build, lang: Lang) -> None:
    data = shown("attention", decided_build, lang)
    raised = [row for row in data.rows if row["kind"] == "decision"]
    late = [row for row in typed("2026") if overdue(row)]
    assert len(raised) == len(late) == 2
    for row in late:
        assert any(row["内容"] in cell["title"] and row["期日"] in cell["title_en"] for cell in raised)
    assert {(row["page"], row["panel"]) for row in raised} == {("council", "decisions")}
    # on the English page the text stands in runs, each marked as Japanese
    shown_text = re.sub("<[^>]*>", "", linklist.link_list(data, State(lang=lang)))
    assert all(escape(row["内容"]) in shown_text for row in late)


def test_what_is_due_later_does_not_yet(decided_build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_TODAY", "2026-08-01")
    assert not [row for row in shown("attention", decided_build).rows if row["kind"] == "decision"]


def test_of_many_it_says_how_many_more() -> None:
    decided = Decided(("一", "二", "三"), 500)
    assert decided.listed("ja")[:2] == ("一", "二")
    assert "497" in decided.listed("ja")[2]
    assert "499" in decided.listed("ja", most=1)[0]
    assert Decided(("一",), 1).listed("ja") == ("一",)
    assert Decided().listed("ja") == ()
    assert Decided(("長い" * 60,), 2, "長" * 71).line("ja", 70) == word("decide.about", "ja").format(count=2)
    assert Decided(("長い" * 60,), 1, "短い").line("ja", 70) == "短い"
    assert Decided().line("ja", 70) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", ["2026-06-01", "2026-10-01", "2026-11-30"])
def test_what_was_decided_since_a_meeting_is_counted_from_its_day_on(
    decided_build: Build, day: str, lang: Lang
) -> None:
    """Recomputed from the office's own file; a decision may be new and done, or new and overdue."""
    rows = typed("2026")
    new = [row for row in rows if row["日付"] >= day]
    done = [row for row in rows if row["状態"] == "済" and row["済んだ日"] >= day]
    late = [row for row in rows if overdue(row) and row["期日"] >= day]
    found = decided_build.query(meetings._DECIDED, {**parameters(State()), "meeting_day": day})
    assert {row["text"] for row in found} == {row["内容"] for row in (*new, *done, *late)}
    said = meetings._decided_in_words(found, lang)
    counts = [len(each) for each in (new, done, late) if each]
    assert [int(number) for number in re.findall(r"\d+", said)] == counts
    if found:
        shown = meetings._decided_table(found, lang)
        assert all(escape(row["text"]) in shown for row in found)
