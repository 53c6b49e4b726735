"""The board's way to the mart: the live build at every call, the last good one in need, closed outwards."""

from __future__ import annotations

import json
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from dashboard import selects
from dashboard.lacking import Lacking
from dashboard.mart import Build, Mart, NoMart
from dashboard.panel import parameters
from dashboard.panels import PANELS
from dashboard.state import State
from tests.conftest import Mart as BuiltMart
from tests.sealed import seal


@pytest.fixture
def two(mart_copy: Path, tmp_path: Path) -> Path:
    """A mart with two builds, `old-1` live and `new-2` beside it."""
    folder = tmp_path / "mart"
    source = next((mart_copy / "builds").glob("*/manifest.json")).parent
    for name, when in (("old-1", "2026-01-01T00:00:00+00:00"), ("new-2", "2026-02-01T00:00:00+00:00")):
        target = folder / "builds" / name
        shutil.copytree(source, target)
        seal(target, created_at=when)
    _point(folder, "old-1")
    return folder


def _point(folder: Path, build_id: str) -> None:
    (folder / "current.json").write_text(json.dumps({"build_id": build_id}), encoding="utf-8")


def test_a_new_build_shows_at_the_next_call(two: Path) -> None:
    mart = Mart(two)
    assert mart.live().build_id == "old-1"
    _point(two, "new-2")
    assert mart.live().build_id == "new-2"
    assert mart.live() is mart.live()


@pytest.mark.parametrize(
    "torn", [b"", b'{"build_id": "new', b"[]", b"null", b"{}", b'{"build_id": null}', b"\xff\xfe", b'"x"']
)
def test_a_torn_pointer_keeps_the_last_good_build(two: Path, torn: bytes) -> None:
    mart = Mart(two)
    assert mart.live().build_id == "old-1"
    (two / "current.json").write_bytes(torn)
    assert mart.live().build_id == "old-1"


def test_a_missing_pointer_keeps_the_last_good_build(two: Path) -> None:
    mart = Mart(two)
    mart.live()
    (two / "current.json").unlink()
    assert mart.live().build_id == "old-1"
    assert Mart(two).live().build_id == "new-2"  # a fresh start takes the newest whole one


@pytest.mark.parametrize("gone", ["manifest.json", "cooperation.duckdb"])
def test_a_pointer_to_a_broken_build_keeps_the_last_good_one(two: Path, gone: str) -> None:
    (two / "builds" / "new-2" / gone).write_bytes(b"not whole")
    mart = Mart(two)
    mart.live()
    _point(two, "new-2")
    assert mart.live().build_id == "old-1"
    assert mart.build("new-2") is None


@pytest.mark.parametrize("name", ["../secret", "../builds/old-1", "./old-1", "old-1/", "old-1/../new-2"])
def test_no_path_hides_in_the_name_of_a_build(two: Path, name: str) -> None:
    shutil.copytree(two / "builds" / "old-1", two / "secret")
    seal(two / "secret")
    assert Build(two / "builds" / name)  # a whole build stands where the name would lead to
    assert Mart(two).build(name) is None


@pytest.mark.parametrize("name", ["", ".", "..", "-", "/etc", "a b", "%2e%2e", "版", "x\x00y", "a\\b"])
def test_what_is_no_name_opens_nothing(two: Path, name: str) -> None:
    assert Mart(two).build(name) is None


def test_a_missing_mart_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoMart):
        Mart(tmp_path / "nowhere").live()


def test_builds_are_offered_newest_first_and_only_whole_ones(two: Path) -> None:
    (two / "builds" / ".half").mkdir()
    (two / "builds" / ".half" / "manifest.json").write_text("{}")
    (two / "builds" / "torn").mkdir()
    (two / "builds" / "torn" / "manifest.json").write_text('{"build')
    assert [m["build_id"] for m in Mart(two).builds()] == ["new-2", "old-1"]


