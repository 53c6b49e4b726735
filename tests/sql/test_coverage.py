"""Municipalities of two regions are counted once; who has left is counted nowhere."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from etl import refresh
from etl.paths import Paths
from tests.conftest import Mart
from tests.sql.conftest import Board

CASEBOOK = "hokkaido_casebook_2024"
# 人口（人） of the eleven regions as the casebook prints them
PRINTED = [152486, 70629, 63372, 16034, 27016, 32386, 11301, 71771, 2604945, 62140, 222613]
# 岩見沢市, 南幌町, 長沼町 belong to 南空知圏域 and to 石狩地域; census 2020
TWICE = {"012106": 79306, "014231": 7319, "014281": 10289}


def _edit(paths: Paths, file: str, keys: dict[str, str], changes: dict[str, str]) -> None:
    path = paths.sources / CASEBOOK / file
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    hit = [row for row in rows if all(row[k] == v for k, v in keys.items())]
    assert len(hit) == 1, keys
    hit[0].update(changes)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_overlap_is_three_municipalities(mart: Mart) -> None:
    assert (
        dict(
            mart.rows(
                "select municipality_code, any_value(p.population) from region_member as m "
                "inner join population as p using (municipality_code) "
                "where p.series = 'census' and p.year = 2020 and p.age_group = 'total' "
                "group by 1 having count(*) > 1"
            )
        )
        == TWICE
    )


def test_population_of_all_regions_is_the_printed_sum_less_the_overlap(mart: Mart) -> None:
    once = mart.scalar("select population_2020 from kpi.coverage")
    assert once == sum(PRINTED) - sum(TWICE.values()) == 3_237_779


def test_members_are_counted_once_and_memberships_each(mart: Mart) -> None:
    assert mart.rows(
        "select region_count, grant_region_count, member_count, membership_count, overlap_count, "
        "prefecture_municipality_count, prefecture_population_2020 from kpi.coverage"
    ) == [(11, 8, 80, 83, 3, 179, 5_224_614)]


@pytest.mark.parametrize(
    ("column", "written", "independent"),
    [
        (
            "area_km2",
            36_632.21,
            "select sum(area_km2) from area where as_of = date '2026-01-01' and municipality_code in "
            "(select municipality_code from region_member)",
        ),
        (
            "population_2050",
            2_544_345,
            "select sum(population) from population where series = 'projection' and year = 2050 "
            "and age_group = 'total' and municipality_code in (select municipality_code from region_member)",
        ),
        (
            "aged_share_2050_pct",
            41.1334,
            "select 100.0 * sum(population) filter (where age_group = '65+') "
            "/ sum(population) filter (where age_group = 'total') from population "
            "where series = 'projection' and year = 2050 "
            "and municipality_code in (select municipality_code from region_member)",
        ),
        (
            "members_under_5000_in_2050",
            55,
            "select count(*) from population where series = 'projection' and year = 2050 "
            "and age_group = 'total' and population < 5000 "
            "and municipality_code in (select municipality_code from region_member)",
        ),
        (
            "members_newly_under_5000",
            15,
            "select count(*) from population as now join population as later using (municipality_code) "
            "where now.series = 'census' and now.year = 2020 and now.age_group = 'total' "
            "and later.series = 'projection' and later.year = 2050 and later.age_group = 'total' "
            "and now.population >= 5000 and later.population < 5000 "
            "and municipality_code in (select municipality_code from region_member)",
        ),
        ("share_pct", 61.9716, "select 100.0 * 3237779 / 5224614"),
        ("population_index_2050", 78.5830, "select 100.0 * 2544345 / 3237779"),
    ],
)
def test_coverage_counts_once(mart: Mart, column: str, written: float, independent: str) -> None:
    shown = mart.scalar(f"select {column} from kpi.coverage")
    assert shown == pytest.approx(written, abs=0.0001)
    assert shown == pytest.approx(float(mart.scalar(independent)))


def test_sum_over_regions_would_count_more(mart: Mart) -> None:
    total = mart.scalar("select sum(population_2020)::bigint from kpi.region_overview")
    assert total == sum(PRINTED) > mart.scalar("select population_2020 from kpi.coverage")


def test_council_members_are_no_part_of_the_coverage(board: Board) -> None:
    before = board.row("select * from kpi.coverage")
    council = board.scalar("select min(region_id) from region where scheme = 'council'")
    outside = board.scalar("select min(municipality_code) from municipality where prefecture_code = '42'")
    board.change(
        f"insert into region_member by name select * replace ('{council}' as region_id, "
        f"'{outside}' as municipality_code) from region_member limit 1"
    )
    assert board.row("select * from kpi.coverage") == before


def test_member_that_left_is_counted_in_no_figure_of_today(board: Board) -> None:
    # 羅臼町 of 根室連携地域: 4,722 residents in 2020
    code, then, later, area = board.row(
        "select municipality_code, population_2020, population_2050, area_km2 from kpi.member_outlook "
        "where region_id = 'nemuro' and name = '羅臼町'"
    )
    assert then == 4_722
    before = board.row("select member_count, population_2020, population_2050, area_km2 from kpi.coverage")
    board.change(
        "update region_member set left_on = date '2024-03-31' "
        f"where region_id = 'nemuro' and municipality_code = '{code}'"
    )
    after = board.row("select member_count, population_2020, population_2050, area_km2 from kpi.coverage")
    assert [b - a for b, a in zip(before, after, strict=True)] == pytest.approx([1, then, later, area])
    assert board.scalar("select count(*) from kpi.member_outlook where municipality_code = ?", code) == 0
    assert board.row(
        "select member_count, population_2020 from kpi.region_overview where region_id = 'nemuro'"
    ) == (4, 71_771 - then)
    assert board.row(
        "select population, members, known_members from kpi.population_outlook "
        "where region_id = 'nemuro' and series = 'census' and year = 2020"
    ) == (71_771 - then, 4, 4)
    # fiscal 2023 was over but for its last day: what was paid in it stays with those who were members
    assert board.scalar(
        "select yen_per_resident from kpi.disbursement_by_year where region_id = 'nemuro' "
        "and fiscal_year = 2023"
    ) == pytest.approx(1_500_000 / 71_771)
    assert board.scalar(
        "select yen_per_resident from kpi.disbursement_by_year where region_id = 'nemuro' "
        "and fiscal_year = 2024"
    ) == pytest.approx(2_000_000 / (71_771 - then))
    assert (
        board.scalar(
            "select detail_en from kpi.scheme_check "
            "where region_id = 'nemuro' and rule_id = 'half_outside_national'"
        )
        == "The day of the application is not recorded: on the first of the year, 2024-04-01, of 4 members "
        "0 are in a national area, 4 in none, not known: 0"
    )


def test_member_of_two_regions_that_left_one_stays_counted(board: Board) -> None:
    board.change(
        "update region_member set left_on = date '2024-03-31' "
        "where region_id = 'minamisorachi' and municipality_code = '012106'"
    )
    assert board.row(
        "select member_count, membership_count, overlap_count, population_2020 from kpi.coverage"
    ) == (80, 82, 2, 3_237_779)


def test_leaving_stops_the_run_until_the_published_sums_agree(
    project: Paths, run_refresh: Callable[[Paths], refresh.Outcome]
) -> None:
    member = {"地域ID": "nemuro", "市町村": "羅臼町"}
    _edit(project, "region_members.csv", member, {"脱退日": "令和6年3月31日"})
    outcome = run_refresh(project)
    assert outcome.manifest is None
    assert {"member_count", "member_population", "member_area"} <= {p.rule for p in outcome.problems}
    found = next(p for p in outcome.problems if p.rule == "member_count")
    assert (found.severity, found.value, found.key) == ("error", "5", "region_id=nemuro")

    # the document of a later year prints the figures without the town
    changes = {"人口（人）": "67,049", "面積（k㎡）": "3,135.4", "構成市町村数": "4"}
    _edit(project, "regions.csv", {"地域ID": "nemuro"}, changes)
    outcome = run_refresh(project)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    built = Mart(project, outcome.manifest["build_id"])
    assert (
        built.scalar("select population_2020 from kpi.region_overview where region_id = 'nemuro'") == 67_049
    )
    assert built.scalar("select member_count from kpi.coverage") == 79
    built.close()


INCOMPLETE = [
    (
        "census' and year = 2020 and age_group = 'total",
        ["population_2020", "share_pct", "population_index_2050"],
    ),
    ("projection' and year = 2050 and age_group = 'total", ["population_2050", "members_under_2000_in_2050"]),
    ("projection' and year = 2050 and age_group = '65+", ["aged_share_2050_pct"]),
]


@pytest.mark.parametrize(("where", "columns"), INCOMPLETE, ids=["census", "projection", "aged"])
def test_sum_that_lacks_a_member_is_unknown(board: Board, where: str, columns: list[str]) -> None:
    # 興部町 of 西紋別
    code = board.scalar("select municipality_code from municipality where name = '興部町'")
    board.change(f"delete from population where municipality_code = '{code}' and series = '{where}'")
    for column in columns:
        assert board.scalar(f"select {column} from kpi.coverage") is None, column
        if column != "share_pct":
            region = "select {} from kpi.region_overview where region_id = 'nishimonbetsu'"
            assert board.scalar(region.format(column)) is None, column
        if not column.startswith(("members", "share")):
            home = "select {} from kpi.prefecture_overview where prefecture_code = '01'"
            assert board.scalar(home.format(column)) is None, column


def test_area_that_lacks_a_member_is_unknown(board: Board) -> None:
    board.change(
        "delete from area where municipality_code = "
        "(select municipality_code from municipality where name = '興部町')"
    )
    assert board.scalar("select area_km2 from kpi.coverage") is None
    assert board.row(
        "select area_km2, density from kpi.region_overview where region_id = 'nishimonbetsu'"
    ) == (None, None)
    assert board.row(
        "select area_km2, density from kpi.prefecture_overview where prefecture_code = '01'"
    ) == (None, None)


def test_region_whose_members_all_left_is_still_listed(board: Board) -> None:
    board.change("update region_member set left_on = date '2024-03-31' where region_id = 'nemuro'")
    assert board.row(
        "select population_2020, area_km2, disbursed_yen, yen_per_resident from kpi.region_overview "
        "where region_id = 'nemuro'"
    ) == (None, None, 1_900_000, pytest.approx(1_900_000 / 71_771))
