"""Where-from lists hold every row that the figures shown stand on, and no other: against Parquet files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from dashboard.mart import Build, Row
from dashboard.origin import origins
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.panels.cards.where import WHERE
from dashboard.state import State
from tests.conftest import Mart
from tests.dashboard.second_count import Count, regions_among

Shown = tuple[Row, ...]
Behind = Callable[[Count, State, Shown], set[str]]


@pytest.fixture(scope="module")
def count(mart: Mart) -> Count:
    return Count(mart.folder / "parquet")


def _rows(count: Count, table: str, keep: Callable[[dict[str, Any]], bool]) -> set[str]:
    return {row["source_row"] for row in count.table(table) if keep(row)}


def _towns(count: Count, regions: Iterable[str]) -> set[str]:
    return {code for region in regions for code in count.members[region]}


def _people(count: Count, codes: set[str], lines: set[tuple[str, int]], *ages: str) -> set[str]:
    return _rows(
        count,
        "population",
        lambda row: (
            row["municipality_code"] in codes
            and (row["series"], row["year"]) in lines
            and row["age_group"] in (ages or ("total",))
        ),
    )


def _areas(count: Count, codes: set[str]) -> set[str]:
    """Of the newest edition alone."""
    newest = max(row["as_of"] for row in count.table("area"))
    return _rows(count, "area", lambda row: row["municipality_code"] in codes and row["as_of"] == newest)


_ENDS = {("census", 2020), ("projection", 2050)}


_GROUPS = ("0-14", "15-64", "65+")


def _outlook(count: Count, state: State, lines: Shown) -> set[str]:
    """The course itself, and the ages of its table: the projection's, those of censuses by another source."""
    codes = _towns(count, {row["region_id"] for row in lines})
    drawn = {(row["series"], row["year"]) for row in lines}
    ages = _people(count, codes, {line for line in drawn if line[0] == "projection"}, *_GROUPS)
    return _people(count, codes, drawn) | ages | _census_ages(count, codes, {2015, 2020}, *_GROUPS, "75+")


def _census_ages(count: Count, codes: set[str], years: set[int], *groups: str) -> set[str]:
    return _rows(
        count,
        "population_age",
        lambda row: row["municipality_code"] in codes and row["year"] in years and row["age_group"] in groups,
    )


def _staff_of(count: Count, codes: set[str], year: int) -> set[str]:
    return _rows(count, "staff", lambda row: row["area_code"] in codes and row["year"] == year)


_AGED_ENDS = {("projection", 2050)}


def _sheet_members(count: Count, state: State, lines: Shown) -> set[str]:
    codes = {row["municipality_code"] for row in lines}
    found = _people(count, codes, _ENDS) | _people(count, codes, _AGED_ENDS, "65+")
    found |= _rows(count, "region_member", lambda row: row["region_id"] == state.region)
    return found | _staff_of(count, codes, 2024)


def _ranked_members(count: Count, state: State, lines: Shown) -> set[str]:
    """Who is among the lowest follows from all members; the table has the aged of each."""
    codes = _towns(count, [state.region] if state.region else count.members)
    return _people(count, codes, _ENDS) | _people(count, codes, _AGED_ENDS, "65+")


def _slope(count: Count, state: State, lines: Shown) -> set[str]:
    """The dotted line is the prefecture's: the municipalities outside of regions are behind it."""
    codes = _towns(count, {row["region_id"] for row in lines}) | set(count.home)
    return _people(count, codes, {(row["series"], row["year"]) for row in lines})


def _rank(count: Count, state: State, lines: Shown) -> set[str]:
    codes = _towns(count, count.members) | set(count.home)
    return _people(count, codes, _ENDS) | _people(count, codes, _AGED_ENDS, "65+")


def _heat(count: Count, state: State, lines: Shown) -> set[str]:
    shown = {row["region_id"] for row in lines}
    codes = _towns(count, shown)
    aged = _people(count, codes | set(count.home), {("projection", 2050)}, "65+")
    found = _people(count, codes | set(count.home), _ENDS) | aged
    found |= _areas(count, codes | set(count.home))
    found |= _rows(count, "disbursement", lambda row: row["region_id"] in shown and row["status"] == "actual")
    for table in ("region_policy_field", "project", "reported_shortage"):
        found |= _of(table)(count, state, lines)
    return found


