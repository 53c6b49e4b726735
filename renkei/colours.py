"""Colours that mean something on the board, and which colour an office may give to a thing of its own."""

from __future__ import annotations

import re

GROUND = "#FFFFFF"
CATEGORICAL = ("#0017C1", "#A58000", "#006F83", "#8B3200")
"""Told apart by every eye and in grey; for what has no colour of its own, in this order."""
PEER = "#949494"
MISSING = "#767676"
FAVOURABLE, UNFAVOURABLE = "#0055AD", "#C74700"
FOCUS_RING = "#FFD43D"
# a colour that says a state already cannot name a thing besides: what it says, in both languages
STATES = {
    PEER: ("比べる相手", "those compared with"),
    MISSING: ("値のない欄", "figures that are missing"),
    FAVOURABLE: ("良い方への変化", "change for the better"),
    UNFAVOURABLE: ("悪い方への変化", "change for the worse"),
    FOCUS_RING: ("操作している所", "what the keyboard is on"),
}
LEAST_CONTRAST = 3.0
"""Of a bar or line with the ground (WCAG 2.2, 1.4.11)."""


class WrongColour(ValueError):
    """A text that is no colour, or a colour that cannot be given; says so in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours #RRGGBB (WCAG 2.2), 1..21."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def own_colour(text: str) -> str:
    """#RRGGBB in capitals, of a bar or line on the ground. Raises WrongColour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise WrongColour(
            "色は # と16進数6桁で書きます（例 #006F83）", "a colour is # and six hexadecimal digits (#006F83)"
        )
    colour = text.upper()
    ratio = contrast(colour, GROUND)
    if ratio < LEAST_CONTRAST:
        raise WrongColour(
            f"白地とのコントラスト比が {ratio:.2f} で、{LEAST_CONTRAST:g} に足りません。もっと濃い色にします",
            f"its contrast with white is {ratio:.2f}, below {LEAST_CONTRAST:g}: choose a darker one",
        )
    if colour in STATES:
        ja, en = STATES[colour]
        raise WrongColour(
            f"この色はボードで「{ja}」を表します。別の色にします", f"the board uses it for {en}"
        )
    return colour
