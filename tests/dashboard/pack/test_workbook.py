"""The workbook of a pack: every figure is the mart's, every text a text, charts drawn from the cells."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from dashboard import format as fmt
from dashboard.charts.kinds import KINDS
from dashboard.datatable import table
from dashboard.pack import workbook, workbook_machine, workbook_sheet
from dashboard.pack.content import Pack
from dashboard.pack.workbook_look import wide
from dashboard.pack.workbook_sheet import HEAD
from dashboard.panel import PanelData
from dashboard.text import LANGUAGES, word
from tests.conftest import Mart
from tests.dashboard.pack.figures import declared, key
from tests.dashboard.pack.made import every_panel, held, is_missing, number, some, whole
from tests.dashboard.pack.outputs import book_file, read_book
from tests.dashboard.pack.xlsx import Book, Sheet

# its last year is planned
_GRANTS = "grant_table"
_EPOCH = dt.date(1899, 12, 30)


@pytest.fixture(scope="module")
def books(mart_copy: Path) -> dict[str, Book]:
    return {lang: read_book(mart_copy, lang) for lang in LANGUAGES}


def _panel_sheets(pack: Pack, book: Book) -> list[tuple[Any, PanelData, Sheet]]:
    names = [name for _, name in workbook.sheet_names(pack)]
    return [
        (section, data, book.sheets[name])
        for (section, data), name in zip(every_panel(pack), names, strict=True)
    ]


def test_every_number_of_every_sheet_is_the_marts(mart: Mart, books: dict[str, Book], pack: Pack) -> None:
    compared = missing = dates = 0
    for section, data, sheet in _panel_sheets(pack, books[pack.lang]):
        rows = held(mart, section, data)
        assert len(rows) == len(data.rows)
        for down, row in enumerate(rows, HEAD):
            for at, column in enumerate(data.panel.columns):
                cell, place = sheet.cells.get((down, at)), (sheet.name, down, column.name)
                expected = number(column, row, pack.lang)
                if column.number_kind.divisor == 1000 and expected is not None:
                    expected = expected / 1000
                if expected is not None and not column.kind.startswith("fiscal_year"):
                    # a workbook keeps sixteen digits
                    assert cell == pytest.approx(expected, rel=1e-14, abs=0), place
                    assert isinstance(cell, float), place
                    compared += 1
                elif is_missing(column, row, pack.lang):
                    # its word, in a cell of text: no number, so no zero
                    assert cell == data.cells[down - HEAD][at], place
                    assert isinstance(cell, str), place
                    assert cell, place
                    missing += 1
                elif isinstance(row[column.key(pack.lang)], dt.date):
                    assert isinstance(cell, float), place
                    assert _EPOCH + dt.timedelta(days=cell) == row[column.key(pack.lang)], place
                    dates += 1
                else:
                    assert (cell or "") == data.cells[down - HEAD][at], place
    assert compared > 2000
    assert missing > 50
    assert dates > 20


def test_every_chart_kind_of_the_screen_is_native(books: dict[str, Book], pack: Pack) -> None:
    drawn = set()
    for _, data, sheet in _panel_sheets(pack, books[pack.lang]):
        kind = data.panel.chart.kind
        if kind in KINDS and data.rows:
            assert sheet.charts, sheet.name
            assert sheet.series, sheet.name
            drawn.add(kind)
        else:
            assert not sheet.charts, sheet.name
    assert drawn == set(KINDS)


def test_every_figure_of_every_chart_is_the_marts(mart: Mart, books: dict[str, Book], pack: Pack) -> None:
    """Of each chart the values drawn are those of the mart: none else, none left out, no gap a 0."""
    compared = 0
    for section, data, sheet in _panel_sheets(pack, books[pack.lang]):
        if data.panel.chart.kind not in KINDS or not data.rows:
            continue
        drawn = sorted(_shapes(books[pack.lang], sheet))
        expected = sorted(_expected(held(mart, section, data), data))
        assert drawn == pytest.approx(expected), sheet.name
        compared += len(drawn)
    assert compared > 700


def test_no_figure_stands_under_another_status(mart: Mart, books: dict[str, Book], pack: Pack) -> None:
    """累計: added up anew from the grants themselves, each year under what its grant is."""
    book = books[pack.lang]
    sheet = next(sheet for _, d, sheet in _panel_sheets(pack, book) if d.panel.panel_id == "cumulative")
    told = {word(f"status.{status}", pack.lang): status for status in ("actual", "planned", "undecided")}
    found = set()
    for chart in sheet.charts:
        region = chart.findtext("{*}chart/{*}title//{*}t")
        for one in Sheet("", sheet.root, charts=[chart]).series:
            status = told.get(str(book.range(one.name)[0]))
            pairs = zip(book.range(one.across), book.range(one.values), strict=True)
            found |= {
                (region, str(year), status, value) for year, value in pairs if status and value is not None
            }
    tail = "" if pack.lang == "ja" else "_en"
    grants = mart.rows(
        f"select r.name{tail}, d.fiscal_year, d.status, d.amount_yen from disbursement as d "
        "join region as r using (region_id) order by r.name, d.fiscal_year"
    )
    expected, sums = set(), dict.fromkeys((name for name, *_ in grants), 0)
    for name, year, status, amount in grants:
        if amount is not None:
            sums[name] += amount
            expected.add((name, fmt.tick(year, pack.lang), status, sums[name] / 1000))
    assert {status for _, _, status, _ in expected} == {"actual", "planned"}
    assert found == expected


def test_what_a_chart_of_lines_draws_lies_within_its_axis(books: dict[str, Book], pack: Pack) -> None:
    """Names too: a program leaves out, without a word, what stands outside."""
    checked = 0
    for _, data, sheet in _panel_sheets(pack, books[pack.lang]):
        if data.panel.chart.kind not in ("lines", "slope") or not data.rows:
            continue
        for axis in sheet.charts[0].iterfind(".//{*}valAx"):
            if axis.find("{*}axPos").get("val") == "l":
                low, high = (
                    float(axis.find(f"{{*}}scaling/{{*}}{end}").get("val")) for end in ("min", "max")
                )
        for one in sheet.series:
            for value in books[pack.lang].range(one.values):
                assert value is None or low <= float(value) <= high, (sheet.name, value)
                checked += 1
    assert checked > 60


def _shapes(book: Book, sheet: Sheet) -> list[float]:
    """The numbers in the cells a chart draws. What joins two figures draws both of them again."""
    joining = {one.name for one in sheet.series if " → " in str(book.range(one.name)[0])}
    return [
        value
        for one in sheet.series
        if one.name not in joining
        for value in book.range(one.values)
        if isinstance(value, float)
    ]


def _expected(rows: list[dict[str, Any]], data: PanelData) -> list[float]:
    encode, kind = declared(data), data.panel.chart.kind
    if kind == "dots":
        # every region once; the medians
        known = [row for row in rows if row[encode["position"]] is not None]
        medians = {row[key(data, "row")]: row[encode["median"]] for row in known}
        return [*(row[encode["position"]] for row in known), *medians.values()]
    if kind == "dumbbell":
        pairs = [(row[encode["first"]], row[encode["second"]]) for row in rows]
        return [float(value) for pair in pairs for value in pair if value is not None]
    if kind == "scatter":
        figures = [tuple(row[encode[axis]] for axis in ("x", "y")) for row in rows]
        return [float(y) for x, y in figures if x is not None and y is not None]
    divide = 1000 if _in_yen(data) else 1
    names = [key(data, "value"), *([str(encode["ceiling"])] if "ceiling" in encode else [])]
    found = [float(row[name]) / divide for name in names for row in rows if row[name] is not None]
    if kind == "slope" and rows[0][encode["reference"]] is not None:
        found += [100.0, float(rows[0][encode["reference"]])]
    return found


def _in_yen(data: PanelData) -> bool:
    name = key(data, "value") if "value" in declared(data) else ""
    return any(c.number_kind.divisor == 1000 and c.key(data.lang) == name for c in data.panel.columns)


def test_machine_readable_sheet_holds_every_datum_once(
    mart: Mart, books: dict[str, Book], pack: Pack
) -> None:
    sheet = books[pack.lang].sheets[workbook_machine.NAME(pack.lang)]
    heads = [heading(pack.lang) for heading in workbook_machine.HEADINGS]
    assert sheet.row(0) == heads
    assert sheet.root.find("{*}mergeCells") is None
    at = {name: place for place, name in enumerate(("panel", "row", "time", "year", "area", "place", "item"))}
    value, text, why = 9, 10, 11
    expected = []
    for section, data in every_panel(pack):
        for count, row in enumerate(held(mart, section, data), 1):
            for column in data.panel.columns:
                told = number(column, row, pack.lang)
                if told is not None or is_missing(column, row, pack.lang):
                    expected.append((data.panel.panel_id, count, column.key(pack.lang), told))
    lines = [
        [sheet.cells.get((down, across)) for across in range(len(heads))]
        for down in range(1, _last(sheet) + 1)
    ]
    assert all(any(cell is not None for cell in line) for line in lines), "an empty line in between"
    found = [
        (line[at["panel"]], line[at["row"]], line[at["item"]], line[value])
        for line in lines
        if line[value] is not None or (line[why] is not None and line[text] is None)
    ]
    kinds = {
        (data.panel.panel_id, c.key(pack.lang))
        for _, data in every_panel(pack)
        for c in data.panel.columns
        if c.words is None and c.kind not in ("text", "sentence", "date")
    }
    found = [item for item in found if (item[0], item[2]) in kinds]
    assert [item[:3] for item in found] == [item[:3] for item in expected]
    for (*place, cell), (*_, told) in zip(found, expected, strict=True):
        assert cell == (told if told is None else pytest.approx(told, rel=1e-14, abs=0)), place
    for line in lines:
        filled = [line[n] is not None for n in (value, text, why)]
        assert sum(filled) <= 1, line
        assert line[value] is None or isinstance(line[value], float)
    grants = [line for line in lines if line[0] == "grants_by_region" and line[at["item"]] == "amount_yen"]
    assert all(line[at["time"]] == line[at["year"]] * 1_000_000 + 100_000 for line in grants)
    assert {line[8] for line in grants} == {"円" if pack.lang == "ja" else "yen"}


def _last(sheet: Sheet) -> int:
    return max(row for row, _ in sheet.cells)


def test_lists_name_every_note_source_and_column(books: dict[str, Book], pack: Pack) -> None:
    names = ("注記", "出典", "データ辞書") if pack.lang == "ja" else ("Notes", "Sources", "Dictionary")
    notes, sources, dictionary = (books[pack.lang].sheets[name] for name in names)
    told = set(notes.cells.values())
    assert {note for _, note in pack.notes} <= told
    assert {item.source_id for item in pack.citations} <= set(sources.cells.values())
    assert {entry.label for entry in pack.dictionary} <= set(dictionary.cells.values())


def test_sheets_are_frozen_and_print_on_a4_landscape(books: dict[str, Book], pack: Pack) -> None:
    book = books[pack.lang]
    for place, sheet in enumerate(book.sheets.values()):
        setup = sheet.root.find("{*}pageSetup")
        assert setup is not None, sheet.name
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape"), sheet.name
        assert setup.get("fitToHeight") == "0", sheet.name
        pane = sheet.root.find(".//{*}pane")
        assert pane is not None, sheet.name
        assert pane.get("state") == "frozen", sheet.name
        assert ("_xlnm.Print_Area", str(place)) in book.defined, sheet.name
        assert ("_xlnm.Print_Titles", str(place)) in book.defined, sheet.name


def test_no_text_is_a_formula(mart_copy: Path, tmp_path: Path) -> None:
    texts = ("=1+1", "+81", "-5%", "@SUM(A1)", "＝1", '=HYPERLINK("http://x","y")')
    pack = some(mart_copy, "ja", "overview", "compare", "disbursements", "staffing", "population")
    changed = replace(pack.settings, meeting=texts[0], number=texts[-1])
    sections = []
    for section in pack.sections:
        panels = tuple(_with_text(data, *texts) for data in section.panels)
        sections.append(replace(section, panels=panels))
    workbook.write(replace(pack, settings=changed, sections=tuple(sections)), tmp_path / "book.xlsx")
    book = Book(tmp_path / "book.xlsx")
    assert not any(sheet.root.findall(".//{*}f") for sheet in book.sheets.values())
    for text in texts:
        assert sum(list(sheet.cells.values()).count(text) for sheet in book.sheets.values()) > 8, text
    # a series is named by a cell, never by a text that could be read as a reference
    for sheet in book.sheets.values():
        assert all(book.range(one.values) for one in sheet.series)


def test_a_character_that_xml_cannot_hold_leaves_the_book_whole(mart_copy: Path, tmp_path: Path) -> None:
    """An analyst's view may make one (chr(0), chr(11)): in the words of a chart it spoiled the whole file."""
    pack = some(mart_copy, "ja", "overview", "compare")
    sections = tuple(
        replace(section, panels=tuple(_with_text(data, "村\x00\x0b\ufffe会") for data in section.panels))
        for section in pack.sections
    )
    workbook.write(replace(pack, sections=sections), tmp_path / "book.xlsx")
    with ZipFile(tmp_path / "book.xlsx") as parts:
        trees = {name: fromstring(parts.read(name)) for name in parts.namelist()}
    alts = [one.get("descr", "") for tree in trees.values() for one in tree.findall(".//{*}cNvPr")]
    assert any("村会" in alt for alt in alts)


