"""Where the figures of the cards come from: the transcribed rows behind each, by card.

Cards about the build itself (how many sources, views, accepted doubts) have none: the panels below
them list what they count.
"""

from __future__ import annotations

from dashboard.panels import cases, fields, staffing
from dashboard.panels.origins import GRANTS, MEMBERS, POPULATION_OF_PREFECTURE
from dashboard.panels.staffing_trend import staff_trend
from dashboard.selects import select

_MEMBERSHIP = select("cards/membership_rows")
_AGED = MEMBERS.replace(
    "population.age_group = 'total'", "population.age_group in ('total', '65+') and population.year = 2050"
).replace("|| population.year || '年' as what", "|| population.year || '年 ' || population.age_group as what")
_PER_RESIDENT = f"select * from ({GRANTS}) union all select * from ({MEMBERS}) where what like '%2020年'"
_STAFF = f"select * from ({staff_trend.origin}) where what like '一般行政（市町村%'"

_CAPPED = f"""
    select * from ({GRANTS})
    union all
    select text, text_en, as_printed, source_id, source_ref, source_row, note
    from scheme_rule
    where rule_id in ('cap_per_year', 'max_years')
        and scheme_id in (
            select scheme_id from kpi.disbursement_by_year where $region is null or region_id = $region
        )
"""

WHERE: dict[str, str] = {
    "granted": _CAPPED,
    "planned": GRANTS,
    "cap": _CAPPED,
    "last_year": _CAPPED,
    "reach": _MEMBERSHIP,
    "index_2050": MEMBERS,
    "aged_2050": _AGED,
    "under_2000": MEMBERS,
    "under_5000": MEMBERS,
    "short": str(staffing.shortage_matrix.origin),
    "occupations": str(staffing.shortage_matrix.origin),
    "hired": str(staffing.recruitment.origin),
    "staff_index": _STAFF,
    "staff_rate": f"select * from ({_STAFF}) union all select * from ({POPULATION_OF_PREFECTURE})",
    "rank_index": MEMBERS,
    "rank_aged": _AGED,
    "rank_grant": _PER_RESIDENT,
    "rank_cap": _CAPPED,
    "sheet_people": MEMBERS,
    "sheet_index": MEMBERS,
    "sheet_aged": _AGED,
    "sheet_grant": _PER_RESIDENT,
    "sheet_cap": _CAPPED,
    "sheet_short": str(staffing.shortage_matrix.origin),
    "active": str(fields.timeline.origin),
    "idle": str(fields.timeline.origin),
    "fields": str(fields.field_matrix.origin),
    "cases": str(cases.case_register.origin),
    "compared": str(cases.measures.origin),
    "largest": str(cases.measures.origin),
}
