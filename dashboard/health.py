"""What a monitor is told: ok, degraded (an older build stands in for a damaged one) or no mart.

Names of builds and files within them, never a path: anybody may ask.
"""

from __future__ import annotations

import time
from typing import Any

from dashboard.mart import Mart, NoMart

# reading a build through takes 20 ms; what went bad on the disk is found within this time
_EVERY = 60.0
_read: dict[Mart, float] = {}


def health_report(mart: Mart) -> tuple[dict[str, Any], int]:
    """The answer and its HTTP status: what is not wholly well is 503, which every monitor understands."""
    now = time.monotonic()
    if now - _read.get(mart, now - _EVERY - 1) > _EVERY:
        _read[mart] = now
        mart.reread()
    try:
        build = mart.live()
    except NoMart as none:
        if none.damaged is None:
            return {"status": "no mart"}, 503
        why = {"damaged": none.damaged.as_dict(), "ja": none.damaged.ja, "en": none.damaged.en}
        return {"status": "no mart", **why}, 503
    damaged = mart.damage()
    if damaged is not None:
        why = {"damaged": damaged.as_dict(), "ja": damaged.ja, "en": damaged.en}
        return {"status": "degraded", "build_id": build.build_id, **why}, 503
    if mart.pointer_lost:
        ja, en = "current.json が読めません", "current.json cannot be read"
        return {"status": "degraded", "build_id": build.build_id, "ja": ja, "en": en}, 503
    return {"status": "ok", "build_id": build.build_id}, 200