def _with_text(data: PanelData, *texts: str) -> PanelData:
    """The panel with every name in its rows replaced, by one text after the other; its title too."""
    names = {c.key(data.lang) for c in data.panel.columns if c.kind == "text" and c.words is None}
    turn = cycle(texts)
    rows = tuple(
        {name: next(turn) if name in names and value else value for name, value in row.items()}
        for row in data.rows
    )
    cells = table(data.panel.columns, rows, data.lang)
    return replace(data, rows=rows, table=cells, title=next(turn), notes=(next(turn),))


def test_a_text_too_long_for_a_cell_is_cut_with_a_word(mart_copy: Path, tmp_path: Path) -> None:
    pack = some(mart_copy, "ja", "region_facts")
    section = pack.sections[0]
    long = replace(section, panels=(_with_text(section.panels[0], "長" * 40_000),))
    workbook.write(replace(pack, sections=(long,)), tmp_path / "book.xlsx")
    cells = [cell for sheet in Book(tmp_path / "book.xlsx").sheets.values() for cell in sheet.cells.values()]
    cut = [cell for cell in cells if isinstance(cell, str) and cell.startswith("長長")]
    assert cut
    assert all(len(cell) == 32_767 and "以下略" in cell[-50:] for cell in cut)


def test_the_same_pack_gives_the_same_bytes(mart_copy: Path, tmp_path: Path) -> None:
    workbook.write(whole(mart_copy, "ja"), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == book_file(mart_copy, "ja").read_bytes()
    assert "2026-02-10T00:00:00Z" in Book(tmp_path / "again.xlsx").text("docProps/core.xml")


def _widths(sheet: Sheet) -> dict[int, float]:
    return {
        at: float(item.get("width") or 0)
        for item in sheet.root.findall(".//{*}col")
        for at in range(int(item.get("min") or 0) - 1, int(item.get("max") or 0))
    }


def test_no_figure_with_its_word_and_no_word_of_a_heading_is_wider_than_its_column(
    books: dict[str, Book], pack: Pack
) -> None:
    # a number too wide for its cell is shown as ###
    planned, checked = word("status.planned", pack.lang), 0
    for _, data, sheet in _panel_sheets(pack, books[pack.lang]):
        if data.panel.chart.kind != "grid":
            continue
        widths, left = _widths(sheet), len(workbook_sheet.table_of(data).headings) + 1
        for (row, at), value in sheet.cells.items():
            if row == 3 and at >= left and isinstance(value, str):
                words = re.findall(r"[!-~]+", value.replace("-", " "))
                assert max(map(len, words), default=0) * 1.05 < widths[at], (data.panel.panel_id, value)
                checked += 1
            if row > 3 and at == max(widths) and isinstance(value, float) and data.panel.panel_id == _GRANTS:
                assert wide(f"{value:,.0f} {planned}") <= widths[at], (data.panel.panel_id, value)
    assert checked > 30


def test_a_table_is_printed_in_type_one_can_read(books: dict[str, Book], pack: Pack) -> None:
    for _, data, sheet in _panel_sheets(pack, books[pack.lang]):
        table = workbook_sheet.table_of(data)
        widths = _widths(sheet)
        # 190 digits in 11 points are 8 points on A4 landscape
        assert sum(widths[at] for at in range(len(table.headings))) < 260, data.panel.panel_id


def test_an_english_dictionary_has_no_japanese(books: dict[str, Book]) -> None:
    cells = books["en"].sheets["Dictionary"].cells.values()
    assert [cell for cell in cells if re.search("[\u3040-\u9fff]", str(cell))] == []


def test_every_text_of_a_register_stands_on_its_sheet_under_its_kind(
    mart: Mart, books: dict[str, Book], pack: Pack
) -> None:
    """Also those of lists that share a column: none is lost, and each is told for what it is."""
    [(section, data, sheet)] = [
        found for found in _panel_sheets(pack, books[pack.lang]) if found[1].panel.panel_id == "register"
    ]
    heads, checked = {str(value): at for at, value in enumerate(sheet.row(HEAD - 1))}, set()
    heads = {name.replace("\n", " " if pack.lang == "en" else ""): at for name, at in heads.items()}
    for down, row in enumerate(held(mart, section, data), HEAD):
        for kind, column in declared(data)["lists"]:
            told, name = word(f"kind.{kind}", pack.lang), column.replace("{lang}", "")
            if "activity" in name or "instructor" in name:
                continue  # its years are in the language of the reader
            for text in row[name] or ():
                alone = str(sheet.cells[down, heads[told]]) if told in heads else ""
                shared = str(sheet.cells[down, max(heads.values())])
                assert f"・{text}" in alone.split("\n") or (f"・{told}" in shared and text in shared), text
                checked.add(kind)
    assert checked >= {"achieved", "not_achieved", "no_difficulty", "context", "remedy"}
