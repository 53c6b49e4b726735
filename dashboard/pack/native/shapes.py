"""Ink → fill, stroke and marker in DrawingML; the type beside them."""

from __future__ import annotations

from dashboard.charts.look import GROUND, TEXT
from dashboard.charts.model import Ink
from dashboard.pack.native.type import Type, clean

_DASHES = {"dash": "sysDash", "dot": "sysDot"}
_EMU = 12700


def shape(ink: Ink) -> str:
    """A bar, an axis, a grid line."""
    fill = _fill(ink) if ink.fill else ""
    return f"<c:spPr>{fill}{_stroke(ink, ink.dash)}</c:spPr>"


def marker(ink: Ink) -> str:
    if not ink.marker:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    symbol = "dash" if ink.marker == "bar" else ink.marker
    edge = Ink(line=ink.line, width=min(ink.width, 2.0) or (2.0 if ink.fill == GROUND else 0.75))
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{ink.size}"/>'
        f"<c:spPr>{_fill(ink)}{_stroke(edge, '')}</c:spPr></c:marker>"
    )


def _fill(ink: Ink) -> str:
    if ink.fill is None:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{ink.fill[1:]}"/></a:solidFill>'


def _stroke(ink: Ink, dash: str) -> str:
    if ink.line is None or ink.width == 0:
        return "<a:ln><a:noFill/></a:ln>"
    style = f'<a:prstDash val="{_DASHES[dash]}"/>' if dash else ""
    return (
        f'<a:ln w="{round(ink.width * _EMU)}" cap="flat"><a:solidFill><a:srgbClr val="{ink.line[1:]}"/>'
        f"</a:solidFill>{style}<a:round/></a:ln>"
    )


def text(typeface: Type, points: float, colour: str = TEXT, bold: bool = False, wrap: bool = True) -> str:
    """The type of names, axes and labels."""
    body = '<a:bodyPr rot="0" vert="horz"/>' if wrap else '<a:bodyPr rot="0" wrap="none" lIns="0" rIns="0"/>'
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>"
        f"{typeface.properties(points, bold, colour, 'defRPr')}</a:pPr>"
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )


def format_code(code: str) -> str:
    """A number format as the value of an attribute."""
    return clean(code).replace('"', "&quot;")
