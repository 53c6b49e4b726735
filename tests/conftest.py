"""A real mart, built once per run from the shipped sources, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import refresh
from etl.build import database, fingerprint
from etl.gate.compare import diff_id
from etl.paths import Paths
from tests.long import ByFile, heavy_first
from tests.offices.invented import copy_invented
from tests.once import once
from tests.product import HAS_CASEBOOK, leave_out_transcription
from tests.small import copy_small
from tests.workedout import WorkedOut

ROOT = Path(__file__).resolve().parent.parent
# the tests start processes by the hundred: none compiles the program anew, whatever the environment says
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["RENKEI_TODAY"] = "2026-11-30"  # deadlines are ahead or past by the day of reading


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    leave_out_transcription(items)
    heavy_first(items, ROOT / "tests")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


class Mart:
    """The built DuckDB file, opened read-only, with short ways to ask it."""

    def __init__(self, paths: Paths, build_id: str) -> None:
        self.paths = paths
        self.build_id = build_id
        self.folder = paths.builds / build_id
        self.connection = database.reader(self.folder)

    @cached_property
    def _views(self) -> WorkedOut:
        views = self.connection.execute(
            "select schema_name || '.' || view_name, "
            "regexp_extract(sql, '^CREATE VIEW \\S+ AS\\s+(.*?);?\\s*$', 1, 's') "
            "from duckdb_views() where not internal"
        ).fetchall()
        return WorkedOut(self.connection.cursor(), dict(views))

    def close(self) -> None:
        """Both ways to it: else the engine keeps the file open for whoever opens it next."""
        if "_views" in self.__dict__:
            self._views.close()
        self.connection.close()

    def ask(self, sql: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """The result of a select, each view that it reads worked out once for all questions; as the file
        itself has it, ask `connection`."""
        if self._views.names(sql):
            return self._views.cursor(sql, parameters)
        return self.connection.execute(sql, parameters)

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self.ask(sql, list(parameters)).fetchall()

    def scalar(self, sql: str, *parameters: Any) -> Any:
        rows = self.rows(sql, *parameters)
        assert len(rows) == 1, f"{len(rows)} rows"
        return rows[0][0]


def copy_project(target: Path) -> Paths:
    """data/office.toml, data/sources and sql of this checkout, copied so that a test may break them; where
    the casebook was taken away, the invented office."""
    if not HAS_CASEBOOK:
        return copy_invented(target)
    target.mkdir(parents=True, exist_ok=True)
    (target / "data").mkdir(exist_ok=True)
    shutil.copy(ROOT / "data" / "office.toml", target / "data" / "office.toml")
    shutil.copytree(ROOT / "sql", target / "sql")
    shutil.copytree(ROOT / "data" / "sources", target / "data" / "sources")
    return Paths(target)


def quiet(ja: str, en: str) -> None:
    """A `say` for runs whose progress nobody reads."""


def _publish(paths: Paths) -> None:
    outcome = refresh.run(paths, quiet)
    assert outcome.manifest is not None, [p.line(english=True) for p in outcome.problems]


@pytest.fixture(scope="session")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mart]:
    paths = Paths(once(tmp_path_factory, "mart", lambda folder: _publish(copy_project(folder))))
    manifest = fingerprint.live_manifest(paths)
    assert manifest is not None
    built = Mart(paths, manifest["build_id"])
    yield built
    built.close()


@pytest.fixture
def project(tmp_path: Path) -> Paths:
    """A copy of the shipped project that a test may change."""
    return copy_project(tmp_path / "project")


def copy_built(mart: Mart, target: Path) -> Paths:
    """The project of the session with its build: a refresh takes over the tables whose files are as they
    were."""
    return Paths(Path(shutil.copytree(mart.paths.root, target)))


@pytest.fixture
def live_project(mart: Mart, tmp_path: Path) -> Paths:
    """The shipped project with its build, for tests that change it and are not about the first build."""
    return copy_built(mart, tmp_path / "live")


@pytest.fixture(scope="session")
def past(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a past: builds one (as shipped), two (a new recruitment) and three (a revised grant,
    accepted)."""
    return once(tmp_path_factory, "past", lambda folder: publish_twice(copy_built(mart, folder)))


def publish_twice(paths: Paths) -> None:
    from tests.etl.helpers import add, casebook, swap

    add(casebook(paths, "recruitment.csv"), "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n")
    assert refresh.run(paths, quiet).result == "published"
    swap(casebook(paths, "disbursements.csv"), '"8,100"', '"8,200"')
    waiting = refresh.run(paths, quiet)
    assert refresh.run(paths, quiet, accept=diff_id(waiting.changes)).result == "published"


@pytest.fixture
def small(tmp_path: Path) -> Paths:
    """The sources of a small office (tests/small.py) that a test may change; nothing is built."""
    return copy_small(tmp_path / "small")


@pytest.fixture(scope="session")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office with its build, only to be read."""
    return once(tmp_path_factory, "small", lambda folder: _publish(copy_small(folder)))


@pytest.fixture
def small_live(small_built: Path, tmp_path: Path) -> Paths:
    """A small office with its build, which a test may change."""
    return Paths(Path(shutil.copytree(small_built, tmp_path / "small_live")))


@pytest.fixture(scope="session")
def small_past(small_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office with the past that `past` has."""

    def make(folder: Path) -> None:
        publish_twice(Paths(Path(shutil.copytree(small_built, folder))))

    return once(tmp_path_factory, "small_past", make)


@pytest.fixture
def three(small_past: Path, tmp_path: Path) -> Paths:
    """A copy of it that a test may change."""
    return Paths(Path(shutil.copytree(small_past, tmp_path / "three")))


@pytest.fixture
def run_refresh() -> Callable[[Paths], refresh.Outcome]:
    return lambda paths: refresh.run(paths, quiet)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of the system. Skipped where there is none, unless RENKEI_REQUIRE_CHROMIUM."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("RENKEI_REQUIRE_CHROMIUM"):
        pytest.fail("Chromium is required here (RENKEI_REQUIRE_CHROMIUM) and was not found")
    pytest.skip("no Chromium on this machine")
