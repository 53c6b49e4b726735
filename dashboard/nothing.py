"""Nothing entered yet: which of the things a figure needs a build does not hold, and how they get there.

The words stand in i18n [nothing]: `<need>` says what is not there, `<need>_entry` where it is entered,
`<need>_short` the same in a card.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.boardname import sources_folder
from dashboard.mart import OLDER, Build, Row
from dashboard.selects import select
from dashboard.text import Lang, word

# a need and the rows that fulfil it
_HELD = {
    "regions": "kpi.shown_region where agreed",
    "areas": "kpi.shown_region",
    "members": "kpi.member_outlook",
    "home": "kpi.home_prefecture",
    "grants": "disbursement",
    "rules": "scheme_rule",
    "caps": "kpi.disbursement_by_year where cap_yen is not null",
    "steps": "scheme_step",
    "fields": "region_policy_field",
    "projects": "project_year",
    "shortages": "reported_shortage",
    "recruitment": "recruitment",
    "population": "population",
    "staff": "staff",
    "cases": "cooperation_case",
    "measures": "kpi.case_change",
    "themes": "body_theme",
    "events": "body_event",
    "decisions": "decision",
    "agreements": "kpi.agreement_register where not example",
    "parties": "party join source using (source_id) where share is distinct from 'example'",
    "roles": "body_role",
    "participants": "case_participant",
    "rates": "quoted_rate",
    "surveys": "survey",
}

_SHIPPED, _COLUMNS = "data/sources", "sources/README.md"
_BODIES = select("overview/bodies")


def first(needs: Sequence[str], build: Build) -> str | None:
    """The first need that this build does not hold; "scope" where only the regions chosen lack it,
    "bodies" where regions are those of councils alone, which have no agreement and have been entered."""
    lacks = next((need for need in needs if not _holds(need, build)), None)
    if lacks == "regions" and bodies(build):
        return "bodies"
    return "scope" if lacks and build is not build.whole and _holds(lacks, build.whole) else lacks


def without_regions(build: Build) -> str | None:
    """What there is instead of regions with an agreement: "bodies", or "regions" for municipalities alone.

    None where there are such regions, or neither.
    """
    lacks = first(("regions",), build)
    alone = lacks == "regions" and first(("areas", "population"), build) is None
    return lacks if lacks == "bodies" or alone else None


def bodies(build: Build) -> Sequence[Row]:
    """The councils and study groups with members of an office without any agreement."""
    return build.query(_BODIES)


def _holds(need: str, build: Build) -> bool:
    """Whether it has such rows. Of a build older than the view that tells, its panels speak themselves."""
    try:
        return bool(build.query(f"select 1 from {_HELD[need]} limit 1"))
    except OLDER:
        return True


def title(need: str, lang: Lang, question: str = "") -> str:
    """What is not there. Where others have it, of what `question` is: 「…：この範囲の地域には登録がない」."""
    said = word(f"nothing.{need}", lang)
    stop = "：" if lang == "ja" else " "
    return f"{question}{stop}{said}" if need == "scope" and question else said


def entry(need: str, lang: Lang) -> str:
    said, folder = word(f"nothing.{need}_entry", lang), sources_folder()
    if folder != _SHIPPED:  # the page of columns that an office's own folder has
        said = said.replace("data/README.en.md", _COLUMNS).replace("data/README.md", _COLUMNS)
    said = said.replace("data/decisions", folder.replace("sources", "decisions"))
    return said.replace(_SHIPPED, folder)


def short(need: str, lang: Lang) -> str:
    return word(f"nothing.{need}_short", lang)
