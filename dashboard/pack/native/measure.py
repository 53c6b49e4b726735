"""How much room a text takes: East Asian letters are one em wide, others as wide as in our type."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

# a Latin word or figure stays whole; Japanese breaks behind any letter
_TOKEN = re.compile(r"[^\u2e80-\uffef\s]+|\s|.", re.DOTALL)
# some programs put a quarter of an em between the scripts
_SEAM = re.compile(r"(?<=[\u3040-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3040-\u9fff])")
_GAP = 0.22
# a better place to pause is worth so many letters of unevenness
_PAUSE = 5
_NEVER_FIRST = re.compile("[、。）」』・％ー]")
# BIZ UDPGothic from the space to the tilde, in hundredths of an em; what stands in for it is no wider
_LETTERS = (
    *(34, 34, 48, 92, 80, 100, 90, 30, 50, 50, 50, 84, 32, 48, 32, 50),
    *(76, 63, 76, 76, 76, 76, 76, 76, 76, 76, 32, 32, 84, 84, 84, 78),
    *(98, 76, 78, 80, 84, 71, 67, 84, 82, 42, 55, 75, 61, 98, 82, 86),
    *(75, 90, 76, 71, 71, 84, 75, 98, 80, 73, 75, 50, 50, 50, 50, 50),
    *(50, 65, 71, 65, 71, 69, 50, 67, 71, 34, 38, 63, 34, 94, 71, 69),
    *(71, 71, 46, 59, 48, 71, 59, 88, 61, 61, 59, 53, 44, 53, 50),
)
_OTHER = 0.84
# bold type is so much wider
BOLD = 1.05
POINTS = 72.0


@lru_cache(maxsize=1 << 15)
def ems(text: str) -> float:
    """The width of one line, in ems."""
    return sum(em_of(letter) for letter in text) + _GAP * len(_SEAM.findall(text))


def em_of(letter: str) -> float:
    if east_asian_width(letter) in "WFA":
        return 1.0
    at = ord(letter) - 32
    return _LETTERS[at] / 100 if 0 <= at < len(_LETTERS) else _OTHER


def line_count(text: str, room: float) -> int:
    """Lines that a text needs where each holds `room` ems."""
    count = 0
    for part in text.split("\n"):
        used, lines = 0.0, 1
        for token in _TOKEN.findall(part):
            wide = ems(token) + (_GAP if token.isalnum() and token.isascii() and not part.isascii() else 0.0)
            if used + wide > room and used > 0:
                lines, used = lines + 1, 0.0
            if wide > room:
                lines += int(wide / room)
                wide %= room
            used += wide if token != " " or used else 0.0
        count += lines
    return count


def phrased(text: str, room: float) -> str:
    """A Japanese text of two lines broken where a reader would pause, if both parts fit; else as it is."""
    if "\n" in text or text.isascii() or line_count(text, room) != 2:
        return text
    found = []
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        weight = 3 if before == "。" else 2 if before in "、：" else 1 if after in "（(" else 0
        first, last = text[:at].rstrip(), text[at:].lstrip()
        inside = first.count("（") > first.count("）")
        if weight and not inside and not _NEVER_FIRST.match(last) and max(ems(first), ems(last)) <= room:
            found.append((_PAUSE * weight - abs(ems(first) - ems(last)), first, last))
    if not found:
        return text
    _, first, last = max(found)
    return f"{first}\n{last}"


def fitted(text: str, width: float, height: float, largest: float, smallest: float, leading: float) -> float:
    """The largest type, in points, in which a text stands within inches."""
    size = largest
    while size > smallest and line_count(text, width * POINTS / size) * size * leading > height * POINTS:
        size -= 1
    return size
