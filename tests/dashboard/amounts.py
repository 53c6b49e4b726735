"""Amounts as sentences and cards have them, read back into the 千円 of the tables, another way than they are
written: 1億2,740万円 and ¥127.4 million are 127,400."""

from __future__ import annotations

import re
from decimal import Decimal

_JA = re.compile(r"(?<![\d,.])((?:[\d,]+[兆億万千])+|0)円(?!/)")
_EN = re.compile(r"¥([\d,]+(?:\.\d+)?)(?: (million|billion))?")
_SIZES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3}


def _ja(match: re.Match[str]) -> str:
    parts = re.findall(r"([\d,]+)([兆億万千])", match[1])
    return f"{sum(int(n.replace(',', '')) * _SIZES[size] for n, size in parts) // 1000:,}千円"


def _en(match: re.Match[str]) -> str:
    size = {"million": 10**6, "billion": 10**9}.get(match[2], 1)
    return f"{int(Decimal(match[1].replace(',', '')) * size) // 1000:,} thousand yen"


def in_thousands(text: str) -> str:
    """The text with each amount as tables have it, in 千円."""
    return _EN.sub(_en, _JA.sub(_ja, text))
