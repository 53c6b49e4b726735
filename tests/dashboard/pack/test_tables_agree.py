"""Tables, grids, registers and links: every output says the same as every other, cell by cell.

Screen, projector, offline page, paper, slide, sheet and CSV are read back from what they are and compared
with one another: names, order, figures as they are shown, words for what is missing, colours of states.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from dashboard import format as fmt
from dashboard.charts.cells import grid
from dashboard.pack import page_parts, workbook, workbook_sheet
from dashboard.pack import slides as deck
from dashboard.pack.content import Pack
from dashboard.pack.page_figures import Figures
from dashboard.pack.slides.plan import _LONG_LIST
from dashboard.panel import PanelData
from dashboard.presentation.screen import _narrow
from dashboard.render import html
from dashboard.render.linklist import link_list
from dashboard.render.screen import PARTS
from dashboard.state import State
from dashboard.text import Lang
from tests import long
from tests.dashboard.pack import shown, slides
from tests.dashboard.pack.figures import declared
from tests.dashboard.pack.made import EVERY, some, whole
from tests.dashboard.pack.outputs import read_book, read_slides
from tests.dashboard.pack.shown import GridRead, Row
from tests.dashboard.pack.slides import PanelRead
from tests.dashboard.pack.xlsx import Book, Sheet
from tests.surveyed import REGION

# every region, and one of them with years as the other calendar writes them
STATES: Mapping[str, Mapping[str, Any]] = {
    "all": {},
    "one": {"region": REGION, "calendar": "western", "year": 2024},
}
CASES = [(lang, state) for state in STATES for lang in ("ja", "en")]


@dataclass(frozen=True)
class Panel:
    """One panel as each output holds it; `offline` and `paper` are its article."""

    data: PanelData
    offline: Any
    paper: Any
    appendix: Any
    slide: PanelRead | None
    texts: dict[tuple[int, int], str]
    sheet: Sheet


def written(pack: Pack, folder: Path) -> tuple[Mapping[tuple[str, str], PanelRead], Book]:
    """Slides and sheets of a pack, read back."""
    deck.write(pack, folder / "a.pptx", lambda done, of: None)
    workbook.write(pack, folder / "a.xlsx")
    return slides.panels(folder / "a.pptx"), Book(folder / "a.xlsx")


def read(pack: Pack, on_slides: Mapping[tuple[str, str], PanelRead], book: Book) -> list[Panel]:
    """Every output of a pack."""
    reader = shown.SheetReader(book, pack.lang)
    names = [name for _, name in workbook.sheet_names(pack)]
    offline, paper = _articles(pack, False), _articles(pack, True)
    appendix = iter(paper.pop("appendix"))
    found = []
    for (place, section, data), name in zip(_placed(pack), names, strict=True):
        anchor = f"{pack.lang}-{place}-{data.panel.panel_id}"
        sheet = book.sheets[name]
        found.append(
            Panel(
                data,
                offline[anchor],
                paper[anchor],
                next(appendix) if data.rows and data.panel.chart.kind != "table" else None,
                on_slides.get((section, data.panel.panel_id)),
                reader.texts(sheet),
                sheet,
            )
        )
    return [panel for panel in found if panel.data.rows]


def _placed(pack: Pack) -> Iterator[tuple[int, str, PanelData]]:
    for place, section in enumerate(pack.sections):
        for data in section.panels:
            yield place, section.page_id, data


def _articles(pack: Pack, paper: bool) -> dict[str, Any]:
    figures = Figures(paper)
    text = page_parts.document(pack, figures, paper)
    tables = figures._tables
    text = re.sub(r'<div data-table="([^"]*)"></div>', lambda found: tables[found[1]], text)
    root = shown.parts(text)
    found: dict[str, Any] = {node.get("id"): node for node in root.xpath("//article[@id]")}
    if paper:
        found["appendix"] = root.xpath(f'//section[@id="{pack.lang}-figures"]/article')
    return found


@pytest.fixture(scope="module", params=long.some(CASES, lambda _, case: case != ("en", "one")), ids="-".join)
def panels(
    request: pytest.FixtureRequest, surveyed_copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Panel]:
    """Every panel there is, those of surveys, of analysts and of a coalition too."""
    lang: Lang
    lang, state = request.param
    more = STATES[state]
    if not more:
        files = read_slides(surveyed_copy, lang), read_book(surveyed_copy, lang)
        return read(whole(surveyed_copy, lang), *files)
    pack = some(surveyed_copy, lang, *EVERY, **more)
    return read(pack, *written(pack, tmp_path_factory.mktemp("tables")))


def tables(panel: Panel) -> dict[str, list[Row]]:
    """Output → the rows of the panel's table."""
    data = panel.data
    wide = len(data.headings)
    folded = ".//table[@class='rb-table']"
    with fmt.calendar(data.calendar):
        found = {
            "screen": shown.html_table(shown.parts(html.data_table(data)).xpath(folded)[0]),
            "offline": shown.html_table(panel.offline.xpath(folded)[0]),
            "sheet": shown.sheet_table(panel.texts, data, wide),
            "csv": shown.csv_table(data),
        }
    if panel.appendix is not None and (on_paper := panel.appendix.xpath(folded)):
        found["paper"] = shown.html_table(on_paper[0])
    elif data.panel.chart.kind == "table" and not data.panel.lookup:
        found["paper"] = shown.html_table(panel.paper.xpath(folded)[0])
    if data.panel.chart.kind == "table" and panel.slide is not None and panel.slide.tables:
        found["slide"] = shown.slide_table(panel.slide, data)
        if len(data.rows) > _LONG_LIST:  # what is beyond its slides stands elsewhere, and they say so
            found["slide"] += found["screen"][len(found["slide"]) :]
    return found


