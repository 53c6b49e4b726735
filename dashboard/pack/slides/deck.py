"""The slides themselves: title, boxes of text, charts, tables, footer, notes. Places are in inches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Inches

from dashboard.charts.look import GRID, LINK, SECONDARY, TEXT
from dashboard.pack.native.measure import BOLD, POINTS, fitted, phrased
from dashboard.pack.native.type import LEADING, clean
from dashboard.pack.slides.chartbook import ChartData
from dashboard.pack.slides.table import Part
from dashboard.pack.slides.tablexml import xml
from dashboard.pack.slides.template import Template

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARGIN = 0.5
_FOOT = 0.62
_SIDES = ("lIns", "tIns", "rIns", "bIns")


class Deck:
    """Draws slides of one presentation."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self.type = template.type
        self.width: float = template.presentation.slide_width / Inches(1)
        self.height: float = template.presentation.slide_height / Inches(1)
        title = _title(template.panel)
        self._title_top = title.top / Inches(1)
        self._title_bottom: float = (title.top + title.height) / Inches(1)
        self._title_width = title.width / Inches(1)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def top(self) -> float:
        """Where what a slide shows begins, below title and subtitle."""
        return self._title_bottom + 0.48 * self.type.factor

    @property
    def bottom(self) -> float:
        """Where it ends, above the line of what is missing and the footer."""
        return self.height - _FOOT - 0.36 * self.type.factor

    def cover(self, title: str) -> Any:
        return self._slide(self._template.title, title, 40)

    def panel(self, title: str) -> Any:
        return self._slide(self._template.panel, title, 26)

    def _slide(self, layout: Any, title: str, largest: float) -> Any:
        slide = self._template.presentation.slides.add_slide(layout)
        shape = slide.shapes.title
        place = _title(layout)
        wide, tall = (side / Inches(1) for side in (place.width, place.height))
        size = fitted(title, wide / BOLD, tall, self.type.size(largest), 14, LEADING)
        room = wide / BOLD * POINTS / size
        # a break within the paragraph: the outline still reads one title
        lines = [self.type.run(line, size, True) for line in phrased(title, room).split("\n")]
        _fill(shape._element.txBody, [self.type.paragraph(["<a:br/>".join(lines)], size)], "b")
        for other in list(slide.placeholders):
            if other.shape_id != shape.shape_id:
                other._element.getparent().remove(other._element)
        return slide

    def text(
        self,
        slide: Any,
        place: tuple[float, float, float, float],
        lines: Sequence[str],
        points: float,
        align: str = "l",
        anchor: str = "t",
        bold: bool = False,
        colour: str = TEXT,
        link: str | None = None,
    ) -> Any:
        """A box of plain lines; with a `link` all of it opens that address."""
        click = ""
        if link:
            name = slide.part.relate_to(link, RT.HYPERLINK, is_external=True)
            click = f'<a:hlinkClick xmlns:r="{_R}" r:id="{name}"/>'
            colour = LINK
        runs = [[self.type.run(line, points, bold, colour, click)] for line in lines]
        return self.runs(slide, place, runs, points, align, anchor)

    def picture(self, slide: Any, place: tuple[float, float, float, float], file: Path, alt: str) -> None:
        """As large as the place allows, its shape kept."""
        left, top, wide, tall = place
        shape = slide.shapes.add_picture(str(file), Inches(left), Inches(top))
        scale = min(Inches(wide) / shape.width, Inches(tall) / shape.height)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        shape._element.nvPicPr.cNvPr.set("descr", alt)

    def runs(
        self,
        slide: Any,
        place: tuple[float, float, float, float],
        lines: Sequence[Sequence[str]],
        points: float,
        align: str = "l",
        anchor: str = "t",
    ) -> Any:
        """A box of lines, each made of runs."""
        shape = slide.shapes.add_textbox(*(Inches(side) for side in place))
        _fill(shape._element.txBody, [self.type.paragraph(line, points, align) for line in lines], anchor)
        return shape

    def fitted(
        self, slide: Any, place: tuple[float, float, float, float], text: str, largest: float, **how: Any
    ) -> Any:
        """A text in the largest type that its place holds."""
        wide = place[2] / BOLD if how.get("bold") else place[2]
        size = fitted(text, wide, place[3], self.type.size(largest), 9, LEADING)
        return self.text(slide, place, text.split("\n"), size, **how)

    def line(
        self, slide: Any, start: tuple[float, float], end: tuple[float, float], colour: str, dash: bool
    ) -> None:
        shape = slide.shapes.add_connector(1, *(Inches(side) for side in (*start, *end)))
        style = '<a:prstDash val="sysDash"/>' if dash else ""
        fill = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        drawn = f'<a:ln xmlns:a="{_A}" w="9525">{fill}{style}</a:ln>'
        properties = shape._element.spPr
        properties.append(etree.fromstring(drawn))
        style_of = shape._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
        if style_of is not None:
            shape._element.remove(style_of)

    def rectangle(self, slide: Any, place: tuple[float, float, float, float]) -> None:
        """The frame of a card."""
        shape = slide.shapes.add_textbox(*(Inches(side) for side in place))
        drawn = (
            f'<a:ln xmlns:a="{_A}" w="12700"><a:solidFill><a:srgbClr val="{GRID[1:]}"/></a:solidFill></a:ln>'
        )
        shape._element.spPr.append(etree.fromstring(drawn))

    def chart(self, slide: Any, place: tuple[float, float, float, float], data: ChartData, alt: str) -> None:
        frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *(Inches(side) for side in place), data)
        _describe(frame, data.chart.drawing.title, alt)

    def table(self, slide: Any, place: tuple[float, float], part: Part, alt: str) -> None:
        width, height = sum(part.widths), sum(part.heights)
        frame = slide.shapes.add_table(1, 1, *(Inches(side) for side in (*place, width, height)))
        drawn = etree.fromstring(xml(part, self.type))
        old = frame._element.graphic.graphicData.tbl
        old.getparent().replace(old, drawn)
        _describe(frame, "", alt)

    def subtitle(self, slide: Any, text: str) -> None:
        place = (MARGIN, self._title_bottom + 0.03, self.inner, 0.42 * self.type.factor)
        self.fitted(slide, place, text, 14, colour=SECONDARY)

    def kicker(self, slide: Any, page: str, number: str) -> None:
        """The page a slide belongs to, and 資料番号 at the right, above the title."""
        top = max(self._title_top - 0.3, 0.12)
        size = self.type.size(12)
        if self._title_top >= 0.4:
            self.text(slide, (MARGIN, top, self.inner * 0.6, 0.26), [page], size, colour=SECONDARY)
        if number:
            place = (self.width - MARGIN - 4.0, top, 4.0, 0.26)
            self.text(slide, place, [number], size, "r", bold=True)

    def missing(self, slide: Any, text: str, line: int = 0) -> None:
        """What the slide does not hold, in a line above its foot; `line` counts them upwards."""
        height = 0.27 * self.type.factor
        # above the lowest, where only cards stand, there is room for two lines of type
        place = (MARGIN, self.bottom + 0.06 - line * 1.6 * height, self.inner, height * (1.6 if line else 1))
        self.fitted(slide, place, text, 12)

    def footer(self, slide: Any, sources: str, place_of: str, link: str, number: str) -> None:
        """出典 with 時点; below it build and address, at the right page n/N."""
        top = self.height - _FOOT
        self.line(slide, (MARGIN, top - 0.02), (self.width - MARGIN, top - 0.02), GRID, False)
        self.fitted(slide, (MARGIN, top + 0.02, self.inner, 0.34), sources, 10, colour=SECONDARY)
        low = (MARGIN, self.height - 0.25, self.inner - 1.0, 0.18)
        self.fitted(slide, low, place_of, 9, link=link)
        right = (self.width - MARGIN - 1.0, self.height - 0.26, 1.0, 0.2)
        self.text(slide, right, [number], 11, "r", bold=True)

    def notes(self, slide: Any, lines: Sequence[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        paragraphs = [f"<a:p>{self.type.run(line, 12) if line else ''}</a:p>" for line in lines]
        _fill(frame._txBody, paragraphs, None)


def _title(layout: Any) -> Any:
    return next(shape for shape in layout.placeholders if shape.placeholder_format.type in (1, 3))


def _describe(frame: Any, name: str, alt: str) -> None:
    """What a screen reader says of a chart or table."""
    told = frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0]
    told.set("descr", clean(alt))
    if name:
        told.set("title", clean(name))


def _fill(body: Any, paragraphs: Sequence[str], anchor: str | None) -> None:
    """Paragraphs in the place of those of a text body; its box without inner margins, text at `anchor`."""
    for old in body.findall(f"{{{_A}}}p"):
        body.remove(old)
    if anchor is not None:
        box = body.find(f"{{{_A}}}bodyPr")
        for old in list(box):
            box.remove(old)
        etree.SubElement(box, f"{{{_A}}}noAutofit")
        for name, value in (("wrap", "square"), ("anchor", anchor), *((side, "0") for side in _SIDES)):
            box.set(name, value)
    body.extend(_parsed("".join(paragraphs)))


def _parsed(text: str) -> Any:
    return list(etree.fromstring(f'<x xmlns:a="{_A}">{text}</x>'))
