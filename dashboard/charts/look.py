"""Colours and type (ui.md, Look). One place, so that nothing drifts."""

from __future__ import annotations

from renkei import colours

GROUND = colours.GROUND
CATEGORICAL = colours.CATEGORICAL
PEER, MISSING = colours.PEER, colours.MISSING
FAVOURABLE, UNFAVOURABLE = colours.FAVOURABLE, colours.UNFAVOURABLE
FOCUS_RING = colours.FOCUS_RING  # around a black outline
INK = "#000000"  # on a filled cell, where TEXT would be too light
TEXT = "#333333"
SECONDARY = "#4D4D4D"
LINK = "#00118F"
FOCUS = CATEGORICAL[0]
MISSING_FILL = "#F2F2F2"
GRID = "#D9D9D9"  # grid lines, borders of cells, hatching: carries no information alone
SEQUENTIAL = (
    "#E8F1FE",
    "#C5D5FC",
    "#A0B9F9",
    "#859AFA",
    "#647CFB",
    "#335EF9",
    "#2440DF",
    "#091FC6",
    "#000A94",
    "#000060",
)
DIVERGING = (
    "#8B3200",
    "#C74700",
    "#FF7628",
    "#FFC199",
    "#FFEEE2",
    "#F0F9FF",
    "#C0E4FF",
    "#39ABFF",
    "#0066BE",
    "#00428C",
)
# Every colour the board may show; tests hold style.css, the charts and the theme to it.
PALETTE = frozenset(
    {
        GROUND,
        INK,
        TEXT,
        SECONDARY,
        LINK,
        PEER,
        MISSING,
        MISSING_FILL,
        GRID,
        FOCUS_RING,
        FAVOURABLE,
        UNFAVOURABLE,
        *CATEGORICAL,
        *SEQUENTIAL,
        *DIVERGING,
    }
)
FONT = '"Noto Sans JP", "Noto Sans CJK JP", "BIZ UDPGothic", "Yu Gothic", Meiryo, sans-serif'


def shade(position: float) -> tuple[str, str]:
    """0..1 → (fill, readable text colour) on the lighter half of the sequential scale."""
    fill = SEQUENTIAL[min(int(position * 5), 4)]
    return fill, INK
