"""Zeros below the line give null, and a second edition, series or scheme changes no other figure."""

from __future__ import annotations

import pytest

from tests.long import some
from tests.sql.conftest import Board

NEMURO = "select municipality_code from region_member where region_id = 'nemuro'"


# every edition and every series stands there side by side: who asks names which
_AS_ENTERED = {"municipality_figure", "carried_figure"}


def _same(before: dict, after: dict, *but: str) -> None:
    for name, rows in before.items():
        if name not in but and name not in _AS_ENTERED:
            assert after[name] == rows, name


def test_area_of_zero_gives_no_density(board: Board) -> None:
    board.change(f"update area set area_km2 = 0 where municipality_code in ({NEMURO})")
    assert board.row("select area_km2, density from kpi.region_overview where region_id = 'nemuro'") == (
        0,
        None,
    )
    assert (
        board.scalar(
            "select value from kpi.indicator_rank where region_id = 'nemuro' and indicator_id = 'density'"
        )
        is None
    )
    board.everything()


def test_population_of_zero_gives_no_rate(board: Board) -> None:
    board.change(f"update population set population = 0 where municipality_code in ({NEMURO})")
    assert board.row(
        "select population_2020, population_2050, density, population_index_2050, aged_share_2050_pct, "
        "yen_per_resident from kpi.region_overview where region_id = 'nemuro'"
    ) == (0, 0, 0.0, None, None, None)
    assert board.rows(
        "select distinct yen_per_resident from kpi.disbursement_by_year where region_id = 'nemuro'"
    ) == [(None,)]
    assert board.rows("select distinct \"index\" from kpi.population_outlook where region_id = 'nemuro'") == [
        (None,)
    ]
    board.everything()


@pytest.mark.parametrize(
    "statement",
    some(
        [
            "update population set population = 0",
            "update area set area_km2 = 0",
            "update scheme_rule set value = 0",
            "update scheme_rule set value = null",
            "update staff set headcount = 0",
            "update case_measure set value = 0 where value is not null",
            "update disbursement set amount_yen = 0",
            "update region_member set left_on = date '2024-03-31'",
            *[
                f"delete from {table}"
                for table in (
                    "population",
                    "area",
                    "scheme_rule",
                    "disbursement",
                    "region_member",
                    "region",
                    "project",
                    "staff",
                    "recruitment",
                    "reported_shortage",
                    "region_policy_field",
                    "case_measure",
                    "municipality",
                )
            ],
        ],
        lambda n, _: n % 4 == 0,
    ),
)
def test_every_view_answers_when_figures_are_zero_or_missing(board: Board, statement: str) -> None:
    board.change(statement)
    for rows in board.everything().values():
        for row in rows:
            assert all(not isinstance(v, float) or abs(v) != float("inf") for v in row)
    assert len(board.rows("select * from kpi.coverage")) == 1


def test_no_grant_rows_means_unknown_not_zero(board: Board) -> None:
    board.change("delete from disbursement")
    assert board.rows(
        "select distinct disbursed_yen, planned_yen, grant_years, yen_per_resident, cap_use_pct "
        "from kpi.region_overview"
    ) == [(None,) * 5]
    assert board.rows("select * from kpi.disbursement_total") == []


def test_older_area_edition_changes_nothing(board: Board) -> None:
    before = board.everything()
    board.change(
        "insert into area by name select * replace (date '2010-10-01' as as_of, area_km2 * "
        "2 as area_km2) from area where as_of = date '2026-01-01'"
    )
    _same(before, board.everything(), "source_coverage")  # its years are the source's


def _lengths(board: Board) -> dict[str, int]:
    return {name: len(rows) for name, rows in board.everything().items() if name not in _AS_ENTERED}


