"""The nearest sensible reading of a cell that cannot be read: for messages only, never for data."""

from __future__ import annotations

from etl import clean


def digit_guess(cell: str) -> str | None:
    """8,10O → 8,100: letters that are often typed for digits, for a message only."""
    swapped = clean.narrow(cell).translate(str.maketrans("OoIlBS〇", "0011850"))
    try:
        clean.number(swapped)
    except ValueError:
        return None
    return swapped if swapped != clean.narrow(cell) else None


def code_guess(cell: str) -> str | None:
    digits = clean.narrow(cell)
    if len(digits) == 6 and digits.isdigit():
        return digits[:5] + clean.check_digit(digits[:5])
    return None
