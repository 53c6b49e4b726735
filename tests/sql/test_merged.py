"""Municipalities that ended: their figures stay in those of what they are part of now, in every year."""

from __future__ import annotations

import pytest

from tests.sql.conftest import Board

LATER = "update source set as_of = date '{}' where source_id = 'hokkaido_casebook_2024'"

# 西興部村 with 935 residents of 2020 becomes part of 興部町; both are members of 西紋別
NISHIOKOPPE, OKOPPE = "015628", "015610"
MERGED = (
    "insert into municipality_change by name select '{old}' as old_code, '{new}' as new_code, "
    "date '2026-04-01' as changed_on, '{kind}' as kind, 'x' as source_id, 'x' as source_ref, "
    "'x:2' as source_row",
    "update municipality set valid_to = date '2026-04-01' where municipality_code = '{old}'",
)


def _merge(board: Board, old: str = NISHIOKOPPE, new: str = OKOPPE, kind: str = "absorption") -> None:
    board.change(*(one.format(old=old, new=new, kind=kind) for one in MERGED))


SUMS = (
    "select series, year, population from kpi.population_outlook "
    "where region_id = 'nishimonbetsu' order by all",
    "select population_2020, population_2050, aged_2050, round(area_km2, 2), "
    "municipality_count - {less} from kpi.prefecture_overview where prefecture_code = '01'",
    "select region_count, population_2020, area_km2 from kpi.coverage",
    "select * from kpi.disbursement_by_year order by all",
    "select * from kpi.population_change where is_prefecture order by all",
    "select * from kpi.staff_trend order by all",
    "select area_id, year, headcount, population, per_1000_residents from kpi.area_staff "
    "where area_id in ('nishimonbetsu', '01') order by all",
    # the prefecture has one municipality less
    "select * exclude (municipalities, municipalities_counted) from kpi.area_age "
    "where area_id in ('nishimonbetsu', '01') order by all",
    "select series, year, population_then, members_then from kpi.population_outlook "
    "where region_id = 'nishimonbetsu' order by all",
)


def test_codes_of_the_case(board: Board) -> None:
    assert board.rows(
        "select name from municipality where municipality_code in (?, ?) order by municipality_code",
        OKOPPE,
        NISHIOKOPPE,
    ) == [("興部町",), ("西興部村",)]


def test_a_member_that_merged_into_another_leaves_all_years_whole(board: Board) -> None:
    board.change(LATER.format("2026-04-01"))
    before = [board.rows(select.format(less=1)) for select in SUMS]
    _merge(board)
    after = [board.rows(select.format(less=0)) for select in SUMS]
    assert after == before
    assert board.row(
        "select member_count, state from kpi.region_overview where region_id = 'nishimonbetsu'"
    ) == (3, "present")
    assert board.rows("select * from kpi.municipality_outlook where municipality_code = ?", NISHIOKOPPE) == []
    assert (
        board.scalar("select municipality_count from kpi.prefecture_overview where prefecture_code = '01'")
        == 178
    )
    # the merger changes nothing before its day
    board.change(LATER.format("2026-03-31"))
    assert board.scalar("select member_count from kpi.region_overview where region_id = 'nishimonbetsu'") == 4


GRANT = (
    "insert into disbursement by name select * replace ({year} as fiscal_year) from disbursement "
    "where region_id = '{region}' and fiscal_year = 2023"
)
RESIDENTS = (
    "select fiscal_year, population_2020 from kpi.fiscal_resident where region_id = '{}' order by fiscal_year"
)


@pytest.mark.parametrize("day", ["2026-04-01", "2026-10-01"])
def test_residents_of_a_fiscal_year_after_a_merger_are_those_of_before(board: Board, day: str) -> None:
    """西興部村 is in 興部町, whether the year begins with the merger or the merger falls into it."""
    board.change(LATER.format("2027-05-01"))
    board.change(*(GRANT.format(year=year, region="nishimonbetsu") for year in (2025, 2026, 2027)))
    _merge(board)
    board.change(
        f"update municipality_change set changed_on = date '{day}'",
        f"update municipality set valid_to = date '{day}' where municipality_code = '{NISHIOKOPPE}'",
    )
    assert board.rows(RESIDENTS.format("nishimonbetsu")) == [(year, 11_301) for year in range(2022, 2028)]


