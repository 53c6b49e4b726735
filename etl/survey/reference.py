"""What the sources know and a survey needs: municipalities, bureaus, regions, occupations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.clean.guess import code_guess
from etl.near import near
from etl.problems import Problems
from etl.survey.definition import FILE, Definition, Occupation
from etl.survey.scope import Scope, Target


@dataclass(frozen=True)
class ReferenceData:
    """`regions`: id → codes of its members today; `names`: id → name."""

    municipalities: dict[str, Target]
    regions: dict[str, tuple[str, ...]]
    occupations: dict[str, Occupation]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> ReferenceData:
        """From the tables municipality, region_member and occupation."""
        places = frames["municipality"].select("municipality_code", "name", "name_en", "subprefecture")
        members: dict[str, list[str]] = {}
        now = frames["region_member"].filter(pl.col("left_on").is_null())
        for region, code in now.select("region_id", "municipality_code").sort(pl.all()).iter_rows():
            members.setdefault(region, []).append(code)
        jobs = frames["occupation"].sort("sort_order").select("occupation_id", "name", "name_en", "group")
        return cls(
            {row[0]: Target(*row) for row in places.sort("municipality_code").iter_rows()},
            {region: tuple(codes) for region, codes in members.items()},
            {row[0]: Occupation(*row) for row in jobs.iter_rows()},
        )


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
            guess=guess or near(value, choices),
        )

    codes: set[str] = set()
    bureaus = {t.subprefecture for t in reference.municipalities.values() if t.subprefecture}
    for bureau in definition.bureaus:
        if bureau not in bureaus:
            wrong("[targets] bureaus", bureau, sorted(bureaus), "この振興局はありません", "no such bureau")
        codes |= {t.code for t in reference.municipalities.values() if t.subprefecture == bureau}
    for region in definition.regions:
        if region not in reference.regions:
            wrong(
                "[targets] regions",
                region,
                sorted(reference.regions),
                "この地域IDはありません",
                "no such region",
            )
        codes |= set(reference.regions.get(region, ()))
    for column, several in (("codes", definition.codes), ("without", definition.without)):
        for code in several:
            if code not in reference.municipalities:
                wrong(
                    f"[targets] {column}",
                    code,
                    sorted(reference.municipalities),
                    "この団体コードはありません（6桁）",
                    "no such municipality code (6 digits)",
                    code_guess(code),
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
