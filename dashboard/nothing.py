"""Nothing entered yet: which of the things a figure needs a build does not hold, and how they get there.

The words stand in i18n [nothing]: `<need>` says what is not there, `<need>_entry` where it is entered,
`<need>_short` the same in a card.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mart import Build
from dashboard.text import Lang, word

# a need and the rows that fulfil it
_HELD = {
    "regions": "select 1 from kpi.region_overview limit 1",
    "members": "select 1 from region_member where left_on is null limit 1",
    "home": "select 1 from kpi.home_prefecture limit 1",
    "grants": "select 1 from disbursement limit 1",
    "rules": "select 1 from scheme_rule limit 1",
    "fields": "select 1 from region_policy_field limit 1",
    "projects": "select 1 from project_year limit 1",
    "shortages": "select 1 from reported_shortage limit 1",
    "recruitment": "select 1 from recruitment limit 1",
    "population": "select 1 from population limit 1",
    "staff": "select 1 from staff limit 1",
    "cases": "select 1 from cooperation_case limit 1",
    "measures": "select 1 from case_measure where value is not null limit 1",
    "themes": "select 1 from body_theme limit 1",
    "events": "select 1 from body_event limit 1",
    "rates": "select 1 from quoted_rate limit 1",
    "surveys": "select 1 from survey limit 1",
}


def first(needs: Sequence[str], build: Build) -> str | None:
    """The first need that this build does not hold."""
    return next((need for need in needs if not build.query(_HELD[need])), None)


def title(need: str, lang: Lang) -> str:
    return word(f"nothing.{need}", lang)


def entry(need: str, lang: Lang) -> str:
    return word(f"nothing.{need}_entry", lang)


def short(need: str, lang: Lang) -> str:
    return word(f"nothing.{need}_short", lang)
