"""Fiscal years in 和暦 or 西暦: chosen once, written the same way on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import format as fmt
from dashboard.format import Calendar
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import Lang
from tests.dashboard.test_pages import _html, _open


@pytest.fixture
def _mart(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> None:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))


@pytest.mark.parametrize(
    ("lang", "chosen", "long", "short", "tick"),
    [
        ("ja", None, "令和6年度（2024年度）", "R6", "R6"),
        ("ja", "wareki", "令和6年度（2024年度）", "R6", "R6"),
        ("ja", "western", "2024年度", "2024年度", "2024"),
        ("en", None, "FY2024", "FY2024", "2024"),
        ("en", "western", "FY2024", "FY2024", "2024"),
        ("en", "wareki", "FY2024 (R6)", "R6", "R6"),
    ],
)
def test_a_fiscal_year_in_each_calendar(
    lang: Lang, chosen: Calendar | None, long: str, short: str, tick: str
) -> None:
    with fmt.calendar(chosen):
        assert fmt.fiscal_year(2024, lang) == long
        assert fmt.fiscal_year(2024, lang, short=True) == short
        assert fmt.tick(2024, lang) == tick
    assert fmt.fiscal_year(2024, "ja") == "令和6年度（2024年度）"


@pytest.mark.parametrize(
    ("text", "lang", "chosen", "shown"),
    [
        ("2019年度～2020年度", "ja", None, "令和元年度（2019年度）～令和2年度（2020年度）"),
        ("2020年度", "ja", "western", "2020年度"),
        ("令和2年度（2020年度）", "ja", None, "令和2年度（2020年度）"),  # said once
        ("grant FY2020, thousand yen", "en", "wareki", "grant FY2020 (R2), thousand yen"),
        ("FY2020 to FY2024", "en", "wareki", "FY2020 (R2) to FY2024 (R6)"),
        ("期限は2021-03-31", "ja", None, "期限は2021年3月31日"),
        ("due by 2021-03-31", "en", None, "due by 31 March 2021"),
        ("2,024年度分", "ja", None, "2,024年度分"),
        ("12024年度", "ja", None, "12024年度"),
    ],
)
def test_years_and_dates_in_a_sentence(text: str, lang: Lang, chosen: Calendar | None, shown: str) -> None:
    with fmt.calendar(chosen):
        assert fmt.in_calendar(text, lang) == shown


def _texts(state: State, build: Build) -> Iterator[tuple[str, str]]:
    for panel_id, panel in PANELS.items():
        data = prepare(panel, state, build)
        yield panel_id, data.title
        yield panel_id, data.subtitle
        for column, cells in zip(data.panel.columns, zip(*data.cells, strict=True), strict=False):
            if column.kind != "text":
                yield from ((panel_id, cell) for cell in cells)


@pytest.mark.parametrize("region", [None, "minamisorachi"])
def test_no_era_is_left_where_western_years_are_asked_for(build: Build, region: str | None) -> None:
    era = re.compile("令和[0-9元]+年度|平成[0-9元]+年度|(?<![A-Za-z])[RH][0-9]{1,2}(?![0-9])")
    left = [item for item in _texts(State(calendar="western", region=region), build) if era.search(item[1])]
    assert left == []
    assert any(era.search(text) for _, text in _texts(State(region=region), build))


@pytest.mark.usefixtures("_mart")
def test_the_switch_writes_the_address_and_the_address_sets_the_switch() -> None:
    at = _open("overview")
    assert at.radio(key="calendar").value == "wareki"
    assert "calendar" not in at.query_params
    at.radio(key="calendar").set_value("western").run()
    assert at.query_params["calendar"] in ("western", ["western"])
    assert "2024年度" in _html(at)
    assert "R6" not in _html(at)
    at.radio(key="lang").set_value("en").run()
    assert at.radio(key="calendar").value == "western"
    at.radio(key="calendar").set_value("wareki").run()
    assert at.query_params["calendar"] in ("wareki", ["wareki"])
    at.radio(key="lang").set_value("ja").run()
    assert at.radio(key="calendar").value == "wareki"
    assert [item.value for item in at.exception] == []