def _dots(count: Count, state: State, lines: Shown) -> set[str]:
    """Those of the heat table, and staff per resident and the census ages beside it."""
    codes = _towns(count, {row["region_id"] for row in lines}) | set(count.home)
    found = _heat(count, state, lines) | _staff_of(count, codes, 2024)
    found |= _people(count, codes, {("census_preliminary", 2025)})
    return found | _census_ages(count, codes, {2020}, *_GROUPS)


def _of(table: str) -> Behind:
    """The rows of a table of the regions shown."""

    def behind(count: Count, state: State, lines: Shown) -> set[str]:
        among = regions_among(count, state) if state.peers else count.members
        shown = {row["region_id"] for row in lines if row.get("region_id")} or set(among)
        return _rows(count, table, lambda row: row["region_id"] in shown)

    return behind


def _staff(count: Count, state: State, lines: Shown) -> set[str]:
    years = {(row["area_code"], row["year"], row["department"]) for row in lines}
    return _rows(count, "staff", lambda row: (row["area_code"], row["year"], row["department"]) in years)


def _cases(count: Count, state: State, lines: Shown) -> set[str]:
    ids = {row["case_id"] for row in lines}
    tables = ("cooperation_case", "case_effect", "case_event")
    return {place for table in tables for place in _rows(count, table, lambda row: row["case_id"] in ids)}


def _due(count: Count, state: State, lines: Shown) -> set[str]:
    """The step as the rules have it, and the day of the vision it is counted from."""
    shown = {row["region_id"] for row in lines}
    found = _rows(count, "scheme_step", lambda row: bool(shown) and row["step_id"] == "vision_renewal")
    return found | _rows(
        count, "region_printed", lambda row: row["region_id"] in shown and row["column_name"] == "vision_on"
    )


def _coalition(count: Count, state: State, lines: Shown) -> set[str]:
    codes = set(state.members) | _towns(count, regions_among(count, state))
    aged = _people(count, codes, {("projection", 2050)}, "65+")
    areas = _areas(count, codes)
    return _people(count, codes, _ENDS) | aged | areas


_CAP = 10_000_000


def _attention(count: Count, state: State, lines: Shown) -> set[str]:
    """Of each point what it follows from: amounts of a year, of all, at the cap; residents; a step's days."""
    found: set[str] = set()
    for line in lines:
        region, year, kind = line["region_id"], line["fiscal_year"], line["kind"]
        grants = [row for row in count.table("disbursement") if row["region_id"] == region]
        if kind in ("undecided", "no_grant", "accepted"):
            grants = [row for row in grants if row["fiscal_year"] == year]
        if kind == "full_cap":
            grants = [row for row in grants if row["status"] == "actual"]
            assert sum(row["amount_yen"] == _CAP for row in grants) >= 4
        if kind in ("undecided", "no_grant", "accepted", "last_year", "full_cap"):
            found |= {row["source_row"] for row in grants}
        if kind == "no_grant":
            own = {row["project_id"] for row in count.table("project") if row["region_id"] == region}
            found |= {
                row["source_row"]
                for row in count.table("project_year")
                if row["project_id"] in own and row["fiscal_year"] == year and row["state"] == "done"
            }
        if kind == "unclear":
            found |= _rows(count, "recruitment", lambda row, of=region: row["region_id"] == of)
        if kind == "half":
            found |= _people(count, set(count.members[region]), _ENDS)
        if kind == "step":
            days = {"vision_on"} | ({"vision_amended_on"} if "改定" in line["title"] else set())
            found |= _rows(count, "scheme_step", lambda row: row["step_id"] == "vision_renewal")
            found |= _rows(
                count,
                "region_printed",
                lambda row, of=region, days=days: row["region_id"] == of and row["column_name"] in days,
            )
    return found


def _standing(count: Count, codes: set[str]) -> set[str]:
    """Who is a member today of the regions with an agreement."""
    return {
        row["source_row"]
        for row in count.table("region_member")
        if row["municipality_code"] in codes and row["left_on"] is None and row["region_id"] in count.members
    }


