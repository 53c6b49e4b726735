"""What was written on the board since the build was made: it stands in the office's file, not in the figures.

The next refresh reads it like any source. Until then the live build's pages show it beside, marked so; a
build that is pinned or older shows what its meeting knew.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dashboard.mart import Build
from dashboard.paths import mart_folder
from dashboard.selects import select
from renkei.decisionfile import Place, Record, records
from renkei.office import decisions_folder

_WRITTEN = select("choice/written_decisions")


def folder() -> Path:
    return decisions_folder(mart_folder())


def places() -> tuple[Place, ...]:
    """Every record of the files as they are now."""
    stats = {file.name: file.stat() for file in sorted(folder().glob("*.csv"))}
    return _read(folder(), tuple((name, s.st_mtime_ns, s.st_size) for name, s in stats.items()))


@lru_cache(maxsize=4)
def _read(place: Path, files: tuple[tuple[str, int, int], ...]) -> tuple[Place, ...]:
    return tuple(records(place)) if files else ()


def pending(build: Build, live: Build) -> list[Record]:
    """What the board wrote and the live build does not hold, the newest first; nothing beside another."""
    if build.whole is not live:
        return []
    written = [place.record for place in places() if place.record.get("written_at")]
    if not written:
        return []
    held = {(row["decision_id"], row["written_at"]) for row in build.whole.choices(_WRITTEN)}
    new = [record for record in written if (record["decision_id"], record["written_at"]) not in held]
    return sorted(new, key=lambda record: record["written_at"], reverse=True)
