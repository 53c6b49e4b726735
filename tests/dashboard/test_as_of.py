"""A card or panel tells the days of the documents of its own rows: of no other region's, year's or folder's.

The casebook is of 1 April 2024. The grants of 遠軽 and 日高 in fiscal 2024 come from a document of 1 May
2025, and a document of 1 June 2026 tells of 日高 alone. So of which day a row is, is known by whose it is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.card import prepare_card
from dashboard.citation import Citation, dated
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pack import content, workbook
from dashboard.panel import prepare
from dashboard.panels import BY_PAGE, PANELS
from dashboard.state import State
from dashboard.text import Lang
from etl import refresh
from tests import renewed
from tests.conftest import Mart, copy_built, quiet
from tests.dashboard.cards import CARDS
from tests.dashboard.pack import made
from tests.dashboard.pack.xlsx import Book

CASEBOOK, GRANTS, HIDAKA = "2024年4月1日", "2025年5月1日", "2026年6月1日"
LATER = (GRANTS, HIDAKA)
# what is compared with, or ranked among, all regions
AMONG_ALL = re.compile(r"rank_|sheet_|compare_|cap_use")
NAMES = re.compile("遠軽|日高")


@pytest.fixture(scope="module")
def dated_mart(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = copy_built(mart, tmp_path_factory.mktemp("dated") / "project")
    renewed.half_paid(paths)
    renewed.add_later(paths)
    waiting = refresh.run(paths, quiet)
    outcome = refresh.run(paths, quiet, accept=refresh.diff_id(waiting.changes))
    assert outcome.result == "published", "\n".join(p.line(english=True) for p in outcome.problems)
    return paths.mart


@pytest.fixture(scope="module")
def build(dated_mart: Path) -> Build:
    return BoardMart(dated_mart).live()


def _card(name: str, build: Build, **state: object) -> str:
    card = next(c for cards in CARDS.values() for c in cards if c.card_id == name)
    return prepare_card(card, State(**state), build).as_of  # type: ignore[arg-type]


def _panel(name: str, build: Build, **state: object) -> tuple[str, set[str]]:
    data = prepare(PANELS[name], State(**state), build)  # type: ignore[arg-type]
    return data.subtitle, {item.as_of for item in data.citations}


@pytest.mark.parametrize("region", ["nemuro", "minamisorachi"])
@pytest.mark.parametrize("year", [None, 2023, 2024])
def test_no_card_or_panel_of_a_region_tells_the_day_of_anothers_rows(
    build: Build, region: str, year: int | None
) -> None:
    state, checked = State(region=region, year=year), 0
    for cards in CARDS.values():
        for card in cards:
            if not AMONG_ALL.match(card.card_id):
                told = prepare_card(card, state, build)
                assert not any(day in told.as_of for day in LATER), (card.card_id, told.as_of)
                checked += 1
    for panel in (panel for panels in BY_PAGE.values() for panel in panels):
        data = prepare(panel, state, build)
        told_of = [data.subtitle, *(item.as_of for item in data.citations)]
        if any(day in text for text in told_of for day in LATER):
            # rows of the other region stand there
            assert any(NAMES.search(cell) for row in data.cells for cell in row), panel.panel_id
            assert AMONG_ALL.match(panel.panel_id), panel.panel_id
        checked += 1
    assert checked > 60


def test_each_card_tells_the_days_of_its_rows_oldest_first(build: Build) -> None:
    both = f"{CASEBOOK}と{GRANTS}時点"
    for name in ("granted", "planned", "cap", "last_year"):
        assert _card(name, build) == f"資料（{both}）", name
    # of 遠軽 five years were paid, the last told by the later document; nothing is planned
    assert _card("granted", build, region="engaru") == f"資料（{both}）"
    assert _card("planned", build, region="engaru") == f"資料（{GRANTS}時点）"
    assert _card("planned", build, region="engaru", lang="en") == "Document (as of 1 May 2025)"
    assert _card("planned", build, region="nemuro") == f"資料（{CASEBOOK}時点）"
    assert _card("short", build, region="hidaka") == f"資料（{CASEBOOK}と{HIDAKA}時点）"
    assert _card("short", build, region="engaru") == f"資料（{CASEBOOK}時点）"
    assert _card("short", build) == f"資料（{CASEBOOK}と{HIDAKA}時点）"
    assert _card("fields", build, region="hidaka") == f"資料（{CASEBOOK}と{HIDAKA}時点）"
    # no day stands in the document of the cases, nor is it that of the build
    assert _card("cases", build) == "資料（時点の記載なし）"


def test_ranks_tell_the_days_of_those_that_are_compared(build: Build) -> None:
    assert _card("rank_grant", build, region="nemuro") == f"資料（{CASEBOOK}と{GRANTS}時点）"
    few = {"region": "nemuro", "peers": ("minamisorachi",)}
    assert _card("rank_grant", build, **few) == f"資料（{CASEBOOK}時点）"
    for panel in ("compare_dots", "compare_heat"):
        assert f"交付と取組は{CASEBOOK}～{HIDAKA}時点" in _panel(panel, build, region="nemuro")[0]
        subtitle, days = _panel(panel, build, **few)
        # followed by the day of the areas
        assert f"、交付と取組は{CASEBOOK}時点、" in subtitle
        assert not days & set(LATER)


def test_panels_tell_the_days_of_their_rows(build: Build) -> None:
    assert _panel("shortage_matrix", build)[0].endswith(f"、{CASEBOOK}と{HIDAKA}時点")
    # what the region does comes after it
    assert f"、{CASEBOOK}時点。" in _panel("shortage_matrix", build, region="engaru")[0]
    assert f"、{CASEBOOK}と{HIDAKA}時点。" in _panel("field_matrix", build, region="hidaka")[0]
    assert ", as of 1 April 2024; " in _panel("field_matrix", build, region="engaru", lang="en")[0]
    assert _panel("grants_of_year", build, year=2023)[1] == {CASEBOOK}
    assert _panel("grants_of_year", build, year=2024)[1] == {CASEBOOK, GRANTS}
    assert _panel("grants_of_year", build, year=2024, region="engaru")[1] == {GRANTS}


def test_a_workbook_of_one_region_tells_no_day_of_anothers_rows(dated_mart: Path, tmp_path: Path) -> None:
    """What the pack writes is what stands in its cells: no sheet without the others' rows tells their day."""
    settings = made.request("ja", ("overview", "disbursements", "staffing", "fields"), region="nemuro")
    pack = content.make(settings, BoardMart(dated_mart), "ja")
    workbook.write(pack, tmp_path / "book.xlsx")
    told = 0
    sheets = Book(tmp_path / "book.xlsx").sheets
    for _, name in workbook.sheet_names(pack):
        cells = [str(cell) for cell in sheets[name].cells.values()]
        later = [cell for cell in cells if any(day in cell for day in LATER)]
        assert not later or any(NAMES.search(cell) for cell in cells), name
        told += any(CASEBOOK in cell for cell in cells)
    assert told > 5
    cards = [card for section in pack.sections for card in section.cards]
    assert len(cards) > 8
    assert not any(day in card.as_of for card in cards for day in LATER)


@pytest.mark.parametrize(("lang", "said"), [("ja", "時点の記載のない"), ("en", "without a date")])
def test_a_document_without_a_day_is_not_of_the_day_of_the_others(lang: Lang, said: str) -> None:
    import datetime as dt

    known = Citation("a", "A", "A", "…", dt.date(2024, 4, 1))
    text = {"ja": "資料（{as_of}）", "en": "Document ({as_of})"}[lang]
    assert said not in dated(text, [known], lang)
    assert said in dated(text, [known, Citation("b", "B", "B", "不明")], lang)
    assert "{" not in dated(text, [], lang)
