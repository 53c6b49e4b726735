"""The README's table "to add … touch …" is true: the files that adding a thing touches are counted, and the
thing is seen where readers see it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard import analyst
from dashboard.charts.kinds import drawings
from dashboard.mart import Build
from dashboard.panel import citations, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from etl import refresh
from etl.paths import Paths
from tests.conftest import Mart, quiet
from tests.newcomer.added import ADDED, ROOT, copy_code, files_touched, rows_of_the_table

_BOARD = ("a panel", "a page", "a chart kind", "a language")
_DATA = ("a year's figures", "a source", "a table of an office's own", "a figure", "a check")


def _rows(name: str, head: str) -> list[tuple[str, str, int]]:
    """The table under that head: what is added, what is touched, how many files."""
    text = (ROOT / name).read_text(encoding="utf-8")
    table = text.split(head)[1].split("\n\n")[0].strip().split("\n")[1:]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]
    return [(thing, files, int(count)) for thing, files, count in cells]


README = {
    thing: (files, count) for thing, files, count in _rows("README.md", "| to add … | touch … | files |")
}


def test_the_table_names_each_thing_and_no_other() -> None:
    assert list(README) == list(ADDED)
    for thing, (_, most) in ADDED.items():
        assert README[thing][1] <= most
    japanese = _rows("README.ja.md", "| 加えるもの | 触るところ | ファイル |")
    assert [count for _, _, count in japanese] == [count for _, count in README.values()]
    # the same places in both
    for (_, ja, _), (en, _) in zip(japanese, README.values(), strict=True):
        assert set(re.findall("`([^`]*/)[^`]*`", ja)) == set(re.findall("`([^`]*/)[^`]*`", en))


def _touched(root: Path, thing: str) -> None:
    """The thing is added; the files are as many as the README says, in the places that it names."""
    touched = files_touched(root, ADDED[thing][0])
    places, count = README[thing]
    assert len(touched) == count, touched
    named = [re.sub("<.*", "", place) for place in re.findall("`([a-z]+/[^` ]*)`", places)]
    assert named
    for file in touched:
        assert any(file.startswith(place) for place in named), (file, named)


@pytest.fixture(scope="module")
def board(mart: Mart, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a board with the new panel, page, chart kind and language shows."""
    root = copy_code(tmp_path_factory.mktemp("newcomer"))
    for thing in _BOARD:
        _touched(root, thing)
    live = shutil.copytree(mart.paths.mart, root / "data" / "mart")
    environment = {**os.environ, "RENKEI_MART": str(live), "PYTHONPATH": ".", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("board.py"))],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_page_is_one_file(board: dict[str, Any]) -> None:
    """A line elsewhere left it with a KeyError; it was six files."""
    page = board["page_en"]
    assert "Neighbours" in page
    assert "With whom does each region work?" in page
    assert re.search('data-finding="neighbours">[^<]{5}', page)
    assert page.count('class="rb-card"') == 1
    assert page.index("rb-card") < page.index("rb-head")


def test_a_panel_is_one_declaration(board: dict[str, Any], mart: Mart) -> None:
    assert board["last_of_page"] == "members_of_region"
    assert "members_of_region" in board["projected"]
    known = mart.rows(
        "select name, count(*) from region join region_member using (region_id) "
        "where scheme <> 'council' and left_on is null group by all"
    )
    assert board["rows"] == dict(known)
    assert board["title"] == f"{len(known)} regions"


@pytest.mark.parametrize("output", ["screen", "slide", "sheet", "offline", "paper"])
def test_a_chart_kind_is_on_every_output(output: str, board: dict[str, Any]) -> None:
    shown = board[output]
    if output in ("screen", "slide"):
        text = shown if output == "screen" else "".join(shown)
        text = text.encode().decode("unicode_escape") if "\\u" in text else text
        for name, count in board["rows"].items():
            assert name in text
            assert str(count) in text
    elif output == "sheet":
        assert len(shown) == 1
        assert "<c:barChart>" in shown[0]
    else:
        assert shown.count('class="rb-chart"') >= 1
        assert all(name in shown for name in board["rows"])