@pytest.mark.parametrize("day", ["2026-04-01", "2026-10-01"])
def test_residents_of_a_fiscal_year_count_a_town_that_became_a_city_once(board: Board, day: str) -> None:
    board.change(LATER.format("2027-05-01"))
    board.change(*(GRANT.format(year=year, region="engaru") for year in (2025, 2026, 2027)))
    before = {people for _, people in board.rows(RESIDENTS.format("engaru"))}
    assert len(before) == 1
    board.change(
        "insert into municipality by name select * replace ('012998' as municipality_code, '遠軽市' as name, "
        f"date '{day}' as valid_from) from municipality where name = '遠軽町'"
    )
    old = board.scalar("select municipality_code from municipality where name = '遠軽町'")
    _merge(board, old=old, new="012998", kind="status")
    board.change(
        f"update municipality_change set changed_on = date '{day}'",
        f"update municipality set valid_to = date '{day}' where municipality_code = '{old}'",
    )
    after = board.rows(RESIDENTS.format("engaru"))
    assert {people for _, people in after} == before
    assert [year for year, _ in after][-3:] == [2025, 2026, 2027]


def test_a_member_that_merged_into_a_neighbour_outside_leaves_the_region(board: Board) -> None:
    board.change(LATER.format("2026-04-01"))
    nayoro = board.scalar("select municipality_code from municipality where name = '名寄市'")
    then = "select series, year, population_then, members_then from kpi.population_outlook order by all"
    before = board.rows(then), board.rows("select * from kpi.disbursement_by_year order by all")
    alone = board.scalar(
        "select population_2020 from kpi.municipality_outlook where municipality_code = ?", nayoro
    )
    _merge(board, new=nayoro)
    assert (board.rows(then), board.rows("select * from kpi.disbursement_by_year order by all")) == before
    own = board.scalar(
        "select population from population where municipality_code = ? and series = 'census' and year = 2020 "
        "and age_group = 'total'",
        NISHIOKOPPE,
    )
    assert board.row(
        "select member_count, population_2020 from kpi.region_overview where region_id = 'nishimonbetsu'"
    ) == (3, 11_301 - own)
    assert (
        board.scalar(
            "select population_2020 from kpi.municipality_outlook where municipality_code = ?", nayoro
        )
        == alone + own
    )


def test_figures_on_the_new_boundaries_are_not_added_twice(board: Board) -> None:
    board.change(LATER.format("2026-04-01"))
    _merge(board)
    together = board.scalar(
        "select population_2020 from kpi.municipality_outlook where municipality_code = ?", OKOPPE
    )
    # a register of after the merger has the new town alone; a projection that was made anew too
    board.change(
        f"insert into population by name select * replace ('register' as series, 2027 as year, "
        f"date '2027-01-01' as as_of, 4000 as population) from population "
        f"where municipality_code = '{OKOPPE}' "
        "and series = 'census' and year = 2020 and age_group = 'total'",
        f"delete from population where municipality_code = '{NISHIOKOPPE}' and series = 'projection'",
    )
    assert board.row(
        "select population, carried from kpi.carried_population where municipality_code = ? "
        "and series = 'register' and year = 2027",
        OKOPPE,
    ) == (4000, 0)
    alone = (
        "select population from population where municipality_code = ? and series = 'projection' "
        "and year = 2050 and age_group = 'total'"
    )
    assert board.scalar(
        "select population_2050 from kpi.municipality_outlook where municipality_code = ?", OKOPPE
    ) == board.scalar(alone, OKOPPE)
    # a count of before that lacks the village is not the town's
    board.change(
        f"delete from population where municipality_code = '{NISHIOKOPPE}' "
        "and series = 'census' and year = 2020"
    )
    assert together is not None
    assert (
        board.scalar(
            "select population_2020 from kpi.municipality_outlook where municipality_code = ?", OKOPPE
        )
        is None
    )


def test_a_town_that_became_a_city_stays_a_member_under_its_new_code(board: Board) -> None:
    board.change(LATER.format("2026-04-01"))
    figures = (
        "select member_count, population_2020, area_km2 from kpi.region_overview where region_id = 'engaru'"
    )
    before = board.row(figures)
    board.change(
        "insert into municipality by name select * replace ('012998' as municipality_code, '遠軽市' as name, "
        "date '2026-04-01' as valid_from) from municipality where name = '遠軽町'"
    )
    old = board.scalar("select municipality_code from municipality where name = '遠軽町'")
    _merge(board, old=old, new="012998", kind="status")
    assert board.row(figures) == before
    assert [
        name
        for (name,) in board.rows("select name from kpi.member_outlook where region_id = 'engaru' order by 1")
    ] == [
        "佐呂間町",
        "湧別町",
        "遠軽市",
    ]