@pytest.mark.parametrize(
    "sql",
    [
        "create table x as select 1 as a",
        "insert into disbursement select * from disbursement",
        "update disbursement set amount_yen = 1",
        "delete from disbursement",
        "drop view kpi.coverage",
        "select * from read_csv('/etc/hosts')",
        "select * from read_text('/etc/hosts')",
        "select * from '/etc/hosts'",
        "select * from glob('/etc/*')",
        "select * from read_parquet('https://127.0.0.1/x.parquet')",
        "copy disbursement to '/tmp/never_written.csv'",
        "export database '/tmp/never_written'",
        "attach '/tmp/never_written.duckdb' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '90GB'",
        "set threads = 64",
        "reset memory_limit",
    ],
)
def test_the_connection_refuses_to_write_reach_out_or_change_itself(build: Build, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        build.query(sql)


def test_the_limits_of_the_connection_are_in_force(build: Build) -> None:
    told = {
        row["name"]: row["value"]
        for row in build.query("select name, value from duckdb_settings() where name in "
                               "('enable_external_access', 'lock_configuration', 'access_mode', 'threads')")
    }  # fmt: skip
    assert told["enable_external_access"] == "false"
    assert told["lock_configuration"] == "true"
    assert told["access_mode"].lower() == "read_only"
    assert told["threads"] == "2"


@pytest.mark.parametrize("value", ["hidaka' or '1'='1", "'; drop table region; --", "日高", '"', "$region"])
def test_values_are_bound_and_never_read_as_sql(build: Build, value: str) -> None:
    sql = "select $region as said, (select count(*) from region where region_id = $region) as found"
    assert dict(build.one(sql, {"region": value})) == {"said": value, "found": 0}


def test_only_the_names_a_query_uses_are_bound(build: Build) -> None:
    assert build.one("select $a as a", {"a": 1, "b": 2})["a"] == 1
    assert build.one("select 1 as a", {"a": 5})["a"] == 1


def test_results_are_kept_by_query_and_parameters(build: Build) -> None:
    sql = "select count(*) as n from disbursement where region_id = $region"
    first = build.query(sql, {"region": "hidaka"})
    assert build.query(sql, {"region": "hidaka"}) is first
    assert build.query(sql, {"region": "rumoi_south"})[0]["n"] == 2
    assert first[0]["n"] == 5


def test_results_are_kept_by_build(two: Path) -> None:
    mart = Mart(two)
    sql = "select count(*) as n from source"
    first = mart.live().query(sql)
    _point(two, "new-2")
    assert mart.live().query(sql) is not first
    assert mart.live().query(sql) == first


@pytest.mark.parametrize("sql", ["select 1 as a where false", "select unnest([1, 2]) as a"])
def test_one_row_means_one_row(build: Build, sql: str) -> None:
    with pytest.raises(LookupError):
        build.one(sql)


@pytest.mark.parametrize("content", [None, "", "{", "\x00"])
def test_the_last_run_may_be_untold(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "last_run.json").write_text(content)
    assert Mart(tmp_path).last_run() is None


def test_twenty_readers_of_a_new_build_ask_each_question_once_and_find_room(mart_copy: Path) -> None:
    """All meet an empty cache at once; the engine's memory is bounded and must do for them."""
    build = Mart(mart_copy).live()
    asked = [(panel.sql, {**parameters(State())}) for panel in PANELS.values()]
    start = threading.Barrier(20)

    def read(_: int) -> list[int]:
        start.wait()
        return [id(build.query(sql, bound)) for sql, bound in asked]

    with ThreadPoolExecutor(20) as readers:
        seen = list(readers.map(read, range(20)))
    assert all(answers == seen[0] for answers in seen)


def test_what_is_kept_in_memory_is_what_the_file_holds(build: Build, mart: BuiltMart) -> None:
    views = mart.rows(
        "select schema_name, view_name from duckdb_views() where schema_name in ('kpi', 'views')"
    )
    assert len(views) >= 15
    assert {schema for schema, _ in views} == {"kpi", "views"}
    for schema, name in views:
        view = f'{schema}."{name}"'
        kept = build.query(f"select to_json(v) as row from {view} as v order by 1")
        stored = mart.connection.execute(f"select to_json(v) from {view} as v order by 1").fetchall()
        assert [(row["row"],) for row in kept] == stored
        plan = str(build.query(f"explain select * from {view}")).replace('"', "")
        assert re.findall(r"Table: (\S+)", plan) == [f"kept.{schema}.{name}"]


def test_what_selects_share_is_worked_out_once_and_has_the_same_rows(build: Build, mart: BuiltMart) -> None:
    shared = selects.unbound()
    assert {"standing_member", "region_prefecture", "indicator_beside"} <= shared.keys()
    for name, complete in shared.items():
        sql = selects.preceded(f"select to_json(x) as row from {name} as x order by 1")
        assert [(row["row"],) for row in build.query(sql)] == mart.connection.execute(sql).fetchall(), name
        plan = str(build.query(f"explain {complete}")).replace('"', "")
        assert re.findall(r"Table: (\S+)", plan) == [f"kept.shared.{name}"]


def test_a_relation_that_a_build_lacks_is_lacking_where_it_is_asked(two: Path) -> None:
    build = Mart(two).live()
    asked = selects.preceded("select * from standing_member")
    missing = asked.replace("kpi.area_member", "kpi.area_of_later")
    with pytest.raises(Lacking):
        build.query(missing)
    assert build.query(asked)


def test_a_name_alone_is_the_base_table(build: Build, mart: BuiltMart) -> None:
    # recruitment is a table and a view of schema kpi
    assert build.one("select count(*) as n from recruitment")["n"] == mart.scalar(
        "select count(*) from main.recruitment"
    )
    assert build.query("from recruitment")[0].keys() != build.query("from kpi.recruitment")[0].keys()


@pytest.mark.parametrize(
    "sql",
    ["drop table kept.kpi.coverage", "delete from kpi.coverage", "create table kept.main.x as select 1"],
)
def test_what_is_kept_cannot_be_changed(build: Build, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        build.query(sql)


def test_two_readers_of_one_file_do_not_disturb_each_other(two: Path) -> None:
    first, second = Mart(two).live(), Mart(two).live()
    assert first is not second
    assert first.query("from kpi.coverage") == second.query("from kpi.coverage")


def test_a_figure_is_in_memory_once_a_select_names_it(mart_copy: Path, tmp_path: Path) -> None:
    """By itself, or by an analyst's view; with the views it reads, over whose rows it is worked out."""
    # a file of its own: whoever opens the same one shares what is in memory
    build = Mart(Path(shutil.copytree(mart_copy, tmp_path / "mart"))).live()

    def held() -> set[str]:
        rows = build.query(
            "select table_name as name, $n as n from duckdb_tables() where database_name = 'kept'",
            {"n": len(counted)},
        )
        return {row["name"] for row in rows}

    counted: list[str] = []
    coverage = {"coverage", "area_figures", "area_member", "municipality_statistics", "prefecture_overview"}
    analysts = {"staff_index", "home_prefecture", "staff_trend"}
    below = {
        "area_edition",
        "board_day",
        "carried_figure",
        "carried_population",
        "municipality_figure",
        "municipality_succession",
        "municipality_successor",
        "region_term",
        "shown_region",
    }
    for sql, views in (
        ("select count(*) as n from municipality", set()),
        ("select count(*) as n from kpi.coverage", coverage),
        ('select count(*) as n from views."staff_index"', coverage | analysts),
    ):
        counted.append(sql)
        assert build.one(sql)["n"] > 0
        assert views <= held()
        assert held() <= (views | below if views else views)
