"""Drawing → a native chart: the XML of the chart and the workbook behind it, with the mart's own figures.

The order of the elements is that of the standard (ECMA-376, part 1, 21.2); office programs insist on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.look import GRID, GROUND, PEER, TEXT
from dashboard.charts.model import Drawing, Ink, Label, Series, Value, nice
from dashboard.pack.slides.book import Places, book
from dashboard.pack.slides.type import Type, clean

_POSITIONS = {"end": "outEnd", "right": "r", "left": "l", "above": "t", "below": "b"}
_DASHES = {"dash": "sysDash", "dot": "sysDot"}
_EMU = 12700
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

# a label that was moved aside needs no line to its point
_UNLED = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


@dataclass(frozen=True)
class Frame:
    """Where the plot lies within its chart, as shares."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class NativeChart:
    """What python-pptx asks of chart data: the XML and the workbook. `plot` None leaves it to the program."""

    drawing: Drawing
    type: Type
    points: float
    plot: Frame | None
    made_on: dt.date
    label_points: float
    alone: bool

    @property
    def xlsx_blob(self) -> bytes:
        return book(self.drawing, self.made_on)

    def xml_bytes(self, chart_type: object) -> bytes:
        return self._xml().encode("utf-8")

    def _xml(self) -> str:
        drawn = self.drawing
        title = self._title() if drawn.title else ""
        body = self._scatter() if drawn.scattered else self._categories()
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
            f'<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>{title}'
            f'<c:autoTitleDeleted val="{0 if drawn.title else 1}"/>'
            f"<c:plotArea>{self._layout()}{body}</c:plotArea>"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{self._text(self.points)}</c:chartSpace>"
        )

    def _title(self) -> str:
        size = self.points + 1
        run = self.type.run(self.drawing.title, size, True)
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
            f"{self.type.properties(size, True, tag='defRPr')}</a:pPr>{run}</a:p></c:rich></c:tx>"
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

    def _text(self, points: float, colour: str = TEXT, bold: bool = False, wrap: bool = True) -> str:
        body = (
            '<a:bodyPr rot="0" vert="horz"/>' if wrap else '<a:bodyPr rot="0" wrap="none" lIns="0" rIns="0"/>'
        )
        return (
            f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>"
            f"{self.type.properties(points, bold, colour, 'defRPr')}</a:pPr>"
            '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        )

    def _categories(self) -> str:
        drawn = self.drawing
        places = Places(drawn)
        series = "".join(self._series(at, item, places) for at, item in enumerate(drawn.series))
        if drawn.kind == "line":
            links = f"<c:hiLowLines>{_shape(Ink(line=PEER, width=2.5))}</c:hiLowLines>" if drawn.links else ""
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{links}'
                f'<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>{self._axes()}'
            )
        direction = "bar" if drawn.kind == "bar" else "col"
        overlap = 100 if drawn.overlap else 0
        return (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="45"/><c:overlap val="{overlap}"/>'
            f'<c:axId val="111"/><c:axId val="222"/></c:barChart>{self._axes()}'
        )

    def _scatter(self) -> str:
        places = Places(self.drawing)
        series = "".join(self._series(at, item, places) for at, item in enumerate(self.drawing.series))
        years = self.drawing.xs or ()
        step = max(nice((years[-1] - years[0]) / (8 if self.alone else 4)), 1)
        return (
            f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}'
            '<c:axId val="111"/><c:axId val="222"/></c:scatterChart>'
            '<c:valAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{years[-1]}"/><c:min val="{years[0]}"/></c:scaling><c:delete val="0"/>'
            '<c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_shape(Ink(line=TEXT, width=0.75))}'
            f'{self._text(self.points)}<c:crossAx val="222"/><c:crosses val="min"/>'
            f'<c:crossBetween val="midCat"/><c:majorUnit val="{step:g}"/></c:valAx>{self._value_axis()}'
        )

    def _series(self, at: int, series: Series, places: Places) -> str:
        drawn = self.drawing
        bars = drawn.kind != "line"
        name = f"<c:tx><c:strRef><c:f>{places.name(at)}</c:f>{_strings([series.name])}</c:strRef></c:tx>"
        ink = series.ink if bars else replace(series.ink, fill=None)
        head = f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name}{_shape(ink)}'
        head += '<c:invertIfNegative val="0"/>' if bars else _marker(series.ink)
        differs = {at: ink for at, ink in series.points.items() if ink != series.ink}
        plain = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/>{plain}{_shape(other)}</c:dPt>' for n, other in differs.items()
        )
        rows = series.here if drawn.scattered and series.here is not None else range(len(drawn.categories))
        values = [series.values[n] for n in rows]
        numbers = f"<c:numRef><c:f>{places.values(at)}</c:f>{_numbers(values)}</c:numRef>"
        labels = self._labels(series, {n: place for place, n in enumerate(rows)})
        if drawn.scattered and drawn.xs is not None:
            years = _numbers([drawn.xs[n] for n in rows])
            return (
                f"{head}{points}{labels}<c:xVal><c:numRef><c:f>{places.xs(at)}</c:f>{years}</c:numRef>"
                f'</c:xVal><c:yVal>{numbers}</c:yVal><c:smooth val="0"/></c:ser>'
            )
        names = f"<c:strRef><c:f>{places.categories()}</c:f>{_strings(drawn.categories)}</c:strRef>"
        end = "" if bars else '<c:smooth val="0"/>'
        return f"{head}{points}{labels}<c:cat>{names}</c:cat><c:val>{numbers}</c:val>{end}</c:ser>"

    def _labels(self, series: Series, place: dict[int, int]) -> str:
        each = "".join(
            self._label(place[n], label, series.values[n])
            for n, label in sorted(series.labels.items())
            if n in place and series.values[n] is not None
        )
        return f"<c:dLbls>{each}{_shown(False, False)}{_UNLED}</c:dLbls>"

    def _label(self, at: int, label: Label, value: Value) -> str:
        layout = ""
        if abs(label.shift) > 1e-9 and self.plot is not None:
            down = -label.shift * self.plot.height
            layout = (
                f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'
            )
        told = ""
        if label.text is not None:
            run = self.type.run(label.text, self.label_points, label.bold, label.colour)
            told = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>'
        text = self._text(self.label_points, label.colour, label.bold, wrap=False) if not told else ""
        position = _POSITIONS[label.position]
        return (
            f'<c:dLbl><c:idx val="{at}"/>{layout}{told}'
            f'<c:numFmt formatCode="{clean(label.format).replace(chr(34), "&quot;")}" sourceLinked="0"/>'
            f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}<c:dLblPos val="{position}"/>'
            f"{_shown(True, label.named)}</c:dLbl>"
        )

    def _axes(self) -> str:
        drawn = self.drawing
        across = drawn.kind == "bar"
        order = "maxMin" if across else "minMax"
        crosses = "min" if drawn.kind == "line" else "autoZero"
        return (
            f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'{_shape(Ink(line=TEXT, width=0.75))}{self._text(self.points)}<c:crossAx val="222"/>'
            f'<c:crosses val="{crosses}"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
            f'{self._skip()}<c:noMultiLvlLbl val="1"/></c:catAx>{self._value_axis()}'
        )

    def _skip(self) -> str:
        """Every name of a bar; of many years as many as have room beside one another."""
        count = len(self.drawing.categories)
        every = 1 if self.drawing.xs is None or count <= 7 else -(-count // 6)
        return f'<c:tickLblSkip val="{every}"/>'

    def _value_axis(self) -> str:
        drawn, axis = self.drawing, self.drawing.axis
        across = drawn.kind == "bar"
        grid = f"<c:majorGridlines>{_shape(Ink(line=GRID, width=0.75))}</c:majorGridlines>"
        if across:
            grid = f"<c:majorGridlines>{_shape(Ink(line=TEXT, width=1.5, dash='dot'))}</c:majorGridlines>"
        form = clean(axis.format or "General").replace('"', "&quot;")
        between = "midCat" if drawn.room else "between"
        return (
            '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{axis.high:.10g}"/><c:min val="{axis.low:.10g}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{"t" if across else "l"}"/>{grid if drawn.grid else ""}'
            f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{"nextTo" if axis.format else "none"}"/>'
            f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{self._text(self.points)}"
            '<c:crossAx val="111"/><c:crosses val="min"/>'
            f'<c:crossBetween val="{between}"/><c:majorUnit val="{axis.step:.10g}"/></c:valAx>'
        )


def _shown(value: bool, named: bool) -> str:
    parts = (("LegendKey", False), ("Val", value), ("CatName", False), ("SerName", named))
    flags = "".join(f'<c:show{name} val="{int(on)}"/>' for name, on in parts)
    between = "<c:separator> </c:separator>" if named else ""
    return f'{flags}<c:showPercent val="0"/><c:showBubbleSize val="0"/>{between}'


def _strings(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{clean(text)}</c:v></c:pt>' for n, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(values: Sequence[Value]) -> str:
    """A missing value has no point at all: a gap, never a zero."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{float(value)!r}</c:v></c:pt>'
        for n, value in enumerate(values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:numCache><c:formatCode>General</c:formatCode>{count}{points}</c:numCache>"


def _fill(ink: Ink) -> str:
    if ink.fill is None:
        return "<a:noFill/>"
    if ink.hatch and ink.line:
        return (
            f'<a:pattFill prst="ltUpDiag"><a:fgClr><a:srgbClr val="{ink.line[1:]}"/></a:fgClr>'
            f'<a:bgClr><a:srgbClr val="{GROUND[1:]}"/></a:bgClr></a:pattFill>'
        )
    return f'<a:solidFill><a:srgbClr val="{ink.fill[1:]}"/></a:solidFill>'


def _stroke(ink: Ink, dash: str) -> str:
    if ink.line is None or ink.width == 0:
        return "<a:ln><a:noFill/></a:ln>"
    drawn = f'<a:prstDash val="{_DASHES[dash]}"/>' if dash else ""
    return (
        f'<a:ln w="{round(ink.width * _EMU)}" cap="flat"><a:solidFill><a:srgbClr val="{ink.line[1:]}"/>'
        f"</a:solidFill>{drawn}<a:round/></a:ln>"
    )


def _shape(ink: Ink) -> str:
    """A bar, an axis, a grid line."""
    fill = _fill(ink) if ink.fill else ""
    return f"<c:spPr>{fill}{_stroke(ink, ink.dash)}</c:spPr>"


def _marker(ink: Ink) -> str:
    if not ink.marker:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    symbol = "dash" if ink.marker == "bar" else ink.marker
    edge = Ink(line=ink.line, width=min(ink.width, 2.0) or (2.0 if ink.fill == GROUND else 0.75))
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{ink.size}"/>'
        f"<c:spPr>{_fill(ink)}{_stroke(edge, '')}</c:spPr></c:marker>"
    )
