"""Which regions the board is about: all of its own, or those of a prefecture, a scheme, a bureau, a list.

A scope is the build with these regions alone (`Build.of`): every figure, rank, sum and list is worked out by
the same selects over fewer regions. `prefecture:20`, `scheme:kasokuka`, `bureau:根室振興局` or
`regions:hidaka,nemuro` in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import choices
from dashboard.finding import column
from dashboard.mart import Build
from dashboard.nouns import REGIONS, listed
from dashboard.selects import select
from dashboard.text import Lang, word

OWN = "regions"
_SCOPES = select("choice/scopes")


@dataclass(frozen=True)
class RegionSet:
    """A set of regions and what it is called. `value` is how an address writes it."""

    value: str
    name: str
    regions: tuple[str, ...]


def scopes(build: Build, lang: Lang) -> Mapping[str, RegionSet]:
    """What a reader can choose, by its value: sets of some but not all regions, no set twice."""
    every = set(choices.region_names(build, lang))
    found: dict[frozenset[str], RegionSet] = {}
    for row in build.choices(_SCOPES):
        regions = frozenset(row["regions"])
        if regions < every and regions not in found:
            value = f"{row['kind']}:{row['id']}"
            name = word(f"regions.{row['kind']}", lang).format(name=row[column(lang, "name")])
            found[regions] = RegionSet(value, name, tuple(row["regions"]))
    return {scope.value: scope for scope in found.values()}


def scope_of(value: str | None, build: Build, lang: Lang) -> RegionSet | None:
    """The scope of an address; None for all regions, and where the build has none of this name."""
    if not value:
        return None
    listed_ids = own_list(value)
    if listed_ids:
        return own(listed_ids, build, lang)
    return scopes(build, lang).get(value)


def own_list(value: str | None) -> list[str]:
    """The ids of a list of the reader's own; none where the scope is another one."""
    kind, _, ids = (value or "").partition(":")
    return ids.split(",") if kind == OWN else []


def own(regions: list[str], build: Build, lang: Lang) -> RegionSet | None:
    """A list of the reader's own; None where the build has none of them."""
    names = choices.region_names(build, lang)
    chosen = tuple(region for region in names if region in regions)
    if not chosen:
        return None
    value = ",".join(region for region in dict.fromkeys(regions) if region in names)
    return RegionSet(
        f"{OWN}:{value}", listed([names[region] for region in chosen], REGIONS, lang, most=3), chosen
    )


def narrowed(value: str | None, build: Build, lang: Lang) -> Build:
    """The build with the regions of a scope alone; the build itself without one."""
    scope = scope_of(value, build, lang)
    return build.of(scope.regions) if scope else build


def said(value: str | None, build: Build, lang: Lang) -> str:
    """範囲: 根室振興局（1地域）: what stands on every page and output of a scope; nothing without one."""
    scope = scope_of(value, build.whole, lang)
    if scope is None:
        return ""
    return word("regions.said", lang).format(name=scope.name, count=len(scope.regions))
