"""The same 200 choices: what is said of any set of municipalities, against the Parquet files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.mart import Build
from dashboard.panel import prepare
from dashboard.panels import PANELS
from tests.conftest import Mart
from tests.dashboard.second_count import Count, Wrong, near, regions_among
from tests.dashboard.test_combinations import states
from tests.long import some

_PARTS = pytest.mark.parametrize("part", some(range(8), lambda part, _: part == 0))


@pytest.fixture(scope="module")
def count(mart: Mart) -> Count:
    return Count(mart.folder / "parquet")


@_PARTS
def test_the_figures_of_a_coalition_beside_the_regions(
    build: Build, mart: Mart, count: Count, part: int
) -> None:
    """Sums over the members, unknown where one lacks the figure, and places among coalition and regions."""
    wrong: Wrong = []
    for state in states(mart)[part::8]:
        rows = prepare(PANELS["coalition_figures"], state, build).rows
        if not state.members:
            assert rows == ()
            continue
        among = {"": count.of(list(state.members))}
        among |= {region: count.of(count.members[region]) for region in regions_among(count, state)}
        assert {"" if row["focus"] else row["area_id"] for row in rows} == set(among)
        for row in rows:
            values = [figures[row["indicator_id"]] for figures in among.values()]
            own = among["" if row["focus"] else row["area_id"]][row["indicator_id"]]
            known = [round(value, 6) for value in values if value is not None]
            place = None if own is None else 1 + sum(value > round(own, 6) for value in known)
            sharing = None if own is None else known.count(round(own, 6))
            told = (row["value"], row["place"], row["placed"])
            good = all(map(near, told, (own, place, len(known))))
            if not good or (own is not None and row["sharing"] != sharing):
                wrong.append((state, row["indicator_id"], told, own, place, len(known)))
    assert wrong == []


@_PARTS
def test_the_rules_of_a_coalition(build: Build, mart: Mart, count: Count, part: int) -> None:
    """Two rules follow from the members: how many there are, and how many are in a national area.

    One follows from the day of reading: the scheme ended with fiscal 2024.
    """
    wrong: Wrong = []
    for state in states(mart)[part::8]:
        verdicts = {
            row["rule_id"]: row["holds"] for row in prepare(PANELS["coalition_rules"], state, build).rows
        }
        if not state.members:
            assert verdicts == {}
            continue
        areas = _standings(count, state.members)
        outside, unlisted = areas.count("out"), areas.count("unknown")
        half = len(state.members) / 2
        expected: dict[str, bool | None] = {
            "min_members": len(state.members) >= 2,
            "period_to": False,
            "half_outside_national": True
            if outside >= half
            else False
            if outside + unlisted < half
            else None,
        }
        wrong += [
            (state, rule, verdicts[rule], holds, areas)
            for rule, holds in expected.items()
            if verdicts[rule] is not holds
        ]
        wrong += [
            (state, rule, holds)
            for rule, holds in verdicts.items()
            if rule not in expected and holds is not None
        ]
    assert wrong == []


def _standings(count: Count, members: tuple[str, ...]) -> list[str]:
    """In a national area on the last day of the complete list, in none, or not known."""
    complete = {row["prefecture_code"]: row for row in count.table("national_area_extent")}
    day = max(row["complete_to"] for row in complete.values())
    listed: dict[str, set[bool]] = {}
    for row in count.table("national_area_member"):
        if _holds_on(row, day):
            listed.setdefault(row["municipality_code"], set()).add(row["certain"])
    # a region of the documents that is itself under a national scheme
    for row in count.terms:
        scheme = count.regions[row["region_id"]]["scheme"]
        if scheme in ("settlement_area", "core_city_area") and row["left_on"] is None:
            listed.setdefault(row["municipality_code"], set()).add(True)
    found = []
    for code in members:
        if True in listed.get(code, set()):
            found.append("in")
        elif code not in listed and code[:2] in complete:
            found.append("out")
        else:
            found.append("unknown")
    return found


def _holds_on(row: dict[str, Any], day: dt.date) -> bool:
    return row["since"] is None or row["since"] <= day
