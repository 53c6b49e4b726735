"""A table of an office's own over its years: first load, view and where-from, second year, a changed figure,
a column gone, switched off."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from dashboard import analyst, ownaside
from dashboard.doctor import examined
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.panel import prepare
from dashboard.panels import PANELS, of
from dashboard.sandbox.ask import Limits, ask
from dashboard.scope import narrowed
from dashboard.state import State
from etl import refresh
from etl.gate.compare import diff_id
from etl.paths import Paths
from tests.conftest import quiet
from tests.etl.helpers import called, swap
from tests.own.office import FILE, VIEW, add_doctors, add_rooms


@pytest.fixture
def first(small_live: Paths) -> Paths:
    """A small office that was published without the table, then with it and a view of it."""
    add_doctors(small_live)
    add_rooms(small_live)
    half = small_live.sources / "own_half"
    half.mkdir()
    (half / "source.toml").write_text("[table.half\n", encoding="utf-8")
    add_rooms(small_live, "own_empty", "empty", cells="")
    (small_live.views / "doctors.sql").write_text(VIEW, encoding="utf-8")
    outcome = refresh.run(small_live, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    assert [(c.table, c.kind, c.held) for c in outcome.changes if c.table == "own.doctors"] == [
        ("own.doctors", "definition", False)
    ]
    return small_live


def _database(paths: Paths) -> Path:
    live = json.loads(paths.current.read_text(encoding="utf-8"))["build_id"]
    return paths.builds / str(live) / "cooperation.duckdb"


def _build(paths: Paths) -> Build:
    return BoardMart(paths.mart).live()


def test_a_table_of_ones_own_through_its_years(first: Paths) -> None:
    _first_load(first)
    file = first.sources / "own_doctors" / "doctors.csv"
    published = file.read_text(encoding="utf-8")

    # a third year beside the two: new rows pass
    lines = published.splitlines()
    third = [f"{line},{'令和4年' if n == 0 else n}" for n, line in enumerate(lines)]
    file.write_text("\n".join(third) + "\n", encoding="utf-8")
    toml = first.sources / "own_doctors" / "source.toml"
    swap(toml, '"令和2年"]', '"令和2年", "令和4年"]')
    outcome = refresh.run(first, quiet)
    assert outcome.result == "published"
    assert {(c.table, c.kind, c.held) for c in outcome.changes} == {("own.doctors", "new", False)}
    assert len(outcome.changes) == 179

    # a figure that was published is another one: it waits for a person
    swap(file, "小樽市,330,338", "小樽市,330,339")
    waiting = refresh.run(first, quiet)
    assert [(c.key, c.column, c.old, c.new, c.held) for c in waiting.changes] == [
        ("municipality_code=012033 year=2020", "physicians", "338", "339", True)
    ]
    assert waiting.result == "waiting"
    assert refresh.run(first, quiet, accept=diff_id(waiting.changes)).result == "published"

    # a column is gone: said by name, and what was published waits
    gone = file.read_text(encoding="utf-8")
    swap(file, "令和2年", "医師")
    lacking = refresh.run(first, quiet)
    assert lacking.result == "waiting"
    assert [(p.column, p.severity) for p in lacking.problems if p.rule == "missing_column"] == [
        ("令和2年", "aside")
    ]
    assert [(c.table, c.held) for c in lacking.changes if c.held] == [("own.doctors", True)]
    _waits_without_it(first)
    file.write_text(gone, encoding="utf-8")

    # the office switches it off: what goes waits too, then nothing of it is left
    toml.unlink()
    file.unlink()
    toml.parent.rmdir()
    (first.views / "doctors.sql").unlink()
    off = refresh.run(first, quiet)
    assert off.result == "waiting"
    assert refresh.run(first, quiet, accept=diff_id(off.changes)).result == "published"
    with duckdb.connect(str(_database(first)), read_only=True) as connection:
        assert connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'own'"
        ).fetchall() == [("rooms",)]


def _waits_without_it(paths: Paths) -> None:
    """The board says of the candidate that the table is not in it, of other builds what was said of them."""
    assert called(paths, "refresh").returncode == 3
    mart = BoardMart(paths.mart)
    live = mart.live()
    assert set(ownaside.by_file(ownaside.in_build(live))) == {
        "data/sources/own_empty/rooms.csv",
        "data/sources/own_half/source.toml",
    }
    waiting = ownaside.by_file(ownaside.waiting(live, mart))
    assert {file: {p["column"] for p in told} for file, told in waiting.items()} == {
        "data/sources/own_doctors/doctors.csv": {"令和2年"}
    }
    [older] = [m for m in mart.builds() if m["previous_build_id"] is None]
    earlier = mart.build(str(older["build_id"]))
    assert earlier is not None
    assert ownaside.waiting(earlier, mart) == []
    assert "own_tables" not in {panel.panel_id for panel in of("data", earlier, State())}


def _listed_on_the_board(build: Build) -> None:
    """Rows, columns with their units, document and file of each; the dictionary has the columns."""
    data = prepare(PANELS["own_tables"], State(lang="en"), build)
    assert data.title == "2 tables added by the office, 360 rows in all"
    shown = {row["item"]: row for row in data.rows}
    for name, row in shown.items():
        assert build.query(f"select count(*) as n from {name}") == ({"n": row["row_count"]},)
    # what is set aside stands behind no figure
    listed = build.query("select source_id from source where source_id in ('own_doctors', 'own_empty')")
    assert [row["source_id"] for row in listed] == ["own_doctors"]
    doctors = shown["own.doctors"]
    assert doctors["columns"] == "コード、年、医師数（人）"
    assert doctors["columns_en"] == "Code, Year, Physicians (people)"
    assert (doctors["files"], doctors["source_title"]) == (
        "own_doctors/doctors.csv",
        "社会・人口統計体系 医師数",
    )
    words = {
        r["column_name"]: r["label"]
        for r in prepare(PANELS["dictionary"], State(), build).rows
        if r["item"] == "own.doctors"
    }
    assert (words["physicians"], words["source_row"] != "") == ("医師数", True)


def _first_load(paths: Paths) -> None:
    """Database, Parquet, dictionary, lineage, sandbox and board know it."""
    assert "own_half/source.toml" in called(paths, "status").stdout
    database = _database(paths)
    parquet = database.parent / "parquet"
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select sum(physicians) from own.doctors where year = 2020").fetchone() == (
            13_731,
        )
        assert (
            connection.execute(f"select count(*) from '{parquet / 'own.doctors.parquet'}'").fetchone()
            == connection.execute("select count(*) from own.doctors").fetchone()
            == (358,)
        )
        assert connection.execute(
            "select comment from duckdb_columns() where schema_name = 'own' "
            "and table_name = 'doctors' and column_name = 'physicians'"
        ).fetchone() == ("医師数 / Physicians [人 / people]",)
    package = json.loads((parquet / "datapackage.json").read_text(encoding="utf-8"))
    assert "own.doctors.parquet" in {resource["path"] for resource in package["resources"]}

    lineage = json.loads(called(paths, "sql", "lineage", "doctors", "--json").stdout)
    assert lineage["physicians"] == {
        "reads": ["own.doctors.physicians"],
        "tables": ["own.doctors.physicians"],
        "sources": ["own_doctors"],
    }
    assert "6763" in called(paths, "sql", "show", "own.doctors", "--rows", "2").stdout
    assert called(paths, "sql", "check").returncode == 0

    with FILE.open(encoding="utf-8") as file:
        printed = sum(int(row["平成30年"]) for row in csv.DictReader(file))
    answer = ask(database, "select sum(physicians) as n from own.doctors where year = 2018", Limits())
    assert (answer.refused, [list(row) for row in answer.rows]) == (None, [[printed]])

    build = _build(paths)
    assert "own_half/source.toml" in "".join(line.text.en for line in examined.set_aside(build))
    _listed_on_the_board(build)
    panel = analyst.panels(build)["doctors"]
    data = prepare(panel, State(), build)
    part = narrowed("regions:soya", build, "ja")
    assert [row["rooms"] for row in part.query("select rooms from own.rooms")] == [3]
    assert part.query("select count(*) as n from own.doctors")[0]["n"] == 358
    shown = {row["municipality_code"]: row["physicians"] for row in data.rows}
    assert (len(shown), shown["012033"]) == (179, 338)
    assert "own_doctors" in {item.source_id for item in data.citations}
    [cell] = {(o.row, o.as_printed) for o in data.origin if o.what == "札幌市 2020"}
    assert cell == ("own_doctors/doctors.csv:2", "6978")
