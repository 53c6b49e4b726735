"""Fonts, fills and number formats of the workbook, and how wide its text is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from dashboard.charts.look import GRID, MISSING_FILL, SECONDARY, TEXT
from dashboard.datatable import Cell
from dashboard.declared import Column
from dashboard.numberformat import number_format
from dashboard.text import Lang

FONT = "BIZ UDPGothic"
_SIZE = 11
# in units of a digit's width: a table's column is at least and at most so wide
_NARROW, _WIDE, _WIDEST = 7, 46, 240
_FOLD = 12
# a table as wide as this is printed in 8 points; columns of texts may be narrowed to so much, step by step
_PAPER, _TEXT, _STEP = 190, 20, 2
BOLD = 1.05
_WORD = re.compile(r"[^\s\u2e80-\uffef-]+")
_LINE = 19  # pixels of one line of text
MOST_LINES = 27  # Excel's rows end at 409 points


class Look:
    """Formats by what they say, each made once."""

    def __init__(self, book: Workbook, lang: Lang) -> None:
        self._book = book
        self._lang = lang
        self._by_properties: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._by_properties:
            self._by_properties[key] = self._book.add_format(
                {"font_name": FONT, "font_size": _SIZE, "font_color": TEXT, "valign": "top", **wanted}
            )
        return self._by_properties[key]

    def title(self) -> Format:
        return self.of(bold=True, font_size=14, valign="vcenter", text_wrap=True)

    def small(self) -> Format:
        return self.of(font_size=10, font_color=SECONDARY, valign="vcenter", text_wrap=True)

    def heading(self, number: bool = False) -> Format:
        return self.of(
            bold=True,
            bg_color=MISSING_FILL,
            border=1,
            border_color=GRID,
            text_wrap=True,
            **({"align": "right"} if number else {"align": "left", "indent": 1}),
        )

    def text(self, **more: Any) -> Format:
        return self.of(**({"border": 1, "border_color": GRID, "text_wrap": True} | more))

    def missing(self) -> Format:
        """A word where a figure is missing: hatched, as on screen."""
        return self.text(pattern=14, fg_color=GRID, bg_color=MISSING_FILL, align="right")

    def words(self, **more: Any) -> Format:
        """Text in a column, set off from a figure that ends at its left edge."""
        return self.text(**({"align": "left", "indent": 1} | more))

    def figure(self, cell: Cell, column: Column) -> Format:
        """A figure in the unit of its heading; a year is set as a name is."""
        if not column.is_figure:
            return self.words(num_format=number_format(column.kind, self._lang))
        form = number_format(column.kind, self._lang, cell.figure, places=cell.places)
        return self.text(num_format=form, align="right")

    def date(self) -> Format:
        form = 'yyyy"年"m"月"d"日"' if self._lang == "ja" else "d mmmm yyyy"
        return self.words(num_format=form, align="left")


@lru_cache(maxsize=1 << 15)
def wide(text: str) -> float:
    """How wide a text is, in digits: a Japanese character takes two and a little."""
    lines = text.split("\n")
    return max(sum(2.1 if east_asian_width(c) in "WFA" else 1.05 for c in line) for line in lines)


def longest_word(text: str) -> float:
    """The width of the longest word that is broken between its letters where a column is narrower."""
    return max(map(wide, _WORD.findall(text)), default=0)


def column_width(heading: str, texts: Iterable[str], most: int = _WIDE) -> float:
    """Wide enough for its text up to a limit; a heading may fold before its unit."""
    held = list(texts)
    longest = max((wide(text) for text in held), default=0)
    width = max(_NARROW, min(most, max(longest, wide(folded_heading(heading))) + 4))
    # a row cannot be higher than so many lines: what needs more gets a wider column
    while width < _WIDEST and any(lines(text, width) > MOST_LINES for text in held):
        width += 10
    return width


def narrowed(widths: list[float], columns: Sequence[Sequence[str]], headings: Sequence[str]) -> None:
    """Takes from columns of texts what makes a table wider than paper can show in type one can read.

    No row becomes higher than a row can be, no word of a heading is broken.
    """
    held = [{tuple(map(wide, text.split("\n"))) for text in texts} for texts in columns]
    least = [
        max(
            [_TEXT, longest_word(heading) * BOLD + 4, *(min(longest_word(text) + 4, _WIDE) for text in texts)]
        )
        for heading, texts in zip(headings, columns, strict=True)
    ]

    def most(at: int) -> int:
        room = max(widths[at] - _STEP - 3, 1)
        return max(
            (sum(max(1, math.ceil((line + 0.5) / room)) for line in text) for text in held[at]), default=1
        )

    while sum(widths) > _PAPER:
        able = [(most(at), at) for at, width in enumerate(widths) if width - _STEP >= least[at]]
        lines_then, at = min(able, default=(MOST_LINES + 1, 0))
        if lines_then > MOST_LINES:
            break
        widths[at] -= _STEP


def folded_heading(heading: str) -> str:
    """交付額（千円） in two lines, broken before the unit; a long English heading at a space."""
    if wide(heading) <= _FOLD:
        return heading
    at = max(heading.rfind("（"), heading.rfind(" ("))
    if at > 0:
        return f"{heading[:at]}\n{heading[at:].strip()}"
    middle = min(
        (n for n, c in enumerate(heading) if c == " "), key=lambda n: abs(2 * n - len(heading)), default=0
    )
    return f"{heading[:middle]}\n{heading[middle + 1 :]}" if middle else heading


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: Excel keeps the height a file names."""
    return sum(max(1, math.ceil((wide(line) + 0.5) / max(width - 3, 1))) for line in text.split("\n"))


def row_height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """Points for the highest cell of a row."""
    return height(max((lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1))


def height(count: int) -> float:
    """Points for so many lines."""
    return min(count, MOST_LINES) * _LINE * 0.75 + 3
