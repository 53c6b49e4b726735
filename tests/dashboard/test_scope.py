"""A scope is the board of some regions alone: every figure is worked out over them, every output says so."""

from __future__ import annotations

import csv
import datetime as dt
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.responses import Response

from dashboard import nothing
from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pack import content
from dashboard.pack.problems import PackError
from dashboard.pack.settings import parse
from dashboard.pages import PAGES
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.parts import answer
from dashboard.scope import narrowed, scopes
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from dashboard.validstate import within_build
from tests.conftest import ROOT
from tests.dashboard.test_pages import _board, _html, _open

__all__ = ["_board"]  # the fixture that sets the mart

_CASEBOOK = ROOT / "data" / "sources" / "hokkaido_casebook_2024"
# regions of the casebook by the bureaus their members are under, taken from its own table
_SCOPES: Mapping[str, tuple[str, ...]] = {
    "scheme:settlement_area": ("soya", "kushiro"),
    "bureau:留萌振興局": ("rumoi_north", "rumoi_south"),
    "regions:hidaka,nemuro,engaru": ("hidaka", "engaru", "nemuro"),
}
_CASES = tuple((scope, lang) for scope in _SCOPES for lang in LANGUAGES)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _thousands(text: str) -> int | None:
    return int(text.replace(",", "")) if text.replace(",", "").isdigit() else None


@pytest.mark.parametrize(("scope", "lang"), _CASES)
def test_every_panel_and_card_is_of_the_regions_of_the_scope_and_says_so(
    build: Build, scope: str, lang: Lang
) -> None:
    part = narrowed(scope, build, lang)
    state = within_build(State(scope=scope, lang=lang), part)
    assert state.not_had == ()
    said = {"ja": "範囲: ", "en": "Scope: "}[lang]
    narrow: set[str] = set()
    whole: set[str] = set()
    for panel in PANELS.values():
        data = prepare(panel, state, part)
        assert data.failed is None, panel.panel_id
        assert not data.lacking, panel.panel_id
        foreign = {row.get("region_id") for row in data.rows} - {None, "prefecture", *_SCOPES[scope]}
        assert not foreign, (panel.panel_id, foreign)
        if data.rows:
            other = prepare(panel, within_build(State(lang=lang), build), build).rows != data.rows
            assert (said in data.subtitle) == other, panel.panel_id
            narrow.add(panel.panel_id) if other else whole.add(panel.panel_id)
    # lists of the whole build do not read as if they were of some regions
    assert {"corrections", "dictionary", "case_register"} <= whole
    assert {"cap_use", "population_outlook", "index_rank", "still_missing"} & narrow
    for page in PAGES:
        for card in page.cards:
            assert not re.search("失敗|failed", prepare_card(card, state, part).compare), card.card_id


@pytest.mark.parametrize("scope", _SCOPES)
def test_sums_and_ranks_are_those_of_its_regions(build: Build, scope: str) -> None:
    """Recomputed from the files of the casebook and the census."""
    part, regions = narrowed(scope, build, "ja"), _SCOPES[scope]
    paid = [
        _thousands(row["金額（千円）"])
        for row in _csv(_CASEBOOK / "disbursements.csv")
        if row["地域ID"] in regions and row["区分"] == "交付額"
    ]
    total = part.one("select sum(amount_yen) as yen from kpi.disbursement_total where status = 'actual'")
    assert (total["yen"] or 0) == sum(amount or 0 for amount in paid) * 1000
    codes = {
        row["municipality_code"]
        for row in build.query(
            "select area_id, municipality_code from kpi.area_member where area_level = 'region' and counted"
        )
        if row["area_id"] in regions
    }
    people = sum(
        int(row["population"])
        for row in _csv(ROOT / "data/sources/census_1980_2020/population_census.csv")
        if row["year"] == "2020" and row["municipality_code"] in codes
    )
    cover = part.one("select * from kpi.coverage")
    assert (cover["region_count"], cover["member_count"], cover["population_2020"]) == (
        len(regions),
        len(codes),
        people,
    )
    held: dict[str, list[float]] = defaultdict(list)
    medians = {}
    for row in part.query("select indicator_id, value, median, region_id from kpi.indicator_rank"):
        assert row["region_id"] in regions
        medians[row["indicator_id"]] = row["median"]
        if row["value"] is not None:
            held[row["indicator_id"]].append(row["value"])
    assert all(len(values) <= len(regions) for values in held.values())
    assert len(held) > 5
    for indicator, values in held.items():
        assert medians[indicator] == pytest.approx(statistics.median(values)), indicator


def test_the_board_of_all_regions_stays_what_it_was(build: Build) -> None:
    sql = "select * from kpi.region_overview order by region_id"
    before = build.query(sql)
    part = build.of(("nemuro",))
    assert [row["region_id"] for row in part.query(sql)] == ["nemuro"]
    assert build.query(sql) == before
    assert len(build.query("select region_id from region")) > len(part.query("select region_id from region"))
    # what belongs to a project belongs to its region
    owners = "select distinct region_id from project_year inner join project using (project_id)"
    assert {row["region_id"] for row in part.query(owners)} == {"nemuro"}
    left = "select count(*) as n from project_year where project_id not in (select project_id from project)"
    assert part.one(left)["n"] == 0


