"""The selects that the board asks (sql/panels): each is used, says what it asks, runs in other engines, and
no figure is defined in Python instead."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from dashboard import selects
from dashboard.parameters import parameters
from dashboard.state import State
from tests.conftest import ROOT, Mart

FOLDER = ROOT / "sql" / "panels"
NAMES = sorted(
    file.relative_to(FOLDER).with_suffix("").as_posix()
    for file in FOLDER.rglob("*.sql")
    if file.parent.name != "shared"
)
SHARED = sorted(file.stem for file in (FOLDER / "shared").glob("*.sql"))

# selects that only DuckDB can run, with the reason
NOT_PORTABLE = {
    "data/dictionary": "the dictionary is the engine's own list of tables, views and columns",
    "data/own_tables": "the same",
    "cards/views": "the same",
}
# functions that another engine must be given
UNTRANSLATED = {"nfc_normalize": "half-width kana of a search: normalize(…, nfc) of Postgres, Spark has none"}
# SQL in Python that no file can hold: it is about the engine, or put together for what a reader gives
IN_PYTHON = {
    "analyst.py": "the view of an analyst, by its name",
    "analyst_origin.py": "the tables behind it, by their names",
    "citation.py": "the sources of whatever select it is given",
    "lacking.py": "the engine's own list of columns",
    "figures.py": "the engine's own list of views",
    "nothing.py": "whether the table it is given has rows",
    "pack/dictionary.py": "the engine's own list of columns",
    "pages/editor.py": "the query that the editor begins with",
    "render/builds.py": "what the editor offers",
    "sandbox/save.py": "the engine's own list of columns",
    "sandbox/worker.py": "the engine's own list of schemas and functions",
}
WHERE_FROM = ["what", "what_en", "as_printed", "source_id", "source_ref", "source_row", "note"]
# what a select binds beside the reader's choice
BOUND = {"indicator": "density", "meeting_day": "2026-01-01"}


@pytest.fixture(scope="module")
def code() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_asked_by_the_board(name: str, code: str) -> None:
    folder, file = name.split("/")
    assert (
        f'"{name}"' in code
        or (f'"{folder}/{{panel_id}}' in code and f'"{file.removesuffix("_rows")}"' in code)
        or ('"{page}/{panel_id}' in code and f'"{file.removesuffix("_rows")}"' in code)
    )


def _texts(path: Path) -> list[str]:
    """The texts of a module, what is put into them left out."""
    return [
        "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if isinstance(node, ast.JoinedStr)
        else str(node.value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr | ast.Constant)
    ]


def test_no_other_select_stands_in_python() -> None:
    folder = ROOT / "dashboard"
    selecting = re.compile(r"\s*(select\b.*\bfrom|with\b.*\bas\s*\()", re.IGNORECASE | re.DOTALL)
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if any(selecting.match(text) for text in _texts(path))
    }
    assert found == set(IN_PYTHON)


def test_where_from_selects_give_rows_as_they_are_transcribed(mart: Mart) -> None:
    from dashboard.panels import PANELS
    from dashboard.panels.cards.where import WHERE

    every = {sql for panel in PANELS.values() for sql in panel.origin}
    every |= {sql for selects_of in WHERE.values() for sql in selects_of}
    assert len(every) > 30
    for sql in every:
        bound = {key: value for key, value in parameters(State()).items() if f"${key}" in sql}
        described = mart.ask(sql, bound).description
        assert [column[0] for column in described][: len(WHERE_FROM)] == WHERE_FROM, sql


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_relation_is_named_by_a_select(name: str, code: str) -> None:
    read = "".join(file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.sql"))
    named = re.search(rf"\b(from|join)\s+{name}\b", read) or f'"{name}"' in code
    assert named or name in {other for _, instead in selects.OVER.values() for other in instead.values()}


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.sql")), ids=lambda file: file.stem)
def test_every_file_says_first_what_it_asks(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert re.match(r"-- [A-Z].{15,}", first)


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_with_nothing_chosen(mart: Mart, name: str) -> None:
    text = selects.select(name)
    bound = {key: value for key, value in {**parameters(State()), **BOUND}.items() if f"${key}" in text}
    mart.ask(text, bound).fetchall()


@pytest.mark.parametrize("engine", ["spark", "postgres"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_translated(name: str, engine: str) -> None:
    if name in NOT_PORTABLE:
        pytest.skip(NOT_PORTABLE[name])
    tree = sqlglot.parse_one(selects.select(name), dialect="duckdb")
    assert {node.name for node in tree.find_all(exp.Anonymous)} <= UNTRANSLATED.keys()
    (there,) = sqlglot.transpile(
        tree.sql("duckdb"), read="duckdb", write=engine, unsupported_level=ErrorLevel.RAISE
    )
    assert sqlglot.parse_one(there, dialect=engine).named_selects == tree.named_selects


@pytest.mark.parametrize("name", selects.OVER)
def test_a_select_over_other_municipalities_is_the_select_with_its_tables_replaced(name: str) -> None:
    view, instead = selects.OVER[name]
    whole = (ROOT / "sql" / f"{view}.sql").read_text(encoding="utf-8")
    read = sqlglot.parse_one(selects.relation(name), dialect="duckdb").find_all(exp.Table)
    there = {table.sql().split(" AS ")[0] for table in read}
    for table, other in instead.items():
        assert table in whole.split("*/")[-1]
        assert other in there
        assert table not in there


def test_a_coalition_of_a_regions_members_has_the_figures_of_the_region(mart: Mart) -> None:
    """The same select over the members of a region, one by one named, gives what the mart has of it."""
    text = selects.select("coalition/figures")
    regions = mart.rows(
        "select region_id, list(municipality_code) from region_member where left_on is null group by all"
    )
    assert len(regions) > 5
    for region, members in regions:
        bound = {"members": members, "coalition": None, "peers": ["none"], "region": None}
        rows = mart.ask(text, {k: v for k, v in bound.items() if f"${k}" in text})
        names = [column[0] for column in rows.description]
        found = {row[names.index("indicator_id")]: row[names.index("value")] for row in rows.fetchall()}
        (expected,) = mart.rows(
            "select population_2020, population_2050, area_km2, density, population_index_2050, "
            "aged_share_2050_pct from kpi.area_figures where area_level = 'region' and area_id = ?",
            region,
        )
        columns = (
            "population_2020",
            "population_2050",
            "area_km2",
            "density",
            "population_index_2050",
            "aged_share_2050_pct",
        )
        assert {name: found[name] for name in columns} == dict(zip(columns, expected, strict=True))
