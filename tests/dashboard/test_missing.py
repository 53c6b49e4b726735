"""データと出典: the list of what is still missing says what the tables say."""

from __future__ import annotations

import re

import pytest

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart

PANEL = PANELS["still_missing"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_title_counts_the_rows_that_await_a_figure(build: Build, mart: Mart, lang: Lang) -> None:
    told = prepare(PANEL, State(lang=lang), build)
    prefectures, departments = mart.rows(
        "select count(distinct area_code), count(distinct department) from staff "
        "where year = 2024 and area_level = 'prefecture'"
    )[0]
    planned = mart.scalar(
        "select (select count(*) from disbursement where status = 'planned')"
        " + (select count(*) from project_year where fiscal_year = 2024"
        "    and state in ('planned', 'under_review'))"
        " + (select count(*) from recruitment where measure = 'unclear')"
    )
    undecided = mart.scalar(
        "select (select count(*) from disbursement where status = 'undecided')"
        " + (select count(*) from project_year where state = 'undecided')"
    )
    due = {row["table_name"]: row["missing_count"] for row in told.rows if row["year"] == 2025}
    assert due["staff"] == prefectures * departments
    assert due["population"] == mart.scalar("select count(*) from municipality")
    assert due["reported_shortage"] == mart.scalar("select count(*) from reported_shortage")
    # nothing is left of earlier years: 双葉町's 0 of 2020 is a figure
    missing = sum(due.values())
    for count in (missing, planned, undecided, len(told.rows)):
        assert f"{count:,}" in told.title


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_missing_is_said(lang: Lang) -> None:
    assert ("すべて登録" if lang == "ja" else "Every figure due") in PANEL.finding([], lang)


def test_few_rows_are_named_and_many_are_counted(build: Build) -> None:
    rows = {(row["table_name"], row["year"]): row for row in prepare(PANEL, State(), build).rows}
    grants = rows["disbursement", 2025]["awaited"]
    assert grants.startswith("後志17町村連携地域、根室連携地域、")
    assert "要綱の事業年度は令和6年度まで" in grants
    assert "西紋別地区町村会連携地域（建築技師／保育士・保育教諭／" in rows["recruitment", 2025]["awaited"]
    assert rows["population", 2025]["awaited"].endswith("ほか1736行")
    # in English no name is Japanese that has an English one
    english = prepare(PANEL, State(lang="en"), build)
    for row, cells in zip(english.rows, english.cells, strict=True):
        assert not re.search("[\u3040-\u9fff]", " ".join(cells)), (row["table_name"], cells)
    assert rows["disbursement", 2025]["ask"] == "北海道（広域連携の担当課）、各地域の事務局"
    assert rows["staff", 2025]["ask"] == "総務省"  # nobody named: the publisher
