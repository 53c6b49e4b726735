"""Two builds compared by value for a reader who waits: the one comparator (renkei.compare), within limits."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.closed import beside
from dashboard.mart import Build

if TYPE_CHECKING:
    from renkei.compare import Comparison

MOST_REVISED, MOST_ROWS = 300, 20
_MOST_PAIRS = 16


def age_order(build: Build) -> tuple[str, str]:
    """What builds are sorted by, the older first: when each was made."""
    return str(build.manifest["created_at"]), build.build_id


def between(older: Build, newer: Build) -> Comparison | None:
    """None where the newer build was made before keys were recorded. Tables too long to be compared while a
    reader waits are left out (`longer` names them)."""
    keys = newer.manifest.get("keys")
    if not isinstance(keys, dict):
        return None
    long = {Path(name).stem for build in (older, newer) for name in beside(build.manifest)}
    short = tuple((table, tuple(names)) for table, names in keys.items() if table not in long)
    return _compared(older.folder, newer.folder, short)


@lru_cache(_MOST_PAIRS)
def _compared(older: Path, newer: Path, keys: tuple[tuple[str, tuple[str, ...]], ...]) -> Comparison:
    """Builds do not change, so that the answers for the last pairs are kept."""
    from renkei import compare  # loads polars, which no other page needs

    return compare.builds(older, newer, dict(keys), compare.Limits(MOST_ROWS, MOST_REVISED))


def longer(older: Build, newer: Build) -> list[str]:
    """Tables that one of the builds keeps beside its DuckDB file, unless they have the same bytes."""
    from renkei.compare import same

    files = sorted({*beside(older.manifest), *beside(newer.manifest)})
    return [Path(name).stem for name in files if not same(older.folder / name, newer.folder / name)]
