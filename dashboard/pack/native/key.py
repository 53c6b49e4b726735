"""What each kind of bar, line and mark means, in words: samples instead of a legend."""

from __future__ import annotations

from dashboard.charts.look import GROUND
from dashboard.charts.model import Ink


def sample(ink: Ink) -> tuple[str, str]:
    """A letter that looks like what is drawn, and its colour."""
    colour = ink.line if ink.line not in (None, GROUND) else ink.fill
    if ink.marker == "bar":
        return "―", str(colour)
    if ink.marker and ink.width == 0:
        return ("◆" if ink.marker == "diamond" else "●"), str(ink.fill)
    if ink.fill == GROUND:
        return ("○", str(colour)) if ink.marker else ("□", str(colour))
    if ink.line and ink.width >= 1.5 and ink.fill is not None and not ink.marker:
        return "■", str(colour)
    if ink.dash:
        return ("- - -" if ink.dash == "dash" else "･･･"), str(colour)
    return ("●" if ink.marker and not ink.line else "━", str(colour))
