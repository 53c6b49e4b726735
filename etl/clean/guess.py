"""The most sensible reading of a cell that cannot be read: for messages only, never for data.

A guess is what was meant but for one slip, and stands alone: where two readings are as likely there is none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from etl.clean import values

_SCALED = re.compile(r"(千|百万|万|億)?(円|人|件)$")


def digit_guess(cell: str, unit: str | None = None) -> str | None:
    """8,10O → 8,100, 600千円 → 600 in a column of 千円, 244千人 → 244,000 in one of 人.

    Without the column's unit nobody can say what 244千人 is in it. (5,000) may be a note, a part of
    another figure, or less than nothing as accountants write it.
    """
    plain = _plain(cell)
    swapped = plain.translate(values.LOOKALIKES).replace("、", ",")
    swapped = re.sub("^[¥約]", "", swapped)
    printed = _SCALED.search(swapped)
    if printed:
        swapped = swapped[: printed.start()]
    if printed and printed.group(1):
        if unit is None or values.factor(unit) is None or values.base(unit) != printed.group(2):
            return None
        try:
            read = values.decimal(swapped) * values.scale(printed.group()) / values.scale(unit)
        except (ValueError, KeyError):
            return None
        return f"{int(read):,}" if read == int(read) else None
    try:
        values.number(swapped)
    except ValueError:
        return None
    return swapped if swapped != plain else None


def count_guess(cell: str) -> str | None:
    """5名, 3人程度 → 5, 3: where one number stands among words that do not multiply it."""
    plain = _plain(cell)
    numbers = re.findall("[0-9]+", plain)
    alone = len(numbers) == 1 and not re.search("[千万億(百△▲-]", plain)
    return digit_guess(cell, "人") or (numbers[0] if alone else None)


def code_guess(cell: str) -> str | None:
    """A code with a wrong check digit → with its own; one without its zero, where it can be nothing else."""
    if values.two_figures(cell):
        return None
    digits = _plain(cell)
    if re.fullmatch("[0-9]{6}", digits):
        five = [digits[:5]]
    elif re.fullmatch("[0-9]{5}", digits):
        whole = f"0{digits}"
        five = [digits] + ([whole[:5]] if values.check_digit(whole[:5]) == whole[5] else [])
    else:
        return None
    five = [one for one in five if _may_be(one)]
    return five[0] + values.check_digit(five[0]) if len(five) == 1 else None


def _may_be(five: str) -> bool:
    """Whether five digits may be a municipality's: not a prefecture's, nor those of a ward of a city."""
    ward = five[2] == "1" and five[3:] != "00" and five[:2] != "13"
    return 1 <= int(five[:2]) <= 47 and five[2] != "0" and not ward


@cache
def former_codes() -> dict[str, str]:
    """The code of a municipality that is no more → of the one that it is in (e-Stat 標準地域コード).

    Changes since 1999, not all of them; municipalities that were parted are left out.
    """
    with Path(__file__).with_name("former_codes.csv").open(encoding="utf-8", newline="") as file:
        return {row["former_code"]: row["municipality_code"] for row in csv.DictReader(file)}


def town_guess(code: str, listed: Collection[str]) -> str | None:
    """A code that the list does not have → the town's new one, or the only one that is a slip away."""
    new = former_codes().get(code)
    if new in listed:
        return new
    if not re.fullmatch(r"\d{6}", code):
        return None
    near = {code[:i] + digit + code[i + 1 :] for i in range(6) for digit in "0123456789"}
    near |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(5)}
    found = near & set(listed)
    return found.pop() if len(found) == 1 else None


def _plain(cell: str) -> str:
    """Nothing where digits are not plain: of two numbers, of 1② or of ٢ nobody can guess what was meant."""
    try:
        return values.figure(cell)
    except ValueError:
        return ""
