"""A grid as a view may ask for it: rows without a name, figures that are years or have their own digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import format as fmt
from dashboard.charts.cells import Grid, grid
from dashboard.mart import Build
from dashboard.pack import workbook
from dashboard.pack.slides.tabled import table_of
from dashboard.panel import Column, Panel, prepare
from dashboard.render import html
from dashboard.state import State
from dashboard.text import LANGUAGES, Lang, T, word
from dashboard.trial import _packs
from tests.dashboard.pack import shown
from tests.dashboard.pack.shown import GridRead
from tests.dashboard.pack.xlsx import Book

_SQL = """
    select * from (
        values ('A', 2024, 2024, 8.35, 12), (null, 2023, 1989, 1234.5, -12), ('B', null, 2019, null, 0)
    ) as t (name, year, since, share, change)
"""


def _panel(value: str, kind: str, column_kind: str | None = "fiscal_year_short") -> Panel:
    return Panel(
        panel_id="view_trial",
        page="analyst",
        question=T("試し", "Trial"),
        subtitle=T("試し", "Trial"),
        sql=_SQL,
        chart=Grid(
            row="name",
            column="year",
            column_kind=column_kind,
            value=value,
            number_kind=kind,
            missing="unknown",
        ),
        columns=(
            Column("name", T("地域", "Region"), missing="unknown"),
            Column("year", T("年度", "Fiscal year"), "fiscal_year", missing="unknown"),
            Column(value, T("値", "Value"), kind, missing="unknown"),
        ),
        finding=lambda rows, lang: "",
        sources=(),
    )


def _read(panel: Panel, lang: Lang, build: Build, folder: Path) -> dict[str, GridRead]:
    """The grid as the screen and the workbook show it."""
    data = prepare(panel, State(lang=lang), build)
    assert data.failed is None
    packs = _packs({lang: prepare(panel, State(lang=lang), build) for lang in LANGUAGES}, build)
    workbook.write(packs[lang], folder / "a.xlsx")
    book = Book(folder / "a.xlsx")
    ((_, name),) = workbook.sheet_names(packs[lang])
    sheet = book.sheets[name]
    with fmt.calendar(data.calendar):
        screen = shown.html_grid(shown.parts(html.grid(data)).xpath(".//table")[0])
        slide = table_of(data)
    names = [f"/{row[0].text}" for row in slide.rows]
    cells = {
        (name, shown.bare(head.text)): (shown.bare(cell.text), cell.fill or "#FFFFFF")
        for name, row in zip(names, slide.rows, strict=True)
        for head, cell in zip(slide.head[1:], row[1:], strict=True)
    }
    return {
        "screen": screen,
        "slide": GridRead(names, [shown.bare(head.text) for head in slide.head[1:]], cells),
        "sheet": shown.sheet_grid(shown.SheetReader(book, lang).texts(sheet), sheet, data, grouped=False),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "kind", "ja"),
    [
        (
            "since",
            "fiscal_year",
            {"令和6年度（2024年度）", "平成元年度（1989年度）", "令和元年度（2019年度）"},
        ),
        ("since", "year", {"2024年", "1989年", "2019年"}),
        ("share", "plain", {"8.35", "1,234.5"}),
        ("share", "decimal1", {"8.4", "1,234.5"}),
        ("change", "signed0", {"+12", "△12", "±0"}),
    ],
)
def test_a_figure_of_a_grid_reads_the_same_on_every_output(
    value: str, kind: str, ja: set[str], lang: Lang, build: Build, tmp_path: Path
) -> None:
    found = _read(_panel(value, kind), lang, build, tmp_path)
    unknown = word("missing.unknown", lang)
    if lang == "ja":
        texts = {text for text, _ in found["screen"].cells.values()}
        assert texts - {"", unknown} == ja
    assert found["slide"] == found["screen"]
    assert found["sheet"] == found["screen"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("column_kind", ["fiscal_year_short", None])
def test_a_row_or_a_column_without_a_name_says_so(
    column_kind: str | None, lang: Lang, build: Build, tmp_path: Path
) -> None:
    unknown = word("missing.unknown", lang)
    data = prepare(_panel("change", "count", column_kind), State(lang=lang), build)
    shown_grid = grid(data)
    assert [line.name for line in shown_grid.lines] == ["A", unknown, "B"]
    assert unknown in [heading.name for heading in shown_grid.headings]
    for read in _read(_panel("change", "count", column_kind), lang, build, tmp_path).values():
        assert read.rows == ["/A", f"/{unknown}", "/B"]
        assert unknown in read.columns
        assert "None" not in str(read)
