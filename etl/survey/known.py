"""What the sources know and a survey needs: municipalities, bureaus, regions, occupations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.build.reuse import TELLING, Reuse
from etl.clean.guess import code_guess
from etl.near import near
from etl.paths import Paths
from etl.problems import Problem, Problems
from etl.read.discover import discover
from etl.survey.asked import Asked, Target
from etl.survey.definition import FILE, Definition, Occupation
from etl.tables import TABLES

_NEEDED = ("municipality", "region", "region_member", "occupation")


@dataclass(frozen=True)
class Known:
    """`regions`: id → codes of its members today; `names`: id → name."""

    municipalities: dict[str, Target]
    regions: dict[str, tuple[str, ...]]
    occupations: dict[str, Occupation]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame]) -> Known:
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


def read_known(paths: Paths, problems: Problems) -> Known:
    """The same from the sources, for commands: only the files behind these tables are read."""
    from etl.tables.shape import read_all  # which knows of surveys itself

    sources = discover(paths.sources, problems)
    raws, _ = read_all(sources, problems, Reuse(raws=frozenset({*TELLING, "region_member"})))
    done: dict[str, pl.DataFrame] = {}
    for table in TABLES:
        if table.name in _NEEDED:
            done[table.name] = table.shape(raws, done)
    return Known.of(done)


def asked(definition: Definition, known: Known, problems: Problems) -> Asked:
    """Targets in the order of their codes, occupations as the definition orders them. Names that lead
    nowhere are problems."""

    def wrong(
        column: str, value: str, choices: list[str], ja: str, en: str, guess: str | None = None
    ) -> None:
        problems.add(
            Problem(
                "error",
                "survey_toml",
                ja,
                en,
                file=f"{definition.label}/{FILE}",
                column=column,
                value=value,
                guess=guess or near(value, choices),
            )
        )

    codes: set[str] = set()
    bureaus = {t.subprefecture for t in known.municipalities.values() if t.subprefecture}
    for bureau in definition.bureaus:
        if bureau not in bureaus:
            wrong("[targets] bureaus", bureau, sorted(bureaus), "この振興局はありません", "no such bureau")
        codes |= {t.code for t in known.municipalities.values() if t.subprefecture == bureau}
    for region in definition.regions:
        if region not in known.regions:
            wrong(
                "[targets] regions", region, sorted(known.regions), "この地域IDはありません", "no such region"
            )
        codes |= set(known.regions.get(region, ()))
    for column, several in (("codes", definition.codes), ("without", definition.without)):
        for code in several:
            if code not in known.municipalities:
                wrong(
                    f"[targets] {column}",
                    code,
                    sorted(known.municipalities),
                    "この団体コードはありません（6桁）",
                    "no such municipality code (6 digits)",
                    code_guess(code),
                )
    codes = (codes | (set(definition.codes) & known.municipalities.keys())) - set(definition.without)
    occupations = []
    for key in definition.ask:
        if key in known.occupations:
            occupations.append(known.occupations[key])
        else:
            wrong(
                "[occupations] ask",
                key,
                sorted(known.occupations),
                "この職種IDは分類表にありません（[[occupations.add]] で加えます）",
                "no such occupation (add it by [[occupations.add]])",
            )
    for added in definition.added:
        if added.occupation_id in known.occupations:
            wrong(
                "[[occupations.add]] id",
                added.occupation_id,
                [],
                "この職種は分類表にあります（ask に書きます）",
                "this occupation is known already: name it in ask",
            )
        occupations.append(added)
    if not codes:
        problems.add(
            Problem(
                "error",
                "survey_toml",
                "対象の市町村が一つもありません",
                "no municipality is asked",
                file=f"{definition.label}/{FILE}",
                column="[targets]",
            )
        )
    return Asked(tuple(known.municipalities[code] for code in sorted(codes)), tuple(occupations))
