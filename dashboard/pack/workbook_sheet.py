"""One panel on one sheet: the table with its header frozen, beside it the chart or the shaded grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.fit import legible
from dashboard.charts.kinds import drawings
from dashboard.charts.registers import Register, folded
from dashboard.datatable import Cell, Table, of_texts
from dashboard.declared import Column
from dashboard.mart import Row
from dashboard.pack import workbook_charts
from dashboard.pack.content import Pack
from dashboard.pack.native.type import holdable
from dashboard.pack.workbook_grid import draw_grid
from dashboard.pack.workbook_look import Look, column_width, folded_heading, narrowed, row_height
from dashboard.panel import PanelData
from dashboard.render.alt import paragraph
from dashboard.render.html import cited
from dashboard.text import Lang, T, word

HEAD = 4  # rows above the table's body: title, subtitle, source, headings
_BESIDES = T("ほかの記載", "Also told")
_NO_ROWS = T("該当する行はない", "No row matches")
# the zone of the charts: columns of so many pixels, the figures they are drawn from behind it
_ZONE, _COLUMN_PIXELS = 26, 64
# a page of A4 landscape within its margins, and what the lines above a chart take of it
_PAGE_RATIO, _HEAD_PIXELS = 1.62, 110
_A4 = 9
_LONGEST, _CUT = 32_767, "…（以下略。全文は CSV / cut here, whole in the CSV）"
_LEAST = 62  # digits: the least width of a table
_ROW = 15  # points of a row nobody set


def table_of(data: PanelData) -> Table:
    """The columns of the panel, and behind them what a register folds away.

    Lists that few rows have share the last column, each text under its own name: apart, they would make
    the table wider than paper can show in type one can read.
    """
    lang, chart = data.lang, data.panel.chart
    every, few = (chart.list_columns(lang), chart.few) if isinstance(chart, Register) else ([], ())
    shared = [(name, word(f"kind.{kind}", lang)) for kind, name in every if kind in few]
    extras = [extra for extra in folded(data) if extra not in shared]
    headings = [heading for _, heading in extras] + ([_BESIDES(lang)] if shared else [])
    rows = tuple(
        row
        + tuple(_listed(held[name]) for name, _ in extras)
        + ((_named(held, shared, lang),) if shared else ())
        for row, held in zip(data.table.rows, data.rows, strict=True)
    )
    return Table((*data.table.columns, *of_texts(headings, (), lang).columns), lang, rows)


def _listed(value: Any) -> Cell:
    text = "\n".join(f"・{item}" for item in value) if isinstance(value, list | tuple) else str(value or "")
    return Cell(text, text)


def _named(row: Row, shared: Sequence[tuple[str, str]], lang: Lang) -> Cell:
    """・背景・経過：… , a line for each text of the lists that share a column."""
    stop = "：" if lang == "ja" else ": "
    return _listed([f"{heading}{stop}{text}" for name, heading in shared for text in row[name] or ()])


def add(book: Workbook, look: Look, pack: Pack, data: PanelData, name: str) -> Worksheet:
    """The sheet of a panel."""
    sheet = book.add_worksheet(name)
    page_setup(sheet, pack)
    table = table_of(data)
    widths, heights = write_table(sheet, look, table, HEAD - 1, data.absence or _NO_ROWS(data.lang))
    _head(sheet, look, data, 0, widths, heights)
    sheet.freeze_panes(HEAD, 1 if len(table.headings) > 2 else 0)
    sheet.repeat_rows(0, HEAD - 1)
    last = HEAD + max(len(table.rows), 1) - 1
    areas = [(0, 0, last, len(widths) - 1)]
    beside = _beside(book, sheet, look, data, name, len(widths) + 1, heights)
    if beside:
        areas.insert(0, beside)
    for row, height in heights.items():
        sheet.set_row(row, height)
    quoted = "'" + name.replace("'", "''") + "'"
    # each area is printed on a page of its own: the chart, then the table
    book.define_name(
        f"{quoted}!_xlnm.Print_Area", "=" + ",".join(f"{quoted}!{xl_range_abs(*area)}" for area in areas)
    )
    return sheet


def page_setup(sheet: Worksheet, pack: Pack) -> None:
    """A4 landscape, one page wide; meeting and number above, source of the file and page below."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.hide_gridlines(2)
    # & begins a code in a header
    build = f"{word('panel.build', pack.lang)} {pack.build_id}"
    sheet.set_header(f'&L&"{_font()}"&9{pack.head.replace("&", "&&")[:180]}&R&9&A')
    sheet.set_footer(f'&L&"{_font()}"&9{build}&R&9&P / &N')


def _font() -> str:
    return "BIZ UDPGothic,Regular"


