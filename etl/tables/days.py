"""From which day a row holds, and from which day it does no more; a fiscal year may stand for its ends."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import polars as pl

from etl.clean import dates
from etl.read.typed import ROW
from etl.tables.columns import Raw

Day = dt.date | None


def start(fiscal_year: int) -> dt.date:
    """1 April."""
    return dt.date(fiscal_year, 4, 1)


def end(fiscal_year: int) -> dt.date:
    """31 March of the next year."""
    return dt.date(fiscal_year + 1, 3, 31)


def valid_from(raw: Raw) -> pl.Series:
    """A day, or a fiscal year for its first day; blank: from the beginning."""
    return _day(raw, "valid_from", 0)


def valid_to(raw: Raw) -> pl.Series:
    """The first day on which the row holds no more, or the last fiscal year in which it does; blank: it goes
    on. So `left_on` of a member counts too."""
    return _day(raw, "valid_to", 1)


def term(raw: Raw) -> tuple[pl.Series, pl.Series]:
    """From when to when; an end that does not come after the beginning is an error."""
    since, until = valid_from(raw), valid_to(raw)
    for row, first, last, cell in zip(raw.frame[ROW], since, until, raw.text("valid_to"), strict=True):
        if first is not None and last is not None and last <= first:
            raw.wrong("ends_first", "valid_to", row, cell, *ends_first(first))
    return since, until


def ends_first(first: dt.date) -> tuple[str, str]:
    """Of an end that does not come after the beginning."""
    return (
        f"終わりは始まり（{first}）より後にします",
        f"must end after it begins ({first})",
    )


def _day(raw: Raw, column: str, later: int) -> pl.Series:
    def parse(cell: str) -> dt.date:
        with suppress(ValueError):
            return dates.date(cell)
        return start(dates.fiscal_year(cell) + later)

    return raw.convert(
        column,
        parse,
        pl.Date,
        "実在する日付か年度で書きます（例 2025-04-01、令和7年度）",
        "must be a date that exists or a fiscal year (2025-04-01, 令和7年度)",
        required=False,
    )


def meets(since: Day, until: Day, fiscal_year: int) -> bool:
    """Whether what holds from `since` to before `until` holds on any day of the fiscal year."""
    return (since is None or since <= end(fiscal_year)) and (until is None or until > start(fiscal_year))


def overlap(one: tuple[Day, Day], other: tuple[Day, Day]) -> bool:
    """Whether two terms (from, to) have a day in common."""
    (a, b), (c, d) = one, other
    return (a is None or d is None or a < d) and (c is None or b is None or c < b)
