"""What stands in a .pptx, read back: charts with their workbooks, tables, notes, by panel."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Inches

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PANEL = re.compile(r"#([a-z0-9_]+)\s*$", re.MULTILINE)
_PAGE = re.compile(r"https?://[^/]+/([a-z]+)")


@dataclass
class ChartRead:
    """Series → category → value, of the XML that is drawn and of the workbook behind it."""

    title: str
    plotted: dict[str, dict[str, float | None]]
    book: dict[str, dict[str, float | None]]
    corner: str  # what the workbook says above its names


@dataclass
class PanelRead:
    """All slides of one panel."""

    titles: list[str] = field(default_factory=list)
    charts: list[ChartRead] = field(default_factory=list)
    spaces: list[Any] = field(default_factory=list)  # the XML of the charts
    alts: list[str] = field(default_factory=list)  # what a screen reader says of the charts
    tables: list[list[list[str]]] = field(default_factory=list)
    fills: list[list[list[str | None]]] = field(default_factory=list)  # of the cells of the tables
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def panels(path: Path) -> dict[tuple[str, str], PanelRead]:
    """(page, panel) → what its slides hold."""
    found: dict[tuple[str, str], PanelRead] = {}
    for slide in Presentation(str(path)).slides:
        if not slide.has_notes_slide:
            continue
        notes = slide.notes_slide.notes_text_frame.text
        place = _PANEL.search(notes)
        page = _PAGE.search(notes)
        if not place or not page:
            continue
        read = found.setdefault((page[1], place[1]), PanelRead())
        read.titles.append(slide.shapes.title.text)
        read.notes.append(notes)
        for shape in slide.shapes:
            if shape.has_chart:
                read.charts.append(chart(shape.chart))
                read.spaces.append(shape.chart._chartSpace)
                read.alts.append(shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr")[0])
            elif shape.has_table:
                read.tables.append([[cell.text for cell in row.cells] for row in shape.table.rows])
                read.fills.append([[_fill(cell) for cell in row.cells] for row in shape.table.rows])
            elif shape.has_text_frame:
                read.texts.append(shape.text_frame.text)
    return found


def _fill(cell: Any) -> str | None:
    found = cell._tc.xpath("./a:tcPr/a:solidFill/a:srgbClr/@val")
    return f"#{found[0]}" if found else None


def chart(native: Any) -> ChartRead:
    space = native._chartSpace
    title = "".join(space.xpath("./c:chart/c:title//a:t/text()"))
    scatter = bool(space.xpath(".//c:scatterChart"))
    drawn = {}
    for series in space.xpath(".//c:ser"):
        name = series.xpath("./c:tx//c:v/text()")[0]
        keys = _points(series, "./c:xVal//c:numCache" if scatter else "./c:cat//c:strCache")
        values = _points(series, "./c:yVal//c:numCache" if scatter else "./c:val//c:numCache")
        drawn[name] = _paired([keys[n] for n in range(len(keys))], [values.get(n) for n in range(len(keys))])
    blob = native.part.chart_workbook.xlsx_part.blob
    return ChartRead(title, drawn, _book(blob, scatter), str(_cells(blob)[0][0] or ""))


def _points(series: Any, path: str) -> dict[int, str]:
    return {int(pt.get("idx")): pt.xpath("./c:v/text()")[0] for pt in series.xpath(f"{path}/c:pt")}


def _key(text: Any) -> str:
    return f"{float(text):g}" if re.fullmatch(r"[0-9]{4}\.0", str(text)) else str(text)


def _book(blob: bytes, scatter: bool) -> dict[str, dict[str, float | None]]:
    rows = _cells(blob)
    found = {}
    for at in range(1, max(len(row) for row in rows), 2 if scatter else 1):
        name = at - 1 if scatter else 0
        keys = [row[name] if len(row) > name else None for row in rows[1:]]
        values = [row[at] if len(row) > at else None for row in rows[1:]]
        found[str(rows[0][at])] = _paired(keys, values)
    return found


def _paired(keys: list[Any], values: list[Any]) -> dict[str, float | None]:
    """Category → value, to the digits a workbook keeps; of two equal names the second is told apart."""
    found: dict[str, float | None] = {}
    for key, value in zip(keys, values, strict=True):
        if key is not None:
            name = _key(key)
            name = f"{name} (again)" if name in found else name
            found[name] = None if value is None else float(f"{float(value):.13g}")
    return found


def _cells(blob: bytes) -> list[list[Any]]:
    """The first sheet, cell by cell, with all the digits that are written there."""
    with zipfile.ZipFile(io.BytesIO(blob)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        words = etree.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(item.itertext()) for item in words]
    rows: list[list[Any]] = []
    for row in sheet.iter(f"{_S}row"):
        line: list[Any] = []
        for cell in row:
            column = ord(re.sub("[0-9]", "", cell.get("r"))) - ord("A")
            value = cell.findtext(f"{_S}v")
            line += [None] * (column - len(line))
            line.append(texts[int(value)] if cell.get("t") == "s" else value and float(value))
        rows.append(line)
    return rows


def fits(path: Path) -> list[str]:
    """What stands outside its slide, or in the footer's place."""
    presentation: Any = Presentation(str(path))
    wide, tall = presentation.slide_width, presentation.slide_height
    wrong = []
    for number, slide in enumerate(presentation.slides, 1):
        for shape in slide.shapes:
            right, low = shape.left + shape.width, shape.top + shape.height
            if shape.left < 0 or shape.top < 0 or right > wide + 9 or low > tall + 9:
                wrong.append(f"{number}: {shape.name} leaves the slide")
            if shape.has_table:
                height = sum(row.height for row in shape.table.rows)
                if shape.top + height > tall - Inches(0.6):
                    wrong.append(f"{number}: table reaches the footer")
    return wrong
