"""A correction keeps both readings: the printed one in `as_printed`, the taken one as the value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import refresh
from etl.paths import Paths
from tests.conftest import Mart
from tests.etl.helpers import CASEBOOK, add, casebook, only, swap
from tests.long import some

Run = Callable[[Paths], refresh.Outcome]
HIDAKA = """select fiscal_year, amount_yen, as_printed, note from disbursement
            where region_id = 'hidaka' and fiscal_year < 2024 order by fiscal_year"""


def correct(paths: Paths, column: str, printed: str, taken: str, match: str = "", **also: str) -> None:
    told = {
        "file": "disbursements.csv",
        "column": column,
        "printed": printed,
        "taken": taken,
        "where": "日高の頁",
        "reason": f"{printed}は誤植",
        "reason_en": "misprint",
    } | also
    lines = [f'{key} = "{value}"' for key, value in told.items()]
    add(casebook(paths, "source.toml"), "\n".join(["", "[[correction]]", *lines, match, ""]))


def rows(paths: Paths, outcome: refresh.Outcome, sql: str) -> list[tuple[Any, ...]]:
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    file: Path = paths.builds / outcome.manifest["build_id"] / "cooperation.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_shipped_correction_shows_both_readings(mart: Mart) -> None:
    ((name, printed, note),) = mart.rows(
        """select name, as_printed, note from region_member join municipality using (municipality_code)
           where region_id = 'hidaka' and as_printed = '新冠村'"""
    )
    assert (name, printed) == ("新冠町", "新冠村")
    assert "「新冠村」を「新冠町」と読む" in note


def test_a_corrected_amount_counts_as_taken_and_shows_as_printed(small: Paths, run_refresh: Run) -> None:
    correct(small, "金額（千円）", "8,100", "8,200")
    found = rows(small, run_refresh(small), HIDAKA)
    assert [(year, yen, printed) for year, yen, printed, _ in found] == [
        (2020, 8_000_000, "8,000"),
        (2021, 8_000_000, "8,000"),
        (2022, 8_200_000, "8,100"),
        (2023, 9_400_000, "9,400"),
    ]
    assert found[2][3] == "資料の表記「8,100」を「8,200」と読む（8,100は誤植）"
    assert [note for *_, note in found if note] == [found[2][3]]


def test_a_corrected_cell_need_not_be_readable_as_printed(small: Paths, run_refresh: Run) -> None:
    swap(casebook(small, "disbursements.csv"), '"8,100"', '"8,10O"')
    correct(small, "金額（千円）", "8,10O", "8,100")
    assert rows(small, run_refresh(small), HIDAKA)[2][1:3] == (8_100_000, "8,10O")


def test_match_limits_a_correction_to_its_row(small: Paths, run_refresh: Run) -> None:
    rule = 'match = { "地域ID" = "hidaka", "年度" = "令和 3年度" }'
    correct(small, "金額（千円）", "8,000", "8,300", rule)
    outcome = run_refresh(small)
    assert [row[1] for row in rows(small, outcome, HIDAKA)] == [8_000_000, 8_300_000, 8_100_000, 9_400_000]
    others = "select region_id, fiscal_year from disbursement where note like '%と読む（%'"
    assert rows(small, outcome, others) == [("hidaka", 2021)]


def test_without_match_every_such_cell_is_read_so(small: Paths, run_refresh: Run) -> None:
    correct(small, "金額（千円）", "8,000", "8,300")
    outcome = run_refresh(small)
    read = (
        "select region_id, fiscal_year from disbursement where as_printed = '8,000' and amount_yen = 8300000"
    )
    assert len(rows(small, outcome, read)) == 3  # 南空知 R4, 日高 R2 and R3
    assert rows(small, outcome, "select 1 from disbursement where amount_yen = 8000000") == []


def test_two_corrections_of_one_row_keep_both_notes(small: Paths, run_refresh: Run) -> None:
    one_row = 'match = { "地域ID" = "hidaka", "年度" = "令和 4年度" }'
    correct(small, "金額（千円）", "8,100", "8,200", one_row)
    correct(small, "区分", "交付額", "交付金活用見込額", one_row)
    year, yen, printed, note = rows(small, run_refresh(small), HIDAKA)[2]
    assert (year, yen, printed) == (2022, 8_200_000, "8,100")
    assert "「8,100」を「8,200」" in note
    assert "「交付額」を「交付金活用見込額」" in note


@pytest.mark.parametrize(
    ("column", "printed", "match"),
    some(
        [
            ("金額（千円）", "8,101", ""),
            ("金額", "8,100", ""),
            ("金額（千円）", "8,100", 'match = { "地域ID" = "engaru" }'),
            ("金額（千円）", "8,100", 'match = { "地域" = "hidaka" }'),
        ],
        lambda n, _: n == 2,
        rows=True,
    ),
)
def test_a_correction_that_meets_no_cell_is_an_error(
    small: Paths, run_refresh: Run, column: str, printed: str, match: str
) -> None:
    correct(small, column, printed, "8,200", match)
    outcome = run_refresh(small)
    assert outcome.result == "problems"
    problem = only(outcome.problems, "correction_unused")
    assert problem.file == f"data/sources/{CASEBOOK}/disbursements.csv"
    assert (problem.column, problem.value) == (column, printed)


def test_two_corrections_of_one_cell_are_an_error(small: Paths, run_refresh: Run) -> None:
    correct(small, "金額（千円）", "8,100", "8,200")
    correct(small, "金額（千円）", "8,100", "8,300", 'match = { "地域ID" = "hidaka" }')
    assert only(run_refresh(small).problems, "correction_twice").value == "8,100"


def test_a_correction_never_meets_what_another_one_took(small: Paths, run_refresh: Run) -> None:
    correct(small, "金額（千円）", "8,100", "9,400")
    correct(small, "金額（千円）", "9,400", "9,500")
    found = rows(small, run_refresh(small), HIDAKA)
    assert [row[1] for row in found] == [8_000_000, 8_000_000, 9_400_000, 9_500_000]


def test_every_correction_is_listed_with_both_readings(mart: Mart) -> None:
    assert mart.scalar("select count(*) from correction") == 41
    assert (
        mart.scalar("select count(*) from correction where printed is null or taken is null or reason = ''")
        == 0
    )


@pytest.mark.parametrize(
    ("match", "about"),
    [
        ('match = { "地域ID" = "hidaka｜engaru" }', {"hidaka", "engaru"}),
        ('match = { "地域ID" = "atlantis" }', None),
        ('match = { "地域" = "hidaka" }', None),
        ('match = { "年度" = "令和 3年度" }', None),  # read as a number: its rows cannot be named by it
    ],
)
def test_a_correction_without_a_column_stands_beside_the_rows_it_names(
    small: Paths, run_refresh: Run, match: str, about: set[str] | None
) -> None:
    toml = small.sources / CASEBOOK / "source.toml"
    entry = f"""
[[correction]]
file = "disbursements.csv"
{match}
printed = "A"
taken = "B"
where = "C"
reason = "D"
reason_en = "E"
"""
    toml.write_text(toml.read_text(encoding="utf-8") + entry, encoding="utf-8")
    outcome = run_refresh(small)
    if about is None:
        assert [p.rule for p in outcome.problems.stopping] == ["correction_unused"]
        return
    query = (
        "select distinct region_id from disbursement join correction "
        "on list_contains(beside, disbursement.source_row) where printed = 'A'"
    )
    assert {row[0] for row in rows(small, outcome, query)} == about
