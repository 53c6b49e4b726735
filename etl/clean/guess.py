"""The nearest sensible reading of a cell that cannot be read: for messages only, never for data."""

from __future__ import annotations

import re

from etl.clean import values


def digit_guess(cell: str) -> str | None:
    """8,10O → 8,100, 600千円 → 600, (1,234) → △1,234: what was most likely meant, for a message only."""
    if re.search(r"\d\s+\d", cell):
        return None  # two numbers: which of them, or their sum, nobody can guess
    swapped = values.narrow(cell).translate(values.LOOKALIKES).replace("、", ",")
    swapped = re.sub(r"^\((.*)\)$", r"△\1", swapped)  # (1,234) as accountants write what is missing
    swapped = re.sub(r"(?:千|百万|万|億)?(?:円|人|件)$|^[¥約]", "", swapped)
    try:
        values.number(swapped)
    except ValueError:
        return None
    return swapped if swapped != values.narrow(cell) else None


def code_guess(cell: str) -> str | None:
    if values.two_figures(cell):
        return None
    digits = values.narrow(cell)
    if len(digits) in (5, 6) and digits.isdigit():  # without its check digit, or with a wrong one
        return digits[:5] + values.check_digit(digits[:5])
    return None
