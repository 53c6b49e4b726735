"""The analysts' views that come with the program, as they are shipped: the suite draws them by every output.

A refresh does not draw them again. One that an office changes is its own.
"""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from pathlib import Path

from etl.sqlviews.sqlfile import SqlFile

LIST = Path(__file__).with_name("shipped_views.csv")


def is_shipped(file: SqlFile) -> bool:
    """Whether header and select are those of the shipped view of this name."""
    return _marks().get(file.name) == mark(file)


def mark(file: SqlFile) -> str:
    said = json.dumps([file.header.as_dict(), file.select], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def _marks() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["sha256"] for row in csv.DictReader(rows)}
