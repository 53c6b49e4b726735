"""A bad file harms nobody: it is named with its place, set aside, and the rest stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.refresh import Outcome
from etl.sqlviews.sqlfile import Folders, SqlFile
from etl.sqlviews.views import Views
from etl.sqlviews.viewtrial import Limits, Trial
from renkei.sqlheader import Header, HeaderColumn
from tests.conftest import ROOT, Mart
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
    found.load(Folders(folder), problems)
    return found, problems


def reported(folder: Path, database: duckdb.DuckDBPyConnection, **files: str | bytes) -> list[Problem]:
    found, problems = views(folder, **files)
    found.create(database, problems)
    for file in found.files:
        database.execute(f"drop view {file.qualified}")
    return list(problems)


def test_a_view_costs_what_the_views_cost_that_it_reads(database: duckdb.DuckDBPyConnection) -> None:
    # worked out over rows that are there already, but on the board with the view behind it
    header = Header("t", "t", grain=("n",), columns={"n": HeaderColumn("n", "n", "件")})
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
    assert reported(tmp_path, database, good=GOOD) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_place(
    tmp_path: Path, database: duckdb.DuckDBPyConnection, name: str
) -> None:
    text, rule, line, word = BAD[name]
    problems = reported(tmp_path, database, **{name: text})
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
    (problem,) = reported(tmp_path, database, v=BAD["column_misspelt_after_japanese"][0])
    assert problem.excerpt == "  14 |     '地域' || nme as name,\n     |               ^"
    assert (problem.row, problem.char, problem.value, problem.guess) == (14, 13, "nme", "name")


def test_two_files_of_one_name(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    problems = reported(tmp_path, database, grants=GOOD, GRANTS=GOOD)
    assert {p.rule for p in problems} == {"sql_name"}


def test_a_cycle_is_named_all_the_way_round(tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    def reads(other: str) -> str:
        return GOOD.replace("kpi.disbursement_by_year", other)

    problems = reported(
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


def test_whatever_one_file_does_the_others_are_published(
    live_project: Paths, run_refresh: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these stopped the whole refresh or kept it; together they are set aside, one by one."""
    folder = live_project.sql / "views"
    bad = {
        "terms", "yaml_laughs", "one_call_that_never_ends", "long", "nested_selects", "syntax", "brackets",
    }  # fmt: skip
    for name in bad:
        text = BAD[name][0]
        (folder / f"{name}.sql").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "a_folder.sql").mkdir()
    (folder / "leads_nowhere.sql").symlink_to(folder / "nothing")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.sql")).write_text(GOOD, encoding="utf-8")
    (folder / "good.sql").write_text(GOOD, encoding="utf-8")
    settings = live_project.settings_file.read_text(encoding="utf-8")
    live_project.settings_file.write_text(
        re.sub(r"(?m)^seconds = .*$", "seconds = 1", settings), encoding="utf-8"
    )
    started = time.monotonic()
    outcome = run_refresh(live_project)
    assert outcome.result == "published"
    assert time.monotonic() - started < 60
    assert outcome.manifest is not None
    assert "good" in outcome.manifest["views"]
    aside = set(outcome.manifest["aside"])
    assert bad < aside
    assert {"a_folder", "leads_nowhere"} < aside
    assert len(aside) == len(bad) + 3


def test_a_select_of_many_terms_is_a_problem_of_its_file(
    tmp_path: Path, database: duckdb.DuckDBPyConnection
) -> None:
    """400 joined terms stopped the whole refresh: they are tried, or refused with a word for it."""
    terms = " || ".join(f"'{number}'" for number in range(400))
    text = GOOD.replace("    name,\n    sum", f"    {terms} as name,\n    sum")
    problems = reported(tmp_path, database, terms=text, good=GOOD)
    assert {problem.rule for problem in problems} <= {"sql_statement"}
    assert {problem.file for problem in problems} <= {"sql/views/terms.sql"}


def test_a_view_after_one_that_was_stopped_finds_the_rows_it_reads(
    tmp_path: Path, database: duckdb.DuckDBPyConnection
) -> None:
    reads = GOOD.replace("kpi.disbursement_by_year", "views.a_first")
    texts = {"a_first": GOOD, "b_slow": BAD["one_call_that_never_ends"][0], "c_reads": reads}
    with_kpi, problems = views(tmp_path, **texts)
    with_kpi.create(database, problems)
    assert {file.name for file in with_kpi.files} == {"a_first", "c_reads"}
    assert {problem.file for problem in problems} == {"sql/views/b_slow.sql"}
    for file in reversed(with_kpi.files):
        database.execute(f"drop view {file.qualified}")


def test_a_select_that_cannot_be_traced_in_time_is_published_without_its_lineage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from etl.sqlviews import columnlineage

    columns = {"region_id": HeaderColumn(), "n": HeaderColumn()}
    header = Header("t", "t", grain=("region_id",), columns=columns)
    parts = " union all ".join(["select region_id, n from region"] * 300)
    slow = SqlFile("views", "slow", "sql/views/slow.sql", header, parts)
    quick = SqlFile("views", "quick", "sql/views/quick.sql", header, "select region_id, n from region")
    tables = {"region": ["region_id", "n"]}
    monkeypatch.setattr(columnlineage, "_SECONDS", 0.05)
    assert columnlineage.traced([slow], {}, tables)["slow"]["lineage"]["columns"] == {}
    monkeypatch.setattr(columnlineage, "_SECONDS", 60.0)
    found = columnlineage.traced([quick], {}, tables)
    assert found["quick"]["lineage"]["columns"]["n"]["tables"] == ["main.region.n"]


CASES = ROOT.parent / "shared" / "cases" / "analyst"


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the project")
@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("b1_timestamptz", set()),
        ("b2_interval", {"sql_type"}),
        ("b3_infnan", set()),
        ("b8_nulls", {"sql_chart"}),
        ("e4_stops_refresh", {"sql_statement"}),
    ],
)
def test_the_cases_are_shown_or_refused(
    tmp_path: Path, database: duckdb.DuckDBPyConnection, name: str, rules: set[str]
) -> None:
    text = (CASES / f"{name}.sql").read_bytes()
    problems = reported(tmp_path, database, **{name: text, "good": GOOD})
    assert {problem.file for problem in problems} <= {f"sql/views/{name}.sql"}
    assert {problem.rule for problem in problems} <= rules | ({"sql_statement"} if name[0] == "e" else set())
    assert rules - {"sql_statement"} <= {problem.rule for problem in problems}
