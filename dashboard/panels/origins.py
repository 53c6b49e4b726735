"""Selects of the rows behind figures that several panels and cards share (sql/panels/origin)."""

from __future__ import annotations

from dashboard.selects import select

# transcribed rows: what / what_en / as_printed / source_id / source_ref / source_row / note
GRANTS = select("origin/grants")
GRANTED = select("origin/granted")
LATEST_GRANTS = select("origin/latest_grants")
CAP_RULES = select("origin/cap_rules")
CENSUS = select("origin/census")
PROJECTION = select("origin/projection")
PROJECTION_AGED = select("origin/projection_aged")
AREA = select("origin/area")
CHOSEN_POPULATION = select("origin/chosen_population")
CHOSEN_AREA = select("origin/chosen_area")
CHOSEN_MEMBERSHIP = select("origin/chosen_membership")
MEMBER_AGES = select("origin/member_ages")
MEMBER_STAFF = select("origin/member_staff")
STAFF_MUNICIPAL = select("origin/staff_municipal")
STAFF_RATED = select("origin/staff_rated")
STAFF_POPULATION = select("origin/staff_population")
FIELDS = select("fields/field_matrix_rows")
PROJECTS = select("fields/register_rows")
SHORTAGES = select("staffing/shortage_matrix_rows")
RECRUITED = select("staffing/recruitment_rows")
WORK = select("fields/project_timeline_rows")
MEASURES = select("cases/measures_rows")
CASES = select("cases/case_register_rows")
BODIES = select("council/bodies_rows")
THEMES = select("council/council_themes_rows")
COURSE = select("council/body_events_rows")
MEMBERSHIP = select("cards/membership_rows")
# the sources alone of what else figures stand on: too many rows to list
RULES = select("origin/rules")
MEMBERS = select("origin/members")
PLACE_CENSUS = select("origin/place_census")
PLACE_PROJECTION = select("origin/place_projection")
PLACE_AREA = select("origin/place_area")
PLACE_STAFF = select("origin/place_staff")
PLACE_AGES = select("origin/place_ages")
CHOSEN_MEMBERS = select("origin/chosen_members")

PEOPLE = (CENSUS, PROJECTION)
PLACE_PEOPLE = select("origin/place_people")
PLACE_AGED = select("origin/place_aged")
PLACES = (PLACE_CENSUS, PLACE_PROJECTION)
