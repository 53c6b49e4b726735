"""Where a prefecture stands in the country: counted a second time from the shipped files."""

from __future__ import annotations

import csv
from collections import defaultdict

from tests.conftest import ROOT, Mart

_SOURCES = ROOT / "data" / "sources"


def _people() -> dict[str, int]:
    """Residents of 2020 by prefecture, from the census file."""
    told: dict[str, int] = defaultdict(int)
    with (_SOURCES / "census_1980_2020" / "population_census.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["year"] == "2020":
                told[row["municipality_code"][:2]] += int(row["population"])
    return told


def test_a_prefectures_place_among_47_is_that_of_its_own_total(mart: Mart) -> None:
    people = _people()
    assert len(people) == 47
    rows = mart.rows(
        "select prefecture_code, value, place, prefectures, highest, lowest from kpi.prefecture_rank "
        "where indicator_id = 'population_2020'"
    )
    order = sorted(people.values(), reverse=True)
    assert {code: (value, place) for code, value, place, *_ in rows} == {
        code: (value, order.index(value) + 1) for code, value in people.items()
    }
    assert {tuple(row[3:]) for row in rows} == {(47, order[0], order[-1])}


def test_a_total_over_some_municipalities_is_none_and_says_of_how_many(mart: Mart) -> None:
    rows = mart.rows(
        "select value, place, known, members, prefectures from kpi.prefecture_rank "
        "where indicator_id = 'population_index_2050' and known < members"
    )
    assert rows, "the towns of Fukushima that were evacuated are projected as one"
    assert all(value is None and place is None for value, place, *_ in rows)
    assert {row[4] for row in rows} == {47 - len(rows)}


def test_equal_printed_values_share_a_place(mart: Mart) -> None:
    shared = mart.rows(
        "select indicator_id, round(value, decimals), count(*), min(sharing), max(sharing), "
        "count(distinct place) from kpi.prefecture_rank where value is not null group by 1, 2"
    )
    assert all(count == low == high and places == 1 for _, _, count, low, high, places in shared)
    assert any(count > 1 for _, _, count, *_ in shared)
