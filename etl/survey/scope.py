"""Who is asked about which occupations: what a definition comes to."""

from __future__ import annotations

from dataclasses import dataclass

from etl.survey.definition import Occupation


@dataclass(frozen=True)
class Target:
    code: str
    name: str
    name_en: str
    subprefecture: str | None = None  # in whose district it was on the last day of the survey


@dataclass(frozen=True)
class Scope:
    """Targets in the order of their codes, occupations as the definition orders them."""

    targets: tuple[Target, ...]
    occupations: tuple[Occupation, ...]
