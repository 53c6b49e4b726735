"""A meeting's build may be older than the board: what it lacks is told, the rest is shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.analyst import panels
from dashboard.chart import Table
from dashboard.mart import Build, Mart
from dashboard.panel import Column, Panel, Rows, Sentence, prepare
from dashboard.panels import PANELS
from dashboard.search import hits_by_kind
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, T, word
from tests.conftest import ROOT
from tests.sealed import seal

_SCRIPT = ROOT / "dashboard" / "entry" / "board.py"
_DATABASE = "cooperation.duckdb"


@pytest.fixture(scope="module")
def older(mart_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mart without a view and a column that the board asks for."""
    target = tmp_path_factory.mktemp("older") / "mart"
    shutil.copytree(mart_copy, target)
    folder = target / "builds" / json.loads((target / "current.json").read_text(encoding="utf-8"))["build_id"]
    with duckdb.connect(str(folder / _DATABASE)) as connection:
        connection.execute("drop view kpi.population_change")
        connection.execute("drop view kpi.still_missing")
        connection.execute("drop table decision")
        connection.execute("create or replace view kpi.case_change as select 'a' as case_id")
    seal(folder)
    return target


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["", "population", "cases", "data", "compare"])
def test_a_page_says_what_the_build_lacks(
    older: Path, page: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_MART", str(older))
    at = AppTest.from_file(str(_SCRIPT), default_timeout=120)
    at.query_params["lang"] = lang
    if page:
        at._page_hash = _hash(page)
    at.run()
    assert not at.exception
    told = "\n".join(str(item.proto.body) for item in at.get("html"))
    assert "data-finding" in told
    assert (word("panel.lacking", lang).strip() in told) == (page != "")


def _hash(page: str) -> str:
    from streamlit.util import calc_hash

    return calc_hash(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_build_of_today_lacks_nothing(build: Build, lang: Lang) -> None:
    state = State(lang=lang, region="minamisorachi", members=("012025", "012033"))
    for panel in (*PANELS.values(), *panels(build).values()):
        assert not prepare(panel, state, build).lacking, panel.panel_id


def test_a_build_that_lacks_all_is_told_in_one_line(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mart = tmp_path / "mart"
    shutil.copytree(older, mart)
    folder = Mart(mart).live().folder
    with duckdb.connect(str(folder / _DATABASE)) as connection:
        for (name,) in connection.execute(
            "select view_name from duckdb_views() where schema_name = 'kpi'"
        ).fetchall():
            connection.execute(f'drop view kpi."{name}"')
    seal(folder)
    monkeypatch.setenv("RENKEI_MART", str(mart))
    at = AppTest.from_file(str(_SCRIPT), default_timeout=120).run()
    assert not at.exception
    assert folder.name in "\n".join(str(item.proto.body) for item in at.get("html"))


def test_a_search_says_what_an_older_build_does_not_have(older: Path) -> None:
    groups = {group.kind.kind_id: group for group in hits_by_kind(State(search="研修"), Mart(older).live())}
    assert not groups["decision"].searched
    assert groups["project"].count > 0


def _asking(sql: str, finding: Sentence = lambda rows, lang: "", source: str = "") -> Panel:
    columns = (Column("region_id", T("地域", "Region")),)
    sources = (source,) if source else ()
    title = T("問い", "Question")
    return Panel("asking", "overview", title, title, sql, Table(), columns, finding, sources=sources)


def _slip(rows: Rows, lang: Lang) -> str:
    return str(rows[0]["nmae"])


_NAMED = "select region_id, name from region"


@pytest.mark.parametrize(
    "panel",
    [
        _asking("select region_id from kpi.not_there"),
        _asking("select region_id from not_there"),
        _asking("select region_id, not_there from region"),
        _asking("select region.region_id, region.not_there from region"),
        _asking("select * from region", lambda rows, lang: str(rows[0]["not_there"])),
    ],
    ids=["view", "table", "column", "qualified", "column_of_all"],
)
def test_what_a_build_does_not_have_is_told_as_its_age(panel: Panel, build: Build) -> None:
    data = prepare(panel, State(), build)
    assert data.lacking
    assert data.failed is None


@pytest.mark.parametrize(
    "panel",
    [
        _asking(_NAMED, _slip),
        _asking(_NAMED, lambda rows, lang: {"a": "b"}["c"]),
        _asking(_NAMED, source="@not_there"),
        _asking("select region_id, no_such_function(name) from region"),
        _asking("select region_id, name - 1 as less from region"),
        _asking("select region_id from region as a join region as b on true"),
        _asking("select region_id, count(*) as n from region"),
        _asking('select region_id, not_there from views."idle_years"'),
        _asking('select * from views."idle_years"', _slip),
        _asking('select region_id from views."not_there"'),
    ],
    ids=[
        "row", "mapping", "source", "function", "types", "ambiguous", "group", "view_column", "view_row",
        "view",
    ],
)  # fmt: skip
def test_a_fault_is_a_failure_with_a_number_and_no_word_about_the_age(panel: Panel, build: Build) -> None:
    """Each of these told readers that the data were older than the board."""
    data = prepare(panel, State(), build)
    assert data.failed is not None
    assert not data.lacking
    for lang in LANGUAGES:
        assert word("panel.lacking", lang).strip() not in f"{data.title}{data.absence}"
