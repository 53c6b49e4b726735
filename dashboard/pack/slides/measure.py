"""How much room a text takes: East Asian letters are one em wide, others about half of one."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

# a Latin word or figure stays whole; Japanese breaks behind any letter
_TOKEN = re.compile(r"[^\u2e80-\uffef\s]+|\s|.", re.DOTALL)
# some programs put a quarter of an em between the scripts
_SEAM = re.compile(r"(?<=[\u3040-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3040-\u9fff])")
_GAP = 0.22
_NARROW = set("iIljt.,:;'|!()[] ")
POINTS = 72.0


def ems(text: str) -> float:
    """The width of one line, in ems."""
    return sum(_em(letter) for letter in text) + _GAP * len(_SEAM.findall(text))


def _em(letter: str) -> float:
    if east_asian_width(letter) in "WFA":
        return 1.0
    if letter in _NARROW:
        return 0.34
    return 0.74 if letter.isupper() or letter in "mw%＋" else 0.59


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


def fitted(text: str, width: float, height: float, largest: float, smallest: float, leading: float) -> float:
    """The largest type, in points, in which a text stands within inches."""
    size = largest
    while size > smallest and line_count(text, width * POINTS / size) * size * leading > height * POINTS:
        size -= 1
    return size
