"""From a figure to the printed cell in at most two clicks, on every page that shows figures of documents."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import expect

from dashboard.mart import Build
from dashboard.origin import origins
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.panels.cards.where import WHERE
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests.conftest import Mart
from tests.dashboard.cards import CARDS
from tests.dashboard.test_chromium import Watched, watched
from tests.long import some

__all__ = ["watched"]  # a fixture: a page with the errors it told

_COALITION = "compare?members=012106,012149"
# page, button that is clicked, row of the figure, cell as printed, words of document, heading, correction
_TRACED = [
    (
        "overview",
        "origin_cards.overview",
        "日高連携地域 令和4年度",
        "8,100",
        "事例集",
        "日高連携地域｜",
        "見込額",
    ),
    (
        "overview",
        "details_grants_by_year",
        "根室連携地域 令和4年度",
        "0",
        "事例集",
        "根室連携地域｜",
        "見込額",
    ),
    (
        "compare",
        "origin_compare_heat",
        "遠軽地区連携地域 令和2年度",
        "10,000",
        "事例集",
        "遠軽地区",
        "見込額",
    ),
    (_COALITION, "origin_coalition_figures", "稚内市 人口 2020年", "33563", "国勢調査", "総人口", ""),
    (
        "disbursements",
        "origin_grants_of_year",
        "留萌南部３市町連携地域 令和6年度",
        "未定",
        "事例集",
        "留萌",
        "",
    ),
    ("staffing", "origin_recruitment", "土木技師 令和5年度", "１", "事例集", "採用実績", "成果目標"),
    (
        "staffing",
        "origin_cards.staffing",
        "西紋別地区町村会連携地域 土木技師",
        "土木技師",
        "事例集",
        "西紋別",
        "",
    ),
    ("population", "origin_population_slope", "夕張市 人口 2020年", "7334", "国勢調査", "総人口", ""),
    ("fields", "origin_field_matrix", "南空知圏域 防災", "防災", "事例集", "南空知圏域｜", "旧様式の表"),
    ("profile?region=hidaka", "origin_sheet", "日高連携地域 令和4年度", "8,100", "事例集", "日高", "見込額"),
    ("profile?region=hidaka", "origin_cards.profile", "平取町 人口 2020年", "4776", "国勢調査", "総人口", ""),
    ("cases", "origin_case_length", "県が市町村道を除雪（延長） 令和4年度", "88.7km", "資料3", "除雪", ""),
]


# below the cards, below a panel of a coalition, below the sheet of a region
_CLICKED = some(_TRACED, lambda number, _: number in (0, 3, 9), rows=True)
_PANELS = [case for case in _TRACED if case[1].removeprefix("origin_") in PANELS]


@pytest.mark.chromium
@pytest.mark.parametrize(("page_", "button", "figure", "printed", "document", "place", "mended"), _CLICKED)
def test_one_click_leads_from_a_figure_to_the_printed_cell(
    page_: str,
    button: str,
    figure: str,
    printed: str,
    document: str,
    place: str,
    mended: str,
    watched: Watched,
    board: str,
) -> None:
    page = watched.page
    page.goto(f"{board}/{page_}")
    page.wait_for_selector("[data-finding]", timeout=60_000)
    page.locator(f'details[data-fold="{button}"] summary').click()
    row = page.locator("tr:visible", has_text=figure).first
    expect(row).to_be_visible(timeout=60_000)
    cells = row.locator("td").all_inner_texts()
    assert cells[1] == printed, cells
    assert document in cells[2]
    assert place in cells[3]
    assert re.fullmatch(r"[a-z0-9_]+/[a-z0-9_.]+:\d+", cells[4]), cells
    assert mended in " ".join(cells[5:])
    assert watched.errors == []


@pytest.mark.parametrize(("page_", "button", "figure", "printed", "document", "place", "mended"), _PANELS)
def test_the_rows_behind_a_panel_hold_the_printed_cell(
    page_: str, button: str, figure: str, printed: str, document: str, place: str, mended: str, build: Build
) -> None:
    """What the click shows, of every page that shows figures of documents."""
    panel = PANELS[button.removeprefix("origin_")]
    behind = prepare(panel, State(members=("012106", "012149")), build).origin
    first = next(origin for origin in behind if figure in origin.what)
    assert first.as_printed == printed
    assert document in first.document
    assert place in first.place
    assert re.fullmatch(r"[a-z0-9_]+/[a-z0-9_.]+:\d+", first.row)
    assert mended in f"{first.corrections} {first.note}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_of_the_documents_leads_to_its_rows(
    build: Build, regions: list[str], mart: Mart, lang: Lang
) -> None:
    about_the_build = {"views", "described", "read", "sources", "oldest", "accepted"}
    assert {card.card_id for cards in CARDS.values() for card in cards} == about_the_build | set(WHERE)
    known = {row[0] for row in mart.rows("select title from source union select title_en from source")}
    for card_id, selects in WHERE.items():
        for region in (None, "hidaka", "nishimonbetsu", "kushiro"):
            found = origins(selects, State(lang=lang, region=region), build)
            assert found or region in ("hidaka", "kushiro"), (card_id, region)
            for origin in found:
                assert origin.what, card_id
                assert origin.document in known, (card_id, origin)
                assert origin.place, (card_id, origin)
                assert re.search(r":\d+$", origin.row), (card_id, origin)


def test_the_rows_behind_a_card_are_those_it_adds_up(build: Build, mart: Mart) -> None:
    rows = origins(WHERE["granted"], State(region="hidaka"), build)
    printed = [o.as_printed for o in rows if "交付額" in o.what]
    assert printed == ["8,000", "8,000", "8,100", "9,400", "10,000"]
    assert any("10,000" in o.as_printed or "１０００万" in o.what or "1,000万" in o.what for o in rows)
    people = origins(WHERE["sheet_people"], State(region="engaru"), build)
    counted = [int(o.as_printed) for o in people if "2020" in o.what]
    assert sum(counted) == mart.scalar(
        "select published_population_2020 from region where region_id = 'engaru'"
    )


_RENAMED = re.compile(r"行政ICT活用調査検討事業（概要）")


def test_a_correction_stands_beside_the_rows_it_is_about_and_no_other(build: Build, mart: Mart) -> None:
    """A project's name that one page prints otherwise concerns no grant under the same heading."""
    for panel in PANELS.values():
        for region in (None, "hidaka"):
            for row in prepare(panel, State(region=region), build).origin:
                named = _RENAMED.search(row.corrections) is not None
                assert named == (row.row == "hokkaido_casebook_2024/projects.csv:8"), (panel.panel_id, row)
    grants = origins(WHERE["granted"], State(region="hidaka"), build)
    assert {len(row.corrections.split("／「")) for row in grants} == {
        1
    }  # the split of the two captions alone
    about = mart.rows("select unnest(beside) from correction")
    held = {
        row
        for (table,) in mart.rows(
            "select table_name from duckdb_columns() "
            "where column_name = 'source_ref' and schema_name = 'main'"
        )
        for (row,) in mart.rows(f"select source_row from {table}")
        if row.startswith(("hokkaido_casebook", "akita", "kamikawa", "nagasaki"))
    }
    assert len(about) > 70
    assert {row for (row,) in about} <= held


