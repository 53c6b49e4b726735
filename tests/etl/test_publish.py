"""What is live changes in one step or not at all, whatever happens on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from filelock import FileLock

from etl import refresh
from etl.build import fingerprint, publish
from etl.paths import Paths
from etl.tables.registry import table_names
from tests.conftest import ROOT, Mart, quiet
from tests.etl.helpers import add, called, casebook, command, files, swap
from tests.long import some

Run = Callable[[Paths], refresh.Outcome]


def live_id(paths: Paths) -> str:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    return str(live["build_id"])


@pytest.fixture
def live(small_live: Paths) -> Paths:
    return small_live


def touch(paths: Paths) -> None:
    """A change of the input that changes no figure."""
    add(casebook(paths, "source.toml"), "\n# seen again\n")


def test_a_command_waits_for_no_library_that_it_does_without() -> None:
    """What tells "nothing new" is most of what is ever run, by timers every few minutes."""
    heavy = "polars", "duckdb", "sqlglot", "openpyxl", "dataframely", "numpy", "scipy"
    program = f"import sys, etl.cli, etl.build.fingerprint; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_second_run_finds_nothing_new(live: Paths) -> None:
    before = files(live.mart)
    done = command(live, "refresh")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"nothing new (live build {live_id(live)})" in done.stdout
    assert "新しいものはありません" in done.stdout
    assert {name: sha for name, sha in files(live.mart).items() if name != "log.jsonl"} == before


def test_a_changed_figure_makes_a_new_build_and_keeps_the_old(live: Paths) -> None:
    first = live_id(live)
    before = files(live.builds / first)
    swap(casebook(live, "disbursements.csv"), '"8,100"', '"8,200"')
    waits = command(live, "refresh")
    assert waits.returncode == 3, waits.stdout + waits.stderr
    assert live_id(live) == first
    name = re.search(r"--accept ([0-9a-f]{10})", waits.stdout)
    assert name is not None, waits.stdout
    done = command(live, "refresh", "--accept", name.group(1))
    assert done.returncode == 0, done.stdout + done.stderr
    second = live_id(live)
    assert second != first
    assert second in done.stdout
    assert sorted(p.name for p in live.builds.iterdir()) == sorted([first, second])
    assert files(live.builds / first) == before
    grants = pl.read_parquet(live.builds / second / "parquet" / "disbursement.parquet")
    assert grants.filter(region_id="hidaka", fiscal_year=2022)["amount_yen"].to_list() == [8_200_000]
    manifest = fingerprint.live_manifest(live)
    assert manifest is not None
    assert manifest["previous_build_id"] == first


def test_two_builds_of_the_same_input_have_the_same_parquet_bytes(
    mart: Mart, project: Paths, run_refresh: Run
) -> None:
    outcome = run_refresh(project)
    assert outcome.manifest is not None
    here = files(project.builds / outcome.manifest["build_id"] / "parquet")
    assert sorted(here) == sorted(["datapackage.json", *(f"{name}.parquet" for name in table_names())])
    assert here == files(mart.folder / "parquet")


@pytest.mark.parametrize(
    "pointer",
    some(
        [None, b'{"build_id": ', b'{"build_id": "20200101T000000Z-gone"}', b"", b"[]", b'{"build_id": 5}'],
        lambda n, _: n < 3,
    ),
)
def test_a_torn_or_missing_pointer_is_repaired(live: Paths, pointer: bytes | None) -> None:
    if pointer is None:
        live.current.unlink()
    else:
        live.current.write_bytes(pointer)
    assert fingerprint.live_manifest(live) is None
    assert refresh.run(live, quiet).result == "published"
    assert live_id(live) == json.loads(live.current.read_text(encoding="utf-8"))["build_id"]


@pytest.mark.parametrize("name", ["cooperation.duckdb", "parquet/disbursement.parquet", "manifest.json"])
def test_a_build_that_is_not_whole_is_not_live(live: Paths, name: str) -> None:
    file = live.builds / live_id(live) / name
    file.write_bytes(file.read_bytes()[:-100])
    assert fingerprint.live_manifest(live) is None


def test_what_a_killed_run_left_is_swept(live: Paths) -> None:
    left = live.builds / f"{publish.UNFINISHED}20260101T000000Z-dead"
    (left / "parquet").mkdir(parents=True)
    (left / "parquet" / "region.parquet").write_bytes(b"half")
    beside = live.mart / ".current.json.4711"
    beside.write_text("{", encoding="utf-8")
    touch(live)
    assert refresh.run(live, quiet).result == "published"
    assert not left.exists()
    assert not beside.exists()


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize("at", some(["pointer", "parquet", "folder", "manifest"], lambda n, _: n < 2))
def test_a_full_disk_leaves_the_live_build(live: Paths, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = files(live.mart)
    touch(live)
    replace, write = Path.replace, Path.write_text

    def no_replace(self: Path, target: Path) -> Path:
        if self.is_dir() == (at == "folder"):
            raise FULL
        return replace(self, target)

    def no_write(self: Path, *arguments: Any, **also: Any) -> int:
        if self.name == "manifest.json":
            raise FULL
        return write(self, *arguments, **also)

    def no_parquet(*arguments: Any, **also: Any) -> None:
        raise FULL

    if at in ("folder", "pointer"):
        monkeypatch.setattr(Path, "replace", no_replace)
    elif at == "manifest":
        monkeypatch.setattr(Path, "write_text", no_write)
    else:
        monkeypatch.setattr(pl.DataFrame, "write_parquet", no_parquet)
    with pytest.raises(OSError, match="No space left"):
        refresh.run(live, quiet)
    monkeypatch.undo()
    after = files(live.mart)
    assert {name: after.get(name) for name in before} == before
    assert list(live.builds.glob(f"{publish.UNFINISHED}*")) == []
    assert refresh.run(live, quiet).result == "published", "and the next run succeeds"


def test_a_mart_that_cannot_be_written_is_said_and_ends_with_2(project: Paths) -> None:
    project.mart.write_text("a file where a folder should be", encoding="utf-8")
    done = called(project, "refresh")
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert "書き込めません" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_refresh_at_the_same_time_gives_up_with_2(live: Paths) -> None:
    swap(live.settings_file, "lock_timeout_seconds = 30", "lock_timeout_seconds = 0.2")
    touch(live)
    with FileLock(str(live.mart / ".lock")):
        done = called(live, "refresh")
    assert done.returncode == 2
    assert "another refresh is running" in done.stderr
    assert "ほかの refresh が動いています" in done.stderr
    assert len(list(live.builds.iterdir())) == 1


def test_settings_that_cannot_be_read_are_said(live: Paths) -> None:
    swap(live.settings_file, "lock_timeout_seconds = 30", 'lock_timeout_seconds = "soon"')
    touch(live)
    done = command(live, "refresh")
    assert done.returncode == 2
    assert "office.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_project_is_wrong_use(tmp_path: Path) -> None:
    done = called(Paths(tmp_path), "refresh")
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_changes_during_the_run_is_built_at_the_next(live: Paths) -> None:
    touch(live)

    def say(ja: str, en: str) -> None:
        if en == "build":  # everything has been read by now
            swap(casebook(live, "disbursements.csv"), '"8,100"', '"8,200"')

    outcome = refresh.run(live, say)
    assert outcome.manifest is not None
    assert outcome.manifest["input_hash"] != fingerprint.input_hash(live)


def test_the_manifest_tells_what_a_build_was_made_from(live: Paths) -> None:
    manifest = fingerprint.live_manifest(live)
    assert manifest is not None
    folder = live.builds / manifest["build_id"]
    assert manifest["input_hash"] == fingerprint.input_hash(live)
    assert manifest["build_id"].endswith(manifest["input_hash"][:8])
    assert {"polars", "duckdb", "dataframely"} <= set(manifest["versions"])
    rows = {path.stem: pl.read_parquet(path).height for path in (folder / "parquet").glob("*.parquet")}
    assert manifest["rows"] == rows
    assert set(manifest["checks"]) == {path.stem for path in (live.sql / "checks").glob("*.sql")}
    assert len(manifest["accepted"]) == sum(check["rows"] for check in manifest["checks"].values()) == 1
    assert {source["source_id"]: source["files"] for source in manifest["sources"]} == {
        path.name: files(path) for path in live.sources.iterdir() if path.is_dir()
    }
    assert set(manifest["files"]) == set(files(folder)) - {"manifest.json"}


def test_status_tells_the_live_build_as_json(live: Paths, tmp_path: Path) -> None:
    told = json.loads(called(live, "status", "--json").stdout)
    assert told["build_id"] == live_id(live)
    assert told["rows"]["disbursement"] == 32
    assert (told["sources"], told["input_changed"]) == (len([*live.sources.glob("*/source.toml")]), False)
    swap(casebook(live, "disbursements.csv"), '"8,100"', '"8,10O"')
    assert called(live, "refresh").returncode == 1
    told = json.loads(called(live, "status", "--json").stdout)
    assert (told["build_id"], told["input_changed"]) == (live_id(live), True)
    assert [problem["value"] for problem in told["last_run"]["problems"]] == ["8,10O"]
    none = json.loads(called(Paths(tmp_path / "none"), "status", "--json").stdout)
    assert (none["build_id"], none["rows"], none["last_run"]) == (None, {}, None)
