"""What is new since the last meeting: the build on screen against the one that was pinned to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import comparison
from dashboard.mart import Build, Mart

if TYPE_CHECKING:
    from renkei.compare import Comparison

# structure of the build, and what is never told: no news of a figure
_NO_FIGURES = ("definition", "untold")


@dataclass(frozen=True)
class Since:
    """`meeting` is the name of the one before, `build` what was shown at it. `differences` of the build on
    screen from it, by the one comparator; None where it is too old to be compared by value. `longer`: tables
    too long to be compared while a reader waits, that differ too."""

    meeting: str
    build: Build
    differences: Comparison | None
    longer: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows and values are new, revised or gone."""
        every = self.differences.counts if self.differences else {}
        return {kind: count for kind, count in every.items() if kind not in _NO_FIGURES and count}

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of documents and statistics that differ, those with the most listed changes first."""
        rows = self.differences.changes if self.differences else []
        counts = Counter(row.table for row in rows if row.kind not in _NO_FIGURES and "." not in row.table)
        return tuple(name for name, _ in counts.most_common())


def since(mart: Mart | None, build: Build) -> Since | None:
    """The meeting before the build on screen; None where no older build that readers can open is pinned, and
    where the history is not at hand."""
    if mart is None:
        return None
    shown = comparison.age_order(build.whole)
    for manifest in mart.builds():
        name = str(manifest["build_id"])
        if (str(manifest["created_at"]), name) >= shown:
            continue
        meetings = mart.marks(name).pinned_as
        older = mart.build(name) if meetings else None
        if older is not None:
            newer = build.whole
            longer = tuple(comparison.longer(older, newer))
            return Since(meetings[-1], older, comparison.between(older, newer), longer)
    return None
