"""見本データ: in every format each panel with invented answers says so, and no other does."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pptx import Presentation

from dashboard import sample
from dashboard.chart import Table
from dashboard.mart import Build
from dashboard.mart import Mart as BoardMart
from dashboard.pack import csv_tables, page, parquet_tables, slides, workbook
from dashboard.pack.content import Pack
from dashboard.pages.profile import panels
from dashboard.panel import prepare
from dashboard.panels.staffing import SURVEYED
from dashboard.render.csvfile import csv_bytes
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, word
from tests import surveyed
from tests.dashboard.pack import slides as read
from tests.dashboard.pack.made import some
from tests.dashboard.pack.test_fit import misfits
from tests.dashboard.pack.xlsx import Book
from tests.surveyed import REGION

NAMES = {"ja": "見本データ", "en": "Sample data"}
PAGES = ("staffing", "profile", "data")


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest, surveyed_copy: Path) -> Pack:
    lang: Lang = request.param
    return some(surveyed_copy, lang, *PAGES, region=REGION)


def _marked(pack: Pack) -> dict[str, bool]:
    """Name of a panel in the pack → whether its rows are invented."""
    found = {name: data.sample for name, _, data in pack.named}
    assert {name for name, told in found.items() if told} == {
        *(panel.panel_id for panel in SURVEYED),
        "survey_status",
        "profile_staffing_gap",
    }
    assert sum(not told for told in found.values()) > 5
    return found


def test_titles_and_findings_of_a_pack(pack: Pack) -> None:
    _marked(pack)
    mark = word("sample.mark", pack.lang)
    for data in pack.panels:
        assert data.title.startswith(mark) == data.sample, data.panel.panel_id
    # the answer of 職員 is the survey's shortage
    assert [section.finding.startswith(mark) for section in pack.sections] == [True, False, False]


def test_every_slide(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.pptx"
    slides.write(pack, path, lambda done, of: None)
    assert misfits(path)[0] == []
    found = read.panels(path)
    told = {name: data.sample for name, _, data in pack.named}
    assert {panel for _, panel in found} >= {panel.panel_id for panel in SURVEYED}
    assert ("profile", "staffing_gap") in found
    # the pack says so on its cover and on every slide, whatever it shows
    every = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(str(path)).slides
    ]
    assert [text for text in every if word("sample.pack", pack.lang) not in text] == []
    mark = word("sample.mark", pack.lang)
    for (_, panel), shown in found.items():
        assert [title.startswith(mark) for title in shown.titles] == [told[panel]] * len(shown.titles), panel


def test_every_sheet(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.xlsx"
    workbook.write(pack, path)
    with zipfile.ZipFile(path) as parts:
        heads = [parts.read(n).decode() for n in parts.namelist() if "worksheets/sheet" in n]
    assert [text[:60] for text in heads if word("sample.pack", pack.lang) not in text] == []
    sheets = {str(sheet.cells.get((0, 0), "")): sheet for sheet in Book(path).sheets.values()}
    for data in pack.panels:
        sheet = sheets[data.title]
        assert (NAMES[pack.lang] in data.title) == data.sample
        assert (NAMES[pack.lang] in [str(cell) for cell in sheet.row(3)]) == data.sample, data.panel.panel_id


@pytest.mark.parametrize("paper", [False, True])
def test_every_part_of_the_offline_page_and_the_handout(pack: Pack, paper: bool) -> None:
    html = page.document([pack], paper=paper)
    assert word("sample.pack", pack.lang) in re.findall(r'<p class="rb-doc-facts">(.*?)</p>', html)[0]
    assert word("sample.pack", pack.lang) in pack.head  # above every sheet of paper
    assert f"@top-left{{content:{page._string(pack.head)}" in html
    articles = re.findall(r'<article class="rb-panel" id="\w+-\d+-(\w+)">(.*?)</article>', html, re.DOTALL)
    told = {data.panel.panel_id: data.sample for data in pack.panels}
    assert {name for name, _ in articles} == set(told)
    for name, body in articles:
        title = re.search(r'class="rb-title">(.*?)</h3>', body, re.DOTALL)
        assert title
        assert (NAMES[pack.lang] in title[1]) == told[name], name


def test_every_csv_and_parquet(pack: Pack, tmp_path: Path) -> None:
    csv_tables.write(pack, tmp_path / "csv")
    parquet_tables.write(pack, tmp_path / "parquet")
    for number, data in enumerate(pack.panels, 1):
        stem = csv_tables.file_stem(number, data.panel.panel_id)
        with (tmp_path / "csv" / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        assert (NAMES[pack.lang] in head) == data.sample, stem
        if data.sample:
            at = head.index(NAMES[pack.lang])
            expected = [
                NAMES[pack.lang] if row["sample"] else word("sample.false", pack.lang) for row in data.rows
            ]
            assert [row[at] for row in rows] == expected
        table = pq.read_table(tmp_path / "parquet" / f"{stem}.parquet")
        assert ("sample" in table.column_names) == data.sample, stem
        title = (table.schema.metadata or {})[b"title"].decode()
        assert title.startswith(word("sample.mark", pack.lang)) == data.sample


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_real_survey_carries_no_mark(mart_copy: Path, tmp_path: Path, lang: Lang) -> None:
    build = BoardMart(surveyed.written(mart_copy, tmp_path / "mart", sample=False)).live()
    assert not sample.held(build)
    for panel in SURVEYED:
        data = prepare(panel, State(lang=lang), build)
        assert data.rows, panel.panel_id
        assert not data.sample
        assert NAMES[lang] not in f"{data.title}{data.headings}{csv_bytes(data).decode('utf-8-sig')}"


def test_a_view_of_answers_that_does_not_tell_its_rows_apart_is_marked_as_a_whole(
    surveyed_build: Build, build: Build
) -> None:
    typed = replace(
        SURVEYED[0],
        sql="select area_id from kpi.staffing_gap",
        columns=(),
        chart=Table(),
        finding=lambda rows, lang: "x",
        subtitle=lambda rows, lang: "y",
        sources=(),
    )
    data = prepare(typed, State(), surveyed_build)
    assert data.title == "【見本データ】x"
    assert data.headings == ("見本データ",)
    assert set(data.cells) == {("見本データ",)}
    assert prepare(typed, State(), build).title == "x"
    other = replace(typed, sql="select region_id as area_id from region")
    assert prepare(other, State(), surveyed_build).title == "x"


def test_the_sheet_of_a_region_shows_the_survey_only_where_it_has_answers(
    surveyed_build: Build, build: Build
) -> None:
    def on_sheet(region: str, of: Build) -> bool:
        return "staffing_gap" in [panel.panel_id for panel in panels(State(region=region), of)]

    assert on_sheet(REGION, surveyed_build)
    assert not on_sheet("hidaka", surveyed_build)
    assert not on_sheet(REGION, build)