def _national(count: Count, codes: set[str]) -> set[str]:
    homes = {code[:2] for code in codes}
    found = _rows(count, "national_area_member", lambda row: row["municipality_code"] in codes)
    return found | _rows(count, "national_area_extent", lambda row: row["prefecture_code"] in homes)


def _coalition_members(count: Count, state: State, lines: Shown) -> set[str]:
    codes = set(state.members)
    found = _people(count, codes, _ENDS) | _people(count, codes, _AGED_ENDS, "65+") | _areas(count, codes)
    bureaus = _rows(count, "bureau_member", lambda row: row["municipality_code"] in codes)
    return found | _standing(count, codes) | _national(count, codes) | bureaus


def _coalition_small(count: Count, state: State, lines: Shown) -> set[str]:
    return _people(count, set(state.members) | _towns(count, regions_among(count, state)), _ENDS)


def _coalition_overlap(count: Count, state: State, lines: Shown) -> set[str]:
    """Of how many members those chosen are: every member of the regions they are in."""
    codes = set(state.members)
    return {
        row
        for region in count.members
        if codes & set(count.members[region])
        for row in _rows(count, "region_member", lambda row, of=region: row["region_id"] == of)
    }


def _coalition_rules(count: Count, state: State, lines: Shown) -> set[str]:
    rules = {row["rule_id"] for row in lines}
    found = _rows(count, "scheme_rule", lambda row: row["scheme_id"] is not None and row["rule_id"] in rules)
    return found | _standing(count, set(state.members)) | _national(count, set(state.members))


_BEHIND: dict[str, Behind] = {
    "attention": _attention,
    "coalition_members": _coalition_members,
    "coalition_small": _coalition_small,
    "coalition_overlap": _coalition_overlap,
    "coalition_rules": _coalition_rules,
    "population_outlook": _outlook,
    "population_slope": _slope,
    "compare_slope": _slope,
    "index_rank": _rank,
    "compare_heat": _heat,
    "compare_dots": _dots,
    "member_table": _sheet_members,
    "members_ranked": _ranked_members,
    "staff_trend": _staff,
    "case_register": _cases,
    "step_dates": _due,
    "coalition_figures": _coalition,
    "grants_by_region": _of("disbursement"),
    "grant_table": _of("disbursement"),
    "field_matrix": _of("region_policy_field"),
    "shortage_matrix": _of("reported_shortage"),
    "recruitment": _of("recruitment"),
}


@pytest.mark.parametrize("panel_id", sorted(_BEHIND))
@pytest.mark.parametrize(
    "state",
    [
        State(members=("012106", "012149")),
        State(region="hidaka", members=("012106", "074829"), since=2000, until=2035),
        State(region="shiribeshi", peers=("nemuro",), members=("012106",), lang="en"),
        State(region="nishimonbetsu", peers=("engaru", "soya"), members=("014541", "012106")),
    ],
    ids=["all", "hidaka", "shiribeshi", "nishimonbetsu"],
)
def test_a_list_holds_every_row_behind_what_is_drawn(
    panel_id: str, state: State, build: Build, count: Count
) -> None:
    data = prepare(PANELS[panel_id], state, build)
    expected = _BEHIND[panel_id](count, state, data.rows) if data.rows else set()
    shown = [origin.row for origin in data.origin]
    assert sorted(expected - set(shown)) == []
    assert sorted(set(shown) - expected) == []


@pytest.mark.parametrize(("card_id", "years"), [("staff_index", {2001, 2024}), ("staff_rate", {2005, 2020})])
def test_a_card_of_two_years_lists_those_two(
    card_id: str, years: set[int], build: Build, count: Count
) -> None:
    """The index of 2001 listed 1998, the rates of 2005 and 2020 the staff of 1998 and 2024."""
    expected = _rows(
        count,
        "staff",
        lambda row: (
            row["area_code"] == "01"
            and row["department"] == "general_administration_municipalities"
            and row["year"] in years
        ),
    )
    if card_id == "staff_rate":
        expected |= _people(count, set(count.home), {("census", year) for year in years})
    assert {origin.row for origin in origins(WHERE[card_id], State(), build)} == expected
