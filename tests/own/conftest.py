"""A folder with a table of an office's own, read without the rest of the office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from etl import owntables
from etl.gate.compare import tables_of
from etl.longtables import ahead, csvcolumns
from etl.paths import Paths
from etl.problems import Problems
from etl.read.discover import discover
from tests.own.office import add_doctors

Load = Callable[[], tuple[owntables.Own, Problems]]


@pytest.fixture(scope="session")
def board(small_built: Path) -> dict[str, pl.DataFrame]:
    """The board's tables, in which codes are looked up."""
    [build] = (small_built / "data" / "mart" / "builds").glob("[!.]*")
    return tables_of(build)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the doctors' table, in an office that has nothing else."""
    paths = Paths(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "office.toml").write_text("[product]\nwithout_shared = []\n", encoding="utf-8")
    paths.sources.mkdir(parents=True)
    return add_doctors(paths)


@pytest.fixture
def load(home: Path, board: dict[str, pl.DataFrame]) -> Load:
    def loaded() -> tuple[owntables.Own, Problems]:
        problems = Problems()
        sources = [s for s in discover(Paths(home.parents[2]), problems) if s.folder.parent == home.parent]
        return owntables.read(sources, board, problems), problems

    return loaded


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a long one."""
    monkeypatch.setattr(ahead, "LARGE", 0)
    monkeypatch.setattr(csvcolumns, "PLAIN", 0)
