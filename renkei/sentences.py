"""A sentence of an analyst's header: words, and places that the rows of the view fill.

{rows}: how many rows. {first.name}, {last.name}: a column of the row that stands first or last in the view's
order, of all that share its figure. {highest.rate}, {lowest.rate}, {median.rate}, {sum.rate}: of a column of
numbers. {{ and }} are the brackets themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

ENDS = ("first", "last")
OF_NUMBERS = ("highest", "lowest", "median", "sum")
WORDS = ("rows", *(f"{name}.…" for name in (*ENDS, *OF_NUMBERS)))


@dataclass(frozen=True)
class Part:
    """Words, and the place behind them: `take` is `rows`, one of ENDS or of OF_NUMBERS, or "" for none."""

    words: str
    take: str = ""
    column: str = ""

    @property
    def place(self) -> str:
        return f"{self.take}.{self.column}" if self.column else self.take

    @property
    def is_understood(self) -> bool:
        return (
            not self.take
            or (self.take == "rows" and not self.column)
            or (self.take in (*ENDS, *OF_NUMBERS) and bool(self.column))
        )


def parts(sentence: str) -> Iterator[Part]:
    """Raises ValueError where a bracket is not closed."""
    for words, place, form, conversion in Formatter().parse(sentence):
        if place is None:
            yield Part(words)
            continue
        take, _, column = place.partition(".")
        # a form or a conversion means nothing here: the column says how it is written
        yield Part(
            words,
            take or "?",
            column + (f":{form}" if form else "") + (f"!{conversion}" if conversion else ""),
        )