def grids(panel: Panel) -> dict[str, GridRead]:
    data, path = panel.data, ".//table[@class='rb-grid']"
    grouped = "row_group" in declared(data)
    with fmt.calendar(data.calendar):
        screen = shown.html_grid(shown.parts(PARTS["grid"](data)).xpath(path)[0])
    assert panel.slide is not None
    return {
        "screen": screen,
        "offline": shown.html_grid(panel.offline.xpath(path)[0]),
        "paper": shown.html_grid(panel.paper.xpath(path)[0]),
        "slide": shown.slide_grid(panel.slide, grouped),
        "sheet": shown.sheet_grid(panel.texts, panel.sheet, data, grouped),
    }


Difference = tuple[str, str, str, Any, Any]


def table_differences(panel: Panel, counts: Counter[str]) -> Iterator[Difference]:
    """Every row of every output against the screen's; columns that stand below a row in any order."""
    found = tables(panel)
    first = found.pop("screen")
    for name, rows in found.items():
        for one, other in zip_longest(first, rows, fillvalue=[]):
            counts[name] += max(len(one), len(other))
            if sorted(one) != sorted(other) or (name in ("sheet", "csv") and _mixed(one, other, panel)):
                yield panel.data.panel.panel_id, name, "", one, other


def _mixed(one: Row, other: Row, panel: Panel) -> bool:
    """Whether the columns of two outputs that show them side by side stand in another order."""
    return not any(column.below for column in panel.data.panel.columns) and one != other


def grid_differences(panel: Panel, counts: Counter[str]) -> Iterator[Difference]:
    found = grids(panel)
    first = found.pop("screen")
    for name, other in found.items():
        names, others = (first.rows, first.columns), (other.rows, other.columns)
        if names != others:
            yield panel.data.panel.panel_id, name, "names", names, others
        for place in first.cells.keys() | other.cells.keys():
            counts[name] += 1
            one, two = first.cells.get(place), other.cells.get(place)
            if one != two:
                yield panel.data.panel.panel_id, name, str(place), one, two


def test_every_table_is_the_same_on_every_output(panels: list[Panel]) -> None:
    counts: Counter[str] = Counter()
    differences = [item for panel in panels for item in table_differences(panel, counts)]
    assert differences == []
    print(f"cells of tables compared: {dict(counts)}")
    assert {name for name, count in counts.items() if count > 500} == {
        "offline",
        "sheet",
        "csv",
        "paper",
        "slide",
    }