def test_every_row_behind_a_panel_shows_its_cell_and_heading_and_nothing_else(
    build: Build, mart: Mart
) -> None:
    """Against the transcribed files themselves, line by line: over all panels, regions and both languages.
    Beside its own note a row may have the reason for which a person accepted it."""
    documents = ("hokkaido_casebook_2024", "kamikawa_council", "nagasaki_study_group", "akita_cooperation")
    states = [State(lang=lang, region=region) for lang in LANGUAGES for region in (None, "hidaka", "nemuro")]
    behind = [
        (panel.panel_id, state.lang, row.row, row)
        for panel in PANELS.values()
        if not panel.optional
        for state in states
        for row in prepare(panel, state, build).origin
        if row.row.startswith(documents)
    ]
    notes = {
        place: note
        for (table,) in mart.rows(
            "select table_name from duckdb_columns() "
            "where column_name = 'as_printed' and schema_name = 'main'"
        )
        for place, note in mart.rows(f"select source_row, note from {table}")
    }
    accepted = dict(mart.rows("select source_row, reason from accepted_doubt"))
    mended = mart.rows("select beside, reason, reason_en from correction")
    lines: dict[str, list[list[str]]] = {}
    assert len(behind) > 5000
    for panel_id, lang, place, row in behind:
        file, line = place.rsplit(":", 1)
        if file not in lines:
            lines[file] = list(csv.reader((mart.paths.sources / file).open(encoding="utf-8")))
        cells = lines[file][int(line) - 1]
        assert row.as_printed in cells, (panel_id, lang, row)
        assert row.place in cells, (panel_id, lang, row)
        assert row.note in ("", notes[place], accepted.get(place)), (panel_id, lang, row)
        told = [(ja, en) for beside, ja, en in mended if place in (beside or ())]
        assert all((ja if lang == "ja" else en) in row.corrections for ja, en in told), (panel_id, row)
        assert bool(told) == bool(row.corrections), (panel_id, row)


