"""Slides hold the mart's figures, all of them, and never a zero where there is none."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard import format as fmt
from dashboard.charts.kinds import KINDS
from dashboard.mart import shared_mart
from dashboard.pack import content
from dashboard.pack.content import Pack
from dashboard.pack.formats import FORMATS
from dashboard.pack.slides import write
from dashboard.pack.slides.plan import _LONG_LIST
from dashboard.panel import PanelData
from dashboard.text import Lang, word
from tests.conftest import Mart
from tests.dashboard.pack import slides as read
from tests.dashboard.pack.conftest import settings
from tests.dashboard.pack.figures import charted, declared, key, number, rows

LANGUAGES: tuple[Lang, ...] = ("ja", "en")
_NUMBER = re.compile(r"[+△−]?[0-9][0-9,]*(?:\.[0-9]+)?")


@pytest.fixture(scope="module")
def files(packs: dict[str, Pack], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("slides")
    for lang, pack in packs.items():
        write(pack, folder / f"{lang}.pptx", lambda done, of: None)
    return {lang: folder / f"{lang}.pptx" for lang in packs}


@pytest.fixture(scope="module")
def slides(files: dict[str, Path]) -> dict[str, dict[tuple[str, str], read.PanelRead]]:
    return {lang: read.panels(path) for lang, path in files.items()}


Slides = dict[str, dict[tuple[str, str], read.PanelRead]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_panel_of_the_pack_has_its_slides(lang: Lang, packs: dict[str, Pack], slides: Slides) -> None:
    asked = {
        (section.page_id, data.panel.panel_id)
        for section in packs[lang].sections
        for data in section.panels
        if not data.panel.lookup
    }
    assert slides[lang].keys() == asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_to_look_things_up_in_is_named_where_it_stands_and_takes_no_slides(
    lang: Lang, packs: dict[str, Pack], files: dict[str, Path], mart_copy: Path, tmp_path: Path
) -> None:
    lists = {data.panel.panel_id: data for data in packs[lang].panels if data.panel.lookup and data.rows}
    assert set(lists) == {
        "attention_list",
        "dictionary",
        "guideline_rules",
        "body_roles",
        "bodies",
        "parties",
        "case_parties",
        "case_words",
    }
    for data in lists.values():
        line = word("pack.lookup", lang).format(count=len(data.rows))
        # two lists may have as many rows: each is named once by its title
        said = f"{data.title}{'：' if lang == 'ja' else ': '}{line}"
        assert [text for text in _texts(files[lang]) if text == said] == [said]
    # several on one page stand below one another: they were written over each other
    for slide in Presentation(str(files[lang])).slides:
        ending = word("pack.lookup", lang).partition("{count}")[2]
        boxes = sorted(
            (shape.top, shape.top + shape.height)
            for shape in slide.shapes
            if shape.has_text_frame and shape.text_frame.text.endswith(ending)
        )
        assert all(upper[1] <= lower[0] + 1 for upper, lower in pairwise(boxes)), slide.shapes.title.text
    line = word("pack.lookup", lang).format(count=len(lists["dictionary"].rows))
    assert len(lists["dictionary"].rows) > 500
    # asked for by its name, with nothing else
    alone = content.make(settings(wanted=("dictionary",)), shared_mart(mart_copy), lang)
    write(alone, tmp_path / "alone.pptx", lambda done, of: None)
    assert line in _texts(tmp_path / "alone.pptx")
    assert len(Presentation(str(tmp_path / "alone.pptx")).slides) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_list_ends_with_a_word_on_how_it_goes_on(lang: Lang, mart_copy: Path, tmp_path: Path) -> None:
    """Of 41 corrections; a list of 18 projects stands whole on more slides than that."""
    slides = {}
    for most in (0, 2):
        wanted = ("corrections", "register")
        pack = content.make(
            settings(wanted=wanted, languages=(lang,), slides=most), shared_mart(mart_copy), lang
        )
        write(pack, tmp_path / f"{most}.pptx", lambda done, of: None)
        slides[most] = Presentation(str(tmp_path / f"{most}.pptx")).slides
        [corrections, register] = pack.panels
    titles = {
        most: [slide.shapes.title.text for slide in every if slide.shapes.title]
        for most, every in slides.items()
    }
    whole, short = (
        [at for at, title in enumerate(titles[most]) if title.startswith(corrections.title)]
        for most in (0, 2)
    )
    assert len(corrections.rows) > 40
    assert len(short) == 2 < len(whole)
    assert [title.startswith(register.title[:12]) for title in titles[2]].count(True) > 6
    said = word("pack.more_slides", lang).format(count=len(corrections.rows), slides=len(whole) - 2)
    texts = [{shape.text_frame.text for shape in slide.shapes if shape.has_text_frame} for slide in slides[2]]
    assert [said in text for text in texts].count(True) == 1
    assert said in texts[short[-1]]
    assert all(f"{at + 1}/{len(texts)}" in text for at, text in enumerate(texts) if at), "n of N"
    # the rows that stand there are those that stand first when all do
    rows = {most: _cells(slides[most], at) for most, at in ((0, whole), (2, short))}
    assert rows[2]
    assert rows[2] == rows[0][: len(rows[2])]


def _cells(slides: Any, places: list[int]) -> list[tuple[str, ...]]:
    """The rows of the tables of these slides, without their heads."""
    return [
        tuple(cell.text for cell in row.cells)
        for at in places
        for shape in slides[at].shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]


def _texts(file: Path) -> list[str]:
    return [
        shape.text_frame.text
        for slide in Presentation(str(file)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_below_their_row_stand_there_over_the_whole_width(
    lang: Lang, packs: dict[str, Pack], files: dict[str, Path], slides: Slides
) -> None:
    data = next(data for data in packs[lang].panels if data.panel.panel_id == "sources")
    below = [at for at, column in enumerate(data.panel.columns) if column.below]
    assert len(below) == 3
    tables = slides[lang][("data", "sources")].tables
    assert all(len(row) == len(data.headings) - len(below) for table in tables for row in table)
    flat = [row for table in tables for row in table[1:]]
    named = {cells[0]: cells for cells in data.cells}
    for row, note in pairwise(flat):
        if row[0] in named:
            assert all(f"{data.headings[at]}{'：' if lang == 'ja' else ': '}" in note[0] for at in below)
            assert all(named[row[0]][at] in note[0] for at in below)
            assert set(note[1:]) == {""}
    assert {row[0] for row in flat} >= named.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_holds_every_figure_of_the_mart_and_no_other(
    lang: Lang, packs: dict[str, Pack], slides: Slides, mart: Mart
) -> None:
    kinds: Counter[str] = Counter()
    for section in packs[lang].sections:
        for data in section.panels:
            if data.panel.chart.kind not in KINDS or not data.rows:
                continue
            kinds[data.panel.chart.kind] += 1
            panel_slides = slides[lang][(section.page_id, data.panel.panel_id)]
            expected = _expected(data, rows(mart, data, section.state))
            for source in ("plotted", "book"):
                shown = Counter(
                    value
                    for chart in panel_slides.charts
                    for name, values in getattr(chart, source).items()
                    if " → " not in name  # joins two figures that stand in their own series too
                    for value in values.values()
                    if value is not None
                )
                assert shown == expected, (data.panel.panel_id, source, shown - expected, expected - shown)
            for chart in panel_slides.charts:
                assert chart.plotted == chart.book, data.panel.panel_id
    assert kinds.keys() == KINDS.keys()


def _expected(data: PanelData, rows: list[Any]) -> Counter[float]:
    encode, kind = declared(data), data.panel.chart.kind
    names = ["value"]
    if kind == "dumbbell":
        names = ["first", "second"]
    elif kind == "dots":
        names = ["position"]
    elif kind == "scatter":  # both axes have a figure of each
        names = ["y"]
        rows = [row for row in rows if row[encode["x"]] is not None]
    elif "ceiling" in encode:
        names = ["value", "ceiling"]
    values = [charted(data, row[key(data, name)]) for row in rows for name in names]
    if kind == "dots":
        median = {row[key(data, "row")]: row[encode["median"]] for row in rows if row["position"] is not None}
        values += [number(value) for value in median.values()]
    if kind == "slope" and rows[0][encode["reference"]] is not None:
        values += [100.0, number(rows[0][encode["reference"]])]
    return Counter(float(f"{value:.13g}") for value in values if value is not None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_bar_stands_at_its_own_name(
    lang: Lang, packs: dict[str, Pack], slides: Slides, mart: Mart
) -> None:
    checked = 0
    for section in packs[lang].sections:
        for data in section.panels:
            if data.panel.chart.kind not in ("ranked_bar", "slope", "small_bars", "small_lines"):
                continue
            panel_slides = slides[lang][(section.page_id, data.panel.panel_id)]
            for row in rows(mart, data, section.state):
                checked += _stands(row, data, panel_slides)
    assert checked > 300


def _stands(row: Any, data: PanelData, panel_slides: read.PanelRead) -> int:
    encode, kind = declared(data), data.panel.chart.kind
    value = charted(data, row[key(data, "value")])
    if value is None:
        return 0
    with fmt.calendar(data.calendar):
        if kind == "ranked_bar":
            name = row[key(data, "label")]
            if sum(other[key(data, "label")] == name for other in data.rows) > 1:  # told apart by region
                name = f"{name}（{row['region']}）" if data.lang == "ja" else f"{name} ({row['region_en']})"
            at = [
                values[name]
                for chart in panel_slides.charts
                for values in chart.plotted.values()
                if name in values
            ]
        elif kind == "slope":
            year = fmt.show(row[encode["x"]], "year", data.lang, "")
            at = [chart.plotted[row[key(data, "label")]][year] for chart in panel_slides.charts]
        else:
            name, when = row[key(data, "facet")], row[encode["year" if kind == "small_bars" else "x"]]
            kinds = encode.get("x_kind", "fiscal_year_tick")
            year = fmt.show(when, kinds, data.lang, "")
            charts = [chart for chart in panel_slides.charts if chart.title.startswith(name)]
            assert len(charts) == 1, (data.panel.panel_id, name)
            at = [
                values[year]
                for series, values in charts[0].plotted.items()
                if " → " not in series and values.get(year) is not None
            ]
    assert value in at, (data.panel.panel_id, row)
    return 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_undecided_grant_is_a_word_and_no_zero(lang: Lang, slides: Slides) -> None:
    word = "未定" if lang == "ja" else "undecided"
    year = slides[lang][("disbursements", "grants_of_year")].charts[0].plotted
    (values,) = year.values()
    named = [name for name in values if word in name]
    assert len(named) == 1
    assert values[named[0]] is None
    assert 0.0 not in [value for value in values.values()]
    small = [
        chart for chart in slides[lang][("disbursements", "grants_by_region")].charts if word in chart.title
    ]
    assert len(small) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_every_table_is_the_marts(
    lang: Lang, packs: dict[str, Pack], slides: Slides, mart: Mart
) -> None:
    checked = 0
    for section in packs[lang].sections:
        for data in section.panels:
            if data.panel.chart.kind != "table" or data.panel.lookup or not data.rows:
                continue
            panel_slides = slides[lang][(section.page_id, data.panel.panel_id)]
            texts = "\n".join(cell for table in panel_slides.tables for row in table[1:] for cell in row)
            shown = Counter(_parsed(text) for text in _NUMBER.findall(texts))
            wanted: Counter[Decimal] = Counter()
            held = rows(mart, data, section.state)
            if len(held) > _LONG_LIST:  # it goes on elsewhere, and says so
                held = held[: sum(len(table) - 1 for table in panel_slides.tables)]
            for row in held:
                for column in data.panel.columns:
                    value = row[column.key(lang)]
                    if value is None or column.kind in ("text", "sentence", "date") or column.words:
                        continue
                    checked += 1
                    if column.kind not in ("fiscal_year", "year", "fiscal_year_short"):
                        wanted[_rounded(value, column.kind, row)] += 1
            missing = wanted - shown
            assert not missing, (data.panel.panel_id, missing)
            flat = [cell for table in panel_slides.tables for row in table[1:] for cell in row]
            if len(data.rows) > 1 and all(len(cell) < 60 for cells in data.cells for cell in cells):
                assert flat == [cell for cells in data.cells for cell in cells], data.panel.panel_id
    assert checked > 100


def _parsed(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("△", "-").replace("−", "-").lstrip("+"))


def _rounded(value: Any, kind: str, row: Any) -> Decimal:
    exact = Decimal(str(value))
    if kind.endswith("thousand_yen"):
        exact /= 1000
    digits = {"decimal1": 1, "signed1": 1, "decimal2": 2}.get(kind, 0)
    if kind.endswith("decimals"):
        digits = row["decimals"]
    if kind == "plain":
        return _parsed(fmt.show(value, "plain", "ja", ""))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_of_a_matrix_is_the_marts(
    lang: Lang, packs: dict[str, Pack], slides: Slides, mart: Mart
) -> None:
    checked = 0
    for section in packs[lang].sections:
        for data in section.panels:
            encode = declared(data)
            if data.panel.chart.kind != "grid" or encode.keys() & {"words", "mark", "state"}:
                continue
            panel_slides = slides[lang][(section.page_id, data.panel.panel_id)]
            cells: dict[tuple[str, str], str] = {}
            for table in panel_slides.tables:
                for line in table[1:]:
                    cells |= {(line[0], head): text for head, text in zip(table[0], line, strict=True)}
            for row in rows(mart, data, section.state):
                column = row[key(data, "column")]
                with fmt.calendar(data.calendar):
                    head = fmt.show(column, encode.get("column_kind", "text"), lang, "")
                if "unit" in encode:
                    head += f"\n{row[key(data, 'unit')]}"
                text = cells[(row[key(data, "row")], head)]
                value = row[encode["value"]]
                if value is None:
                    assert not _NUMBER.search(text), text
                    assert text
                    continue
                checked += 1
                kind = "decimals" if "decimals" in encode else encode["number_kind"]
                assert _parsed(_NUMBER.search(text)[0]) == _rounded(value, kind, row), (text, value)
    assert checked > 150


@pytest.mark.parametrize("lang", LANGUAGES)
def test_slides_are_wide_numbered_and_nothing_leaves_them(lang: Lang, files: dict[str, Path]) -> None:
    assert read.fits(files[lang]) == []
    presentation: Any = Presentation(str(files[lang]))
    assert presentation.slide_width * 9 == pytest.approx(presentation.slide_height * 16, rel=0.001)
    slides = list(presentation.slides)
    for at, slide in enumerate(slides[1:], 2):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert f"{at}/{len(slides)}" in texts
        assert "資料1" in texts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_run_names_a_font_of_both_scripts(lang: Lang, files: dict[str, Path]) -> None:
    for slide in Presentation(str(files[lang])).slides:
        for run in slide._element.xpath(".//a:rPr"):
            assert run.xpath("./a:latin/@typeface")
            assert run.xpath("./a:ea/@typeface")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_tell_sources_build_address_and_where_from(
    lang: Lang, packs: dict[str, Pack], slides: Slides
) -> None:
    pack = packs[lang]
    for section in pack.sections:
        for data in (data for data in section.panels if not data.panel.lookup):
            for notes in slides[lang][(section.page_id, data.panel.panel_id)].notes:
                assert pack.build_id in notes
                assert all(citation.title in notes for citation in data.citations)
                assert all(note in notes for note in data.notes)
    panel_slides = slides[lang][("overview", "grants_by_year")].notes[0]
    assert "hokkaido_casebook_2024/disbursements.csv" in panel_slides


def test_same_pack_same_bytes(packs: dict[str, Pack], files: dict[str, Path], tmp_path: Path) -> None:
    write(packs["ja"], tmp_path / "again.pptx", lambda done, of: None)
    assert (tmp_path / "again.pptx").read_bytes() == files["ja"].read_bytes()


def test_slides_are_a_format_of_a_pack() -> None:
    assert FORMATS["pptx"].write is write
