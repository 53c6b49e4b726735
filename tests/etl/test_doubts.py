"""A doubtful figure stops the run until its source.toml accepts this value with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from etl import refresh
from etl.paths import Paths
from tests.etl.helpers import add, called, casebook, swap
from tests.long import some

Run = Callable[[Paths], refresh.Outcome]
SHIPPED = 1  # doubts that the sources of the small office have accepted


def grant(paths: Paths, old: str, new: str) -> int:
    return swap(casebook(paths, "disbursements.csv"), old, new)


def accept(paths: Paths, outcome: refresh.Outcome, reason: str) -> None:
    for problem in outcome.problems.stopping:
        block = problem.acceptance().replace('reason = ""', f'reason = "{reason}"')
        add(
            casebook(paths, "source.toml"),
            "\n" + block.replace('reason_en = ""', 'reason_en = "seen"') + "\n",
        )


def built(paths: Paths, outcome: refresh.Outcome, sql: str) -> list[tuple[Any, ...]]:
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    file = paths.builds / outcome.manifest["build_id"] / "cooperation.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("amount", "rule"),
    some(
        [("10,100", "grant_cap"), ("8,150", "grant_unit"), ("800", "grant_neighbours")],
        lambda _, case: case[1] == "grant_neighbours",
        rows=True,
    ),
)
def test_a_doubtful_amount_stops_and_an_accepted_one_shows_flagged(
    small: Paths, run_refresh: Run, amount: str, rule: str
) -> None:
    row = grant(small, '"8,100"', f'"{amount}"')
    outcome = run_refresh(small)
    assert outcome.result == "problems"
    key = "region_id=hidaka fiscal_year=2022"
    found = [(p.severity, p.rule, p.row, p.column, p.value, p.key) for p in outcome.problems.stopping]
    assert found == [("doubt", rule, row, "金額（千円）", amount, key)]

    accept(small, outcome, "決定通知で確認")
    outcome = run_refresh(small)
    assert (outcome.result, outcome.accepted) == ("published", SHIPPED + 1)
    kept = f"select row_key, value, reason, reason_en from accepted_doubt where rule = '{rule}'"
    assert (key, amount, "決定通知で確認", "seen") in built(small, outcome, kept)
    flags = """select fiscal_year, flag, flag_en from kpi.disbursement_by_year
               where region_id = 'hidaka' and flag is not null"""
    assert built(small, outcome, flags) == [(2022, "決定通知で確認", "seen")]
    assert outcome.manifest is not None
    entry = {"rule": rule, "key": key, "value": amount, "reason": "決定通知で確認"}
    assert entry in [{k: told[k] for k in entry} for told in outcome.manifest["accepted"]]


def test_a_quarter_of_its_neighbours_is_no_doubt(small: Paths, run_refresh: Run) -> None:
    grant(small, '"8,100"', '"2,000"')  # between 8,000 and 9,400
    assert run_refresh(small).result == "published"


@pytest.mark.long
def test_a_sixth_year_of_support_is_a_doubt(small: Paths, run_refresh: Run) -> None:
    add(casebook(small, "disbursements.csv"), 'engaru,令和 7年度,交付金活用見込額,"10,000",,追加,\n')
    outcome = run_refresh(small)
    assert {(p.rule, p.key) for p in outcome.problems.stopping} == {
        ("grant_years", "region_id=engaru fiscal_year=2025"),
        ("grant_period", "region_id=engaru fiscal_year=2025"),
    }
    accept(small, outcome, "延長の通知あり")
    outcome = run_refresh(small)
    flag = "select flag from kpi.disbursement_by_year where region_id = 'engaru' and fiscal_year = 2025"
    assert built(small, outcome, flag) == [("延長の通知あり。延長の通知あり",)]  # one for each rule


def test_a_population_of_another_magnitude_is_a_doubt(small: Paths, run_refresh: Run) -> None:
    file = small.sources / "census_1980_2020" / "population_census.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    place, line = next((n, x) for n, x in enumerate(lines) if re.fullmatch(r"012106,2010,\d+", x))
    lines[place] = line + "0"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = run_refresh(small).problems.stopping
    assert [(p.severity, p.rule, p.row) for p in found] == [("doubt", "population_neighbours", place + 1)]


def test_an_acceptance_covers_this_value_only(small: Paths, run_refresh: Run) -> None:
    grant(small, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"8,150"')
    accept(small, run_refresh(small), "確認済み")
    grant(small, '"8,150"', '"8,151"')
    outcome = run_refresh(small)
    assert outcome.result == "problems"
    assert [(p.rule, p.value) for p in outcome.problems.stopping] == [("grant_unit", "8,151")]
    assert [p.rule for p in outcome.problems if p.severity == "notice"] == ["acceptance_unused"]


@pytest.mark.long
def test_an_acceptance_in_another_source_covers_nothing(small: Paths, run_refresh: Run) -> None:
    grant(small, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"8,150"')
    (problem,) = run_refresh(small).problems.stopping
    block = problem.acceptance().replace('reason = ""', 'reason = "別の出典"')
    add(small.sources / "gsi_area_2015" / "source.toml", "\n" + block + "\n")
    assert [p.rule for p in run_refresh(small).problems.stopping] == ["grant_unit"]


def test_an_error_cannot_be_accepted(small: Paths, run_refresh: Run) -> None:
    grant(small, '"8,100"', '"8,10O"')
    (problem,) = run_refresh(small).problems.stopping
    add(casebook(small, "source.toml"), "\n" + problem.acceptance().replace('reason = ""', 'reason = "x"'))
    assert [p.rule for p in run_refresh(small).problems.stopping] == ["amount"]


@pytest.mark.long
def test_an_acceptance_nothing_meets_is_a_notice_and_does_not_stop(small: Paths, run_refresh: Run) -> None:
    block = '\n[[accepted]]\nrule = "grant_cap"\nkey = "region_id=hidaka fiscal_year=2022"\nvalue = "9"\n'
    add(casebook(small, "source.toml"), block + 'reason = "古い"\nreason_en = "old"\n')
    outcome = run_refresh(small)
    assert (outcome.result, outcome.accepted) == ("published", SHIPPED)
    (notice,) = outcome.problems
    assert (notice.severity, notice.rule) == ("notice", "acceptance_unused")
    assert notice.value == "grant_cap region_id=hidaka fiscal_year=2022"


def test_the_printed_block_can_be_pasted_as_it_is(small: Paths) -> None:
    grant(small, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"10,150"')
    stopped = called(small, "refresh")
    assert stopped.returncode == 1, stopped.stderr
    assert not small.current.exists()
    blocks = re.findall(r"^# (data/sources/\S+)\n((?:.+\n)+)", stopped.stdout, re.MULTILINE)
    assert [name for name, _ in blocks] == ["data/sources/hokkaido_casebook_2024/source.toml"] * 2
    assert {"grant_cap", "grant_unit"} == {re.findall(r'rule = "(.*)"', block)[0] for _, block in blocks}
    toml = casebook(small, "source.toml")
    before = toml.read_bytes()
    for _, block in blocks:
        add(toml, "\n" + block)
    bare = called(small, "refresh")
    assert bare.returncode == 1, "a block without its reason accepts nothing"
    assert "[[accepted]] needs a reason" in bare.stdout
    toml.write_bytes(before)
    for _, block in blocks:
        add(toml, "\n" + block.replace('reason = ""', 'reason = "通知で確認"'))
    done = called(small, "refresh")
    assert done.returncode == 0, done.stdout
    assert f"{SHIPPED + 2} accepted doubts" in done.stdout


@pytest.mark.long
def test_the_block_is_valid_toml_whatever_the_cell_holds(small: Paths, run_refresh: Run) -> None:
    quoted = '"12""\\8"'  # in the file: a cell that holds 12"\8, as a region's lead or a wording may
    check = small.sql / "checks" / "zz_lead.sql"
    check.write_text(
        "/*\ntitle: 事務局\ntitle_en: Lead\nseverity: doubt\nscope: row\n*/\n"
        "select source_row, '事務局' as column_name, lead as value, 'region_id=' || region_id as row_key,\n"
        "    '確認' as expected, 'look' as expected_en\nfrom region where lead like '12%'\n",
        encoding="utf-8",
    )
    swap(casebook(small, "regions.csv"), ",北海道,新ひだか町,", f",北海道,{quoted},")
    outcome = run_refresh(small)
    assert [(p.rule, p.value) for p in outcome.problems.stopping] == [("zz_lead", '12"\\8')]
    accept(small, outcome, "名称のとおり")
    assert run_refresh(small).result == "published"


def test_no_build_is_left_by_a_doubt(small: Paths, run_refresh: Run) -> None:
    grant(small, 'hidaka,令和 4年度,交付額,"8,100"', 'hidaka,令和 4年度,交付額,"10,100"')
    assert run_refresh(small).result == "problems"
    assert list(small.builds.iterdir()) == []
    assert not small.current.exists()
