"""The header of an SQL file as values: nothing is lost between the file, the manifest and the board."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from etl.problems import Problems
from etl.sqlviews.headerkeys import CHECK, COLUMN, VIEW
from etl.sqlviews.shipped import is_shipped
from etl.sqlviews.sqlfile import read
from renkei.sqlheader import Header, HeaderColumn, parse_header

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    file for schema in ("kpi", "views", "checks") for file in sorted((ROOT / "sql" / schema).glob("*.sql"))
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_header_comes_back_as_it_was_written(path: Path) -> None:
    problems = Problems()
    file = read(path, path.parent.name, path.name, problems)
    assert file is not None, [problem.line() for problem in problems]
    text = path.read_text(encoding="utf-8")
    written = yaml.safe_load(text[text.index("/*") + 2 : text.index("*/")])
    assert file.header.as_dict() == written
    assert parse_header(file.header.as_dict()) == file.header
    assert path.parent.name != "views" or is_shipped(file)


def test_every_key_of_a_header_is_a_field() -> None:
    assert set(vars(Header())) == {*VIEW, *CHECK}
    assert set(vars(HeaderColumn())) == set(COLUMN)
