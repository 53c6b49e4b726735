"""The names of mart.md exist, every column says what it is, every grain is a key."""

from __future__ import annotations

from functools import cache

import pytest

from etl.sqlviews.sqlfile import SqlFile
from tests.conftest import Mart
from tests.sql.conftest import OF_SURVEYS, views

# design/mart.md, views that the board reads: a contract with analysts and other tools
CONTRACT = {
    "region_overview": "region_id name scheme member_count population_2020 area_km2 density population_2050 "
    "population_index_2050 disbursed_yen planned_yen grant_years yen_per_resident cap_use_pct field_count "
    "project_count shortage_count",
    "disbursement_by_year": "region_id name fiscal_year status amount_yen cap_use_pct cumulative_yen "
    "yen_per_resident",
    "disbursement_total": "fiscal_year status region_count known_count amount_yen cap_yen cap_use_pct",
    "scheme_check": "region_id rule_id fiscal_year holds detail",
    "shortage_by_occupation": "occupation_id name region_count regions",
    "shortage_matrix": "region_id occupation_id reported wording",
    "recruitment": "region_id occupation_id first_year first_headcount second_year second_headcount change "
    "measure_note",
    "staff_trend": "area_code year department headcount index per_10000_residents",
    "population_outlook": "region_id year series population index known_members members",
    "field_matrix": "region_id field_id marked",
    "project_timeline": "region_id project_id name fiscal_year state activity_count",
    "case_change": "case_id measure unit first_year first_value last_year last_value change change_pct",
    "survey_response": "survey_id area_level area_id asked returned response_pct",
    "staffing_gap": "survey_id area_level area_id occupation_id required present shortage shortage_pct "
    "vacancies leavers_5y answered asked hidden missing_reason",
    "shared_need": "survey_id question_id work municipality_code state hard",
    "staffing_neighbour": "survey_id municipality_code occupation_id region_partners bureau_partners",
    "staffing_change": "survey_id area_level area_id question_id occupation_id first_value second_value "
    "change",
    "staff_projection": "survey_id area_level area_id occupation_id years_ahead low high",
    "coverage": "region_count member_count population_2020 area_km2 prefecture_population_2020 share_pct",
}
# design/mart.md, tables
TABLES = {
    "source": "source_id title publisher published_on as_of licence url note",
    "municipality": "municipality_code name kana kind prefecture_code prefecture valid_from valid_to",
    "bureau_member": "municipality_code subprefecture valid_from valid_to",
    "municipality_change": "old_code new_code changed_on kind old_name old_kana",
    "region": "region_id name name_en scheme prefecture_code lead lead_role agreement_on "
    "agreement_amended_on vision_on vision_amended_on valid_from valid_to published_population_2020 "
    "published_area_km2 published_member_count background",
    "region_member": "region_id municipality_code joined_on left_on",
    "scheme_rule": "scheme_id rule_id value unit article text",
    "disbursement": "region_id fiscal_year status amount_yen",
    "policy_field": "field_id pillar name name_en sort_order",
    "region_policy_field": "region_id field_id label_as_printed",
    "project": "project_id region_id name purpose",
    "project_year": "project_id fiscal_year state activities",
    "project_outcome": "region_id project_id kind text value unit",
    "population": "municipality_code year as_of series edition age_group population",
    "population_age": "municipality_code year as_of series edition sex age_group population",
    "indicator_value": "municipality_code indicator_id year edition name unit value",
    "area": "municipality_code as_of area_km2 reference_value",
    "occupation": "occupation_id name name_en group",
    "reported_shortage": "region_id occupation_id wording",
    "recruitment": "region_id fiscal_year occupation_id measure headcount",
    "staff": "area_level area_code year department headcount",
    "survey": "survey_id title fielded_from fielded_to target_count series sample minimum_cell answers_from",
    "survey_target": "survey_id municipality_code",
    "survey_return": "survey_id municipality_code state answered asked",
    "survey_question": "question_id text kind unit question_set definition by_occupation headcount",
    "survey_choice": "survey_id question_id choice_id text text_en",
    "survey_occupation": "survey_id occupation_id name name_en group",
    "survey_total": "survey_id area_level area_id question_id occupation_id together value answered "
    "asked hidden left_out missing_reason",
    "survey_answer": "survey_id municipality_code question_id occupation_id value text missing_reason",
    "cooperation_case": "case_id prefecture_code title kind partners started_on summary",
    "case_measure": "case_id measure unit period year value text_value",
}
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL")


