"""A member that leaves and comes back has two rows, one for each term; its years apart are not counted."""

from __future__ import annotations

from etl.paths import Paths
from tests.etl.helpers import add, casebook, swap
from tests.etl.test_ending import TOML
from tests.etl.test_schemes import queried, refreshed

AGAIN = "nemuro,羅臼町,2023-04-01,,根室連携地域,\n"
TERMS = (
    "select joined_on::varchar, valid_to::varchar, present from kpi.area_member where area_level = 'region' "
    "and area_id = 'nemuro' and municipality_code = '016942' order by term"
)


def rejoined(paths: Paths) -> None:
    members = casebook(paths, "region_members.csv")
    swap(members, "nemuro,羅臼町,,,", "nemuro,羅臼町,,2022-04-01,")
    add(members, AGAIN)


def test_a_member_that_came_back_is_counted_but_in_the_years_between(small: Paths) -> None:
    rejoined(small)
    assert refreshed(small) == ("published", [])
    assert queried(small, TERMS) == [("2022-03-30", "2022-04-01", False), ("2023-04-01", None, True)]
    # census of 2020: 羅臼町 had 4,722 of the region's 71,771
    assert queried(
        small,
        "select fiscal_year, member_count, population_2020 from kpi.fiscal_resident "
        "where region_id = 'nemuro' order by 1",
    ) == [
        (2021, 5, 71_771),
        (2022, 4, 67_049),
        (2023, 5, 71_771),
        (2024, 5, 71_771),
    ]


def test_a_later_document_ends_the_second_term(small: Paths) -> None:
    rejoined(small)
    folder = small.sources / "notice_2026"
    folder.mkdir()
    (folder / "source.toml").write_text(TOML, encoding="utf-8")
    (folder / "region_ends.csv").write_text("地域ID,解散日\nengaru,2026-03-31\n", encoding="utf-8")
    (folder / "member_ends.csv").write_text(
        "地域ID,市町村,脱退日\nnemuro,羅臼町,2025-10-01\n", encoding="utf-8"
    )
    assert refreshed(small) == ("published", [])
    assert [row[1] for row in queried(small, TERMS)] == ["2022-04-01", "2025-10-01"]


def test_a_member_cannot_come_back_before_it_left(small: Paths) -> None:
    add(casebook(small, "region_members.csv"), AGAIN)
    result, problems = refreshed(small)
    assert result == "problems"
    [found] = [p for p in problems if p.rule == "membership_dates"]
    assert (found.file.rsplit("/", 1)[1], found.value) == ("region_members.csv", "2023-04-01")
