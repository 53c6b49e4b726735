"""A bad file harms nobody: it is named with its place, set aside, and the rest stands."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.refresh import Outcome
from etl.sqlfile import SqlFile
from etl.views import Views
from etl.viewtrial import Limits, Trial
from tests.conftest import Mart
from tests.sql.bad_files import BAD, GOOD

Run = Callable[[Paths], Outcome]
LIMITS = Limits(seconds=1.0, rows=5000)


@pytest.fixture(scope="module")
def database(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The session's mart in a file of its own, with no analyst's view in it."""
    copy = tmp_path_factory.mktemp("bad") / "cooperation.duckdb"
    shutil.copy(mart.folder / "cooperation.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("drop schema views cascade; create schema views")
        yield connection


def views(folder: Path, **files: str | bytes) -> tuple[Views, Problems]:
    (folder / "views").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / "views" / f"{name}.sql"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = Problems()
    found = Views(limits=LIMITS)
    found.load(folder, problems)
    return found, problems


def told(folder: Path, database: duckdb.DuckDBPyConnection, **files: str | bytes) -> list[Problem]:
    found, problems = views(folder, **files)
    found.create(database, problems)
    for file in found.files:
        database.execute(f"drop view {file.qualified}")
    return list(problems)


def test_a_view_costs_what_the_views_cost_that_it_reads(database: duckdb.DuckDBPyConnection) -> None:
    # worked out over rows that are there already, but on the board with the view behind it
    header = {"title": "t", "title_en": "t", "grain": ["n"]}
    header["columns"] = {"n": {"label": "n", "label_en": "n", "unit": "件"}}  # type: ignore[assignment]
    slow = "select count(*) as n from population as a join population as b using (year)"
    behind = SqlFile("kpi", "behind", "sql/kpi/behind.sql", header, slow)
    quick = SqlFile("views", "quick", "sql/views/quick.sql", header, "select n from kpi.behind")
    with Trial(database) as trial:
        assert trial.judge(behind, Limits()) == []
        assert trial.judge(quick, Limits(seconds=60, rows=10)) == []
    with Trial(database) as trial:
        assert trial.judge(behind, Limits()) == []
        [problem] = trial.judge(quick, Limits(seconds=0.02, rows=10))
    assert problem.rule == "sql_slow"


def test_there_are_at_least_60_bad_files() -> None:
    assert len(BAD) >= 60
    assert len({text for text, *_ in BAD.values()}) > 60


def test_the_file_they_were_made_from_is_good(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    assert told(tmp_path, database, good=GOOD) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_place(
    tmp_path: Path, database: duckdb.DuckDBPyConnection, name: str
) -> None:
    text, rule, line, word = BAD[name]
    problems = told(tmp_path, database, **{name: text})
    assert problems, "the file was taken for good"
    assert {p.severity for p in problems} == {"aside"}
    assert {p.file for p in problems} == {f"sql/views/{name}.sql"}
    hits = [p for p in problems if p.rule == rule]
    found = next((p for p in hits if line in (None, p.row)), hits[0] if hits else None)
    assert found is not None, [p.line(english=True) for p in problems]
    if line is not None:
        assert found.row == line, found.line(english=True)
    if rule != "sql_name":
        assert found.row is not None
        assert found.char is not None
        assert found.excerpt is not None
        assert re.fullmatch(r" *\d+ \| .*\n +\| +\^", found.excerpt)
    said = found.line(english=True) + found.line(english=False)
    if word is not None:
        assert word in said, said
    assert "Traceback" not in said
    assert found.expected != found.expected_en
    assert re.search("[぀-ヿ一-鿿]", found.expected)
    assert not re.search("[぀-ヿ一-鿿]", re.sub("「[^」]*」|'[^']*'", "", found.expected_en))


def test_the_caret_stands_under_the_wrong_word(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    (problem,) = told(tmp_path, database, v=BAD["column_misspelt_after_japanese"][0])
    assert problem.excerpt == "  14 |     '地域' || nme as name,\n     |               ^"
    assert (problem.row, problem.char, problem.value, problem.guess) == (14, 13, "nme", "name")


def test_two_files_of_one_name(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    problems = told(tmp_path, database, grants=GOOD, GRANTS=GOOD)
    assert {p.rule for p in problems} == {"sql_name"}


def test_a_cycle_is_named_all_the_way_round(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    def reads(other: str) -> str:
        return GOOD.replace("kpi.disbursement_by_year", other)

    problems = told(
        tmp_path,
        database,
        a=reads("views.b"),
        b=reads("views.c"),
        c=reads("views.a"),
        d=reads("views.a"),
        e=GOOD,
    )
    assert {Path(p.file).stem for p in problems} == {"a", "b", "c", "d"}
    first = next(p for p in problems if p.file.endswith("/a.sql"))
    assert "views.a → views.b → views.c → views.a" in first.expected


def test_a_bad_file_is_set_aside_and_its_last_good_version_stays(
    live_project: Paths, run_refresh: Run
) -> None:
    path = live_project.sql / "views" / "mine.sql"
    path.write_text(GOOD, encoding="utf-8")
    (live_project.sql / "views" / "second.sql").write_text(
        GOOD.replace("kpi.disbursement_by_year", "views.mine"), encoding="utf-8"
    )
    first = run_refresh(live_project)
    assert first.result == "published"
    assert first.manifest is not None
    assert not first.manifest["views"]["mine"]["aside"]
    path.write_text(GOOD.replace("sum(", "summ("), encoding="utf-8")
    (live_project.sql / "views" / "fresh.sql").write_text("select 1 as a", encoding="utf-8")
    second = run_refresh(live_project)
    assert second.result == "published"
    assert second.manifest is not None
    assert second.manifest["views"]["mine"]["aside"]
    assert second.manifest["views"]["mine"]["select"] == first.manifest["views"]["mine"]["select"]
    assert not second.manifest["views"]["second"]["aside"]
    assert set(second.manifest["aside"]) == {"mine", "fresh"}
    assert "fresh" not in second.manifest["views"]
    assert second.manifest["aside"]["mine"][0]["guess"] == "sum"
    live = json.loads(live_project.current.read_text(encoding="utf-8"))["build_id"]
    assert live == second.manifest["build_id"]
    with duckdb.connect(str(live_project.builds / live / "cooperation.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from views.mine").fetchone() == (8,)
    path.write_text(GOOD, encoding="utf-8")
    third = run_refresh(live_project)
    assert third.manifest is not None
    assert not third.manifest["views"]["mine"]["aside"]
    assert set(third.manifest["aside"]) == {"fresh"}


def test_an_error_in_kpi_stops_the_run(project: Paths, run_refresh: Run) -> None:
    (project.sql / "kpi" / "zz.sql").write_text(GOOD.replace("sum(", "summ("), encoding="utf-8")
    outcome = run_refresh(project)
    assert outcome.result == "problems"
    assert not project.current.exists()
