"""A project with a past: three builds, each a step further than the one before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl import refresh
from etl.compare import diff_id
from etl.paths import Paths
from tests.conftest import Mart, quiet
from tests.etl.helpers import add, casebook, swap

NEW_ROW = "nishimonbetsu,令和5年度,midwife,採用実績,1,次の資料,\n"


@pytest.fixture(scope="session")
def past(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Builds one (as shipped), two (a new recruitment) and three (a revised grant, accepted)."""
    root = tmp_path_factory.mktemp("past") / "project"
    shutil.copytree(mart.paths.root, root)
    paths = Paths(root)
    add(casebook(paths, "recruitment.csv"), NEW_ROW)
    assert refresh.run(paths, quiet).result == "published"
    swap(casebook(paths, "disbursements.csv"), '"8,100"', '"8,200"')
    waiting = refresh.run(paths, quiet)
    assert refresh.run(paths, quiet, accept=diff_id(waiting.changes)).result == "published"
    return root


@pytest.fixture
def three(past: Path, tmp_path: Path) -> Paths:
    """A copy of it that a test may change."""
    shutil.copytree(past, tmp_path / "three")
    return Paths(tmp_path / "three")
