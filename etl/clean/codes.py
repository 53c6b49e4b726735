"""Codes that lost their leading zero: read again from what the whole column shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from etl.clean import values

# 色丹村, 泊村, 留夜別村, 留別村, 紗那村, 蘂取村: in the official list, in no statistic, and one of them has
# the name of another village of Hokkaido
NORTHERN = frozenset({"016951", "016969", "016977", "016985", "016993", "017001"})
_ENOUGH = 4  # check digits that fit by chance in so many different codes: once in ten thousand columns


def form(cells: Iterable[str]) -> int | None:
    """How many digits a column's codes have when they are whole: 6, 5 (no check digit), or None.

    12106 alone is 012106 without its zero or 12106 without check digit; beside 01210 it can only be
    the latter, and in a column where every five digits carry their check digit, the former.
    """
    plain = {cell if values.two_figures(cell) else values.narrow(cell) for cell in cells}
    plain = {cell for cell in plain if cell.isascii() and cell.isdigit()}
    five = {cell for cell in plain if len(cell) == 5}
    if any(len(cell) == 4 or cell.startswith("0") for cell in plain if len(cell) < 6):
        return 5 if not any(len(cell) == 6 for cell in plain) else None
    whole = len(five) >= _ENOUGH and all(values.check_digit(f"0{cell}"[:5]) == cell[4] for cell in five)
    return 6 if whole else None


@lru_cache(maxsize=8192)  # the same 1,741 codes stand in file after file
def municipality_code(cell: str, digits: int | None) -> str:
    """A 6-digit code with a right check digit, of a column of this `form`. Raises ValueError."""
    text = values.figure(cell)
    if len(text) == 5 and text.isascii() and text.isdigit():
        if digits == 6:
            return values.municipality_code(f"0{text}")
        if digits == 5:
            return values.municipality_code(text + values.check_digit(text))
    return values.municipality_code(cell)


def prefecture_code(cell: str) -> str:
    """01, 1, ０１ → 01. Raises ValueError."""
    text = values.figure(cell)
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 47):
        raise ValueError(cell)
    return text.zfill(2)
