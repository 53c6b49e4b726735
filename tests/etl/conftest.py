"""A project with the workbooks of a new year, laid out once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.paths import Paths
from tests.etl.filled import publish_and_lay_out
from tests.once import once


@pytest.fixture(scope="module")
def form_project(small_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A copy for each file of tests, which may change it."""
    made = once(tmp_path_factory, "laid_out", lambda folder: publish_and_lay_out(small_built, folder))
    return Paths(Path(shutil.copytree(made, tmp_path_factory.mktemp("laid_out") / "project")))
