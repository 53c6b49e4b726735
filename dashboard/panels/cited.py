"""Which sources stand behind a panel or card: asked of the rows themselves, by no source's name.

Each is a select of `source_id` over the rows of the region in focus, or of all regions where none is. That
a region has no row is told by the document that tells of it and of the others: it stands behind it then.
"""

from __future__ import annotations

import re

_FOCUS = "($region is null or {table}.region_id = $region)"
_OF_ITS_DOCUMENT = """{table}.source_id in (
    select told.source_id from region as told where told.region_id = $region
)"""


def _of(table: str, where: str = "true") -> str:
    """The sources of a table that has a region in each row."""
    focus = _FOCUS.format(table=table)
    return f"""select distinct {table}.source_id
    from {table}
    where {where} and (
        {focus} or (
            {_OF_ITS_DOCUMENT.format(table=table)}
            and not exists (select 1 from {table} as own where own.region_id = $region and {where})
        )
    )
    order by 1"""


def everywhere(select: str) -> str:
    """The same over all regions, whichever is in focus."""
    return select.replace("$region is null", "true")


def compared(select: str) -> str:
    """The same over the regions that are compared: those chosen as peers (of none, all) and that in focus."""
    return re.sub(
        r"\(\$region is null or (\w+)\.region_id = \$region\)",
        r"(len($peers) = 0 or list_contains($peers, \1.region_id) or \1.region_id = $region)",
        select,
    )


_TOTAL = """coalesce(
    (select total.{column} from kpi.grant_total as total where total.scope = $region),
    (select total.{column} from kpi.grant_total as total where total.scope = 'all')
)"""
GRANTS = _of("disbursement")
GRANTED = _of("disbursement", "status = 'actual'")
# of the latest year that was paid, and of the latest that is planned or undecided
LATEST_GRANTS = _of(
    "disbursement",
    f"(fiscal_year = {_TOTAL.format(column='actual_year')}"
    f" or (status <> 'actual' and fiscal_year = {_TOTAL.format(column='planned_year')}))",
)
GRANTS_OF_YEAR = _of(
    "disbursement", "fiscal_year = coalesce($year, (select max(fiscal_year) from disbursement))"
)
MEMBERS = _of("region_member", "left_on is null")
REGIONS = _of("region", "scheme <> 'council'")
FIELDS = _of("region_policy_field")
ALL_FIELDS = "select distinct source_id from policy_field order by 1"
PROJECTS = _of("project")
SHORTAGES = _of("reported_shortage")
RECRUITED = _of("recruitment")
# the rules of the schemes that the regions are under
RULES = f"""select distinct scheme_rule.source_id
    from scheme_rule
    inner join region on scheme_rule.scheme_id = region.scheme_id
    where {_FOCUS.format(table="region")}
    order by 1"""
PROJECT_YEARS = f"""select distinct project_year.source_id
    from project_year
    inner join project on project_year.project_id = project.project_id
    where {_FOCUS.format(table="project")}
        or (
            {_OF_ITS_DOCUMENT.format(table="project_year")}
            and not exists (select 1 from project as own where own.region_id = $region)
        )
    order by 1"""
OUTCOMES = _of("project_outcome", "project_id is not null")

# The figures of members, and of the prefectures they are compared with.
_PLACES = f"""(
        select region_member.municipality_code
        from region_member
        where region_member.left_on is null and {_FOCUS.format(table="region_member")}
        union
        select municipality.municipality_code
        from municipality
        inner join region on municipality.prefecture_code = region.prefecture_code
        where region.scheme <> 'council' and {_FOCUS.format(table="region")}
    )"""


def _population(series: str, year: int | None = None) -> str:
    alone = "" if year is None else f"and population.year = {year}"
    return f"""select distinct population.source_id
    from population
    where population.series = '{series}' {alone} and population.municipality_code in {_PLACES}
    order by 1"""


# of the years that are set against one another, and of every year
CENSUS, CENSUS_YEARS = _population("census", 2020), _population("census")
PROJECTION, PROJECTION_YEARS = _population("projection", 2050), _population("projection")
PRELIMINARY = _population("census_preliminary")
AREA = f"""select distinct area.source_id
    from area
    where area.as_of = (select max(edition.as_of) from area as edition)
        and area.municipality_code in {_PLACES}
    order by 1"""
STAFF = """select distinct source_id
    from staff
    where area_level = 'prefecture'
        and area_code in (select prefecture_code from kpi.home_prefecture)
    order by 1"""
STAFF_CENSUS = """select distinct population.source_id
    from population
    inner join municipality on population.municipality_code = municipality.municipality_code
    where population.series = 'census'
        and municipality.prefecture_code in (select prefecture_code from kpi.home_prefecture)
    order by 1"""
# of municipalities that a reader put together
CHOSEN_CENSUS, CHOSEN_PROJECTION, CHOSEN_AREA = (
    select.replace(_PLACES, "(select unnest($members))") for select in (CENSUS, PROJECTION, AREA)
)
CHOSEN_MEMBERS = """select distinct source_id
    from region_member
    where left_on is null and (
        list_contains($members, municipality_code) or not exists (
            select 1 from region_member as own
            where own.left_on is null and list_contains($members, own.municipality_code)
        )
    )
    order by 1"""

CASES = "select distinct source_id from cooperation_case order by 1"
MEASURES = """select distinct source_id
    from case_measure
    where value is not null
    order by 1"""
THEMES = "select distinct source_id from body_theme order by 1"
EVENTS = "select distinct source_id from body_event order by 1"
RATES = "select distinct source_id from quoted_rate order by 1"
ANSWERED_CENSUS = """select distinct population.source_id
    from population
    inner join survey_target on population.municipality_code = survey_target.municipality_code
    where population.series = 'census'
    order by 1"""
ANSWERED_PROJECTION = ANSWERED_CENSUS.replace("'census'", "'projection'")
