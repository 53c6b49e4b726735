"""Whether every quote of a CSV can mean one thing only: the start, the end, or a quote within a cell.

A parser takes a stray one for what it likes and moves cells without a word. Line breaks within quotes are
refused as well: rows would not be lines any more.
"""

from __future__ import annotations

import numpy as np

_QUOTE, _BREAK = ord('"'), ord("\n")
_BEFORE = np.frombuffer(b',\n"', dtype=np.uint8)
_BEHIND = np.frombuffer(b',\n\r"', dtype=np.uint8)


def stray(rows: bytes) -> int | None:
    """Where the first quote stands that may mean something else; None where there is none.

    `rows` are whole lines, with the break at their end.
    """
    data = np.frombuffer(rows, dtype=np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    breaks = np.flatnonzero(data == _BREAK)
    # a line that breaks off within a cell has an odd number of quotes before its end
    within = breaks[np.searchsorted(quotes, breaks) % 2 == 1]
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, data[opening - 1], _BREAK)
    behind = data[np.minimum(closing + 1, len(data) - 1)]
    wrong = [
        *within[:1],
        *opening[~np.isin(before, _BEFORE)][:1],
        *closing[~np.isin(behind, _BEHIND)][:1],
    ]
    return int(min(wrong)) if wrong else None
