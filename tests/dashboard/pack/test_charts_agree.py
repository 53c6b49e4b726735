"""A sheet has the charts of the slide, compared point by point as both files hold them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from dashboard.charts.kinds import KINDS, drawings
from dashboard.pack.native.cells import Block, Plain, write_block
from tests.dashboard.pack import native
from tests.dashboard.pack.figures import declared
from tests.dashboard.pack.outputs import Outputs
from tests.dashboard.pack.xlsx import Book

_HEAD = 4


def _differences(item: Outputs, spaces: list[Any]) -> tuple[list[Any], int]:
    """Where the sheet's charts are others than the slide's, point by point, and how many were compared."""
    slide, sheet = native.charts(item.slide.spaces), native.charts(spaces)
    place, compared = item.data.panel.panel_id, 0
    if len(slide) != len(sheet):
        return [(place, len(slide), len(sheet))], 0
    found: list[Any] = []
    for one, other in zip(slide, sheet, strict=True):
        if len(slide) > 1 and one.title != other.title:
            found.append((place, one.title, other.title))
        if one.axis != other.axis or [*one.series] != [*other.series]:
            found.append((place, one.axis, other.axis, [*one.series], [*other.series]))
            continue
        for name, points in one.series.items():
            compared += len(points)
            same = len(points) == len(other.series[name])
            pairs = zip(points, other.series[name], strict=True) if same else [(points, other.series[name])]
            found += [(place, name, *pair) for pair in pairs if pair[0] != pair[1]]
    return found, compared


def test_a_sheet_has_the_charts_of_the_slide(outputs: list[Outputs]) -> None:
    """Kind, axes, series, categories, values, and of every point its colour, dash, mark and label."""
    compared, differs, kinds = 0, [], set()
    for item in outputs:
        found, count = _differences(item, native.spaces(item.sheet.charts))
        differs += found
        compared += count
        kinds.add(item.data.panel.chart.kind)
        has_chart = item.data.panel.chart.kind in KINDS
        assert bool(item.sheet.charts) == bool(item.slide.spaces) == has_chart, item.data.panel.panel_id
    assert differs == []
    assert compared > 1000
    assert kinds >= set(KINDS)


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        (".//{*}ser[1]//{*}numCache/{*}pt[1]/{*}v", None, "9999"),
        (".//{*}ser[1]/{*}tx//{*}v", None, "another"),
        (".//{*}ser[1]//{*}spPr//{*}srgbClr", "val", "123456"),
        (".//{*}dLbl/{*}numFmt", "formatCode", "0.000"),
        (".//{*}valAx/{*}scaling/{*}max", "val", "1"),
        (".//{*}title//{*}t", None, "another"),
    ],
)
def test_another_chart_would_be_found(
    outputs: list[Outputs], path: str, attribute: str | None, value: str
) -> None:
    item = next(item for item in outputs if item.data.panel.panel_id == "cumulative")
    spaces = native.spaces(item.sheet.charts)
    changed = spaces[0].find(path)
    if attribute is None:
        changed.text = value
    else:
        changed.set(attribute, value)
    assert len(_differences(item, spaces)[0]) >= 1


def test_a_chart_keeps_what_stands_in_its_cells(outputs: list[Outputs]) -> None:
    """Programs draw a sheet's chart anew from the cells: they are what it was written with."""
    compared, differs = 0, []
    for item in outputs:
        for space in native.spaces(item.sheet.charts):
            for reference, values in native.references(space):
                compared += len(values)
                cells = item.book.range(reference)
                if not values:
                    assert cells == [None], reference  # a series without rows
                elif len(cells) != len(values) or not all(map(_is_same, cells, values)):
                    differs.append((item.data.panel.panel_id, reference, cells, values))
    assert differs == []
    assert compared > 2000


def _is_same(cell: float | str | None, value: float | str | None) -> bool:
    """A workbook keeps sixteen digits."""
    if isinstance(cell, float) and isinstance(value, float):
        return cell == pytest.approx(value, rel=1e-14)
    return cell == value


def test_a_sheet_says_of_its_charts_what_the_slide_does(outputs: list[Outputs]) -> None:
    """What each kind of line and mark means, and the text for those who do not see the chart."""
    keys, alts = 0, 0
    for item in outputs:
        if not item.sheet.charts:
            continue
        assert len(item.sheet.alts) == len(item.sheet.charts)
        assert item.slide.alts[0].endswith(item.sheet.alts[0]), item.data.panel.panel_id
        assert len(item.sheet.alts[0]) > 20, item.data.panel.panel_id
        assert all(item.sheet.alts), item.data.panel.panel_id
        alts += len(item.sheet.alts)
        key = {text for text in item.slide.texts if text.endswith("　　")}
        row = {cell for cell in item.sheet.row(_HEAD - 1) if isinstance(cell, str) and cell.endswith("　　")}
        assert row == key, item.data.panel.panel_id
        keys += len(key)
    assert keys > 5
    assert alts > 40


def test_cells_with_places_on_a_scale_say_that_they_are_no_figures(outputs: list[Outputs]) -> None:
    """0.05 stands in the row 人口（人）: it is a place between the lowest and the highest."""
    checked = 0
    for item in outputs:
        if item.data.panel.chart.kind != "dots":
            continue
        said = (
            "最小を0、最大を1とした位置" if item.data.lang == "ja" else "place from lowest (0) to highest (1)"
        )
        assert item.slide.charts[0].corner == said
        names = native.references(native.spaces(item.sheet.charts)[0])[1][0]
        place, _, cells = names.rpartition("!")
        assert said in str(item.book.range(f"{place}!${cells.split('$')[1]}${_HEAD}")[0])
        checked += 1
    assert checked


def test_a_series_without_rows_does_not_draw_its_heading(outputs: list[Outputs], tmp_path: Path) -> None:
    """A range of no cells is read as one that ends in the heading above: a point at nought."""
    data = next(item.data for item in outputs if item.data.panel.panel_id == "population_outlook")
    encode = declared(data)
    rows = tuple(row for row in data.rows if row[encode["dash"]] != encode["dash_when"])
    drawing = drawings(replace(data, rows=rows))[0]
    assert drawing.scattered
    [empty] = [at for at, series in enumerate(drawing.series) if series.here == ()]
    block = Block(drawing, "S", 3, 2)
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    write_block(book.add_worksheet("S"), block, Plain())
    book.close()
    read = Book(tmp_path / "a.xlsx")
    assert read.range(block.values(empty)) == read.range(block.xs(empty)) == [None]
    assert read.range(block.name(empty)) == [drawing.series[empty].name]
