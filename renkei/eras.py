"""Japanese eras: their names, letters and days, for whoever reads a year or writes one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_FIRST_WRITTEN = 1926  # earlier years are written as western ones


@dataclass(frozen=True)
class Era:
    """`first` and `last`: its days; of 明治 by this calendar from its 6th year on."""

    name: str
    letter: str
    first: dt.date
    last: dt.date

    def count(self, year: int) -> str:
        """2025 of 令和 → 7; its first year is 元."""
        return "元" if year == self.first.year else str(year - self.first.year + 1)


ERAS = (
    Era("令和", "R", dt.date(2019, 5, 1), dt.date(2100, 12, 31)),
    Era("平成", "H", dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    Era("昭和", "S", dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    Era("大正", "T", dt.date(1912, 7, 30), dt.date(1926, 12, 24)),
    Era("明治", "M", dt.date(1868, 1, 25), dt.date(1912, 7, 29)),
)


def era_of(year: int) -> Era | None:
    """The era by which a year is called: 2019 is 令和元年, 2018 平成30年. None: it is written as it is."""
    return next((era for era in ERAS if year >= _FIRST_WRITTEN and era.first.year <= year), None)


def short_year(year: int) -> str:
    """2025 → R7."""
    era = era_of(year)
    return f"{era.letter}{year - era.first.year + 1}" if era else str(year)
