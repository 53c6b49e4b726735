"""Staff by municipality: sums over members, per resident of the nearest count; the prefecture's figure."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import ROOT, Mart
from tests.sql.conftest import Board

SOURCES = ROOT / "data" / "sources"


def _rows(path: str) -> list[dict[str, str]]:
    with (SOURCES / path).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@cache
def _staff(year: int) -> dict[str, int]:
    rows = _rows("staff_by_municipality/staff_general_administration_by_municipality.csv")
    return {row["municipality_code"]: int(row["headcount"]) for row in rows if row["year"] == str(year)}


@cache
def _people() -> dict[str, int]:
    rows = _rows("census_2025_preliminary/population_census_2025_preliminary.csv")
    return {row["municipality_code"]: int(row["population"]) for row in rows}


def _members(mart: Mart, region: str) -> list[str]:
    return [
        code
        for (code,) in mart.rows("select municipality_code from region_member where region_id = ?", region)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_staff_of_a_region_is_the_sum_of_its_members_per_resident_of_the_nearest_count(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    """Recomputed from the shipped files; the years of both stand with it."""
    data = prepare(PANELS["compare_dots"], State(lang=lang), build)
    mine = {row["region_id"]: row for row in data.rows if row["indicator_id"] == "staff_per_1000"}
    for region in regions:
        towns = _members(mart, region)
        staff, people = (sum(figure[code] for code in towns) for figure in (_staff(2024), _people()))
        row = mine[region]
        assert row["value"] == pytest.approx(1000 * staff / people)
        assert "2024" in row["indicator"]
        assert "2024" in row["indicator_en"]
        assert row["unit"] == "人/人口千人（2025年速報）"
        assert row["unit_en"] == "per 1,000 in 2025 (prelim.)"
    printed = [item for item in data.origin if item.row.startswith("staff_by_municipality/")]
    # the prefecture's figure beside them stands on all of its municipalities, members or not
    towns = {code for code in _staff(2024) if code.startswith("01")}
    assert towns > {code for region in regions for code in _members(mart, region)}
    assert sum(int(item.as_printed) for item in printed) == sum(_staff(2024)[code] for code in towns)
    assert len(printed) == len(towns)


def test_the_prefecture_s_figure_says_that_it_is_above_the_sum(build: Build, mart: Mart) -> None:
    """Of all prefectures and years by 14 to 1,713; the panel says so of the one that it shows."""
    published = {
        (row["prefecture_code"], int(row["year"])): int(row["headcount"])
        for row in _rows("staff_quota_survey/staff_by_prefecture.csv")
        if row["department"] == "general_administration_municipalities"
    }
    more = {}
    for year in range(2021, 2025):
        summed: Counter[str] = Counter()
        for code, headcount in _staff(year).items():
            summed[code[:2]] += headcount
        more |= {(code, year): published[code, year] - headcount for code, headcount in summed.items()}
    assert (len(more), min(more.values()), max(more.values())) == (188, 14, 1713)
    view = mart.rows("select area_id, year, headcount from kpi.area_staff where area_level = 'prefecture'")
    assert {(code, year): published[code, year] - headcount for code, year, headcount in view} == more
    for lang, told in (
        ("ja", f"市町村別の値の合計より{more['01', 2024]}人多い（2024年。一部事務組合・広域連合を含むため"),
        ("en", f"is {more['01', 2024]} above the sum by municipality (2024; probably with associations"),
    ):
        data = prepare(PANELS["staff_trend"], State(lang=lang), build)
        assert told in data.subtitle
        assert {"ja": "未確認", "en": "not confirmed"}[lang] in data.subtitle
    beside = {row["year"]: row["municipal_sum"] for row in data.rows if row["municipal_sum"] is not None}
    assert beside == {year: published["01", year] - more["01", year] for year in range(2021, 2025)}


@pytest.fixture
def tables(mart: Mart) -> Board:
    return Board(mart)


OF_ENGARU = (
    "select headcount, population_year, preliminary, per_1000_residents is null from kpi.area_staff "
    "where area_id = 'engaru' and year = ?"
)


def test_each_year_stands_beside_the_count_nearest_to_it(tables: Board) -> None:
    assert tables.row(OF_ENGARU, 2021)[1:] == (2020, False, False)
    assert tables.row(OF_ENGARU, 2024)[1:] == (2025, True, False)
    tables.change("delete from population where series = 'census_preliminary'")
    assert tables.row(OF_ENGARU, 2024)[1:] == (2020, False, False)


def test_a_member_without_a_figure_leaves_no_sum(tables: Board) -> None:
    one = "(select min(municipality_code) from region_member where region_id = 'engaru')"
    tables.change(f"delete from staff where year = 2024 and area_code = {one}")
    assert tables.row(OF_ENGARU, 2024) == (None, 2025, True, True)
    why = "select why from kpi.indicator_rank where region_id = 'engaru' and indicator_id = ?"
    assert tables.scalar(why, "staff_per_1000") == "unknown"
