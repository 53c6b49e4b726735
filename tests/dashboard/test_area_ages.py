"""Those aged 65 and over in the census: of those whose age is known, with the basis of either share."""

from __future__ import annotations

import csv

import pytest

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import ROOT, Mart


def _ages(year: int) -> dict[str, dict[str, int]]:
    path = ROOT / "data" / "sources" / "census_ages" / "population_census_ages.csv"
    with path.open(encoding="utf-8-sig") as file:
        return {
            row["municipality_code"]: {
                name: int(cell) for name, cell in row.items() if name not in ("municipality_code", "year")
            }
            for row in csv.DictReader(file)
            if row["year"] == str(year)
        }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_aged_share_of_the_census_leaves_unknown_ages_out_and_says_so(
    build: Build, mart: Mart, regions: list[str], lang: Lang
) -> None:
    ages = _ages(2020)
    data = prepare(PANELS["compare_dots"], State(lang=lang), build)
    shown = {row["region_id"]: row for row in data.rows if row["indicator_id"] == "aged_share_2020_pct"}
    for region in regions:
        rows = mart.rows("select municipality_code from region_member where region_id = ?", region)
        towns = [ages[code] for (code,) in rows]
        known = sum(town["under_15"] + town["age_15_64"] + town["age_65_plus"] for town in towns)
        aged = sum(town["age_65_plus"] for town in towns)
        assert shown[region]["value"] == pytest.approx(100 * aged / known)
        unknown = mart.scalar(
            f"select age_unknown from kpi.area_age "
            f"where area_id = '{region}' and series = 'census' and year = 2020"
        )
        assert unknown == sum(town["total"] for town in towns) - known
    assert {row["unit"] for row in shown.values()} == {"％（年齢不詳を除く）"}
    assert {row["unit_en"] for row in shown.values()} == {"% of known ages"}
    assert any({"ja": "基礎が違う", "en": "two bases"}[lang] in note for note in data.notes)


def test_nobody_s_share_is_of_a_town_without_residents(mart: Mart) -> None:
    """双葉町's 0 of 2020 is a 0, and Fukushima has its share."""
    ages = [row for code, row in _ages(2020).items() if code.startswith("07")]
    known = sum(row["under_15"] + row["age_15_64"] + row["age_65_plus"] for row in ages)
    share = mart.scalar(
        "select aged_share_pct from kpi.area_age "
        "where area_level = 'prefecture' and area_id = '07' and series = 'census' and year = 2020"
    )
    assert share == pytest.approx(100 * sum(row["age_65_plus"] for row in ages) / known)
