"""A build that is not whole counts as absent: status names it, refresh makes it anew."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from etl.build import fingerprint
from etl.paths import Paths
from renkei import whole
from tests.conftest import Mart, copy_built
from tests.damage import WAYS, damage
from tests.etl.helpers import called
from tests.long import some

_SQL = "select count(*), sum(amount_yen) from disbursement"


def _live(paths: Paths) -> Path:
    name = fingerprint.live_id(paths)
    assert name is not None
    return paths.builds / name


def _grants(build: Path, tmp_path: Path) -> tuple[object, ...] | None:
    # under a path of its own: the engine shares what is open by path
    copy = shutil.copytree(build, tmp_path / f"read-{build.name}")
    with duckdb.connect(str(copy / whole.DATABASE), read_only=True) as connection:
        return connection.execute(_SQL).fetchone()


@pytest.mark.parametrize("way", some(list(WAYS), lambda n, _: n in (0, 2, 4, 7)))
def test_the_only_build_damaged_is_named_and_made_anew(mart: Mart, small_live: Paths, way: str) -> None:
    broken = _live(small_live)
    name, reason = damage(broken, way)
    said = called(small_live, "status")
    assert said.returncode == 0
    assert f"the live build {broken.name} is damaged: {name}" in said.stdout
    assert f"公開版 {broken.name} は壊れています: {name}" in said.stdout
    assert "make refresh" in said.stdout
    told = json.loads(called(small_live, "status", "--json").stdout)
    assert told["build_id"] is None
    assert told["damaged"] == [{"build_id": broken.name, "file": name, "reason": reason}]
    asked = called(small_live, "sql", "lineage", "kpi.region_overview")
    assert asked.returncode == 2
    assert broken.name in asked.stderr

    done = called(small_live, "refresh", "--if-missing")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"the live build {broken.name} is damaged: {name}" in done.stdout
    anew = _live(small_live)
    assert anew != broken
    assert whole.damage(anew) is None
    assert _grants(anew, small_live.root) == mart.connection.execute(_SQL).fetchone()
    after = called(small_live, "status").stdout
    assert f"live build   {anew.name}" in after
    assert f"damaged     {broken.name}" in after  # beside the live one, until it is pruned
    assert "nothing new" in called(small_live, "refresh").stdout


@pytest.mark.parametrize("way", some(list(WAYS)[:6], lambda n, _: n in (1, 5)))
def test_the_newest_of_three_is_made_anew_without_asking_for_its_figures_again(
    three: Paths, way: str
) -> None:
    newest = _live(three)
    before = json.loads((newest / whole.MANIFEST).read_text(encoding="utf-8"))
    damage(newest, way)
    done = called(three, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"until that is done the newest whole build is live: {before['previous_build_id']}" in done.stdout
    anew = whole.manifest_of(_live(three))
    assert anew["remade"] == newest.name
    assert {n: s for n, s in anew["sha256"].items() if n.endswith(".parquet")} == {
        n: s for n, s in before["sha256"].items() if n.endswith(".parquet")
    }


def test_where_the_record_is_lost_too_a_person_decides(three: Paths) -> None:
    newest = _live(three)
    damage(newest, "manifest cut off")
    done = called(three, "refresh")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "--accept" in done.stdout
    assert whole.damage(_live(three)) is None  # the build before is live meanwhile


def test_a_pointer_that_leads_nowhere_is_said_and_mended(three: Paths) -> None:
    was = _live(three).name
    three.current.write_text('{"build_id": "20200101T000000Z-gone"}', encoding="utf-8")
    assert "make refresh" in called(three, "status").stdout
    done = called(three, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert _live(three).name == was
    assert was in called(three, "status").stdout


def test_what_went_bad_without_a_new_date_is_found_by_the_next_refresh(small_live: Paths) -> None:
    broken = _live(small_live)
    file = broken / whole.DATABASE
    assert whole.damage(broken) is None
    stat = file.stat()
    damage(broken, "page flipped")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    done = called(small_live, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert _live(small_live) != broken


@pytest.mark.parametrize("name", [whole.DATABASE, whole.MANIFEST])
def test_a_build_that_may_not_be_read_is_said(mart: Mart, tmp_path: Path, name: str) -> None:
    if sys.platform != "linux":
        pytest.skip("modes of files, for root too")
    from tests.fault.test_disk import limited

    paths = copy_built(mart, tmp_path / "live")
    (_live(paths) / name).chmod(0)
    libc = ctypes.CDLL(None)
    done = limited(paths, lambda: [libc.prctl(24, n, 0, 0, 0) for n in (1, 2)], "status")
    assert done.returncode == 0, done.stderr
    assert f"{name} cannot be read (permission or disk)" in done.stdout
    assert f"{name} が読めません" in done.stdout


def test_an_older_build_without_hashes_is_taken_for_whole_when_it_can_be_read_through(
    small_live: Paths,
) -> None:
    folder = _live(small_live)
    told = json.loads((folder / whole.MANIFEST).read_text(encoding="utf-8"))
    del told["sha256"]
    (folder / whole.MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    assert whole.damage(folder) is None
    damage(folder, "header zeroed")
    found = whole.damage(folder)
    assert found is not None
    assert found.reason == "engine"
