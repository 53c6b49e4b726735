"""Areas: of one edition, with its day and its reference values, each figure cited to who printed it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import cache

import pytest

from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS, areas
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import ROOT, Mart


@cache
def _edition(year: int) -> dict[str, tuple[float, bool]]:
    path = ROOT / "data" / "sources" / f"gsi_area_{year}" / f"areas_{year}.csv"
    with path.open(encoding="utf-8-sig") as file:
        return {
            row["municipality_code"]: (float(row["area_km2"]), row["reference_value"] == "1")
            for row in csv.DictReader(file)
        }


def _members(mart: Mart, region: str) -> list[str]:
    rows = mart.rows("select municipality_code from region_member where region_id = ?", region)
    return [code for (code,) in rows]


def _facts(build: Build, region: str, lang: Lang = "ja") -> PanelData:
    return prepare(PANELS["region_facts"], State(region=region, lang=lang), build)


def test_the_institute_s_area_and_the_document_s_are_cited_each_to_its_own(build: Build, mart: Mart) -> None:
    """Before: 4,811.12, the sum of 2015, was cited to the casebook, which prints 4,811.15."""
    towns = _members(mart, "hidaka")
    assert round(sum(_edition(2015)[code][0] for code in towns), 2) == 4811.12
    data = _facts(build, "hidaka")
    assert "2015年10月1日の版では4,811.12 km²" in data.subtitle
    [printed] = [item for item in data.origin if item.what.endswith("資料の面積（km²）")]
    assert printed.as_printed == "4,811.15"
    assert printed.row.startswith("hokkaido_casebook_2024/")
    parts = [item for item in data.origin if item.what.endswith(" 面積")]
    assert {item.row.split("/")[0] for item in parts} == {"gsi_area_2026"}
    now = round(sum(_edition(2026)[code][0] for code in towns), 2)
    assert round(sum(float(item.as_printed) for item in parts), 2) == now == data.rows[0]["area_km2"]
    assert "gsi_area_2026" in [item.source_id for item in data.citations]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_area_says_its_day_and_what_is_a_reference_value(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    for region in regions:
        towns = _members(mart, region)
        undecided = sum(_edition(2026)[code][1] for code in towns)
        subtitle = _facts(build, region, lang).subtitle
        assert {"ja": "2026年1月1日現在", "en": "Areas as of 1 January 2026"}[lang] in subtitle
        number = re.search({"ja": r"未定の(\d+)市町村", "en": r"\((\d+) reference"}[lang], subtitle)
        assert (int(number[1]) if number else 0) == undecided, region
        now, then = (round(sum(_edition(year)[code][0] for code in towns), 2) for year in (2026, 2015))
        assert (f"{then:,.2f} km²" in subtitle) == (then != now), region


@pytest.mark.parametrize("panel_id", ["compare_dots", "compare_heat", "coalition_figures"])
def test_a_density_says_the_edition_it_stands_on(
    build: Build, mart: Mart, regions: list[str], panel_id: str
) -> None:
    towns = tuple(_members(mart, "engaru"))
    data = prepare(PANELS[panel_id], State(region="engaru", members=towns), build)
    mixed = sum(any(_edition(2026)[code][1] for code in _members(mart, region)) for region in regions)
    chosen = panel_id == "coalition_figures"  # the coalition itself, beside the regions
    assert "面積は2026年1月1日現在" in data.subtitle
    noun = "件" if chosen else "地域"
    assert (
        f"（{11 + chosen}{noun}のうち{mixed + chosen}{noun}は境界未定の市町村の参考値を含む）"
        in data.subtitle
    )


def test_one_area_alone_is_not_one_of_one() -> None:
    rows = [{"name": "A", "area_as_of": dt.date(2026, 1, 1), "area_undecided": 15}]
    assert areas.edition_of_regions(rows, "ja") == "面積は2026年1月1日現在（境界未定の市町村の参考値を含む）"
    english = "areas as of 1 January 2026 (with reference values, boundary undecided)"
    assert areas.edition_of_regions(rows, "en") == english


def test_a_member_with_an_undecided_boundary_is_counted(build: Build, mart: Mart) -> None:
    towns = tuple(_members(mart, "engaru"))
    data = prepare(PANELS["coalition_members"], State(members=towns), build)
    undecided = sum(_edition(2026)[code][1] for code in towns)
    assert undecided == 2
    assert "面積は2026年1月1日現在（境界未定の2市町村は参考値）" in data.subtitle


def test_densities_and_areas_of_all_regions_stand_on_one_edition(mart: Mart) -> None:
    rows = mart.rows("select region_id, area_km2, population_2020, density from kpi.region_overview")
    for region, area, people, density in rows:
        if region in ("kamikawa", "nagasaki"):
            continue
        assert area == round(sum(_edition(2026)[code][0] for code in _members(mart, region)), 2)
        assert density == pytest.approx(people / area)
