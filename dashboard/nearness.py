"""What a reader sets for similar areas, made safe to read: how much each indicator counts, and which two a
chart sets against one another. Which indicators there are the build knows (kpi.nearness_indicator)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# an indicator counts once where nothing else is said, at most so often, and with 0 not at all
USUAL_WEIGHT, MOST_WEIGHT = 1, 5
# what the chart sets against one another where nothing is chosen
USUAL_AXES = ("population_2020", "aged_share_2020_pct")
_WEIGHT = re.compile(r"([a-z][a-z0-9_]{0,59})\.([0-9])")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST = 20


def named(values: Iterable[str]) -> tuple[str, ...]:
    """a.0,b.3 → ("a.0", "b.3"): what an address names, well-formed or not."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def weights(wanted: Iterable[str]) -> tuple[str, ...] | None:
    """Well-formed weights other than the usual one, by name; None where one of them cannot be read."""
    read: dict[str, int] = {}
    for text in wanted:
        match = _WEIGHT.fullmatch(text)
        if match is None or int(match[2]) > MOST_WEIGHT or len(read) >= _MOST:
            return None
        read[match[1]] = int(match[2])
    return written(read)


def written(by_name: Mapping[str, int]) -> tuple[str, ...]:
    """{"density": 0} → ("density.0",)"""
    return tuple(f"{name}.{weight}" for name, weight in sorted(by_name.items()) if weight != USUAL_WEIGHT)


def by_name(texts: Iterable[str]) -> dict[str, int]:
    """("density.0",) → {"density": 0}"""
    return {name: int(weight) for name, _, weight in (text.partition(".") for text in texts)}


def axes(wanted: Iterable[str]) -> tuple[str, ...] | None:
    """Two different indicators, () where none is named; None where they cannot be read."""
    pair = tuple(wanted)
    if not pair:
        return ()
    good = len(set(pair)) == len(pair) == 2 and all(_NAME.fullmatch(name) for name in pair)
    return pair if good else None
