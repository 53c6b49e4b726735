"""The nearest sensible reading of a cell that cannot be read: for messages only, never for data."""

from __future__ import annotations

import re

from etl.clean import values


def digit_guess(cell: str) -> str | None:
    """8,10O → 8,100, 600千円 → 600, (1,234) → △1,234: what was most likely meant, for a message only."""
    plain = _plain(cell)
    swapped = plain.translate(values.LOOKALIKES).replace("、", ",")
    swapped = re.sub(r"^\((.*)\)$", r"△\1", swapped)  # (1,234) as accountants write what is missing
    swapped = re.sub(r"(?:千|百万|万|億)?(?:円|人|件)$|^[¥約]", "", swapped)
    try:
        values.number(swapped)
    except ValueError:
        return None
    return swapped if swapped != plain else None


def count_guess(cell: str) -> str | None:
    """5名, 3人程度 → 5, 3: where one number stands among words."""
    numbers = re.findall("[0-9]+", _plain(cell))
    return digit_guess(cell) or (numbers[0] if len(numbers) == 1 else None)


def code_guess(cell: str) -> str | None:
    if values.two_figures(cell):
        return None
    digits = _plain(cell)
    if re.fullmatch("[0-9]{5,6}", digits):  # without its check digit, or with a wrong one
        return digits[:5] + values.check_digit(digits[:5])
    return None


def _plain(cell: str) -> str:
    """Nothing where digits are not plain: of two numbers, of 1② or of ٢ nobody can guess what was meant."""
    try:
        return values.figure(cell)
    except ValueError:
        return ""
