"""似た地域: distances against plain Python over the rows of the mart's tables, and what is said of them."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import nearness
from dashboard.charts.kinds import drawings
from dashboard.charts.plotly import make_figure
from dashboard.mart import Build
from dashboard.panel import PanelData, prepare
from dashboard.panels import PANELS
from dashboard.parameters import parameters
from dashboard.selects import preceded, select
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from dashboard.validstate import within_build
from tests.conftest import Mart
from tests.dashboard.test_coalition_page import _address
from tests.dashboard.test_pages import _html, _open

INDICATORS = (
    "population_2020",
    "aged_share_2020_pct",
    "density",
    "population_index_2050",
    "fiscal_capacity_index",
    "staff_per_1000",
)
_LOGARITHMS = {"population_2020", "density", "staff_per_1000"}
# no projection; one of them without residents in 2020; 府中町 and 大間町 lie in different prefectures
IWAKI, FUTABA, IWAMIZAWA, TOMIYA, OMA = "072044", "075469", "012106", "042161", "024236"
# every area that is compared with the subject: of the relation that all panels read
_GAPS = {
    name: preceded(
        "select distinct area_level, area_id, name, name_en, member_codes, shared, distance, place, "
        f"sharing, compared, areas from {name}_gap"
    )
    for name in ("region", "chosen")
}
Figures = dict[str, float | None]


@cache
def _towns(mart: Mart) -> dict[str, dict[str, float | None]]:
    """What the tables say of each municipality, by code."""

    def by_code(sql: str) -> dict[str, Any]:
        return dict(mart.connection.execute(sql).fetchall())

    ages = {
        group: by_code(
            "select municipality_code, population from population_age where series = 'census' "
            f"and year = 2020 and sex = 'both' and age_group = '{group}'"
        )
        for group in ("0-14", "15-64", "65+")
    }
    total = "select municipality_code, population from population where age_group = 'total' and "
    indicator = "select municipality_code, value from indicator_value where indicator_id = "
    columns = {
        "people": by_code(f"{total} series = 'census' and year = 2020"),
        "counted": by_code(f"{total} series = 'census_preliminary' and year = 2025"),
        "projected": by_code(f"{total} series = 'projection' and year = 2050"),
        "area": by_code("select municipality_code, area_km2 from area where year(as_of) = 2026"),
        "staff": by_code(
            "select area_code, headcount from staff where area_level = 'municipality' and year = 2024 "
            "and department = 'general_administration_municipalities'"
        ),
        "index": by_code(f"{indicator} 'fiscal_capacity_index'"),
        "scale": by_code(f"{indicator} 'standard_fiscal_scale'"),
        **ages,
    }
    return {code: {name: held.get(code) for name, held in columns.items()} for code in columns["people"]}


def _figures(towns: Iterable[dict[str, float | None]]) -> Figures:
    """The six indicators of a set of municipalities: sums over sums, unknown where one of them is."""
    towns = list(towns)

    def total(*names: str) -> float | None:
        held = [town[name] for town in towns for name in names]
        return None if None in held else math.fsum(value for value in held if value is not None)

    def over(upper: float | None, lower: float | None, times: float = 1) -> float | None:
        return None if upper is None or not lower else times * upper / lower

    weighted = [
        None if town["index"] is None or town["scale"] is None else town["index"] * town["scale"]
        for town in towns
    ]
    index = None if None in weighted else math.fsum(value for value in weighted if value is not None)
    return {
        "population_2020": total("people"),
        "aged_share_2020_pct": over(total("65+"), total("0-14", "15-64", "65+"), 100),
        "density": over(total("people"), total("area")),
        "population_index_2050": over(total("projected"), total("people"), 100),
        "fiscal_capacity_index": over(index, total("scale")),
        "staff_per_1000": over(total("staff"), total("counted"), 1000),
    }


def _scaled(figures: Figures) -> Figures:
    return {
        name: value if value is None or name not in _LOGARITHMS else math.log10(value) if value > 0 else None
        for name, value in figures.items()
    }


@cache
def _deviations(mart: Mart) -> dict[str, float]:
    held = [_scaled(_figures([town])) for town in _towns(mart).values()]
    return {
        name: statistics.pstdev([row[name] for row in held if row[name] is not None])  # type: ignore[type-var]
        for name in INDICATORS
    }


def _distance(mart: Mart, one: set[str], other: set[str], weights: dict[str, int]) -> float | None:
    """None where the second lacks what the first has."""
    first, second = (_scaled(_figures(_towns(mart)[code] for code in codes)) for codes in (one, other))
    used = [name for name in INDICATORS if first[name] is not None and weights.get(name, 1)]
    if any(second[name] is None for name in used):
        return None
    deviations = _deviations(mart)
    parts = [
        weights.get(name, 1) * ((second[name] - first[name]) / deviations[name]) ** 2  # type: ignore[operator]
        for name in used
    ]
    return math.sqrt(math.fsum(parts) / sum(weights.get(name, 1) for name in used))


def _members(mart: Mart, region: str) -> set[str]:
    rows = mart.rows(
        "select municipality_code from kpi.area_member "
        "where area_level = 'region' and area_id = ? and counted",
        region,
    )
    return {code for (code,) in rows}


def _subject(mart: Mart, state: State) -> set[str]:
    return set(state.members) if state.members else _members(mart, str(state.region))


def _gaps(build: Build, state: State) -> list[Any]:
    rows = build.query(_GAPS["chosen" if state.members else "region"], parameters(state))
    assert rows
    return list(rows)


def _shown(build: Build, name: str, state: State) -> PanelData:
    return prepare(PANELS[f"similar_chosen_{name}" if state.members else f"similar_{name}"], state, build)


_WEIGHTS: tuple[tuple[str, ...], ...] = ((), ("density.0", "population_2020.3"))
_SETS = {
    "a city": ((IWAMIZAWA,), _WEIGHTS[0]),
    "no projection": ((IWAKI,), _WEIGHTS[1]),
    "across a border": ((TOMIYA, OMA), _WEIGHTS[0]),
    "one of two without a projection": ((IWAMIZAWA, IWAKI), _WEIGHTS[1]),
}


@pytest.mark.parametrize(("members", "texts"), _SETS.values(), ids=_SETS)
def test_distances_of_chosen_municipalities(
    mart: Mart, build: Build, members: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    _assert_distances(mart, build, State(members=members, weights=texts))


@pytest.mark.parametrize("texts", _WEIGHTS, ids=str)
def test_distances_of_every_region(
    mart: Mart, build: Build, regions: list[str], texts: tuple[str, ...]
) -> None:
    for region in regions:
        _assert_distances(mart, build, State(region=region, weights=texts))


def _assert_distances(mart: Mart, build: Build, state: State) -> None:
    own, weights = _subject(mart, state), nearness.by_name(state.weights)
    rows = _gaps(build, state)
    distances = {}
    for row in rows:
        codes = set(row["member_codes"].split(","))
        assert (len(codes) == 1) == (len(own) == 1)
        assert not codes <= own
        assert not own <= codes
        assert row["shared"] == len(codes & own)
        expected = _distance(mart, own, codes, weights)
        assert row["distance"] == (None if expected is None else pytest.approx(expected, rel=1e-7, abs=1e-9))
        distances[row["area_level"], row["area_id"]] = expected
    known = sorted(value for value in distances.values() if value is not None)
    for row in rows:
        value = distances[row["area_level"], row["area_id"]]
        # a tie has one place
        expected = None if value is None else 1 + sum(other < value - 1e-9 for other in known)
        assert row["place"] == expected
        assert (row["compared"], row["areas"]) == (len(known), len(rows))


def test_distances_are_symmetric(mart: Mart, build: Build, regions: list[str]) -> None:
    names = {
        region: {row["area_id"]: row for row in _gaps(build, State(region=region))} for region in regions
    }
    pairs = [(a, b) for a in regions for b in regions if a < b and b in names[a]]
    assert len(pairs) > 40
    for a, b in pairs:
        assert names[a][b]["distance"] == pytest.approx(names[b][a]["distance"], abs=1e-12)


def test_all_municipalities_but_itself_are_compared_with_one(build: Build) -> None:
    rows = _gaps(build, State(members=(IWAMIZAWA,)))
    assert len(rows) == 1740
    assert IWAMIZAWA not in {row["area_id"] for row in rows}
    # Fukushima's coast has no projection, and nobody lived in 双葉町
    lacking = {row["area_id"] for row in rows if row["distance"] is None}
    assert len(lacking) == 13
    assert {IWAKI, FUTABA} <= lacking


def test_what_is_unknown_of_the_one_in_focus_is_left_out_and_said(build: Build) -> None:
    for lang, word in (
        ("ja", "値のない人口指数（2050年推計）は使わない"),
        ("en", "not used for want of a figure: "),
    ):
        data = _shown(build, "list", State(members=(IWAKI,), lang=lang))  # type: ignore[arg-type]
        assert word in data.subtitle
        assert {row["counting"] for row in data.rows} == {5}
        assert ("5指標" if lang == "ja" else "5 indicators") in data.title


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "state", [State(region="engaru"), State(members=(IWAMIZAWA,))], ids=["region", "city"]
)
def test_findings_say_how_many_by_what_and_no_more(build: Build, state: State, lang: Lang) -> None:
    state = State(lang=lang, region=state.region, members=state.members)
    rows, data = _gaps(build, state), _shown(build, "list", state)
    nearest = min((row for row in rows if row["place"] == 1), key=lambda row: row["name"])
    compared = sum(row["distance"] is not None for row in rows)
    assert nearest["name" if lang == "ja" else "name_en"] in data.title
    assert f"{nearest['distance']:.2f}" in data.title
    assert f"{compared:,}" in data.title
    assert ("似ているとは限らない" if lang == "ja" else "not necessarily alike") in data.title
    assert len(data.rows) == sum((row["place"] or 99) <= 10 for row in rows)


def test_differences_are_those_of_the_printed_values(build: Build) -> None:
    data = _shown(build, "measures", State(region="engaru"))
    own = {row["indicator_id"]: row["value"] for row in data.rows if row["focus"]}
    others = [row for row in data.rows if not row["focus"] and row["indicator_id"] != "distance"]
    assert len(others) == 60
    for row in others:
        places = row["decimals"]
        printed = round(row["value"], places) - round(own[row["indicator_id"]], places)
        assert row["difference"] == pytest.approx(printed, abs=1e-9)
        # only the distance has no shade, and what is alike is pale
        assert row["shade"] == pytest.approx(min(row["apart"] / 2, 1))
    assert all(row["shade"] is None for row in data.rows if row["indicator_id"] == "distance" or row["focus"])


def test_scatter_names_the_one_in_focus_and_its_neighbours(build: Build) -> None:
    data = _shown(build, "scatter", State(region="engaru", axes=("density", "fiscal_capacity_index")))
    [drawing] = drawings(data)
    assert drawing.x_axis is not None
    assert drawing.x_axis.logarithmic
    assert not drawing.axis.logarithmic
    near = [row for row in data.rows if row["role"] == "near"]
    words = [name for name, _ in drawing.key]
    assert words[:-1] == ["遠軽地区連携地域", *(f"{row['place']} {row['name']}" for row in near)]
    drawn = {
        (drawing.categories[at], drawing.xs[at], series.values[at])  # type: ignore[index]
        for series in drawing.series
        for at in series.here or ()
    }
    assert drawn == {(row["name"], row["x_value"], row["y_value"]) for row in data.rows}
    assert drawing.x_axis.low <= min(drawing.xs or ())
    assert max(drawing.xs or ()) <= drawing.x_axis.high


def test_numbers_of_near_neighbours_stand_on_free_sides(build: Build) -> None:
    """Before: all at the right of their marks, 1, 3 and 4 of 根室 over one another."""
    data = _shown(build, "scatter", State(region="nemuro"))
    figure = make_figure(drawings(data))
    [near] = [trace for trace in figure.data if any(trace.text or ())]
    assert len(near.textposition) == len(near.x)
    assert len(set(near.textposition)) > 1


def test_names_of_areas_are_different(mart: Mart) -> None:
    for name in ("name", "name_en"):
        twice = mart.rows(
            f"select area_level, {name} from kpi.comparable_area group by all having count(*) > 1"
        )
        assert twice == []


def test_areas_of_the_same_members_stand_once(mart: Mart) -> None:
    twice = "select member_codes from kpi.comparable_area group by all having count(*) > 1"
    assert mart.rows(twice) == []
    # 釧路 is a region of the board and a settlement area
    both = {
        level
        for (level,) in mart.rows(
            "select area_level from kpi.comparable_area where area_id in ('kushiro', '01-s-kushiro')"
        )
    }
    assert both == {"region"}


def test_peers_are_the_nearest_regions_of_the_board(build: Build) -> None:
    state = State(region="engaru")
    found = [row["region_id"] for row in build.query(select("similar/peers"), parameters(state))]
    rows = [row for row in _gaps(build, state) if row["area_level"] == "region" and row["place"]]
    assert (
        found == [row["area_id"] for row in sorted(rows, key=lambda row: (row["place"], row["area_id"]))][:5]
    )
    assert within_build(State(region="engaru", peers=tuple(found)), build).peers == tuple(found)


_VAIN: tuple[tuple[dict[str, list[str]], str], ...] = (
    ({"weights": ["density.9"]}, "weights"),
    ({"weights": ["density"]}, "weights"),
    ({"weights": ["no_such.2"]}, "weights"),
    ({"weights": [",".join(f"{name}.0" for name in INDICATORS)]}, "weights"),
    ({"axes": ["density"]}, "axes"),
    ({"axes": ["density,density"]}, "axes"),
    ({"axes": ["density,no_such"]}, "axes"),
)


@pytest.mark.parametrize(("query", "key"), _VAIN, ids=str)
def test_a_wrong_weight_or_axis_is_said(build: Build, query: dict[str, list[str]], key: str) -> None:
    state = within_build(State.from_address(query), build)
    assert state.not_had == (key,)
    assert (state.weights, state.axes) == ((), ())


def test_weights_and_axes_are_written_as_they_are_read(build: Build) -> None:
    state = State(weights=("density.0", "population_2020.3"), axes=("density", "staff_per_1000"))
    again = State.from_address({key: [str(value)] for key, value in state.query().items()})
    assert again == state
    assert within_build(again, build) == state
    assert State.from_address({"weights": ["density.1"]}) == State()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, mart_copy: Path) -> AppTest:
    monkeypatch.setenv("RENKEI_MART", str(mart_copy))
    return _open("similar", region="engaru")


def test_weights_and_axes_are_set_on_the_page(opened: AppTest) -> None:
    at = opened
    at.number_input(key="weight_density").set_value(0).run()
    assert _address(at, "weights") == "density.0"
    at.selectbox(key="axis_0").set_value("density").run()
    assert _address(at, "axes") == "density,aged_share_2020_pct"
    assert [item.value for item in at.exception] == []
    assert "重みは人口密度（2020年） 0、ほかは1" in _html(at)
    at.number_input(key="weight_density").set_value(1).run()
    assert _address(at, "weights") is None


def test_one_click_makes_the_nearest_the_peers_of_compare(opened: AppTest, build: Build) -> None:
    links = re.findall(r'<a href="(compare\?[^"]*)"', _html(opened))
    peers = State.from_address(parse_qs(urlsplit(unescape(links[0])).query)).peers
    expected = build.query(select("similar/peers"), parameters(State(region="engaru")))
    assert peers == tuple(row["region_id"] for row in expected)
    # of what is no region of the board its municipalities are a coalition there
    coalitions = [State.from_address(parse_qs(urlsplit(unescape(link)).query)) for link in links[1:]]
    areas = [
        row for row in _shown(build, "list", State(region="engaru")).rows if row["area_level"] != "region"
    ]
    assert [state.members for state in coalitions] == [tuple(row["member_codes"].split(",")) for row in areas]
    assert [state.coalition for state in coalitions] == [row["name"] for row in areas]
    assert {state.region for state in coalitions} == {"engaru"}
