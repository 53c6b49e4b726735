"""What the sources know and a survey needs: municipalities, bureaus, regions, occupations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from etl.clean.guess import code_guess, town_guess
from etl.near import near
from etl.problems import Problems
from etl.survey.definition import FILE, Definition, Occupation
from etl.survey.scope import Scope, Target

Terms = dict[str, tuple[tuple[str, dt.date | None, dt.date | None], ...]]
"""Of an area: code, from and to of each of its municipalities."""


@dataclass(frozen=True)
class ReferenceData:
    """`members` and `districts` are the terms of regions and of bureaus."""

    municipalities: dict[str, Target]
    members: Terms
    districts: Terms
    occupations: dict[str, Occupation]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> ReferenceData:
        """From the tables municipality, bureau_member, region, region_member and occupation."""
        places = frames["municipality"].select("municipality_code", "name", "name_en")
        jobs = frames["occupation"].sort("sort_order").select("occupation_id", "name", "name_en", "group")
        return cls(
            {row[0]: Target(*row) for row in places.sort("municipality_code").iter_rows()},
            _by_area(terms(frames["region_member"], frames["region"])),
            _by_area(frames["bureau_member"].select(DISTRICT)),
            {row[0]: Occupation(*row) for row in jobs.iter_rows()},
        )

    def regions(self, on: dt.date) -> dict[str, tuple[str, ...]]:
        """Region → codes of those who are its members on that day; what ends later changes no survey."""
        return _on(self.members, on)

    def bureaus(self, on: dt.date) -> dict[str, tuple[str, ...]]:
        """Bureau → codes of those in its district on that day."""
        return _on(self.districts, on)


DISTRICT = ("subprefecture", "municipality_code", "valid_from", "valid_to")


def _by_area(rows: pl.DataFrame) -> Terms:
    found: dict[str, list[tuple[str, dt.date | None, dt.date | None]]] = {}
    for area, code, since, until in rows.iter_rows():
        found.setdefault(area, []).append((code, since, until))
    return {area: tuple(several) for area, several in found.items()}


def _on(areas: Terms, on: dt.date) -> dict[str, tuple[str, ...]]:
    return {
        area: codes
        for area, several in areas.items()
        if (codes := tuple(code for code, since, until in several if holds(since, until, on)))
    }


def terms(members: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """Region, code, from and to of each membership: it ends with the region, if not before."""
    ends = regions.select("region_id", "valid_to")
    return (
        members.join(ends, on="region_id", how="left")
        .select(
            "region_id",
            "municipality_code",
            pl.col("joined_on").cast(pl.Date),
            pl.min_horizontal(pl.col("left_on", "valid_to").cast(pl.Date)),
        )
        .sort("region_id", "municipality_code")
    )


def holds(since: dt.date | None, until: dt.date | None, on: dt.date | None) -> bool:
    """Whether the day lies in the term; where no day is told, whether the term has no end."""
    if on is None:
        return until is None
    return (since is None or since <= on) and (until is None or on < until)


def survey_scope(definition: Definition, reference: ReferenceData, problems: Problems) -> Scope:
    """Targets in the order of their codes, occupations as the definition orders them. Names that lead
    nowhere are problems."""

    def wrong(
        column: str, value: str, choices: list[str], ja: str, en: str, guess: str | None = None
    ) -> None:
        problems.report(
            "survey_toml",
            ja,
            en,
            file=f"{definition.label}/{FILE}",
            column=column,
            value=value,
            # codes are not words: the nearest one is another town
            guess=guess or (None if value.isdigit() else near(value, choices)),
        )

    codes: set[str] = set()
    bureaus = reference.bureaus(definition.fielded_to)
    for bureau in definition.bureaus:
        if bureau not in bureaus:
            wrong("[targets] bureaus", bureau, sorted(bureaus), "この振興局はありません", "no such bureau")
        codes |= set(bureaus.get(bureau, ()))
    regions = reference.regions(definition.fielded_to)
    for region in definition.regions:
        if region not in regions:
            wrong(
                "[targets] regions",
                region,
                sorted(regions),
                "この地域IDはありません",
                "no such region",
            )
        codes |= set(regions.get(region, ()))
    for column, several in (("codes", definition.codes), ("without", definition.without)):
        for code in several:
            if code not in reference.municipalities:
                wrong(
                    f"[targets] {column}",
                    code,
                    sorted(reference.municipalities),
                    "この団体コードはありません（6桁）",
                    "no such municipality code (6 digits)",
                    town_guess(code, reference.municipalities) or code_guess(code),
                )
    codes = (codes | (set(definition.codes) & reference.municipalities.keys())) - set(definition.without)
    occupations = []
    for key in definition.ask:
        if key in reference.occupations:
            occupations.append(reference.occupations[key])
        else:
            wrong(
                "[occupations] ask",
                key,
                sorted(reference.occupations),
                "この職種IDは分類表にありません（[[occupations.add]] で加えます）",
                "no such occupation (add it by [[occupations.add]])",
            )
    for added in definition.added:
        if added.occupation_id in reference.occupations:
            wrong(
                "[[occupations.add]] id",
                added.occupation_id,
                [],
                "この職種は分類表にあります（ask に書きます）",
                "this occupation is known already: name it in ask",
            )
        occupations.append(added)
    if not codes:
        problems.report(
            "survey_toml",
            "対象の市町村が一つもありません",
            "no municipality is asked",
            file=f"{definition.label}/{FILE}",
            column="[targets]",
        )
    return Scope(tuple(_targets(codes, reference, bureaus)), tuple(occupations))


def _targets(
    codes: set[str], reference: ReferenceData, bureaus: Mapping[str, tuple[str, ...]]
) -> Iterable[Target]:
    bureau_of = {code: bureau for bureau, several in bureaus.items() for code in several}
    for code in sorted(codes):
        yield replace(reference.municipalities[code], subprefecture=bureau_of.get(code))
