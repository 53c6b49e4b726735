"""The kinds of values that a column, a chart or a grid may show: one table for every output and for headers.

What is written of a kind: as text (dashboard/format.py), as the number format of an office program
(dashboard/numberformat.py). Programs read the mart's own value, in `base_unit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from renkei.near import near

Form = Literal["text", "sentence", "date", "year", "number", "amount"]
# where the decimals come from that a kind does not fix: the digits a figure has, the column `decimals` of
# its row, all figures of its column together
Digits = Literal["figure", "row", "column"]


@dataclass(frozen=True)
class NumberKind:
    """`divisor`: how many of the mart's units one unit on paper is; `unit` and `base_unit` (Japanese,
    English) name the two where they differ. `signed`: a difference, with its plus."""

    name: str
    form: Form = "number"
    decimals: int | Digits = 0
    signed: bool = False
    divisor: int = 1
    unit: tuple[str, str] | None = None
    base_unit: tuple[str, str] | None = None

    @property
    def is_number(self) -> bool:
        """Whether its values are set as numbers are: figures and years."""
        return self.form in ("number", "year")

    def in_unit(self, value: float) -> int | float:
        """A figure of the mart in the unit that people read, exact where it is whole."""
        if self.divisor == 1:
            return value
        exact = isinstance(value, int) and value % self.divisor == 0
        return value // self.divisor if exact else value / self.divisor

    def places(self, value: float | None = None, row: Mapping[str, object] | None = None) -> int:
        """How many decimals are shown of a figure."""
        if isinstance(self.decimals, int):
            return self.decimals
        if self.decimals == "row" and row is not None:
            return int(str(row["decimals"]))
        return 0 if value is None else digits_of(value)


def digits_of(value: float) -> int:
    """The decimals a figure has, of the 15 digits that are meant: 81.3 → 1, 4000000.0 → 0."""
    text = repr(float(f"{value:.15g}"))
    return 0 if value == int(value) or "e" in text else len(text.split(".")[1])


class UnknownKind(ValueError):
    """A kind that nobody declared; names the nearest of those there are."""

    def __init__(self, name: str) -> None:
        guess = near(name, KINDS)
        ja = f"（{guess} のことか）" if guess else ""
        en = f" (did you mean {guess}?)" if guess else ""
        super().__init__(f"数の種類「{name}」はない{ja} / there is no number kind {name!r}{en}")
        self.guess = guess


KINDS: Mapping[str, NumberKind] = {
    kind.name: kind
    for kind in (
        NumberKind("text", "text"),
        NumberKind("sentence", "sentence"),  # its years and dates as the reader writes them
        NumberKind("date", "date"),
        NumberKind("year", "year"),
        NumberKind("fiscal_year", "year"),
        NumberKind("fiscal_year_short", "year"),
        NumberKind("fiscal_year_tick", "year"),
        NumberKind("count"),
        *(NumberKind(f"decimal{places}", decimals=places) for places in range(1, 7)),
        NumberKind("signed0", signed=True),
        NumberKind("signed1", decimals=1, signed=True),
        # of an indicator: each row says how many
        NumberKind("decimals", decimals="row"),
        NumberKind("signed_decimals", decimals="row", signed=True),
        # as it is: a whole number may be a year or a code, and has no commas
        NumberKind("plain", decimals="figure"),
        # becomes decimal1 … decimal6 by the figures beside it (dashboard/fitted.py)
        NumberKind("measured", decimals="column"),
        *(
            NumberKind(
                name, divisor=1000, signed=signed, unit=("千円", "thousand yen"), base_unit=("円", "yen")
            )
            for name, signed in (("thousand_yen", False), ("signed_thousand_yen", True))
        ),
        # in a sentence and on a card, with its unit: 1億2,740万円, as exact as in a table of 千円
        NumberKind("amount", "amount", divisor=1000),
        NumberKind("signed_amount", "amount", divisor=1000, signed=True),
    )
}


# what the header of an analyst's view may name for a column, and what it must be in SQL (sqltypes.form).
# Not 千円: a view holds yen, and its chart's axis shows what it holds
HEADER_KINDS: Mapping[str, tuple[str, ...]] = {
    "count": ("number", "whole"),
    **{f"decimal{places}": ("number", "whole") for places in range(1, 7)},
    "signed0": ("number", "whole"),
    "signed1": ("number", "whole"),
    "plain": ("number", "whole"),
    "year": ("whole",),
    "fiscal_year": ("whole",),
    "fiscal_year_short": ("whole",),
}


def number_kind(name: str) -> NumberKind:
    """Raises UnknownKind."""
    found = KINDS.get(name)
    if found is None:
        raise UnknownKind(name)
    return found
