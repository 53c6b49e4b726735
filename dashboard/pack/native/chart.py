"""Drawing → the XML of a native chart, with the cells its figures stand in.

The order of the elements is that of the standard (ECMA-376, part 1, 21.2); office programs insist on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.look import GRID, PEER, SECONDARY, TEXT
from dashboard.charts.model import Axis, Drawing, Ink, nice
from dashboard.pack.native.cells import Block
from dashboard.pack.native.frame import Frame
from dashboard.pack.native.series import SeriesWriter
from dashboard.pack.native.shapes import format_code, shape, text
from dashboard.pack.native.type import Type

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True)
class NativeChart:
    """`plot` None leaves it to the program. `subtitle` stands below the title, where nothing else says what
    is measured; `ground` is the colour behind the chart, where the program would choose one."""

    block: Block
    typeface: Type
    points: float
    plot: Frame | None
    label_points: float
    alone: bool
    subtitle: str = ""
    ground: str = ""

    @property
    def drawing(self) -> Drawing:
        return self.block.drawing

    def xml(self) -> str:
        title = self._title() if self.drawing.title else ""
        body = self._scatter() if self.drawing.scattered else self._categories()
        ground = ""
        if self.ground:
            fill = f'<a:solidFill><a:srgbClr val="{self.ground[1:]}"/></a:solidFill>'
            ground = f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
            f'<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>{title}'
            f'<c:autoTitleDeleted val="{0 if self.drawing.title else 1}"/>'
            f"<c:plotArea>{self._layout()}{body}</c:plotArea>"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{ground}{text(self.typeface, self.points)}</c:chartSpace>"
        )

    def _title(self) -> str:
        size = self.points + 1
        lines = [(self.drawing.title, size, True, TEXT)]
        if self.subtitle:
            lines.append((self.subtitle, self.points - 1, False, SECONDARY))
        paragraphs = "".join(
            f"<a:p><a:pPr>{self.typeface.properties(points, bold, colour, tag='defRPr')}</a:pPr>"
            f"{self.typeface.run(line, points, bold, colour)}</a:p>"
            for line, points, bold, colour in lines
        )
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{paragraphs}</c:rich></c:tx>"
            '<c:overlay val="0"/></c:title>'
        )

    def _layout(self) -> str:
        if self.plot is None:
            return "<c:layout/>"
        sides = zip(
            ("x", "y", "w", "h"),
            (self.plot.left, self.plot.top, self.plot.width, self.plot.height),
            strict=True,
        )
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            '<c:yMode val="edge"/>'
            + "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in sides)
            + "</c:manualLayout></c:layout>"
        )

    def _categories(self) -> str:
        drawing = self.drawing
        series = self._series()
        if drawing.kind == "line":
            links = (
                f"<c:hiLowLines>{shape(Ink(line=PEER, width=2.5))}</c:hiLowLines>" if drawing.links else ""
            )
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{links}'
                f'<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>{self._axes()}'
            )
        direction = "bar" if drawing.kind == "bar" else "col"
        overlap = 100 if drawing.overlap else 0
        return (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="45"/><c:overlap val="{overlap}"/>'
            f'<c:axId val="111"/><c:axId val="222"/></c:barChart>{self._axes()}'
        )

    def _scatter(self) -> str:
        series = self._series()
        xs, axis = self.drawing.xs or (), self.drawing.x_axis
        if axis is None:  # years
            step = max(nice((xs[-1] - xs[0]) / (8 if self.alone else 4)), 1)
            axis = Axis(xs[0], xs[-1], step, "0")
        return (
            f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}'
            '<c:axId val="111"/><c:axId val="222"/></c:scatterChart>'
            f'<c:valAx><c:axId val="111"/>{_scaling(axis)}<c:delete val="0"/><c:axPos val="b"/>'
            f"{self._axis_title(axis)}"
            f'<c:numFmt formatCode="{format_code(axis.format or "0")}" sourceLinked="0"/>'
            '<c:majorTickMark val="out"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{shape(Ink(line=TEXT, width=0.75))}'
            f'{text(self.typeface, self.points)}<c:crossAx val="222"/><c:crosses val="min"/>'
            f'<c:crossBetween val="midCat"/><c:majorUnit val="{axis.step:g}"/></c:valAx>{self._value_axis()}'
        )

    def _series(self) -> str:
        height = self.plot.height if self.plot is not None else None
        return SeriesWriter(self.block, self.typeface, self.label_points, height).xml()

    def _axes(self) -> str:
        drawing = self.drawing
        across = drawing.kind == "bar"
        order = "maxMin" if across else "minMax"
        crosses = "min" if drawing.kind == "line" else "autoZero"
        return (
            f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'{shape(Ink(line=TEXT, width=0.75))}{text(self.typeface, self.points)}<c:crossAx val="222"/>'
            f'<c:crosses val="{crosses}"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
            f'{self._skip()}<c:noMultiLvlLbl val="1"/></c:catAx>{self._value_axis()}'
        )

    def _skip(self) -> str:
        """Every name of a bar; of many years as many as have room beside one another."""
        count = len(self.drawing.categories)
        every = 1 if self.drawing.xs is None or count <= 7 else -(-count // 6)
        return f'<c:tickLblSkip val="{every}"/>'

    def _axis_title(self, axis: Axis) -> str:
        if not axis.title:
            return ""
        run = self.typeface.run(axis.title, self.points)
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>"
            '<c:overlay val="0"/></c:title>'
        )

    def _value_axis(self) -> str:
        drawing, axis = self.drawing, self.drawing.axis
        across = drawing.kind == "bar"
        grid = f"<c:majorGridlines>{shape(Ink(line=GRID, width=0.75))}</c:majorGridlines>"
        if across:
            grid = f"<c:majorGridlines>{shape(Ink(line=TEXT, width=1.5, dash='dot'))}</c:majorGridlines>"
        code = format_code(axis.format or "General")
        between = "midCat" if drawing.room or drawing.kind == "scatter" else "between"
        return (
            f'<c:valAx><c:axId val="222"/>{_scaling(axis)}<c:delete val="0"/>'
            f'<c:axPos val="{"t" if across else "l"}"/>{grid if drawing.grid else ""}'
            f"{self._axis_title(axis)}"
            f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{"nextTo" if axis.format else "none"}"/>'
            f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text(self.typeface, self.points)}"
            '<c:crossAx val="111"/><c:crosses val="min"/>'
            f'<c:crossBetween val="{between}"/><c:majorUnit val="{axis.step:.10g}"/></c:valAx>'
        )


def _scaling(axis: Axis) -> str:
    """From where to where an axis runs."""
    base = '<c:logBase val="10"/>' if axis.logarithmic else ""
    return (
        f'<c:scaling>{base}<c:orientation val="minMax"/>'
        f'<c:max val="{axis.high:.10g}"/><c:min val="{axis.low:.10g}"/></c:scaling>'
    )
