"""A board of each of the 47 prefectures, with nothing typed: its own figures, and those of no other."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from functools import cache

import polars as pl
import pytest

from dashboard import format as fmt
from dashboard.mart import Mart as BoardMart
from dashboard.panel import origins, prepare
from dashboard.panels import PANELS
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang
from etl import refresh
from etl.newoffice.places import TABLES, find, listed
from etl.newoffice.write import usual_title, write
from etl.paths import Paths, paths_at
from etl.problems import Problems
from etl.shape import read_tables
from tests.conftest import ROOT, quiet
from tests.long import some
from tests.offices import sweep

PRODUCT = Paths(ROOT)
_SOURCES = ROOT / "data" / "sources"
_OTHERS = re.compile("北海道|道内|道外|Hokkaido")


@cache
def _towns() -> pl.DataFrame:
    return listed(read_tables(PRODUCT, Problems(), TABLES), dt.date(2026, 11, 30))


def _prefectures() -> list[str]:
    with (_SOURCES / "municipality_codes" / "municipalities.csv").open(encoding="utf-8-sig") as file:
        return list(dict.fromkeys(row["prefecture"] for row in csv.DictReader(file)))


def _people(code: str) -> int:
    """Residents in 2020, from the shipped file."""
    with (_SOURCES / "census_1980_2020" / "population_census.csv").open(encoding="utf-8-sig") as file:
        return sum(
            int(row["population"])
            for row in csv.DictReader(file)
            if row["year"] == "2020" and row["municipality_code"].startswith(code)
        )


@pytest.fixture(scope="module")
def board(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Paths]:
    """The name of a prefecture and its office, made and built."""
    name = request.param
    place = find([name], _towns())
    folder = tmp_path_factory.mktemp("office") / "office"
    write(place, folder, PRODUCT, dt.date(2026, 11, 30), usual_title(place), "")
    paths = paths_at(folder)
    outcome = refresh.run(paths, quiet)
    assert outcome.result == "published", [p.line(english=True) for p in outcome.problems]
    return name, paths


def _first_page(name: str, text: str, lang: Lang) -> None:
    """It says what lies ahead of whom, not only what is not entered: four of seven parts said 未登録."""
    code = _towns().filter(pl.col("prefecture") == name)["prefecture_code"][0]
    if name != "福島県":  # of some of its towns no projection was made
        index = fmt.number(100 * _projected(code) / _people(code), 1, lang)
        assert text.count(index) >= 2, (name, index)
    assert {"ja": "資料はまだない", "en": "No source yet"}[lang] not in text
    assert {"ja": "まだ登録されていない", "en": "registered yet"}[lang] in text  # nor is that passed over


def _projected(code: str) -> int:
    """Residents in 2050, from the shipped file."""
    file = _SOURCES / "ipss_projection_2023" / "population_projection_2023.csv"
    with file.open(encoding="utf-8-sig") as rows:
        return sum(
            int(row["population"])
            for row in csv.DictReader(rows)
            if row["year"] == "2050" and row["municipality_code"].startswith(code)
        )


def _no_example_but_among_examples(paths: Paths) -> None:
    """Other places' cases are a library: no panel of the office's own rows has one of theirs."""
    examples = {
        toml.parent.name
        for toml in _SOURCES.glob("*/source.toml")
        if tomllib.loads(toml.read_text(encoding="utf-8")).get("share") == "example"
    }
    assert examples
    build = BoardMart(paths.mart).live()
    mixed, shown = [], set()
    for name, panel in PANELS.items():
        told = {item.source_id for item in prepare(panel, State(), build).citations}
        told |= {row.row.split("/")[0] for row in origins(panel.origin, State(), build)}
        if panel.page in ("cases", "council"):
            shown |= told
        elif name != "sources" and told & examples:
            mixed.append((name, told & examples))
    assert mixed == []
    assert shown >= examples  # the agreement of one of them too
    assert [row["name"] for row in prepare(PANELS["case_agreements"], State(), build).rows]
    # a list of municipalities is no council
    assert "nagano" not in {row["region_id"] for row in prepare(PANELS["bodies"], State(), build).rows}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "board", some(_prefectures(), lambda _, name: name == "長野県"), indirect=True, scope="module"
)
def test_every_page_is_drawn_with_its_own_figures_and_no_others(
    board: tuple[str, Paths], lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, paths = board
    monkeypatch.setenv("RENKEI_OFFICE", str(paths.folder))
    people = fmt.number(_people(_towns().filter(pl.col("prefecture") == name)["prefecture_code"][0]), 0, lang)
    texts: dict[str, str] = {}
    with sweep.board_of(paths.mart):
        for page_id in sweep.PAGE_IDS:
            shown = sweep.page(page_id, lang)
            assert shown.wrong == (), (page_id, shown.wrong)
            texts[page_id] = shown.text
    if name != "北海道":
        for page_id, text in texts.items():
            lines = [line for line in text.splitlines() if _OTHERS.search(line)]
            assert lines == [], page_id
    assert people in texts["profile"]
    _first_page(name, texts["overview"], lang)
    # one area alone has no rank, no end and no agreement
    for word in ("1地域中", "1地域のうち", "両端", "rank 1 of 1", "of 1 regions", "neither end"):
        assert not any(word in text for text in texts.values()), word
    _no_example_but_among_examples(paths)
    assert {"ja": "協定はない", "en": "no agreement"}[lang] in texts["profile"]
