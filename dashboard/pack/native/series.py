"""A series of a native chart: name, categories and values with the cells they stand in, inks, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.model import Label, Series, Value
from dashboard.pack.native.cells import Block
from dashboard.pack.native.shapes import format_code, marker, shape, text
from dashboard.pack.native.type import Type, clean

_POSITIONS = {"end": "outEnd", "right": "r", "left": "l", "above": "t", "below": "b"}

# a label that was moved aside needs no line to its point
_NO_LEADER_LINES = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


@dataclass(frozen=True)
class SeriesWriter:
    """`plot_height` is the share of the chart that its plot takes; None where the program lays it out."""

    block: Block
    typeface: Type
    label_points: float
    plot_height: float | None

    def xml(self) -> str:
        return "".join(self._series(at, item) for at, item in enumerate(self.block.drawing.series))

    def _series(self, at: int, series: Series) -> str:
        drawing, block = self.block.drawing, self.block
        bars = drawing.kind in ("bar", "column")
        name = f"<c:tx>{_text_cells(block.name(at), [series.name])}</c:tx>"
        ink = series.ink if bars else replace(series.ink, fill=None)
        head = f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name}{shape(ink)}'
        head += '<c:invertIfNegative val="0"/>' if bars else marker(series.ink)
        differing = {at: ink for at, ink in series.points.items() if ink != series.ink}
        plain = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/>{plain}{shape(other)}</c:dPt>' for n, other in differing.items()
        )
        rows = block.indices(at)
        numbers = _number_cells(block.values(at), [series.values[n] for n in rows])
        labels = self._labels(series, {n: place for place, n in enumerate(rows)})
        if drawing.scattered and drawing.xs is not None:
            years = _number_cells(block.xs(at), [drawing.xs[n] for n in rows])
            return (
                f"{head}{points}{labels}<c:xVal>{years}"
                f'</c:xVal><c:yVal>{numbers}</c:yVal><c:smooth val="0"/></c:ser>'
            )
        names = _text_cells(block.categories(), drawing.categories)
        end = "" if bars else '<c:smooth val="0"/>'
        return f"{head}{points}{labels}<c:cat>{names}</c:cat><c:val>{numbers}</c:val>{end}</c:ser>"

    def _labels(self, series: Series, place: Mapping[int, int]) -> str:
        labels = "".join(
            self._label(place[n], label)
            for n, label in sorted(series.labels.items())
            if n in place and series.values[n] is not None
        )
        return f"<c:dLbls>{labels}{_shown(False, False)}{_NO_LEADER_LINES}</c:dLbls>"

    def _label(self, at: int, label: Label) -> str:
        layout = ""
        if abs(label.shift) > 1e-9 and self.plot_height is not None:
            down = -label.shift * self.plot_height
            layout = (
                f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'
            )
        words = ""
        if label.text is not None:
            run = self.typeface.run(label.text, self.label_points, label.bold, label.colour)
            words = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>'
        properties = (
            "" if words else text(self.typeface, self.label_points, label.colour, label.bold, wrap=False)
        )
        return (
            f'<c:dLbl><c:idx val="{at}"/>{layout}{words}'
            f'<c:numFmt formatCode="{format_code(label.format)}" sourceLinked="0"/>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            f'{properties}<c:dLblPos val="{_POSITIONS[label.position]}"/>{_shown(True, label.named)}</c:dLbl>'
        )


def _shown(value: bool, named: bool) -> str:
    parts = (("LegendKey", False), ("Val", value), ("CatName", False), ("SerName", named))
    flags = "".join(f'<c:show{name} val="{int(on)}"/>' for name, on in parts)
    between = "<c:separator> </c:separator>" if named else ""
    return f'{flags}<c:showPercent val="0"/><c:showBubbleSize val="0"/>{between}'


def _text_cells(reference: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{clean(text)}</c:v></c:pt>' for n, text in enumerate(texts))
    cache = f'<c:ptCount val="{len(texts)}"/>{points}'
    return f"<c:strRef><c:f>{clean(reference)}</c:f><c:strCache>{cache}</c:strCache></c:strRef>"


def _number_cells(reference: str, values: Sequence[Value]) -> str:
    """A missing value has no point at all: a gap, never a zero."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{float(value)!r}</c:v></c:pt>'
        for n, value in enumerate(values)
        if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{clean(reference)}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"