def _head(
    sheet: Worksheet,
    look: Look,
    data: PanelData,
    left: int,
    widths: Sequence[float],
    heights: dict[int, float],
) -> None:
    """Finding, measure and sources over a whole zone, folded: on paper nothing may run out of it."""
    lang = data.lang
    stop, comma = ("：", "／") if lang == "ja" else (": ", "; ")
    sources = comma.join(cited(item, lang) for item in data.citations)
    below = f"{word('panel.source', lang)}{stop}{sources}" if sources else ""
    for row, (text, form, size) in enumerate(
        ((data.title, look.title(), 14), (data.subtitle, look.small(), 10), (below, look.small(), 10))
    ):
        if len(widths) > 1:
            sheet.merge_range(row, left, row, left + len(widths) - 1, "", form)
        sheet.write_string(row, left, fitting(text), form)
        needed = row_height([text], [sum(widths) * 11 / size]) * max(size, 11) / 11 + 2
        heights[row] = max(heights.get(row, 0), needed)


def write_table(
    sheet: Worksheet, look: Look, table: Table, top: int, empty: str = "", left: int = 0
) -> tuple[list[float], dict[int, float]]:
    """Headings at row `top` and the rows below; gives the widths of columns and the heights of rows."""
    columns = [[row[at] for row in table.rows] for at in range(len(table.headings))]
    widths = [
        column_width(heading, [cell.text for cell in cells])
        for heading, cells in zip(table.headings, columns, strict=True)
    ]
    narrowed(widths, [[cell.text for cell in cells] for cells in columns], table.headings)
    # a narrow table is made wider at its end: the finding above it needs room
    widths[-1] += max(0, _LEAST - sum(widths))
    for at, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        sheet.set_column(left + at, left + at, width)
        number = table.columns[at].is_figure
        sheet.write_string(top, left + at, folded_heading(heading), look.heading(number))
    heights = {top: row_height([folded_heading(heading) for heading in table.headings], widths)}
    for down, row in enumerate(table.rows, top + 1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            write_cell(sheet, look, down, left + at, cell, column)
        heights[down] = row_height([cell.text for cell in row], widths)
    if not table.rows and empty:
        sheet.write_string(top + 1, left, empty, look.of())
    return widths, heights


def write_cell(sheet: Worksheet, look: Look, row: int, at: int, cell: Cell, column: Column) -> None:
    """A number as a number, a date as a date, everything else as text: no text is ever a formula.

    A fiscal year is a name: its number means nothing without its era.
    """
    if cell.figure is not None and (column.is_figure or column.kind == "year"):
        sheet.write_number(row, at, column.number_kind.in_unit(cell.figure), look.figure(cell, column))
    elif isinstance(cell.value, dt.date):
        sheet.write_datetime(row, at, cell.value, look.date())
    elif cell.value is None and column.words is None:
        sheet.write_string(row, at, cell.text, look.missing() if column.is_figure else look.words())
    else:
        form = look.text(align="right") if column.is_figure else look.words()
        sheet.write_string(row, at, fitting(cell.text), form)


def fitting(text: str) -> str:
    """What a cell can hold: the library would cut a longer text without a word."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - len(_CUT)]}{_CUT}"


def _beside(
    book: Workbook,
    sheet: Worksheet,
    look: Look,
    data: PanelData,
    name: str,
    left: int,
    heights: dict[int, float],
) -> tuple[int, int, int, int] | None:
    """The chart or the grid to the right of the table, and the area it takes."""
    if not data.rows:
        return None
    if data.panel.chart.kind == "grid":
        area, widths = draw_grid(sheet, look, data, HEAD - 1, left, heights)
        _head(sheet, look, data, left, widths, heights)
        return area
    charts = drawings(data)
    if not charts:
        return None
    sheet.set_column(left - 1, left - 1, 2)
    sheet.set_column_pixels(left, left + _ZONE - 1, _COLUMN_PIXELS)
    placed = workbook_charts.place_charts(legible(charts, data.lang), data, name, HEAD - 1, left + _ZONE + 1)
    workbook_charts.write_cells(sheet, look, placed, data)
    high = max(item.y + item.height for item in placed)
    # wide enough that the chart, however high, is on one page of paper
    wide = max(int((high + _HEAD_PIXELS) * _PAGE_RATIO), *(item.x + item.width for item in placed))
    columns = min(_ZONE, max(12, -(-wide // _COLUMN_PIXELS)))
    _head(sheet, look, data, left, [_COLUMN_PIXELS / 7.5] * columns, heights)
    keyed = workbook_charts.write_key(sheet, look, placed, (HEAD - 1, left, left + columns - 1))
    heights[HEAD - 1] = max(heights.get(HEAD - 1, _ROW), keyed * 3 / 4)
    above = 4 + keyed
    alt = paragraph(data)
    for number, item in enumerate(placed):
        told = alt if number == 0 else f"{item.chart.drawing.title}: {data.title}"
        options: dict[str, Any] = {
            "x_offset": item.x,
            "y_offset": item.y + above,
            # the chart keeps its size when rows or columns change theirs
            "object_position": 3,
            "description": holdable(told),
        }
        sheet.insert_chart(HEAD - 1, left, workbook_charts.add_chart(book, item), options)
    return (HEAD - 1, left, _row_at(heights, high + above + 10), left + columns - 1)


def _row_at(heights: Mapping[int, float], pixels: float) -> int:
    """The row that a chart so many pixels high ends in, counted from the table's headings on."""
    row, covered = HEAD - 1, heights.get(HEAD - 1, _ROW)
    while covered * 4 / 3 < pixels:
        row += 1
        covered += heights.get(row, _ROW)
    return row
