"""A number under a number format, as a spreadsheet program shows it (ECMA-376, part 1, 18.8.31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_PARTS = re.compile(r'"[^"]*"|[#0][#0,.]*|.')


def shown(value: float, code: str) -> str:
    """Sections by sign, words in quotation marks, thousands, decimals, commas behind that divide by 1000."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    sign = "-" if value < 0 and at == 0 else ""
    return sign + "".join(_shown(abs(value), part) for part in _PARTS.findall(sections[at]))


def _shown(value: float, part: str) -> str:
    if part[0] in "#0":
        digits = part.rstrip(",")
        exact = Decimal(repr(value)) / 1000 ** (len(part) - len(digits))
        places = len(digits.partition(".")[2])
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return f"{rounded:,f}" if "," in digits else f"{rounded:f}"
    return part.strip('"')
