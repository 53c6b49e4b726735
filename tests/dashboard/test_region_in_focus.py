"""What the region in focus does to a panel is what the panel declares, and its subtitle says it."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from dashboard.card import prepare_card
from dashboard.choices import region_names
from dashboard.focus import focus_line
from dashboard.mart import Build, Row
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.parameters import Scope
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.dashboard.cards import CARDS

_CHOSEN = ("012106", "012149")
# region ids of a panel's rows stand under one of these
_IDS = ("region_id", "area_id")
_ONE_OF_ONE = re.compile(r"(?<!\d)1地域(のうち|中)|\bof 1 region")
# with a grant and a list of members of its own; without a grant; asked by a survey
_FOCUS = ("hidaka", "kushiro", "ishikari")


def _said(rows: tuple[Row, ...]) -> list[dict[str, object]]:
    """The rows without which of them is in focus."""
    return [{name: value for name, value in row.items() if name != "focus"} for row in rows]


def _regions(rows: tuple[Row, ...], of_all: set[str]) -> set[str]:
    return {row[name] for row in rows for name in _IDS if row.get(name) in of_all}


def _highlighted(rows: tuple[Row, ...], of_all: set[str]) -> set[str]:
    return _regions(tuple(row for row in rows if row.get("focus")), of_all)


def _differs(rows: tuple[Row, ...]) -> bool:
    """Some rows stand out against others."""
    return len({bool(row.get("focus")) for row in rows}) > 1


@pytest.fixture(scope="module", params=["shipped", "surveyed"])
def board_build(request: pytest.FixtureRequest, build: Build, surveyed_build: Build) -> Build:
    return {"shipped": build, "surveyed": surveyed_build}[request.param]


@pytest.mark.parametrize("panel_id", sorted(PANELS))
def test_rows_follow_the_region_as_the_panel_declares(
    panel_id: str, board_build: Build, regions: list[str]
) -> None:
    panel, of_all = PANELS[panel_id], set(regions)
    without = prepare(panel, State(members=_CHOSEN), board_build).rows
    changed = False
    for region in _FOCUS:
        rows = prepare(panel, State(members=_CHOSEN, region=region), board_build).rows
        if panel.panel_id == "survey_response" and not rows:
            continue  # no survey asked this region: there is nothing to show of one
        same = _said(rows) == _said(without)
        changed |= not same
        if panel.scope in ("all", "compared"):
            assert _regions(rows, of_all) == _regions(without, of_all), region
            assert _highlighted(rows, of_all) == {region} & _regions(without, of_all), region
        elif panel.scope == "focus":
            assert _regions(rows, of_all) <= {region}, region
            assert not _differs(rows), region
        elif panel.scope == "near":
            assert region not in _regions(rows, of_all), region
            assert rows, region
        elif panel.scope in ("any", "beside"):
            assert same, region
    # the two of a region's prefecture or scheme are the same for all of the shipped board's eleven
    if panel.scope == "focus" and without:
        assert changed, "declared to show the region in focus alone, and shows the same of any"


@pytest.mark.parametrize("region", ["hidaka", "kushiro"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_subtitle_says_what_the_region_does(board_build: Build, lang: Lang, region: str) -> None:
    name = region_names(board_build, lang)[region]
    told: dict[Scope, set[str]] = {scope: set() for scope in get_args(Scope)}
    for panel in PANELS.values():
        data = prepare(panel, State(lang=lang, members=_CHOSEN, region=region), board_build)
        if not data.rows:
            continue
        line = focus_line(panel.scope, data.rows, State(lang=lang, region=region), board_build)
        assert line, panel.panel_id
        assert data.subtitle.endswith(line), panel.panel_id
        told[panel.scope].add(line)
        bare = prepare(panel, State(lang=lang, members=_CHOSEN), board_build)
        assert not bare.rows or line not in bare.subtitle, panel.panel_id
    # one sentence for one meaning; where some of a kind do not hold the region, two
    assert {scope: len(lines) for scope, lines in told.items() if len(lines) > 2} == {}
    assert all(name in line for scope in ("focus", "all", "compared") for line in told[scope])
    # of a region without a scheme nothing of a scheme is shown
    assert {scope for scope, lines in told.items() if not lines} == (
        {"scheme"} if region == "kushiro" else set()
    )


def test_a_region_that_a_chart_does_not_hold_is_not_said_to_stand_out(build: Build) -> None:
    shown, lacking = (
        prepare(PANELS["cap_use"], State(region=region), build).subtitle for region in ("hidaka", "kushiro")
    )
    assert "強調は日高連携地域" in shown
    assert "強調" not in lacking
    assert "釧路" in lacking


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_counts_one_of_one_region(board_build: Build, lang: Lang) -> None:
    """N is the number of regions that there are, never what the choice left."""
    told = [
        (panel.panel_id, region, text)
        for region in (None, *_FOCUS)
        for panel in PANELS.values()
        for text in _sentences(prepare(panel, State(lang=lang, region=region), board_build))
        if _ONE_OF_ONE.search(text)
    ]
    assert told == []


def _sentences(data: PanelData) -> tuple[str, ...]:
    return (data.title, data.subtitle)


_YEAR_LINE: dict[Lang, str] = {"ja": "選んだ年度によらない", "en": "the same for any year chosen"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_panel_or_card_that_a_chosen_year_leaves_as_it_is_says_so(build: Build, lang: Lang) -> None:
    """Before: year=2022 left cards of 2050 and sums of all years as they were, without a word."""
    line, changed = _YEAR_LINE[lang], set()
    for panel in PANELS.values():
        bare, of_year = (
            prepare(panel, State(lang=lang, year=year, members=_CHOSEN), build) for year in (None, 2022)
        )
        assert line not in bare.subtitle
        if not of_year.rows:
            continue
        same = (bare.rows, bare.title) == (of_year.rows, of_year.title)
        assert same or line not in of_year.subtitle, panel.panel_id
        if line not in of_year.subtitle:
            changed.add(panel.panel_id)
    assert changed == {"grants_of_year", "project_timeline"}
    followed = set()
    for card in _CARDS.values():
        states = (State(lang=lang, region="minamisorachi", year=year) for year in (None, 2022))
        first, of_year = (prepare_card(card, state, build) for state in states)
        assert line not in first.as_of
        assert (line in of_year.as_of) != card.yearly, card.card_id
        if (first.figure, first.unit, first.compare) != (of_year.figure, of_year.unit, of_year.compare):
            followed.add(card.card_id)
    assert followed == {card_id for card_id, card in _CARDS.items() if card.yearly} == {"active"}


_CARDS = {card.card_id: card for cards in CARDS.values() for card in cards}


@pytest.mark.parametrize("card_id", sorted(_CARDS))
def test_a_card_follows_the_region_as_it_declares(card_id: str, build: Build) -> None:
    card = _CARDS[card_id]
    shown = [prepare_card(card, State(region=region), build) for region in (None, *_FOCUS)]
    figures = {(item.figure, item.compare) for item in shown}
    if card.scope in ("focus", "compared"):
        assert len(figures) > 1, "declared to follow the region, and says the same of any"
    elif card.scope != "scheme":
        assert len(figures) == 1
    said = prepare_card(card, State(region="hidaka"), build).as_of
    assert ("全地域" in said) == (card.scope == "all")
    assert "全地域" not in prepare_card(card, State(), build).as_of
