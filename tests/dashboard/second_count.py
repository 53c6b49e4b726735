"""The figures of the board counted a second time: plain Python over the rows of the published Parquet files.

No view, no select of a panel and no function of the board takes part.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from dashboard.state import State

Rows = list[dict[str, Any]]
Values = dict[str, float | None]
Wrong = list[tuple[Any, ...]]
_CAP = 10_000_000


def half_up(value: float, places: int = 1) -> Decimal:
    """As a person rounds what fifteen digits show."""
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class Count:
    """The tables of one build, and what follows from them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def table(self, name: str) -> Rows:
        return pl.read_parquet(self._folder / f"{name}.parquet").to_dicts()

    @cached_property
    def regions(self) -> dict[str, dict[str, Any]]:
        return {row["region_id"]: row for row in self.table("region") if row["scheme"] != "council"}

    @cached_property
    def terms(self) -> Rows:
        return [row for row in self.table("region_member") if row["region_id"] in self.regions]

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Of today: who has not left."""
        found = defaultdict(list)
        for row in self.terms:
            if row["left_on"] is None:
                found[row["region_id"]].append(row["municipality_code"])
        return dict(found)

    @cached_property
    def people(self) -> dict[tuple[str, str, int, str], int]:
        return {
            (row["municipality_code"], row["series"], row["year"], row["age_group"]): row["population"]
            for row in self.table("population")
        }

    def residents(
        self, codes: Iterable[str], year: int, series: str = "census", age: str = "total"
    ) -> int | None:
        """Of all of them, or not known."""
        found = [self.people.get((code, series, year, age)) for code in codes]
        return None if None in found or not found else sum(n for n in found if n is not None)

    def ratio(self, above: float | None, below: float | None, scale: float = 100) -> float | None:
        return scale * above / below if above is not None and below else None

    def index(self, codes: list[str], since: int = 2020, until: int = 2050) -> float | None:
        first, last = (self._of_year(codes, year) for year in (since, until))
        return self.ratio(last, first)

    def _of_year(self, codes: list[str], year: int) -> int | None:
        return self.residents(codes, year, "census" if year <= 2020 else "projection")

    @cached_property
    def home(self) -> list[str]:
        """All of Hokkaido as the board counts it: with a projection and a census."""
        return sorted({key[0] for key in self.people if key[0].startswith("01") and key[2] == 2050})

    @cached_property
    def areas(self) -> dict[str, float]:
        """Of the newest edition."""
        rows = sorted(self.table("area"), key=lambda row: row["as_of"])
        return {row["municipality_code"]: row["area_km2"] for row in rows}

    @cached_property
    def grants(self) -> dict[str, Rows]:
        found = defaultdict(list)
        for row in self.table("disbursement"):
            found[row["region_id"]].append(row)
        return dict(found)

    def paid(self, region: str) -> Rows:
        return [row for row in self.grants.get(region, []) if row["status"] == "actual"]

    def resident_years(self, region: str) -> int:
        """Of each paid year the residents of those who were members by its end."""
        total = 0
        for row in self.paid(region):
            ends = dt.date(row["fiscal_year"] + 1, 4, 1)
            codes = [
                term["municipality_code"]
                for term in self.terms
                if term["region_id"] == region
                and (term["joined_on"] is None or term["joined_on"] < ends or self._founder(term))
                and (term["left_on"] is None or term["left_on"] >= ends)
            ]
            total += self.residents(codes, 2020) or 0
        return total

    def _founder(self, term: dict[str, Any]) -> bool:
        """Who joined on the first day of all: a grant paid before the agreement was paid to them."""
        days = [
            row["joined_on"]
            for row in self.terms
            if row["region_id"] == term["region_id"] and row["joined_on"] is not None
        ]
        return bool(days) and term["joined_on"] == min(days)

    def indicators(self, region: str) -> Values:
        codes = self.members[region]
        now, later = self.residents(codes, 2020), self.residents(codes, 2050, "projection")
        old = self.residents(codes, 2050, "projection", "65+")
        paid = self.paid(region)
        yen = sum(row["amount_yen"] for row in paid)
        fields = {r["field_id"] for r in self.table("region_policy_field") if r["region_id"] == region}
        projects = sum(row["region_id"] == region for row in self.table("project"))
        short = {r["occupation_id"] for r in self.table("reported_shortage") if r["region_id"] == region}
        return {
            "population_2020": now,
            "population_index_2050": self.ratio(later, now),
            "aged_share_2050_pct": self.ratio(old, later),
            "density": self.ratio(now, sum(self.areas[code] for code in codes), 1),
            "member_count": len(codes),
            "yen_per_year": yen / len(paid) / 1000 if paid else None,
            "yen_per_resident_year": yen / self.resident_years(region) if paid else None,
            "cap_use_pct": 100 * yen / (_CAP * len(paid)) if paid else None,
            "field_count": len(fields),
            "project_count": projects,
            "projects_per_10000": self.ratio(projects, now, 10_000),
            "staff_per_1000": self.staffed(codes),
            "aged_share_2020_pct": self.aged_now(codes),
            # nothing is said of enough staff: a region without a mention has no figure
            "shortage_count": len(short) or None,
        }

    def staffed(self, codes: list[str]) -> float | None:
        """Administration of 1 April 2024 per 1,000 residents of the count nearest to it, that of 2025."""
        found = {
            row["area_code"]: row["headcount"]
            for row in self.table("staff")
            if row["area_level"] == "municipality"
            and row["department"] == "general_administration_municipalities"
            and row["year"] == 2024
        }
        own = [found.get(code) for code in codes]
        if None in own:
            return None
        near_by = self.residents(codes, 2025, "census_preliminary")
        return self.ratio(sum(n for n in own if n is not None), near_by, 1000)

    def aged_now(self, codes: list[str]) -> float | None:
        """Of those whose age the census of 2020 knows."""
        ages = {
            (row["municipality_code"], row["age_group"]): row["population"]
            for row in self.table("population_age")
            if row["year"] == 2020 and row["series"] == "census" and row["sex"] == "both"
        }
        groups = [sum(ages[code, group] for code in codes) for group in ("0-14", "15-64", "65+")]
        return self.ratio(groups[2], sum(groups))

    def of(self, codes: list[str]) -> Values:
        """What any set of municipalities has, whoever put it together."""
        now, later = self.residents(codes, 2020), self.residents(codes, 2050, "projection")
        old = self.residents(codes, 2050, "projection", "65+")
        measured = [self.areas.get(code) for code in codes]
        area = None if None in measured else sum(km2 for km2 in measured if km2 is not None)
        return {
            "member_count": len(codes),
            "population_2020": now,
            "area_km2": area,
            "density": now / area if now is not None and area else None,
            "population_2050": later,
            "population_index_2050": self.ratio(later, now),
            "aged_share_2050_pct": self.ratio(old, later),
        }

    @cached_property
    def by_region(self) -> dict[str, Values]:
        return {region: self.indicators(region) for region in self.members}

    def standing(self, region: str, among: Iterable[str], indicator: str) -> tuple[Any, ...]:
        """value, place from the top, how many have one, how many share it, the median."""
        own = self.by_region[region][indicator]
        values = [v for r in among if (v := self.by_region[r][indicator]) is not None]
        if own is None:
            return (None, None, len(values), None, median(values) if values else None)
        place = 1 + sum(v > own and abs(v - own) > 1e-9 for v in values)
        return (own, place, len(values), sum(abs(v - own) <= 1e-9 for v in values), median(values))


def regions_among(count: Count, state: State) -> list[str]:
    """Those compared: of no peers all, the one in focus always."""
    return [r for r in count.members if not state.peers or r in state.peers or r == state.region]


def near(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) < 1e-6
