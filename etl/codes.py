"""Codes that lost their leading zero: read again from what the whole column shows."""

from __future__ import annotations

from collections.abc import Iterable

from etl import clean

_ENOUGH = 4  # check digits that fit by chance in so many different codes: once in ten thousand columns


def lost_zeros(cells: Iterable[str]) -> bool:
    """Whether five digits stand for six: 12106 is 012106 when every five-digit cell has its check digit.

    One cell may be read both ways (clean.municipality_code); a column in which all fit is of one kind.
    """
    plain = {clean.narrow(cell) for cell in cells}
    five = {cell for cell in plain if len(cell) == 5 and cell.isdigit()}
    if any(len(cell) == 4 or cell.startswith("0") for cell in plain):
        return False  # 1210 and 01210: codes without check digit are among them
    return len(five) >= _ENOUGH and all(clean.check_digit(f"0{cell}"[:5]) == cell[4] for cell in five)


def municipality_code(cell: str, zeros_lost: bool) -> str:
    """A 6-digit code with a right check digit. Raises ValueError."""
    text = clean.narrow(cell)
    if zeros_lost and len(text) == 5 and text.isdigit():
        return clean.municipality_code(f"0{text}")
    return clean.municipality_code(cell)


def prefecture_code(cell: str) -> str:
    """01, 1, ０１ → 01. Raises ValueError."""
    text = clean.narrow(cell)
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 47):
        raise ValueError(cell)
    return text.zfill(2)