def test_a_corrected_cell_shows_both_readings(build: Build) -> None:
    found = origins(WHERE["reach"], State(), build)
    [town] = [o for o in found if o.what.startswith("新冠町")]
    assert "新冠村" in town.as_printed + town.note
    assert "新冠町" in town.note


def test_the_correction_of_a_row_speaks_the_language_of_the_page(build: Build) -> None:
    for lang, said in (("ja", "推定"), ("en", "An inference")):
        data = prepare(PANELS["grant_table"], State(lang=lang), build)  # type: ignore[arg-type]
        assert all(said in origin.corrections for origin in data.origin)


def test_the_rows_behind_a_comparison_are_those_of_the_regions_compared(build: Build, mart: Mart) -> None:
    """Those of the region in focus alone stood there, under figures of twelve."""
    data = prepare(PANELS["compare_heat"], State(region="hidaka", peers=("nemuro", "engaru")), build)
    shown = {row["region_id"] for row in data.rows}
    assert shown == {"hidaka", "nemuro", "engaru"}
    rows = {origin.row for origin in data.origin}
    for table, column in (("disbursement", "status = 'actual'"), ("reported_shortage", "true")):
        behind = mart.rows(f"select source_row, region_id from {table} where {column}")
        assert {row for row, region in behind if region in shown} <= rows
        assert not {row for row, region in behind if region not in shown} & rows
    # areas: of the members of those regions and, for the density of the prefecture beside them, of all of it
    [density] = [
        row for row in data.rows if row["indicator_id"] == "density" and row["region_id"] == "hidaka"
    ]
    home = density["prefecture"]
    assert density["prefecture_value"] is not None
    areas = mart.rows(
        "select area.source_row, prefecture from area join kpi.area_edition using (as_of) "
        "join municipality using (municipality_code)"
    )
    assert {row for row, prefecture in areas if prefecture == home} == {row for row, _ in areas} & rows


def test_a_planned_grant_is_not_behind_the_use_of_the_cap(build: Build, mart: Mart) -> None:
    actual = {row for (row,) in mart.rows("select source_row from disbursement where status = 'actual'")}
    assert {origin.row for origin in prepare(PANELS["cap_use"], State(), build).origin} == actual


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cell_of_a_return_that_shows_nothing_says_why(surveyed_build: Build, lang: Lang) -> None:
    """A blank may be a suppressed number, a cell left blank or a return that never came: three things."""
    data = prepare(PANELS["staffing_gap"], State(lang=lang), surveyed_build)
    rows = surveyed_build.query(
        """
        select missing_reason, count(*) as cells
        from survey_answer
        where survey_id = 'staff_2026' and question_id in ('required', 'present', 'vacancies')
            and missing_reason is not null
        group by missing_reason
        """
    )
    expected = {str(row["missing_reason"]): row["cells"] for row in rows}
    assert expected.keys() == {"suppressed", "unanswered", "no_return"}
    words = {reason: word(f"missing.{reason}", lang) for reason in expected}
    assert words["suppressed"] == {"ja": "秘匿", "en": "suppressed"}[lang]
    shown = [origin.as_printed for origin in data.origin]
    assert {reason: shown.count(text) for reason, text in words.items()} == expected