def test_newer_area_edition_is_taken_everywhere(board: Board) -> None:
    ask = [
        "select area_km2 from kpi.coverage",
        "select area_km2 from kpi.region_overview where region_id = 'nemuro'",
        "select area_km2 from kpi.prefecture_overview where prefecture_code = '01'",
    ]
    before, rows = [board.scalar(q) for q in ask], _lengths(board)
    board.change(
        "insert into area by name select * replace (date '2030-10-01' as as_of, area_km2 * "
        "2 as area_km2) from area where as_of = date '2026-01-01'"
    )
    assert [board.scalar(q) for q in ask] == pytest.approx([2 * value for value in before])
    assert _lengths(board) == rows
    assert board.rows("select distinct area_as_of::varchar from kpi.region_overview") == [("2030-10-01",)]


def test_newer_area_edition_that_lacks_a_member_does_not_mix(board: Board) -> None:
    board.change(
        "insert into area by name select * replace (date '2030-10-01' as as_of) from area "
        "where as_of = date '2026-01-01' "
        "and municipality_code <> (select municipality_code from municipality where name = '興部町')"
    )
    assert board.scalar("select area_km2 from kpi.region_overview where region_id = 'nishimonbetsu'") is None
    assert board.scalar("select area_km2 from kpi.region_overview where region_id = 'engaru'") is not None


def test_second_scheme_with_the_same_rules_changes_nothing(board: Board) -> None:
    before = board.everything()
    board.change(
        "insert into scheme_rule by name select * replace ('another' as scheme_id, value * 3 as value) "
        "from scheme_rule"
    )
    _same(before, board.everything())


def test_region_is_measured_by_the_rules_of_its_own_scheme(board: Board) -> None:
    board.change(
        "insert into scheme_rule by name select * replace ('another' as scheme_id, "
        "case rule_id when 'cap_per_year' then 5000000 when 'max_years' then 3 else value end as value) "
        "from scheme_rule",
        "insert into scheme by name select * replace ('another' as scheme_id) from scheme "
        "where scheme_id = 'kasokuka'",
        *[
            f"update {table} set scheme_id = 'another' where region_id = 'engaru'"
            for table in ("region", "region_scheme", "disbursement")
        ],
    )
    assert board.rows(
        "select distinct cap_yen, cap_use_pct from kpi.disbursement_by_year where region_id = 'engaru'"
    ) == [(5_000_000, 200.0)]
    assert board.scalar("select cap_use_pct from kpi.region_overview where region_id = 'engaru'") == 200.0
    # 2020: 南空知 and 日高 with 10,000 thousand yen, 遠軽 with 5,000
    assert board.row("select cap_yen, cap_use_pct from kpi.disbursement_total where fiscal_year = 2020") == (
        25_000_000,
        pytest.approx(100 * 28 / 25),
    )
    broken = board.rows("select region_id, rule_id from kpi.scheme_check where not holds order by all")
    assert broken == [("engaru", "cap_per_year"), ("engaru", "max_years")]
    rows = board.rows("select distinct title_en from kpi.attention where kind = 'last_year'")
    assert sorted(rows) == [
        ("Last year of support reached (year 3)",),
        ("Last year of support reached (year 5)",),
    ]


def test_register_of_the_same_year_changes_no_other_series(board: Board) -> None:
    before = board.everything()
    board.change(
        "insert into population by name select * replace ('register' as series, date '2020-01-01' as as_of, "
        "population + 1000 as population) from population where series = 'census' and year = 2020"
    )
    after = board.everything()
    for every in ("population_outlook", "carried_population"):  # these list every series there is
        assert set(before[every]) < set(after[every])
    _same(before, after, "population_outlook", "carried_population")


def test_age_groups_of_the_census_are_not_added_to_the_total(board: Board) -> None:
    before = board.everything()
    for group in ("0-14", "15-64", "65+"):
        board.change(
            f"insert into population by name select * replace ('{group}' as age_group) from population "
            "where series = 'census' and age_group = 'total'"  # those of projections are there already
        )
    after = board.everything()
    assert set(before["carried_population"]) < set(after["carried_population"])  # it lists every group
    _same(before, after, "carried_population")


def test_municipal_staff_rows_are_not_mixed_with_prefectures(board: Board) -> None:
    before = board.everything()
    board.change(
        "insert into staff by name select * replace ('municipality' as area_level, '012106' as area_code) "
        "from staff where area_code = '01' and department <> 'general_administration_municipalities'"
    )
    _same(before, board.everything())
