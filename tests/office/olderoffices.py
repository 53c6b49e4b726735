"""Offices as earlier products wrote them, and one of them after an update."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl import refresh
from etl.cli import app
from etl.gate.compare import diff_id
from etl.paths import Paths, paths_at
from tests.conftest import ROOT, quiet
from tests.once import once
from tests.small import copy_small

# what products of those days wrote: a checkout with board.toml, four sources and a build that is pinned to a
# meeting; and a folder of `renkei new 上川管内`
CHECKOUT, FOLDER = "office_2026_11_21.tar.xz", "office_2026_11_30.tar.xz"


def unpack(name: str, folder: Path) -> None:
    with tarfile.open(Path(__file__).parent / "older" / name) as held:
        held.extractall(folder, filter="data")


def content_of(folder: Path) -> dict[str, str]:
    """Every file below it but what refreshes write, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "mart" not in path.relative_to(folder).parts
    }


def _renew(folder: Path) -> None:
    """The checkout of that day after an update: the product's files are today's, the office's its own."""
    paths = copy_small(folder)
    (folder / "data" / "office.toml").unlink()
    for name in ("hokkaido_casebook_2024", "kamikawa_council_2025"):
        shutil.rmtree(paths.sources / name)
    unpack(CHECKOUT, folder)
    codes = "data/sources/municipality_codes/municipalities.csv"
    shutil.copy(ROOT / codes, folder / codes)  # of all Japan: two of the sources are of other prefectures
    shutil.copy(ROOT / "data" / "office.toml", folder / "data" / "office.toml")


@pytest.fixture(scope="session")
def earlier_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "older", _renew)


@pytest.fixture
def checkout(earlier_checkout: Path, tmp_path: Path) -> Paths:
    return Paths(Path(shutil.copytree(earlier_checkout, tmp_path / "checkout")))


@pytest.fixture
def folder(tmp_path: Path) -> Paths:
    """An office's folder of format 2."""
    unpack(FOLDER, tmp_path / "kamikawa")
    return paths_at(tmp_path / "kamikawa")


def _publish(folder: Path) -> None:
    """A refresh of the renewed checkout, its changes accepted."""
    _renew(folder)
    paths = Paths(folder)
    outcome = refresh.run(paths, quiet)
    if outcome.result == "waiting":
        outcome = refresh.run(paths, quiet, accept=diff_id(outcome.changes))
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]


@pytest.fixture(scope="session")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The older checkout after an update and a refresh; only to be read."""
    return Paths(once(tmp_path_factory, "updated", _publish))


def call(*words: str) -> tuple[int, str]:
    """The exit code of a command of etl, and what it printed."""
    done = CliRunner().invoke(app, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output
