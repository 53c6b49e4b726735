"""A projection is called one wherever it stands, and the newest count stands beside it."""

from __future__ import annotations

import re

import pytest

from dashboard.card import prepare_card
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from tests.conftest import Mart
from tests.dashboard.cards import CARDS

_LATER = re.compile("20[3-9][0-9]")
_CALLED = {"ja": re.compile("推計|見通し"), "en": re.compile(r"proj(ect|\.)", re.IGNORECASE)}
# days by which something is due
_DAYS = {"step_dates", "guideline_rules"}
_SHOWING = ("population_outlook", "population_slope", "index_rank", "members_ranked", "compare_heat",
            "compare_dots", "compare_slope", "member_table", "region_facts")  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_to_come_is_called_a_projection_in_every_title_heading_and_card(
    build: Build, regions: list[str], lang: Lang
) -> None:
    """Before: 留萌南部３市町連携地域は2050年に2020年の44.7％; 2050年の人口指数; 65歳以上（2050年）."""
    bare = set()
    for region in (None, *regions):
        state = State(lang=lang, region=region)
        for name, panel in PANELS.items():
            data = prepare(panel, state, build)
            bare |= {
                (name, text)
                for text in (data.title, *data.headings)
                if name not in _DAYS and _bare(text, lang)
            }
        for page, cards in CARDS.items():
            shown = [prepare_card(card, state, build) for card in cards]
            bare |= {(page, card.label) for card in shown if _bare(card.label, lang)}
    assert bare == set()


def test_a_year_to_come_is_called_a_projection_in_the_names_of_columns_and_indicators(mart: Mart) -> None:
    """Before: the coalition's 人口指数（2050年）, and 50 columns of the dictionary."""
    said = mart.rows(
        r"select table_name, regexp_extract(comment, '^(.*?) / (.*?)(?: \[|: |$)', ['ja', 'en']) as told "
        "from duckdb_columns() where schema_name in ('main', 'kpi', 'views') and not internal"
    )
    for view in ("area_indicator", "indicator_rank", "prefecture_rank"):
        rows = mart.rows(f"select distinct indicator, indicator_en from kpi.{view}")
        said += [(view, {"ja": ja, "en": en}) for ja, en in rows]
    assert sum(bool(_LATER.search(told["ja"])) for _, told in said) > 50
    assert [row for row in said for lang in LANGUAGES if _bare(row[1][lang], lang)] == []


def _bare(text: str, lang: Lang) -> bool:
    return bool(_LATER.search(text)) and not _CALLED[lang].search(text)


def _differences(mart: Mart) -> dict[str, float]:
    """The preliminary count of 2025 against the projection for 2025, by region."""
    return dict(
        mart.rows(
            """select region_id, 100.0 * sum(population) filter (series = 'census_preliminary')
                / sum(population) filter (series = 'projection') - 100
            from region_member join population using (municipality_code) join region using (region_id)
            where scheme <> 'council' and left_on is null and year = 2025 and age_group = 'total'
            group by 1"""
        )
    )


@pytest.mark.parametrize("panel_id", _SHOWING)
def test_how_far_the_newest_count_is_stands_wherever_a_projection_does(
    build: Build, mart: Mart, panel_id: str
) -> None:
    gaps = _differences(mart)
    below = sum(gap < 0 for gap in gaps.values())
    assert (len(gaps), below) == (11, 10)
    for region in (None, "rumoi_north", "nemuro", "shiribeshi"):
        data = prepare(PANELS[panel_id], State(region=region), build)
        if region is None:
            if data.rows:
                assert (
                    f"{len(gaps)}地域のうち{below}地域で2025年の推計を下回る（差△2.7％～+3.2％）"
                    in data.subtitle
                )
            continue
        sign = "△" if gaps[region] < 0 else "+"
        assert f"2025年の推計との差{sign}{abs(gaps[region]):.1f}％" in data.subtitle
        assert "census_2025_preliminary" in {item.source_id for item in data.citations}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_beside_prefectures_stands_the_difference_of_the_prefecture_itself(
    build: Build, mart: Mart, lang: Lang
) -> None:
    """Before: 「南空知圏域の2025年の速報は…」 under a table that is 「どの地域を選んでも同じ」."""
    counted, projected = mart.rows(
        "select sum(population) filter (series = 'census_preliminary'), "
        "sum(population) filter (series = 'projection') from population "
        "join municipality using (municipality_code) "
        "where prefecture_code = '01' and year = 2025 and age_group = 'total'"
    )[0]
    told = {
        "ja": "北海道の2025年の人口（国勢調査の速報）は、2025年の推計との差△{}％",
        "en": "Hokkaido: 2025 census (preliminary) −{}% from the projection",
    }
    data = prepare(PANELS["compare_prefectures"], State(lang=lang, region="nemuro"), build)
    assert told[lang].format(f"{100 * (1 - counted / projected):.1f}") in data.subtitle
    cited = {item.source_id for item in data.citations}
    assert cited >= {"census_1980_2020", "ipss_projection_2023", "staff_quota_survey", "gsi_area_2026"}


def test_two_census_years_have_no_projection_beside_them(build: Build) -> None:
    data = prepare(PANELS["population_slope"], State(since=1980, until=2020), build)
    assert data.rows
    assert "推計" not in data.subtitle