@cache
def _described(mart: Mart) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """(schema, name) → name, type and comment of each column, in their order."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for schema, name, *column in mart.rows(
        "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() "
        "order by column_index"
    ):
        found.setdefault((schema, name), []).append((column[0], column[1], column[2]))
    return found


def _columns(mart: Mart, schema: str, name: str) -> list[tuple[str, str, str]]:
    return _described(mart).get((schema, name), [])


@pytest.mark.parametrize("view", CONTRACT)
def test_view_of_the_contract_exists(mart: Mart, view: str) -> None:
    missing = set(CONTRACT[view].split()) - {name for name, *_ in _columns(mart, "kpi", view)}
    assert missing == set()


@pytest.mark.parametrize("table", TABLES)
def test_table_of_the_contract_exists(mart: Mart, table: str) -> None:
    missing = set(TABLES[table].split()) - {name for name, *_ in _columns(mart, "main", table)}
    assert missing == set()


def test_every_table_and_view_has_a_comment(mart: Mart) -> None:
    said = mart.rows(
        "select table_name, comment from duckdb_tables() where not internal "
        "union all select view_name, comment from duckdb_views() where not internal"
    )
    assert len(said) >= len(TABLES) + len(CONTRACT)
    assert [name for name, comment in said if not comment] == []


def test_every_column_has_a_comment_in_both_languages(mart: Mart) -> None:
    said = mart.rows(
        "select schema_name || '.' || table_name || '.' || column_name, comment from duckdb_columns() "
        "where not internal and schema_name in ('main', 'kpi', 'views')"
    )
    assert len(said) > 300
    assert [name for name, comment in said if not comment or " / " not in comment] == []


@pytest.mark.parametrize("file", views(), ids=lambda file: file.qualified)
def test_every_column_of_a_view_is_labelled_and_numbers_have_a_unit(mart: Mart, file: SqlFile) -> None:
    columns = _columns(mart, file.schema, file.name)
    assert [name for name, *_ in columns] == list(file.columns), "header and select in the same order"
    for name, kind, comment in columns:
        told = file.columns[name]
        assert told.label, name
        assert told.label_en, name
        if kind.startswith(NUMBERS):
            assert told.unit, name
        assert comment.startswith(f"{told.label} / {told.label_en}")
        assert not told.unit or f" [{told.unit}" in comment


@pytest.mark.parametrize("file", views(), ids=lambda file: file.qualified)
def test_grain_of_a_view_is_unique_and_complete(mart: Mart, file: SqlFile) -> None:
    keys = ", ".join(file.header.grain)
    rows = mart.scalar(f"select count(*) from {file.qualified}")
    assert rows > 0 or file.name in OF_SURVEYS
    assert mart.scalar(f"select count(*) from (select distinct {keys} from {file.qualified})") == rows
    empty = " or ".join(f"{key} is null" for key in file.header.grain)
    assert mart.scalar(f"select count(*) from {file.qualified} where {empty}") == 0


def test_the_views_are_the_files(mart: Mart) -> None:
    built = mart.rows("select schema_name || '.' || view_name from duckdb_views() where not internal")
    assert sorted(name for (name,) in built) == sorted(file.qualified for file in views())


def test_units_and_notes_are_told_in_both_languages(mart: Mart) -> None:
    """The dictionary of the English page holds no Japanese but names."""
    rows = mart.rows(
        r"""
        select schema_name || '.' || table_name, column_name, told.unit, told.note from (
            select *, regexp_extract(comment, '^(.*?) / (.*?)(?: \[(.*?)\])?(?:: (.*))?$',
                ['label', 'label_en', 'unit', 'note']) as told
            from duckdb_columns() where schema_name in ('main', 'kpi', 'views') and not internal
        )
        """
    )
    assert len(rows) > 700
    assert sum(1 for row in rows if row[3]) > 60
    for *place, unit, note in rows:
        for told in (unit, note):
            *_, english = told.split(" / ")
            assert told.count(" / ") <= 1, place
            assert english.isascii() or english in ("km²", "people/km²"), (place, told)
