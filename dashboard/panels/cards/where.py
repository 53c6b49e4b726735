"""Where the figures of the cards come from: the transcribed rows behind each, by card.

Cards about the build itself (how many sources, views, accepted doubts) have none: the panels below
them list what they count.
"""

from __future__ import annotations

from dashboard.panels.origins import (
    BODIES,
    CAP_RULES,
    CASES,
    CENSUS,
    COURSE,
    FIELDS,
    GRANTS,
    MEASURES,
    MEMBERSHIP,
    PEOPLE,
    PROJECTION,
    PROJECTION_AGED,
    RECRUITED,
    SHORTAGES,
    STAFF_MUNICIPAL,
    STAFF_POPULATION,
    STAFF_RATED,
    THEMES,
    WORK,
)
from dashboard.selects import select

_STEPS = (select("procedures/steps_rows"),)
_CAPPED = (GRANTS, CAP_RULES)
_AGED = (PROJECTION, PROJECTION_AGED)
_PER_RESIDENT = (GRANTS, CENSUS)

WHERE: dict[str, tuple[str, ...]] = {
    "granted": _CAPPED,
    "planned": (GRANTS,),
    "cap": _CAPPED,
    "last_year": _CAPPED,
    "steps_passed": _STEPS,
    "steps_next": _STEPS,
    "steps_rules": (select("procedures/rules_rows"),),
    "reach": (MEMBERSHIP,),
    "index_2050": PEOPLE,
    "aged_2050": _AGED,
    "under_2000": PEOPLE,
    "under_5000": PEOPLE,
    "short": (SHORTAGES,),
    "occupations": (SHORTAGES,),
    "hired": (RECRUITED,),
    "staff_index": (STAFF_MUNICIPAL,),
    "staff_rate": (STAFF_RATED, STAFF_POPULATION),
    "rank_index": PEOPLE,
    "rank_aged": _AGED,
    "rank_grant": _PER_RESIDENT,
    "rank_cap": _CAPPED,
    "sheet_people": PEOPLE,
    "sheet_index": PEOPLE,
    "sheet_aged": _AGED,
    "sheet_grant": _PER_RESIDENT,
    "sheet_cap": _CAPPED,
    "sheet_short": (SHORTAGES,),
    "active": (WORK,),
    "idle": (WORK,),
    "fields": (FIELDS,),
    "cases": (CASES,),
    "compared": (MEASURES,),
    "largest": (MEASURES,),
    "bodies": (BODIES,),
    "themes": (THEMES,),
    "entries": (COURSE,),
}
