"""Japan's time, in which the offices live: a machine's clock may be set to any other (containers to UTC)."""

from __future__ import annotations

import datetime as dt

# by its offset: the names of zones are a file that not every machine has
JAPAN = dt.timezone(dt.timedelta(hours=9))


def today() -> dt.date:
    """The day it is in Japan."""
    return dt.datetime.now(JAPAN).date()
