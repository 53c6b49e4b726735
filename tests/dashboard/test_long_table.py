"""A table that stays Parquet beside the DuckDB file: read by the board, its sandbox and the commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard import comparison
from dashboard.mart import Build, Mart
from dashboard.panel import prepare
from dashboard.panels import PANELS
from dashboard.sandbox import worker
from dashboard.sandbox.ask import Limits, ask
from dashboard.state import State
from etl import refresh
from etl.build.database import reader
from etl.gate.compare import diff_id
from etl.longtables import parquetfile
from etl.paths import Paths
from tests.conftest import ROOT, copy_built, quiet
from tests.conftest import Mart as Shipped
from tests.dashboard.attacks import ATTACKS, MEMORY, SIZE, TIME
from tests.etl.helpers import swap
from tests.own.record import HEADER, ROWS, put

QUERY = "select measure, sum(headcount) as headcount from own.staff_record group by measure"
VIEW = """/*
title: 全国の専門職
title_en: Specialist staff of the nation
question: 全国の専門職は何人か
grain: [measure]
columns:
  measure: {label: 区分, label_en: Measure}
  headcount: {label: 人数, label_en: Headcount, unit: 人}
*/
select measure, sum(headcount)::bigint as headcount
from own.staff_record
group by measure
"""
# the first build, and that after a figure was revised
SUMS = (2429, 2430)


@pytest.fixture(scope="module")
def builds(mart: Shipped, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paths, list[str]]:
    paths = copy_built(mart, tmp_path_factory.mktemp("long") / "live")
    file = put(paths, HEADER + ROWS)
    for schema in ("kpi", "views"):
        (paths.sql / schema / "specialists_of_the_nation.sql").write_text(VIEW, encoding="utf-8")
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquetfile, "LONG", 4)
        outcome = refresh.run(paths, quiet)
        for _ in SUMS:
            assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
            made.append(str(outcome.manifest["build_id"]))
            if len(made) < len(SUMS):
                swap(file, "employed,3\n", "employed,4\n")
                waiting = refresh.run(paths, quiet)
                outcome = refresh.run(paths, quiet, accept=diff_id(waiting.changes))
    return paths, made


def one(paths: Paths, name: str) -> Build:
    build = Mart(paths.mart).build(name)
    assert build is not None
    return build


def test_it_is_a_view_and_its_figures_are_those_of_its_own_build(builds: tuple[Paths, list[str]]) -> None:
    paths, made = builds
    for name, expected in zip(made, SUMS, strict=True):
        build = one(paths, name)
        assert build.manifest["beside"] == ["parquet/own.staff_record.parquet"]
        kinds = build.query(
            "select table_type from information_schema.tables where table_name = 'staff_record'"
            " and table_catalog = 'cooperation'"
        )
        assert [row["table_type"] for row in kinds] == ["VIEW"]
        for table in ("kpi.specialists_of_the_nation", "views.specialists_of_the_nation"):
            assert build.one(f"select headcount from {table}")["headcount"] == expected
        assert build.one(QUERY)["headcount"] == expected


def test_the_page_lists_it_as_any_table_of_the_office(builds: tuple[Paths, list[str]]) -> None:
    paths, made = builds
    data = prepare(PANELS["own_tables"], State(lang="en"), one(paths, made[1]))
    assert [(row["item"], row["row_count"], row["title_en"]) for row in data.rows] == [
        ("own.staff_record", 4, "National record of specialist staff")
    ]
    dictionary = prepare(PANELS["dictionary"], State(), one(paths, made[1])).rows
    units = {row["column_name"]: row["unit"] for row in dictionary if row["item"] == "own.staff_record"}
    assert units["headcount"] == "人"


def test_the_board_reads_that_file_and_no_other(builds: tuple[Paths, list[str]], tmp_path: Path) -> None:
    paths, made = builds
    build = one(paths, made[0])
    (tmp_path / "other.csv").write_text("a\n1\n", encoding="utf-8")
    neighbour = paths.builds / made[1] / "parquet" / "own.staff_record.parquet"
    own = paths.builds / made[0] / "parquet" / "municipality.parquet"
    for path in (tmp_path / "other.csv", neighbour, own, Path("/etc/hostname"), "parquet/../manifest.json"):
        with pytest.raises(duckdb.PermissionException):
            build.query(f"select * from read_blob('{path}')")
    for setting in ("enable_external_access = true", "allowed_paths = ['/']", "file_search_path = '/'"):
        with pytest.raises(duckdb.Error):
            build.query(f"set global {setting}")


def test_the_sandbox_reads_it_by_name_only(builds: tuple[Paths, list[str]]) -> None:
    paths, made = builds
    database = paths.builds / made[1] / "cooperation.duckdb"
    assert ask(database, QUERY, Limits()).rows == [["employed", SUMS[1]]]
    for sql in (
        "from read_parquet('parquet/own.staff_record.parquet')",
        "from 'parquet/municipality.parquet'",
    ):
        assert ask(database, sql, Limits()).refused == "not_allowed"


@pytest.mark.parametrize(
    "sql",
    [
        "explain analyze from own.staff_record",
        "explain\nanalyze select a.year from region r, own.staff_record a",
        "EXPLAIN ANALYZE with x as (from own.staff_record) select count(*) from x",
        "explain analyze summarize own.staff_record",
        "explain analyze from (describe region), own.staff_record",
        "explain analyze from views.specialists_of_the_nation",
        "explain from own.staff_record",
        "explain from (describe region), own.staff_record",
        "describe own.staff_record",
        "summarize own.staff_record",
        "select staff_record from own.staff_record",
        "from own.staff_record where error(note) is null",
    ],
)
def test_the_sandbox_does_not_say_which_file_a_long_table_is(
    builds: tuple[Paths, list[str]], sql: str
) -> None:
    paths, made = builds
    answer = ask(paths.builds / made[1] / "cooperation.duckdb", sql, Limits())
    assert answer.refused in (None, "not_allowed", "wrong"), answer.details
    assert ".parquet" not in f"{answer.rows} {answer.details}"


def test_an_explanation_that_runs_is_given_where_no_file_is_read(builds: tuple[Paths, list[str]]) -> None:
    paths, made = builds
    answer = ask(paths.builds / made[1] / "cooperation.duckdb", "explain analyze from region", Limits())
    assert answer.rows, answer.details


def test_no_attack_gets_by_where_files_lie_beside_the_build(
    builds: tuple[Paths, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, made = builds
    beside = one(paths, made[1]).manifest["beside"]
    # a copy: one process opens a file in one way
    shutil.copytree(paths.builds / made[1], paths.root / "copied")
    monkeypatch.chdir(paths.root / "copied")
    inside = worker.opened({"database": "cooperation.duckdb", "memory_mb": 1536, "beside": beside})
    monkeypatch.setattr(worker, "opened", lambda job: inside)
    short = {name: sql for name, (sql, why) in ATTACKS.items() if not why & {TIME, MEMORY, SIZE}}
    job = {"beside": beside, "rows": 10, "cells": 100}
    answers = {name: worker.answered({**job, "sql": sql}) for name, sql in short.items()}
    inside.close()
    assert len(answers) > 500
    by = {name: answer for name, answer in answers.items() if answer.get("refused") not in ATTACKS[name][1]}
    assert by == {}


def test_two_builds_are_said_to_differ_where_the_page_cannot_compare(
    builds: tuple[Paths, list[str]],
) -> None:
    paths, made = builds
    first, second = one(paths, made[0]), one(paths, made[1])
    found = comparison.between(first, second)
    assert found is not None
    assert comparison.longer(first, second) == ["own.staff_record"]
    assert not [change for change in found.changes if change.table == "own.staff_record"]
    assert comparison.longer(first, first) == []


def test_a_mart_that_was_moved_is_read_from_its_new_place(
    builds: tuple[Paths, list[str]], tmp_path: Path
) -> None:
    paths, made = builds
    moved = Paths(tmp_path / "it's moved")
    shutil.copytree(paths.mart, moved.mart)
    assert one(moved, made[1]).one(QUERY)["headcount"] == SUMS[1]
    with reader(moved.builds / made[0]) as connection:
        assert connection.execute(QUERY).fetchall() == [("employed", SUMS[0])]
    (moved.builds / made[0] / "parquet" / "own.staff_record.parquet").write_bytes(b"PAR1")
    assert Mart(moved.mart).build(made[0]) is None


def test_the_commands_read_it(builds: tuple[Paths, list[str]], tmp_path: Path) -> None:
    paths, _ = builds
    for command in (["sql", "show", "own.staff_record"], ["sql", "check"]):
        done = subprocess.run(
            [sys.executable, "-m", "etl", *command, "--root", str(paths.root)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_in_a_folder_the_engine_cannot_be_told_of_it_is_copied(mart: Shipped, tmp_path: Path) -> None:
    paths = copy_built(mart, tmp_path / "a,b")
    put(paths, HEADER + ROWS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquetfile, "LONG", 4)
        outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None
    assert outcome.manifest["beside"] == []
    assert one(paths, outcome.manifest["build_id"]).one(QUERY)["headcount"] == SUMS[0]
