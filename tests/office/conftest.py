"""An office of 長野県, as `renkei new` makes it, with its build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from etl import refresh
from etl.newoffice.places import TABLES, Place, find, listed
from etl.newoffice.write import usual_title, write
from etl.paths import Paths, paths_at
from etl.problems import Problems
from etl.shape import read_tables
from tests.conftest import ROOT, quiet
from tests.office.olderoffices import checkout, earlier_checkout, folder, updated

__all__ = ["checkout", "earlier_checkout", "folder", "updated"]

PRODUCT = Paths(ROOT)


@pytest.fixture(scope="session")
def towns() -> pl.DataFrame:
    """Every municipality of today."""
    return listed(read_tables(PRODUCT, Problems(), TABLES), dt.date(2026, 11, 30))


def make_office(place: Place, folder: Path, excel: bool = False) -> Paths:
    write(place, folder, PRODUCT, dt.date(2026, 11, 30), usual_title(place), "企画課", excel)
    return paths_at(folder)


@pytest.fixture(scope="session")
def nagano(towns: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Made and built; only to be read."""
    paths = make_office(find(["長野県"], towns), tmp_path_factory.mktemp("office") / "nagano")
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    assert [p.rule for p in outcome.problems] == ["no_rows_yet"]
    return paths
