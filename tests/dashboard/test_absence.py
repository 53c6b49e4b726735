"""What a document does not say is not known; what it says is 0 is a 0."""

from __future__ import annotations

import pytest

from dashboard.charts.kinds import drawings
from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart


def _codes(mart: Mart, *names: str) -> tuple[str, ...]:
    told = "select municipality_code from municipality where name = ? and prefecture_code = '01'"
    return tuple(mart.scalar(told, name) for name in names)


def _verdict(build: Build, members: tuple[str, ...]) -> tuple[bool | None, str]:
    data = prepare(PANELS["coalition_rules"], State(members=members), build)
    [row] = [row for row in data.rows if row["rule_id"] == "half_outside_national"]
    return row["holds"], row["detail"]


def test_a_town_in_which_nobody_lived_has_a_zero(mart: Mart, build: Build) -> None:
    """Before: no row, so that Fukushima had no total. The prefecture's published total is met."""
    futaba = mart.scalar("select municipality_code from municipality where name = '双葉町'")
    assert mart.rows("select population_2020 from kpi.municipality_outlook where name = '双葉町'") == [(0,)]
    assert mart.scalar("select population_2020 from kpi.area_figures where area_id = '07'") == 1_833_152
    [row] = prepare(PANELS["coalition_members"], State(members=(futaba,)), build).rows
    assert row["population_2020"] == 0
    # nothing can be an index of it
    assert row["population_index_2050"] is None


def test_two_members_of_a_national_area_do_not_fulfil_the_rule(mart: Mart, build: Build) -> None:
    """Before: fulfilled, because the casebook does not list them. Both belong to 北・北海道中央圏域."""
    holds, detail = _verdict(build, _codes(mart, "西興部村", "枝幸町"))
    assert holds is False
    assert "国の圏域に入っているのは2" in detail


def test_neighbours_of_otaru_are_named_with_their_area(mart: Mart, build: Build) -> None:
    towns = _codes(mart, "余市町", "仁木町", "古平町", "赤井川村")
    rows = prepare(PANELS["coalition_members"], State(members=towns), build).rows
    assert len(rows) == 4
    assert all("北しりべし定住自立圏" in row["national"] for row in rows)


def test_where_the_list_is_not_complete_no_verdict_stands_on_absence(mart: Mart, build: Build) -> None:
    towns = tuple(
        code
        for (code,) in mart.rows(
            """select municipality_code from kpi.national_standing where newest and standing = 'unknown'
            and municipality_code like '20%' order by 1 limit 2"""
        )
    )
    assert len(towns) == 2
    assert _verdict(build, towns)[0] is None


@pytest.mark.parametrize("region", ["nemuro", "rumoi_south"])
def test_a_region_without_a_word_of_shortages_ranks_nowhere(build: Build, region: str) -> None:
    """Before: 不足と記された職種が最も小さい."""
    data = prepare(PANELS["compare_dots"], State(region=region), build)
    [row] = [row for row in data.rows if row["focus"] and row["indicator_id"] == "shortage_count"]
    assert (row["value"], row["place"], row["why"]) == (None, None, "not_marked")
    assert "不足" not in data.title


@pytest.mark.parametrize(("region", "word"), [("nemuro", "記載なし"), ("kushiro", "対象外")])
def test_the_chart_says_why_a_figure_is_missing(build: Build, region: str, word: str) -> None:
    """Before: 対象外 of every figure that is missing."""
    data = prepare(PANELS["compare_dots"], State(region=region), build)
    [drawing] = drawings(data)
    said = {name.text: name.missing for name in drawing.names or ()}
    assert said["不足と記された職種"] == ("記載なし" if word == "記載なし" else "")
    assert said["上限に対する割合"] == ("対象外" if word == "対象外" else "")
