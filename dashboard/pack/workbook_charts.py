"""The charts of a sheet: the panel's drawings as native charts, in a zone beside the table.

They are written as those of a slide are; here is only where they stand, how large they are, and the cells
to the right of them that they are drawn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.chart import in_language
from dashboard.charts.fit import cut
from dashboard.charts.kinds.dots import Dots
from dashboard.charts.kinds.plot import Plot
from dashboard.charts.look import GROUND, SECONDARY, TEXT
from dashboard.charts.model import Drawing
from dashboard.numberformat import number_format
from dashboard.pack.native import frame
from dashboard.pack.native.cells import Block, write_block
from dashboard.pack.native.chart import NativeChart
from dashboard.pack.native.frame import NAMES, Frame
from dashboard.pack.native.key import sample
from dashboard.pack.native.measure import BOLD, POINTS, line_count
from dashboard.pack.native.type import LEADING, Type
from dashboard.pack.workbook_look import FONT, Look
from dashboard.panel import PanelData
from dashboard.text import Lang, word
from renkei.numberkinds import number_kind

_PIXELS = 96  # of an inch
WIDTH, _HEIGHT = 1000, 410
# the type of a slide, smaller by as much as the chart is
_FACTOR = 0.84
_SMALL_HEIGHTS = {2: 290, 3: 240, 4: 210}
_SMALL_GAP = 6
# pixels of a bar with its gap: of a few, of many, of those with a name in two lines
_BAR, _MANY_BARS, _FOLDED_BAR, _MANY = 24, 18, 34, 25
_AROUND_BARS = 40
# more names than this have no room below one chart
_MOST_NAMES = 14
# what a program gives a title of the width
_TITLE = 0.75
# inches: a program keeps the title from the edge, and its lines apart by more than their type
_AROUND_TITLE = 0.35
_KEY_HEIGHT = 22


@dataclass(frozen=True)
class Placed:
    """A chart and its place in the zone, in pixels."""

    chart: NativeChart
    x: int
    y: int
    width: int
    height: int


class SheetChart(Chart):  # type: ignore[misc]
    """The library's place for a chart, with our XML in it."""

    def __init__(self, native: NativeChart, width: int, height: int) -> None:
        super().__init__()
        self._native = native
        self.embedded = True
        # the library writes no chart without a series
        self.series = [native]
        self.set_size({"width": width, "height": height})

    def _assemble_xml_file(self) -> None:
        self.fh.write(self._native.xml())
        self._xml_close()


def add_chart(book: Workbook, placed: Placed) -> Chart:
    """A chart of the book, to be inserted into its sheet."""
    chart = SheetChart(placed.chart, placed.width, placed.height)
    book.charts.append(chart)
    return chart


def place_charts(
    drawings: Sequence[Drawing], data: PanelData, sheet: str, top: int, left: int
) -> list[Placed]:
    """Each chart with its place and size, drawn from cells of the sheet from `top`, `left` on."""
    if len(drawings) > 1:
        return _small(drawings, data, sheet, top, left)
    placed: list[Placed] = []
    y = 0
    drawing = drawings[0]
    many_names = drawing.kind == "line" and not drawing.room
    parts = cut(drawing, _MOST_NAMES) if many_names else [drawing]
    for number, part in enumerate(parts, 1):
        again = word("pack.continued", data.lang).format(number=number, total=len(parts))
        title = part.title or data.title
        titled = replace(part, title=title + again if len(parts) > 1 else title)
        chart, height = _alone(Block(titled, sheet, top, left), data)
        placed.append(Placed(chart, 0, y, WIDTH, height))
        y += height
        top += chart.block.height + 1
    return placed


def _typeface(lang: Lang) -> Type:
    return Type(lang, FONT, FONT, _FACTOR)


def _alone(block: Block, data: PanelData) -> tuple[NativeChart, int]:
    """A chart over the whole width, its height in pixels; its title says the finding and what is measured."""
    drawing, typeface, wide = block.drawing, _typeface(data.lang), WIDTH / _PIXELS
    points = frame.points(drawing, True, typeface, wide)
    tall = _body_height(drawing, points) / _PIXELS
    room = wide * _TITLE * POINTS
    title = line_count(drawing.title, room / BOLD / (points + 1)) * (points + 1)
    subtitle = line_count(data.subtitle, room / (points - 1)) * (points - 1) if data.subtitle else 0
    head = (title + subtitle) * LEADING / POINTS + _AROUND_TITLE
    plot = frame.plot(replace(drawing, title=""), True, points, wide, tall)
    if plot is not None:
        share = tall / (tall + head)
        plot = Frame(plot.left, 1 - share + plot.top * share, plot.width, plot.height * share)
    label_points = max(points, typeface.size(12))
    chart = NativeChart(block, typeface, points, plot, label_points, True, data.subtitle, GROUND)
    return chart, round((tall + head) * _PIXELS)


