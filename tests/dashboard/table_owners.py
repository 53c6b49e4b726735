"""Beside which name the rows of each table of the mart stand on a page (test_documents_shown)."""

# table → the name that stands beside its rows wherever they are shown: a select of `source_row` and `owner`
_REGION = "select t.source_row, region.name as owner from {} as t join region using (region_id)"
_PROJECT = "select t.source_row, project.name as owner from {} as t join project using (project_id)"
_CASE = (
    "select t.source_row, cooperation_case.title as owner from {} as t join cooperation_case using (case_id)"
)
_OWN = "select source_row, '' as owner from {}"
OWN_SOURCE = "select source_id as source_row, '' as owner from {}"
OWNERS = {
    **dict.fromkeys(
        (
            *("region", "region_member", "region_policy_field", "disbursement", "recruitment"),
            *("reported_shortage", "working_group", "body_theme", "body_role", "body_event", "project"),
        ),
        _REGION,
    ),
    "project_year": _PROJECT,
    "project_outcome": "select t.source_row, coalesce(project.name, region.name) as owner from {} as t "
    "join region using (region_id) left join project using (project_id)",
    **dict.fromkeys(
        ("cooperation_case", "case_measure", "case_participant", "case_event", "case_effect"), _CASE
    ),
    **dict.fromkeys(
        (
            *("scheme", "scheme_rule", "scheme_step", "policy_field", "party", "party_member", "agreement"),
            *("agreement_party", "quoted_rate", "survey", "survey_question"),
        ),
        _OWN,
    ),
}
# what stands beside a figure of many municipalities, and what a coalition's are listed with
_MEMBER = "municipality_code in (select municipality_code from region_member)"
_CHOSEN = "list_contains($chosen, municipality_code)"
_TOWN = (
    "select t.source_row, municipality.name as owner from {} as t "
    f"join municipality using (municipality_code) where {_CHOSEN}"
)
_TOWN_YEAR = (
    "select t.source_row, municipality.name || '¦' || t.year as owner from {} as t "
    f"join municipality using (municipality_code) where t.{_MEMBER}"
)
STATISTICS = {
    "municipality": f"select source_row, name as owner from {{}} as t where {_CHOSEN}",
    **dict.fromkeys(("area", "bureau_member", "national_area_member"), _TOWN),
    **dict.fromkeys(("population", "population_age", "indicator_value"), _TOWN_YEAR),
    "staff": "select t.source_row, concat(municipality.name, '¦', t.year) as owner from {} as t "
    "left join municipality on t.area_code = municipality.municipality_code "
    f"where t.area_code = '01' or municipality.{_MEMBER}",
    "national_area_extent": _OWN,
    "occupation": _OWN,
    **dict.fromkeys(("source", "correction", "accepted_doubt"), OWN_SOURCE),
}
# one class of a table's rows for each of these: what is on the list is one class, not the column
CLASSES = {
    "area": ("as_of",),
    "population": ("series", "year", "age_group"),
    "indicator_value": ("indicator_id", "year"),
    "population_age": ("series", "year", "age_group"),
    "staff": ("area_level", "year", "department"),
}
# tables that the shipped data leave empty: whoever fills one names it above
EMPTY = {
    *(
        "agenda_item",
        "decision",
        "meeting",
        "municipality_change",
        "step_record",
        "survey_answer",
    ),
    *("survey_choice", "survey_occupation", "survey_return", "survey_target", "survey_total"),
}
# tables that the build works out of others, or that say how it came about
WORKED_OUT = {"expected_row", "grant_rule", "region_printed", "region_scheme", "scheme_offer", "source_file"}