def test_a_part_whose_memory_was_given_back_answers_as_before(build: Build) -> None:
    ids = [row["region_id"] for row in build.query("select region_id from kpi.region_overview order by 1")]
    sql = "select region_id, population_2020 from kpi.region_overview"
    first = build.of((ids[0],))
    before = first.query(sql)
    for name in ids[1:9]:
        assert [row["region_id"] for row in build.of((name,)).query(sql)] == [name]
    # its rows are asked for anew by another select: the tables were given back meanwhile
    again = first.query(f"{sql} where region_id is not null")
    assert again == before
    assert build.of((ids[0],)) is not first
    assert build.of((ids[0],)).query(sql) == before


def test_an_analysts_view_and_where_from_are_of_the_scope_too(build: Build) -> None:
    part = narrowed("bureau:留萌振興局", build, "ja")
    rows = part.query("select distinct region_id from views.grant_per_resident")
    assert {row["region_id"] for row in rows} <= {"rumoi_north", "rumoi_south"}
    data = prepare(PANELS["grants_by_region"], State(scope="bureau:留萌振興局"), part)
    assert data.origin
    printed = {row.what for row in data.origin}
    assert all("留萌" in what for what in printed), printed


def test_what_only_other_regions_have_is_not_called_unregistered(build: Build) -> None:
    part = narrowed("scheme:settlement_area", build, "ja")
    assert nothing.first(("grants",), part) == "scope"
    data = prepare(PANELS["grants_by_region"], State(scope="scheme:settlement_area"), part)
    assert data.title == f"{data.panel.question('ja')}：この範囲の地域には登録がない"
    assert "disbursements.csv" not in data.subtitle


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_scope_on_offer_has_some_of_the_regions_and_no_set_twice(build: Build, lang: Lang) -> None:
    offered = scopes(build, lang)
    sets = [frozenset(scope.regions) for scope in offered.values()]
    assert len(sets) == len(set(sets)) > 5
    assert all(0 < len(regions) < 11 for regions in sets)
    # all regions are in one prefecture: it is no narrower scope
    assert not any(value.startswith("prefecture:") for value in offered)
    assert all(re.search("[぀-ヿ一-鿿]", scope.name) is None for scope in offered.values()) == (lang == "en")


@pytest.mark.parametrize(
    "scope", ["bureau:どこか", "regions:", "regions:zzz", "prefecture:99", "scheme", ":", "x" * 500]
)
def test_a_scope_that_there_is_none_of_is_named_and_all_regions_show(build: Build, scope: str) -> None:
    part = narrowed(scope, build, "ja")
    assert part is build
    state = within_build(State.from_address({"scope": [scope]}), part)
    assert state.scope is None
    assert "scope" in state.not_had


def test_ids_of_an_address_are_no_sql(build: Build) -> None:
    assert narrowed("regions:nemuro') or (1=1", build, "ja") is build
    assert build.of(("x') or ('1'='1",)).query("select * from region") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_their_parts_and_packs_have_the_scope(build: Build, mart_copy: Path, lang: Lang) -> None:
    said = {"ja": "範囲: ", "en": "Scope: "}[lang]
    assert said in _html(_open("disbursements", lang=lang, scope="bureau:留萌振興局"))
    assert said not in _html(_open("disbursements", lang=lang))
    mart = BoardMart(mart_copy)
    names = [State(lang=lang, scope=scope) for scope in ("bureau:留萌振興局", None)]
    parts: list[Response] = [answer(mart, "grants_by_region", "table", state) for state in names]
    few, every = (bytes(part.body).decode() for part in parts)
    assert few.count("<tr") < every.count("<tr")
    told = {"meeting": "m", "date": dt.date(2026, 2, 10), "pages": "disbursements", "languages": lang}
    told |= {"base": "http://board.example.lg.jp"}
    pack = content.make(parse({**told, "scope": "bureau:留萌振興局"}), mart)
    assert all(said in data.subtitle for data in pack.panels if data.rows)
    assert said in pack.sections[0].question
    assert "scope=" in pack.sections[0].address
    with pytest.raises(PackError) as caught:
        content.make(parse({**told, "scope": "bureau:留萌振興"}), mart)
    assert "bureau:留萌振興局" in caught.value.problems[0].line(lang)


@pytest.mark.parametrize("scope", ["scheme:kasokuka", "bureau:オホーツク総合振興局", "regions:nemuro"])
def test_no_survey_figure_is_worked_out_that_is_not_published(surveyed_build: Build, scope: str) -> None:
    """A sum over other municipalities than those published would give suppressed answers away."""
    part = narrowed(scope, surveyed_build, "ja")
    names = surveyed_build.query(
        "select table_name as name from duckdb_tables() where schema_name = 'main' "
        "and database_name = 'cooperation' and table_name like 'survey%'"
    )
    assert len(names) > 5
    for row in names:
        sql = f"select count(*) as n from {row['name']}"
        assert part.one(sql) == surveyed_build.one(sql), row["name"]
    views = ("survey_figure", "survey_area", "survey_response", "staffing_gap")
    for name in views:
        every = {
            str(sorted(row.items(), key=str)) for row in surveyed_build.query(f"select * from kpi.{name}")
        }
        few = {str(sorted(row.items(), key=str)) for row in part.query(f"select * from kpi.{name}")}
        assert few <= every, (name, sorted(few - every)[:2])
