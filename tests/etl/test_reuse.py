"""A changed file makes the tables that depend on it again, no other; the build is as from nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl import refresh
from etl.build import database, fingerprint, prune
from etl.build.history import stored_builds
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from etl.tables import PROVENANCE, TABLES
from tests.conftest import ROOT, Mart, quiet
from tests.etl.helpers import add, called, casebook, files, swap
from tests.etl.official import test_area_survey
from tests.long import some

ALL = {table.name for table in TABLES}
# what may differ between two builds of the same input
_OWN = {"build_id", "created_at", "previous_build_id", "reused", "files", "changes"}
NEW_ROW = "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n"


@pytest.fixture
def live(small_live: Paths) -> Paths:
    return small_live


@pytest.fixture
def before(small_built: Path) -> Paths:
    """What `live` was copied from."""
    return Paths(small_built)


def published(paths: Paths) -> dict[str, Any]:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]
    return outcome.manifest


def made(manifest: dict[str, Any]) -> set[str]:
    """The tables that the run says it made."""
    return set(manifest["tables"]) - set(manifest["reused"])


def parquet(paths: Paths) -> dict[str, str]:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    return files(paths.builds / live["build_id"] / "parquet")


def reported(manifest: dict[str, Any]) -> dict[str, Any]:
    same = {key: value for key, value in manifest.items() if key not in _OWN}
    for several in ("notices", "accepted"):  # in the order in which the engine told them
        same[several] = sorted(json.dumps(one, sort_keys=True) for one in same[several])
    return json.loads(json.dumps(same, default=str))


def dependants(*changed: str) -> set[str]:
    """Tables made from these raw tables, and all that refer to those or are derived from them."""
    found = {table.name for table in TABLES if set(changed) & set(table.inputs)}
    readers = ("cooperation_case", "region", "national_area_extent")  # of municipalities, without a reference
    derived = {table: {"municipality"} for table in readers}
    while True:
        more = {
            table.name
            for table in TABLES
            if found & ({p for p, _ in table.references.values()} | derived.get(table.name, set()))
        }
        if more <= found:
            return found
        found |= more


def same_as_from_nothing(paths: Paths, manifest: dict[str, Any], folder: Path) -> None:
    fresh = Paths(Path(shutil.copytree(paths.root, folder, ignore=shutil.ignore_patterns("mart"))))
    from_nothing = published(fresh)
    assert from_nothing["reused"] == []
    assert reported(manifest) == reported(from_nothing)
    assert parquet(paths) == parquet(fresh)
    assert database_of(paths) == database_of(fresh)


def database_of(paths: Paths) -> dict[str, Any]:
    """All that the DuckDB file of the live build holds: tables and views with their comments, columns and
    rows."""
    live = fingerprint.live_manifest(paths)
    assert live is not None
    with database.reader(paths.builds / live["build_id"]) as connection:
        told: dict[str, Any] = {
            f"{schema}.{name}": [kind, comment]
            for schema, name, kind, comment in connection.execute(
                "select schema_name, table_name, 'table', comment from duckdb_tables() where not internal "
                "union all select schema_name, view_name, sql, comment from duckdb_views() where not internal"
            ).fetchall()
        }
        for name, found in told.items():
            found.append(
                connection.execute(
                    "select column_name, data_type, comment from duckdb_columns() "
                    "where schema_name || '.' || table_name = ? order by column_index",
                    [name],
                ).fetchall()
            )
            rows = connection.execute(f"from {name}").fetchall()
            found.append(rows if name.startswith("main.") else sorted(map(repr, rows)))
    return told


def test_one_new_row_makes_its_table_and_the_build_is_the_same_as_from_nothing(
    live: Paths, tmp_path: Path
) -> None:
    add(casebook(live, "recruitment.csv"), NEW_ROW)
    manifest = published(live)
    assert made(manifest) == {"recruitment"}
    assert manifest["changes"]["counts"] == {"new": 1}
    same_as_from_nothing(live, manifest, tmp_path / "fresh")


def test_a_changed_parent_makes_its_children(live: Paths, tmp_path: Path) -> None:
    swap(casebook(live, "projects.csv"), "南空知９市町の基礎データ", "南空知の９市町の基礎データ")
    manifest = published(live)
    assert made(manifest) == {"project", "project_year", "project_outcome"}
    same_as_from_nothing(live, manifest, tmp_path / "fresh")


def _named() -> list[tuple[str, str, str]]:
    sources = discover(Paths(ROOT), Problems())
    return [(s.source_id, f.path, f.table) for s in sources for f in s.files]


@pytest.mark.parametrize(
    "named",
    some(_named(), lambda _, case: case[2] in ("region", "population") and "2020" not in case[0]),
)
def test_each_file_is_read_again_for_its_own_tables_alone(
    mart: Mart, live_project: Paths, named: tuple[str, str, str]
) -> None:
    source, path, raw = named
    add(live_project.sources / source / path, "\n")  # another file, the same rows
    manifest = published(live_project)
    assert made(manifest) == dependants(raw)
    assert parquet(live_project) == parquet(mart.paths)


def test_an_entry_of_source_toml_makes_the_tables_of_its_source(before: Paths, live: Paths) -> None:
    toml = live.sources / "gsi_area_2015" / "source.toml"
    assert toml.exists()
    add(
        toml,
        '\n[[accepted]]\nrule = "none"\nkey = "none"\nvalue = "1"\nreason = "試し"\nreason_en = "a try"\n',
    )
    manifest = published(live)
    raws = {raw for source, _, raw in _named() if source == toml.parent.name}
    assert made(manifest) == dependants(*raws)
    assert [n["rule"] for n in manifest["notices"]] == ["acceptance_unused"]
    assert parquet(live) == parquet(before)


def test_a_new_correction_names_its_rows_as_in_a_build_from_nothing(live: Paths, tmp_path: Path) -> None:
    add(
        live.sources / "ipss_projection_2023" / "source.toml",
        '\n[[correction]]\nfile = "population_projection_2023_ages_2050.csv"\n'
        'match = { "municipality_code" = "012025｜011002" }\nprinted = "A"\n'
        'taken = "B"\nwhere = "C"\nreason = "D"\nreason_en = "E"\n',
    )
    manifest = published(live)
    assert "disbursement" in manifest["reused"]  # its corrections are worked out over rows taken over
    same_as_from_nothing(live, manifest, tmp_path / "fresh")
    with database.reader(live.builds / manifest["build_id"]) as connection:
        beside = connection.execute("select beside from correction where printed = 'A'").fetchall()
    # a line of three age groups is one place
    ages = "ipss_projection_2023/population_projection_2023_ages_2050.csv"
    assert beside == [([f"{ages}:2", f"{ages}:3"],)]


@pytest.mark.long
def test_a_source_that_goes_takes_its_rows_along(live_project: Paths, tmp_path: Path) -> None:
    shutil.rmtree(live_project.sources / "nagasaki_study_group_2020")
    manifest = None
    outcome = refresh.run(live_project, quiet)
    if outcome.result == "waiting":
        manifest = refresh.run(live_project, quiet, accept=refresh.diff_id(outcome.changes)).manifest
    assert manifest is not None
    assert "quoted_rate" in made(manifest)
    assert "population" not in made(manifest)
    same_as_from_nothing(live_project, manifest, tmp_path / "fresh")


def test_a_change_of_the_program_makes_every_table(live: Paths, tmp_path: Path) -> None:
    for package in ("renkei", "etl"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    add(tmp_path / "etl" / "clean/values.py", "\n# another version\n")
    command = [sys.executable, "-m", "etl", "refresh", "--root", str(live.root)]
    before = fingerprint.live_manifest(live)
    assert before is not None
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    manifest = fingerprint.live_manifest(live)
    assert manifest is not None
    assert (manifest["reused"], made(manifest)) == ([], ALL)
    assert manifest["verdicts"].keys() == before["verdicts"].keys()
    assert not set(manifest["verdicts"].values()) & set(before["verdicts"].values())  # all judged again
    assert "as they were" not in done.stdout


def test_a_changed_view_makes_no_table_and_the_command_says_so(live: Paths) -> None:
    add(live.sql / "views" / "idle_years.sql", "\n")
    done = called(live, "refresh")
    assert done.returncode == 0
    assert f"作り直した表: なし、前の版のままの表: {len(ALL)}" in done.stdout
    assert f"tables made again: none; as they were: {len(ALL)}" in done.stdout


def test_a_wrong_cell_is_refused_beside_tables_that_are_kept(live: Paths) -> None:
    add(casebook(live, "recruitment.csv"), NEW_ROW.replace("midwife", "midwive"))
    outcome = refresh.run(live, quiet)
    assert outcome.result == "problems"
    assert [(p.rule, p.guess) for p in outcome.problems] == [("unknown_word", "midwife")]


@pytest.mark.long
def test_notices_of_what_is_not_made_again_stay(live_project: Paths, tmp_path: Path) -> None:
    # an official file that confirms figures already there
    test_area_survey.write(live_project.sources / "gsi_area_2015", test_area_survey.table())
    first = published(live_project)
    assert {"same_figures", "official_file"} <= {n["rule"] for n in first["notices"]}
    add(casebook(live_project, "disbursements.csv"), "\n")
    second = published(live_project)
    assert made(second) == {"disbursement"}
    assert reported(second)["notices"] == reported(first)["notices"]
    same_as_from_nothing(live_project, second, tmp_path / "fresh")


def test_a_dropped_file_is_noticed_and_so_is_its_going(mart: Mart, live_project: Paths) -> None:
    path = test_area_survey.write(live_project.sources / "gsi_area_2015", test_area_survey.table())
    assert "area" in made(published(live_project))
    path.unlink()
    assert "area" in made(published(live_project))
    assert parquet(live_project) == parquet(mart.paths)


def _file(paths: Paths, table: str) -> Path:
    live = fingerprint.live_manifest(paths)
    assert live is not None
    return paths.builds / str(live["build_id"]) / "parquet" / f"{table}.parquet"


def test_a_kept_table_is_one_file_and_outlives_the_build_it_came_from(before: Paths, live: Paths) -> None:
    old = _file(live, "population")
    add(casebook(live, "recruitment.csv"), NEW_ROW)
    published(live)
    assert _file(live, "population").samefile(old)
    for name in PROVENANCE:  # written anew, so that nothing is written into a file of another build
        assert _file(live, name).stat().st_nlink == 1
    for build in stored_builds(live):
        if not build.live:
            prune.prune(live, [prune.Verdict(build, None)])
    assert not old.exists()
    assert fingerprint.live_manifest(live) is not None
    assert (
        files(_file(live, "population").parent)["population.parquet"] == parquet(before)["population.parquet"]
    )


def test_a_damaged_file_of_the_same_size_is_not_taken_over(live: Paths) -> None:
    file = _file(live, "staff")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    add(live.sql / "views" / "idle_years.sql", "\n")
    outcome = refresh.run(live, quiet)
    # the build it lies in counts as absent, whatever else of it is sound
    assert outcome.manifest is not None
    assert "staff" in made(outcome.manifest)


@pytest.mark.long
def test_where_the_disk_has_no_links_the_file_is_copied(
    before: Paths, live: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("this disk has no links")

    monkeypatch.setattr(os, "link", no_links)
    old = _file(live, "population")
    add(live.sql / "views" / "idle_years.sql", "\n")
    manifest = published(live)
    assert made(manifest) == set()
    assert not _file(live, "population").samefile(old)
    assert parquet(live) == parquet(before)
