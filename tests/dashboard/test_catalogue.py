"""What a panel counts of the engine's catalogue is of the build: views worked out stand in memory too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.mart import Build
from dashboard.selects import select
from tests.conftest import ROOT

_CATALOGUE = re.compile(r"duckdb_(?:columns|views|tables)\(\)")
FILES = [
    path
    for path in sorted((ROOT / "sql" / "panels").rglob("*.sql"))
    if _CATALOGUE.search(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_database_of_the_build_is_counted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("database_name = 'cooperation'") == len(_CATALOGUE.findall(text))


def test_the_count_does_not_grow_with_what_was_opened(build: Build) -> None:
    before = build.query(select("cards/views"))
    for row in build.query("select view_name from duckdb_views() where schema_name = 'views'"):
        build.query(f"from views.{row['view_name']} limit 1")
    assert Build(build.folder).query(select("cards/views")) == before
