"""What the sources know and a survey needs: municipalities, bureaus, regions, occupations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.clean.guess import code_guess, town_guess
from etl.near import near
from etl.problems import Problems
from etl.survey.definition import FILE, Definition, Occupation
from etl.survey.scope import Scope, Target


@dataclass(frozen=True)
class ReferenceData:
    """`members`: region → code, from and to of each of its members."""

    municipalities: dict[str, Target]
    members: dict[str, tuple[tuple[str, dt.date | None, dt.date | None], ...]]
    occupations: dict[str, Occupation]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> ReferenceData:
        """From the tables municipality, region, region_member and occupation."""
        places = frames["municipality"].select("municipality_code", "name", "name_en", "subprefecture")
        members: dict[str, list[tuple[str, dt.date | None, dt.date | None]]] = {}
        for region, *member in terms(frames["region_member"], frames["region"]).iter_rows():
            members.setdefault(region, []).append((member[0], member[1], member[2]))
        jobs = frames["occupation"].sort("sort_order").select("occupation_id", "name", "name_en", "group")
        return cls(
            {row[0]: Target(*row) for row in places.sort("municipality_code").iter_rows()},
            {region: tuple(several) for region, several in members.items()},
            {row[0]: Occupation(*row) for row in jobs.iter_rows()},
        )

    def regions(self, on: dt.date) -> dict[str, tuple[str, ...]]:
        """Region → codes of those who are its members on that day; what ends later changes no survey."""
        return {
            region: codes
            for region, several in self.members.items()
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
    bureaus = {t.subprefecture for t in reference.municipalities.values() if t.subprefecture}
    for bureau in definition.bureaus:
        if bureau not in bureaus:
            wrong("[targets] bureaus", bureau, sorted(bureaus), "この振興局はありません", "no such bureau")
        codes |= {t.code for t in reference.municipalities.values() if t.subprefecture == bureau}
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
    return Scope(tuple(reference.municipalities[code] for code in sorted(codes)), tuple(occupations))
