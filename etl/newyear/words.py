"""Years and states as people read them."""

from __future__ import annotations

from renkei.eras import era_of
from renkei.numberkinds import digits_of, number_kind

# what amounts are asked for in, and shown as
AMOUNT = number_kind("thousand_yen")
AMOUNT_UNIT, AMOUNT_UNIT_EN = AMOUNT.unit or ("", "")
STATES = {
    "registered": ("登録", "registered"),
    "provisional": ("見込・予定", "planned"),
    "undecided": ("未定", "undecided"),
    "missing": ("未登録", "missing"),
}


def fiscal_year(year: int) -> str:
    """2025 → 令和7年度; 2019 is 令和元年度."""
    era = era_of(year)
    return f"{era.name}{era.count(year)}年度" if era else f"{year}年度"


def year_of(year: int, fiscal: bool) -> str:
    """What a cell of the column 年度 or 年 holds."""
    return fiscal_year(year) if fiscal else str(year)


def amount(yen: int) -> str:
    """2,000,400 yen → 2,000.4千円: as it is registered, nothing rounded away."""
    value = AMOUNT.in_unit(yen)
    return f"{value:,.{digits_of(value)}f}{AMOUNT_UNIT}"