def test_every_grid_is_the_same_on_every_output(panels: list[Panel]) -> None:
    counts: Counter[str] = Counter()
    every = [panel for panel in panels if panel.data.panel.chart.kind == "grid"]
    differences = [item for panel in every for item in grid_differences(panel, counts)]
    assert differences == []
    print(f"cells of grids compared: {dict(counts)}")
    held = {cell.what for panel in every for line in grid(panel.data).lines for cell in line.cells}
    assert held == {"state", "verdict", "mark", "missing", "figure", "absent"}
    assert min(counts[name] for name in ("offline", "paper", "slide", "sheet")) > 100


def test_the_grid_of_grants_is_shaded_by_the_cap_on_every_output(panels: list[Panel]) -> None:
    panel = next(panel for panel in panels if panel.data.panel.panel_id == "grant_table")
    assert "shade" in declared(panel.data)
    for name, found in grids(panel).items():
        shaded = {colour for text, colour in found.cells.values() if re.match("[0-9]", text)} - {"#FFFFFF"}
        wanted = {row["cap_share"] for row in panel.data.rows if row["status"] == "actual"} - {None}
        assert wanted, "no grant has a cap here"
        assert shaded, name


def test_every_register_says_the_same_on_every_output(panels: list[Panel]) -> None:
    compared = 0
    for panel in (panel for panel in panels if panel.data.panel.chart.kind == "register"):
        data = panel.data
        screen = shown.html_register(shown.parts(PARTS["register"](data)).xpath(".//details"))
        for article in (panel.offline, panel.paper):
            assert shown.html_register(article.xpath(".//details[contains(@class, 'rb-item')]")) == screen
        assert panel.slide is not None
        stop = "：" if data.lang == "ja" else ":"
        on_slides = [[shown.bare(text) for text in row] for table in panel.slide.tables for row in table[1:]]
        whole: dict[str, str] = {}
        for name, body in on_slides:  # a long entry goes on over slides
            whole[name] = whole.get(name, "") + body
        table = workbook_sheet.table_of(data)
        for down, (title, lead, *texts) in enumerate(screen):
            body = whole[title]
            row = "".join(
                shown.bare(panel.texts.get((shown.HEAD + down, at), "")) for at in range(len(table.headings))
            )
            assert lead in body, (data.panel.panel_id, title)
            assert lead in row, (data.panel.panel_id, title)
            for text in texts:
                heading, _, said = text.partition("/")
                assert f"{heading}{stop}{said}" in body, (data.panel.panel_id, title, text)
                assert said in row, (data.panel.panel_id, title, text)
                compared += 1
    assert compared > 20


def test_every_list_of_links_says_the_same_on_every_output(panels: list[Panel]) -> None:
    compared = 0
    for panel in (panel for panel in panels if panel.data.panel.chart.kind == "link_list"):
        lang = panel.data.lang
        stop = "：" if lang == "ja" else ":"
        with fmt.calendar(panel.data.calendar):
            screen = shown.html_links(shown.parts(link_list(panel.data, State(lang=lang))))
        if panel.slide is None:
            assert panel.data.panel.lookup  # its page says where it stands
            continue
        on_slides = [stop.join(map(shown.bare, row)) for table in panel.slide.tables for row in table[1:]]
        assert shown.html_links(panel.offline) == shown.html_links(panel.paper) == on_slides == screen
        compared += len(screen)
    assert compared > 0


def test_the_projector_shows_the_rows_of_the_screen(panels: list[Panel]) -> None:
    """All of them, without columns of prose."""
    compared = 0
    for panel in (panel for panel in panels if panel.data.panel.chart.kind == "table"):
        found = shown.parts(html.data_table(_narrow(panel.data))).xpath(".//table[@class='rb-table']")[0]
        for narrow, row in zip_longest(shown.html_table(found), tables(panel)["screen"], fillvalue=[]):
            assert not Counter(narrow) - Counter(row), panel.data.panel.panel_id
            compared += len(narrow)
    assert compared > 500
