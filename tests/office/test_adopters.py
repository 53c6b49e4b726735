"""From nothing to a board, as the manual says, with workbooks: a prefecture, a council without grants."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pages import PAGE_BY_ID
from dashboard.pages.page import View
from dashboard.panel import prepare
from dashboard.panels import BY_PAGE, of
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from etl import refresh
from etl.newoffice.officeforms import choices, forms, hint, meeting_forms
from etl.newoffice.places import find
from etl.newoffice.write import area_id
from etl.paths import Paths
from etl.problems import Problem
from tests.conftest import ROOT, quiet
from tests.office import adopters
from tests.office.conftest import PRODUCT, make_office

# what an office adds to source.toml itself: no form is laid out for it
_LATER = {"cases", "case_measures", "case_participants", "quoted_rates", "party_members", "surveys"}
_OPEN = {("region", "scheme"), ("region", "prefecture")}  # too many words for a list: the nearest is offered


def published(paths: Paths) -> Build:
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [problem.line(english=True) for problem in outcome.problems]
    return BoardMart(paths.mart).live()


@pytest.fixture(scope="session")
def kamikawa(towns: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = make_office(
        find(["上川管内"], towns), tmp_path_factory.mktemp("adopter") / "kamikawa", excel=True
    )
    adopters.fill_council(paths.sources / "own")
    published(paths)
    return paths


def test_a_council_has_its_members_groups_themes_roles_and_course(kamikawa: Paths) -> None:
    build = BoardMart(kamikawa.mart).live()
    [body] = build.query("select name, name_en, scheme, lead from region where region_id = 'kamikawa'")
    assert body == {
        "name": "上川管内地域連携・協創推進会議",
        "name_en": "上川管内地域連携・協創推進会議",
        "scheme": "council",
        "lead": "上川総合振興局",
    }
    assert build.query("select count(*) as n from region_member where region_id = 'kamikawa'")[0]["n"] == 23
    for form, table, column, heading in (
        ("working_groups", "working_group", "name", "部会名"),
        ("body_themes", "body_theme", "theme", "テーマ"),
        ("body_roles", "body_role", "text", "内容"),
        ("body_events", "body_event", "text", "内容"),
    ):
        rows = build.query(
            f"select {column} as words, sort_order from {table} where region_id = 'kamikawa' order by 2"
        )
        expected = [row[heading] for row in adopters.council(form)]
        assert [row["words"] for row in rows] == expected, form
        assert [row["sort_order"] for row in rows] == list(range(1, len(expected) + 1))


def test_without_an_english_name_a_group_is_called_as_it_is_called(kamikawa: Paths) -> None:
    rows = (
        BoardMart(kamikawa.mart)
        .live()
        .query("select name, name_en from working_group where region_id = 'kamikawa'")
    )
    assert rows
    assert all(row["name"] == row["name_en"] for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_of_a_council_shows_what_it_has(kamikawa: Paths, lang: Lang) -> None:
    """Nothing says that no region is registered, and the first page is about the council."""
    build, state = BoardMart(kamikawa.mart).live(), State(lang=lang)
    overview = [panel.panel_id for panel in of("overview", build, state)]
    assert overview == ["population_outlook", "council_themes", "body_events"]
    titles = {
        panel.panel_id: prepare(panel, state, build) for page in BY_PAGE for panel in of(page, build, state)
    }
    assert all(titles[name].rows for name in overview)
    answer = PAGE_BY_ID["overview"].answer(View(state, build, BoardMart(kamikawa.mart)))
    assert "23" in answer
    assert "上川管内地域連携・協創推進会議" in answer
    for data in titles.values():
        assert word("nothing.regions", lang) not in data.title


@pytest.mark.parametrize("office", ["kamikawa", "nagano"])
def test_an_empty_panel_names_a_table_and_a_page_that_the_folder_has(
    office: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths: Paths = request.getfixturevalue(office)
    monkeypatch.setenv("RENKEI_OFFICE", str(paths.folder))
    build = BoardMart(paths.mart).live()
    tables = {Path(form.path).stem for form in (*forms(), *meeting_forms())} | _LATER
    for lang in LANGUAGES:
        state = State(lang=lang)
        shown = [prepare(panel, state, build) for page in BY_PAGE for panel in of(page, build, state)]
        empty = [data.measured for data in shown if data.panel.needs and not data.rows]
        assert len(empty) > 8
        for said in empty:
            assert "data/" not in said
            assert {file for file in re.findall(r"([a-z_]+)\.csv", said)} <= tables, said
            assert all((paths.folder / name).is_file() for name in re.findall(r"[\w/]+\.md", said)), said


@pytest.fixture(scope="session")
def ten_regions(towns: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = make_office(find(["長野県"], towns), tmp_path_factory.mktemp("adopter") / "nagano", excel=True)
    adopters.fill_prefecture(paths.sources / "own")
    published(paths)
    return paths


def test_a_prefecture_has_ten_regions_two_schemes_and_five_years(ten_regions: Paths) -> None:
    build = BoardMart(ten_regions.mart).live()
    rows = build.query(
        "select scheme_id, fiscal_year, sum(amount_yen) as yen from disbursement group by all order by all"
    )
    expected = {
        (scheme, year): sum(
            1000 * adopters.amount(place, year)
            for place, (_, _, under) in enumerate(adopters.REGIONS.values())
            if under == scheme
        )
        for scheme in ("hojo", "kofu")
        for year in adopters.YEARS
    }
    assert {(row["scheme_id"], row["fiscal_year"]): row["yen"] for row in rows} == expected
    short = build.query("select distinct occupation_id from reported_shortage")
    assert [row["occupation_id"] for row in short] == ["public_health_nurse"]


def test_an_order_that_some_rows_give_is_given_by_all(towns: pl.DataFrame, tmp_path: Path) -> None:
    place = find(["上田市"], towns)
    paths, key = make_office(place, tmp_path / "ueda"), area_id(place)
    groups = [[key, "a", "部会一", "", "2", "", ""], [key, "b", "部会二", "", "", "", ""]]
    _write(paths, "working_groups", groups)
    [problem] = refresh.run(paths, quiet).problems.stopping
    assert (problem.rule, problem.row, problem.column) == ("empty_cell", 3, "並び順")


def _write(paths: Paths, form: str, rows: list[list[str]]) -> None:
    with (paths.sources / "own" / f"{form}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_every_column_that_takes_certain_words_has_their_list(towns: pl.DataFrame, tmp_path: Path) -> None:
    """A word that is none is written into every cell; what says which words there are has a list."""
    paths = make_office(find(["上田市"], towns), tmp_path / "ueda")
    headings, listed = {}, set()
    for form in forms():
        _write(paths, Path(form.path).stem, [["ぬ"] * len(form.columns)])
        for heading, column in form.columns.items():
            headings[f"sources/own/{form.path}", heading] = (form.table, column)
            if choices(form, column, PRODUCT):
                listed.add((form.table, column))
    problems: list[Problem] = refresh.run(paths, quiet).problems.stopping
    refused = [(problem.file, problem.column) for problem in problems if problem.rule == "unknown_word"]
    assert listed == {headings[place] for place in refused} - _OPEN


def test_beside_every_cell_stands_what_to_write(towns: pl.DataFrame, tmp_path: Path) -> None:
    paths = make_office(find(["上田市"], towns), tmp_path / "ueda", excel=True)
    page = (paths.sources / "README.md").read_text(encoding="utf-8")
    for form in (*forms(), *meeting_forms()):
        folder = paths.sources / "own" if form in forms() else paths.decisions
        sheet = openpyxl.load_workbook(folder / Path(form.path).with_suffix(".xlsx")).worksheets[0]
        prompts = {str(rule.promptTitle): rule for rule in sheet.data_validations.dataValidation}
        for heading, column in form.columns.items():
            ja, en = hint(form, column)
            assert prompts[heading[:32]].prompt == ja[:250]
            assert f"| {heading} | `{column}` | " in page
            assert en in page
            words = choices(form, column, PRODUCT)
            assert prompts[heading[:32]].formula1 == (f'"{",".join(words)}"' if words else None)


def test_the_manual_needs_no_word_of_the_product(kamikawa: Paths) -> None:
    """What the clerk typed is all that is the office's: the example's own sources are not there."""
    sources = {
        row["source_id"] for row in BoardMart(kamikawa.mart).live().query("select source_id from source")
    }
    assert not {"hokkaido_casebook_2024", "kamikawa_council_2025"} & sources
    assert (ROOT / "docs" / "council.md").is_file()
