"""Where a chart is seen: what only the medium decides, sizes and room. What is shown is the drawing's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Medium:
    """`factor`: type, lines and marks against those of the page; `crowded`: the same where small charts or
    names at the ends of lines leave no room for more. `fills`: as high as its place, which is about `tall`
    pixels, with `rows` bars below one another and more beside them; else a chart is as high as its rows, and
    at most `most`. `least`: no type is smaller. `width`: in pixels where it is fixed; `alone`: a small chart
    whose heading stands outside of it."""

    factor: float = 1.0
    crowded: float = 1.0
    fills: bool = False
    tall: int = 0
    rows: int | None = None
    most: int | None = None
    least: float = 0
    width: int | None = None
    alone: bool = False


PAGE = Medium()
# what is left of a 720 px screen below the cards and a title
COMPACT = Medium(tall=204)
PROJECTOR = Medium(factor=1.5, crowded=1.29, fills=True, tall=430, rows=16, least=18)
# on paper a chart with its heading and sources fits one page
PAPER = Medium(most=440)
LARGE = Medium(factor=1.5, crowded=1.2, most=500)
# half of the sheet of a region, 820 px, less the gap
SHEET = Medium(width=402, tall=142, alone=True)