def test_a_language_is_one_file(board: dict[str, Any]) -> None:
    assert board["languages"] == ["ja", "en", "fr"]
    page = board["page_fr"]
    assert "Voisins" in page
    assert "Avec qui chaque région travaille-t-elle ?" in page
    assert "document.documentElement.lang = 'fr'" in page
    assert 'class="rb-card"' in page  # what it has no words for is in English


@pytest.fixture(scope="module")
def office(small_built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[refresh.Outcome, Build]:
    """A small office with a year's figures, a source, a figure and a check more."""
    root = Path(shutil.copytree(small_built, tmp_path_factory.mktemp("newcomer") / "office"))
    for thing in _DATA:
        _touched(root, thing)
    outcome = refresh.run(Paths(root), quiet)
    assert outcome.manifest is not None, [problem.line(english=True) for problem in outcome.problems]
    return outcome, Build(Paths(root).builds / outcome.manifest["build_id"])


def test_a_years_figures_are_those_of_the_board(office: tuple[refresh.Outcome, Build]) -> None:
    data = prepare(PANELS["grants_by_region"], State(region="shiribeshi"), office[1])
    assert [(row["status"], row["amount_yen"]) for row in data.rows if row["fiscal_year"] == 2020] == [
        ("actual", 500_000)
    ]


def test_a_source_is_cited_by_its_rows(office: tuple[refresh.Outcome, Build]) -> None:
    [cited] = citations(office[1], ("bureau_recruitment",), "en")
    assert (cited.title, cited.as_of) == ("Recruitment reported by the bureau", "1 April 2025")
    rows = office[1].query("select headcount from recruitment where source_id = 'bureau_recruitment'")
    assert [row["headcount"] for row in rows] == [2]


def test_a_table_of_an_offices_own_is_in_the_build(office: tuple[refresh.Outcome, Build]) -> None:
    rows = office[1].query("select storehouse_id, shelves, source_row from own.storehouse order by 1")
    assert [tuple(row.values()) for row in rows] == [
        ("d1", 12, "own_depots/storehouses.csv:2"),
        ("d2", 30, "own_depots/storehouses.csv:3"),
    ]


def test_a_figure_is_a_panel(office: tuple[refresh.Outcome, Build]) -> None:
    data = prepare(analyst.panels(office[1])["members_of_regions"], State(lang="en"), office[1])
    assert data.title.startswith("Members of each region: highest: ")
    assert len(drawings(data)[0].categories) == len(data.rows) > 5


def test_a_check_has_run(office: tuple[refresh.Outcome, Build]) -> None:
    assert office[1].manifest["checks"]["large_region"]["rows"] > 0


@pytest.mark.long
def test_a_table_is_filled_and_a_survey_asks_its_questions(
    small_built: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = Path(shutil.copytree(small_built, tmp_path_factory.mktemp("newcomer") / "office"))
    shutil.rmtree(root / "sql")
    shutil.copytree(small_built / "sql", root / "kept_sql")
    copy_code(root)
    shutil.rmtree(root / "sql")
    (root / "kept_sql").rename(root / "sql")
    _touched(root, "a table")
    rows_of_the_table(root)
    _etl(root, "refresh")
    manifest = json.loads((root / "data" / "mart" / "current.json").read_text(encoding="utf-8"))
    build = Build(root / "data" / "mart" / "builds" / manifest["build_id"])
    rows = build.query("select depot_id, shelves, source_id from depot order by 1")
    assert [tuple(row.values()) for row in rows] == [("d1", 12, "depot_list"), ("d2", 30, "depot_list")]
    _touched(root, "questions of a survey")
    said = _etl(root, "survey", "forms", "depots_2026")
    assert "forms in" in said
    forms = list((root / "data" / "surveys" / "depots_2026" / "forms").glob("*.xlsx"))
    assert forms
    import openpyxl

    book = openpyxl.load_workbook(forms[0])
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert "共同で使える棚の数（台）" in cells or any("共同で使える棚の数" in str(cell) for cell in cells)


def _etl(root: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "etl", *command],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