def _body_height(drawing: Drawing, points: float) -> int:
    """Pixels below the title. Bars are as many as there are: none is left out, no name lies over another."""
    if drawing.kind != "bar":
        return _HEIGHT
    count = len(drawing.categories)
    folded = frame.longest_name(drawing) * points > (NAMES - 0.015) * WIDTH / _PIXELS
    each = _FOLDED_BAR if folded else _MANY_BARS if count > _MANY else _BAR
    return _AROUND_BARS + each * max(count, 4)


def _small(drawings: Sequence[Drawing], data: PanelData, sheet: str, top: int, left: int) -> list[Placed]:
    """Small charts in rows, each named above, as on a slide."""
    across, _ = frame.grid(len(drawings))
    width, height = WIDTH // across - _SMALL_GAP, _SMALL_HEIGHTS[across] - _SMALL_GAP
    typeface, placed = _typeface(data.lang), []
    for at, drawing in enumerate(drawings):
        points = frame.points(drawing, False, typeface, WIDTH / _PIXELS)
        points = frame.small_points(drawing, points, width / _PIXELS, height / _PIXELS)
        plot = frame.plot(drawing, False, points, width / _PIXELS, height / _PIXELS)
        block = Block(drawing, sheet, top, left)
        chart = NativeChart(block, typeface, points, plot, points, False, ground=GROUND)
        x, y = at % across * (width + _SMALL_GAP), at // across * (height + _SMALL_GAP)
        placed.append(Placed(chart, x, y, width, height))
        top += block.height + 2  # an empty row, and the name of the next
    return placed


class _Formats:
    """How the figures of a chart look in their cells: as the chart shows them."""

    def __init__(self, look: Look, data: PanelData) -> None:
        self._look, self._format = look, _figures(data)

    def heading(self) -> Format:
        return self._look.heading()

    def text(self) -> Format:
        return self._look.of()

    def number(self) -> Format:
        return self._look.text(num_format=self._format, align="right")


def write_cells(sheet: Worksheet, look: Look, placed: Sequence[Placed], data: PanelData) -> None:
    """The cells the charts are drawn from: who changes one sees its chart change."""
    first = placed[0].chart.block
    sheet.set_column(first.left, first.left + max(item.chart.block.width for item in placed) - 1, 12)
    sheet.write_string(first.top - 2, first.left, data.subtitle, look.of(font_size=10, font_color=SECONDARY))
    formats = _Formats(look, data)
    for item in placed:
        block = item.chart.block
        if len(placed) > 1 and not item.chart.alone:
            sheet.write_string(block.top - 1, block.left, block.drawing.title, look.of(bold=True))
        write_block(sheet, block, formats, _heading(data))


def _figures(data: PanelData) -> str:
    """The number format of the chart's kind, with as many decimals as its longest figure."""
    chart = _chart(data)
    if isinstance(chart, Dots):  # a place on a scale
        return number_format("decimal2", data.lang)
    names, kind = [in_language(name, data.lang) for name in chart.figures], number_kind(chart.number_kind)
    figures = [row[name] for name in names for row in data.rows if row[name] is not None]
    places = max((kind.places(float(figure)) for figure in figures), default=kind.places())
    return number_format(kind.name, data.lang, places=places)


def _heading(data: PanelData) -> str:
    """Of the categories: what rows, years or names the chart has."""
    name = in_language(_chart(data).categories, data.lang)
    headings = (column.heading(data.lang) for column in data.panel.columns if column.key(data.lang) == name)
    return next(headings, data.headings[0] if name.startswith("label") else "")


def _chart(data: PanelData) -> Plot:
    chart = data.panel.chart
    if not isinstance(chart, Plot):
        raise TypeError(f"panel {data.panel.panel_id} is a {chart.kind}, no chart")
    return chart


def write_key(sheet: Worksheet, look: Look, placed: Sequence[Placed], area: tuple[int, int, int]) -> int:
    """What each kind of bar, line and mark means, in words above the charts; `area`: row, first, last column.

    Gives the pixels that they take, 0 where there is nothing to say."""
    entries = placed[0].chart.drawing.key
    if not entries:
        return 0
    row, left, right = area
    plain = look.of(font_size=10, valign="top", text_wrap=True)
    runs: list[Format | str] = []
    for name, ink in entries:
        glyph, colour = sample(ink)
        runs += [look.of(font_size=10, font_color=colour, bold=True), f"{glyph} "]
        runs += [look.of(font_size=10, font_color=TEXT), f"{name}　　"]
    sheet.merge_range(row, left, row, right, "", plain)
    sheet.write_rich_string(row, left, *runs, plain)
    words = "　　".join(f"● {name}" for name, _ in entries)
    return _KEY_HEIGHT * line_count(words, WIDTH / _PIXELS * POINTS / 10)
