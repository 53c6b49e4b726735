"""Files an analyst might drop into sql/views with something wrong: what is said, and where.

Each: name → (text, rule, line, word that must stand in the problem's line or None).
"""

from __future__ import annotations

GOOD = """\
/*
title: 交付額
title_en: Grants
question: いくらか
grain: [region_id]
chart: {kind: ranked_bar, value: amount_yen, label: name}
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  amount_yen: {label: 交付額, label_en: Grant, unit: 円}
*/
select
    region_id,
    name,
    sum(amount_yen)::bigint as amount_yen
from kpi.disbursement_by_year
group by region_id, name
"""


def _with(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


def _checks(text: str) -> str:
    return _with("columns:\n", f"checks:\n{text}\ncolumns:\n")


def _said(sentence: str) -> str:
    return _with("columns:\n", f"finding: '{sentence}'\nfinding_en: '{sentence}'\ncolumns:\n")


# one call of the engine that hears no interrupt: the edit distance of two texts of 400,000 letters
NEVER_ENDS = "levenshtein(repeat('ab', 200000), repeat('ba', 200000))::varchar"

Bad = tuple[str | bytes, str, int | None, str | None]
BAD: dict[str, Bad] = {
    # the header
    "no_header": ("select 1 as a\n", "sql_header", 1, "sql new"),
    "empty": ("", "sql_header", 1, None),
    "only_spaces": ("   \n\n", "sql_header", 1, None),
    "comment_never_closed": (GOOD.replace("*/", ""), "sql_header", 1, None),
    "line_comments": ("-- title: x\nselect 1 as a\n", "sql_header", 1, None),
    "yaml_bracket": (_with("[region_id]", "[region_id"), "sql_header", None, "YAML"),
    "yaml_tab": (_with("  name:", "\tname:"), "sql_header", 9, "YAML"),
    "yaml_indent": (_with("  name: {", "    name: {"), "sql_header", 9, "YAML"),
    "yaml_quote": (_with("title: 交付額", 'title: "交付額'), "sql_header", None, "YAML"),
    "yaml_list": ("/*\n- a\n- b\n*/\nselect 1 as a", "sql_header", 1, None),
    "yaml_text": ("/*\nただの文\n*/\nselect 1 as a", "sql_header", 1, None),
    "yaml_object": (_with("title: 交付額", "title: !!python/name:os.system"), "sql_header", 2, None),
    "key_twice": (_with("title_en: Grants", "title_en: Grants\ntitle: 別"), "sql_header", 4, "title"),
    "column_twice": (
        _with("  name: {label", "  region_id: {label: 二, label_en: two}\n  name: {label"),
        "sql_header",
        9,
        "region_id",
    ),
    "no_title": (_with("title: 交付額\n", ""), "sql_header", 1, "title"),
    "no_title_en": (_with("title_en: Grants\n", ""), "sql_header", 1, "title_en"),
    "no_question": (_with("question: いくらか\n", ""), "sql_header", 1, "question"),
    "no_grain": (_with("grain: [region_id]\n", ""), "sql_header", 1, "grain"),
    "no_columns": (GOOD[: GOOD.index("columns:")] + GOOD[GOOD.index("*/") :], "sql_header", 1, "columns"),
    "title_is_list": (_with("title: 交付額", "title: [交付額]"), "sql_header", 2, "title"),
    "title_empty": (_with("title: 交付額", "title:"), "sql_header", 2, "title"),
    "grain_is_text": (_with("grain: [region_id]", "grain: region_id"), "sql_header", 5, "grain"),
    "grain_of_numbers": (_with("grain: [region_id]", "grain: [1]"), "sql_header", 5, "grain"),
    "key_misspelt": (_with("question:", "qestion:"), "sql_header", 4, "question"),
    "unknown_key": (_with("question:", "colour: red\nquestion:"), "sql_header", 4, "colour"),
    "column_without_braces": (
        _with("{label: 地域, label_en: Region}", "地域"),
        "sql_header",
        9,
        "name",
    ),
    "column_key_misspelt": (_with("unit: 円", "units: 円"), "sql_header", 10, "unit"),
    "label_is_list": (_with("label: 交付額", "label: [交付額]"), "sql_header", 10, None),
    "nothing_after_header": (GOOD[: GOOD.index("*/") + 2], "sql_header", 11, "select"),
    # the chart
    "chart_unknown": (_with("ranked_bar", "pie"), "sql_header", 6, "ranked_bar"),
    "chart_misspelt": (_with("ranked_bar", "ranked_bars"), "sql_header", 6, "ranked_bar"),
    "chart_is_text": (
        _with("chart: {kind: ranked_bar, value: amount_yen, label: name}", "chart: table"),
        "sql_header",
        6,
        None,
    ),
    "chart_without_value": (_with("value: amount_yen, ", ""), "sql_header", 6, "chart.value"),
    "chart_key_unknown": (
        _with("value: amount_yen,", "value: amount_yen, lable: x,"),
        "sql_header",
        6,
        "label",
    ),
    "chart_column_missing": (_with("value: amount_yen", "value: amount"), "sql_chart", 6, "amount_yen"),
    "chart_value_is_text": (_with("value: amount_yen", "value: name"), "sql_chart", 6, "VARCHAR"),
    "chart_label_is_a_date": (
        _with("label: name}", "label: day}")
        .replace("*/", "  day: {label: 日, label_en: Day}\n*/")
        .replace("as amount_yen\n", "as amount_yen,\n    date '2024-04-01' as day\n"),
        "sql_chart",
        6,
        "DATE",
    ),
    # filters and checks
    "filter_unknown": (_with("columns:", "filters: [regions]\ncolumns:"), "sql_header", 7, "region"),
    "filter_without_column": (_with("columns:", "filters: [year]\ncolumns:"), "sql_filter", 7, "fiscal_year"),
    "check_unknown": (_checks("  - uniqe: [region_id]"), "sql_header", 8, "unique"),
    "check_of_unknown_column": (_checks("  - not_null: [regon_id]"), "sql_check", 8, "region_id"),
    "check_not_unique": (
        _checks("  - unique: [name]").replace("    name,\n    sum", "    'x' as name,\n    sum"),
        "sql_check",
        8,
        None,
    ),
    "check_null": (
        _checks("  - not_null: [amount_yen]").replace("sum(amount_yen)::bigint", "null::bigint"),
        "sql_check",
        8,
        "8",
    ),
    "check_accepted": (_checks("  - accepted: {region_id: [hidaka]}"), "sql_check", 8, None),
    "check_range": (_checks("  - range: {amount_yen: [0, 1000]}"), "sql_check", 8, None),
    "check_range_shape": (_checks("  - range: {amount_yen: 1000}"), "sql_header", 8, None),
    "check_relationship": (
        _checks("  - relationship: {region_id: policy_field.field_id}"),
        "sql_check",
        8,
        None,
    ),
    "check_relationship_target": (
        _checks("  - relationship: {region_id: nowhere.x}"),
        "sql_error",
        None,
        None,
    ),
    "check_sum": (_checks("  - sum: {amount_yen: kpi.coverage.member_count}"), "sql_check", 8, None),
    "check_is_text": (_with("columns:", "checks: unique\ncolumns:"), "sql_header", 7, None),
    # the select
    "syntax": (_with("from kpi", "form kpi"), "sql_syntax", None, None),
    "comma_too_many": (_with("    name,\n    sum", "    name,,\n    sum"), "sql_syntax", 14, None),
    "quote_open": (_with("    name,", "    'name,"), "sql_syntax", None, None),
    "brackets": (
        _with("sum(amount_yen)", "(" * 1200 + "sum(amount_yen)" + ")" * 1200),
        "sql_syntax",
        None,
        None,
    ),
    "bracket_open": (_with("sum(amount_yen)", "sum(amount_yen"), "sql_syntax", None, None),
    "two_selects": (GOOD + ";\nselect 1 as a", "sql_statement", 12, None),
    "drop_after_select": (GOOD + ";\ndrop table region", "sql_statement", 12, None),
    "insert_rows": (
        GOOD[: GOOD.index("select")] + "insert into region values (1)",
        "sql_statement",
        12,
        None,
    ),
    "create_table": (GOOD[: GOOD.index("select")] + "create table x as select 1", "sql_statement", 12, None),
    "copy": (GOOD[: GOOD.index("select")] + "copy region to 'x.csv'", "sql_statement", 12, None),
    "pragma": (GOOD[: GOOD.index("select")] + "pragma database_list", "sql_statement", 12, None),
    "reads_a_file": (_with("kpi.disbursement_by_year", "read_csv('/etc/passwd')"), "sql_statement", 16, None),
    "reads_a_file_by_name": (_with("kpi.disbursement_by_year", "'x.csv'"), "sql_statement", 16, None),
    "reads_the_catalogue": (
        _with("kpi.disbursement_by_year", "kpi.disbursement_by_year, duckdb_databases"),
        "sql_statement",
        16,
        "duckdb_databases",
    ),
    "reads_the_catalogue_behind_a_name": (
        _with(
            "select\n", "with a as (with duckdb_databases as (select 1) from duckdb_databases)\nselect\n"
        ).replace("kpi.disbursement_by_year", "kpi.disbursement_by_year, duckdb_databases"),
        "sql_statement",
        17,
        "duckdb_databases",
    ),
    "tells_a_setting": (
        _with("    name,\n    sum", "    current_setting('threads')::varchar as name,\n    sum"),
        "sql_statement",
        14,
        "current_setting",
    ),
    "two_rows_for_a_cell_of_a_grid": (
        GOOD.replace(
            "{kind: ranked_bar, value: amount_yen, label: name}",
            "{kind: grid, row: name, column: half, value: amount_yen}",
        )
        .replace(
            "  amount_yen:",
            "  half: {label: 半期, label_en: Half}\n  fiscal_year: {label: 年度, "
            "label_en: FY, unit: 年度}\n  amount_yen:",
        )
        .replace("grain: [region_id]", "grain: [region_id, fiscal_year]")
        .replace("    sum(amount_yen)", "    fiscal_year,\n    'a' as half,\n    sum(amount_yen)")
        .replace("group by region_id, name", "group by region_id, name, fiscal_year"),
        "sql_chart",
        6,
        "name=",
    ),
    "two_rows_for_a_year_of_a_line": (
        GOOD.replace(
            "{kind: ranked_bar, value: amount_yen, label: name}",
            "{kind: lines, x: one, series: name, value: amount_yen}",
        )
        .replace(
            "  amount_yen:",
            "  one: {label: 年, label_en: Year, unit: 年}\n  fiscal_year: {label: 年度, "
            "label_en: FY, unit: 年度}\n  amount_yen:",
        )
        .replace("grain: [region_id]", "grain: [region_id, fiscal_year]")
        .replace("    sum(amount_yen)", "    fiscal_year,\n    2020 as one,\n    sum(amount_yen)")
        .replace("group by region_id, name", "group by region_id, name, fiscal_year"),
        "sql_chart",
        6,
        "one=2020",
    ),
    "names_the_database": (_with("kpi.disb", "cooperation.kpi.disb"), "sql_statement", 16, "kpi.coverage"),
    "describes": (GOOD[: GOOD.index("select")] + "describe region", "sql_statement", 12, None),
    "column_misspelt": (
        _with("    region_id,\n    name", "    regon_id as region_id,\n    name"),
        "sql_error",
        13,
        "region_id",
    ),
    "column_misspelt_after_japanese": (
        _with("    name,\n    sum", "    '地域' || nme as name,\n    sum"),
        "sql_error",
        14,
        "name",
    ),
    "column_of_alias": (
        _with("    name,\n    sum", "    kpi.disbursement_by_year.nme as name,\n    sum"),
        "sql_error",
        14,
        None,
    ),
    "table_misspelt": (
        _with("disbursement_by_year", "disbursements_by_year"),
        "sql_error",
        16,
        "disbursement_by_year",
    ),
    "schema_misspelt": (_with("kpi.disb", "kpis.disb"), "sql_error", 16, None),
    "function_misspelt": (_with("sum(", "summ("), "sql_error", 15, "sum"),
    "not_grouped": (_with("group by region_id, name", "group by region_id"), "sql_error", 14, "group by"),
    "cast_fails": (_with("sum(amount_yen)::bigint", "max(name)::bigint"), "sql_error", None, None),
    "division_by_zero": (
        _with("sum(amount_yen)::bigint", "(sum(amount_yen) // 0)::bigint"),
        "sql_error",
        None,
        None,
    ),
    "reads_itself": (_with("kpi.disbursement_by_year", "views.reads_itself"), "sql_cycle", 16, None),
    # labels, units, grain
    "label_missing": (_with("  name: {label: 地域, label_en: Region}\n", ""), "sql_label", 7, "name"),
    "label_en_missing": (_with("label: 地域, label_en: Region}", "label: 地域}"), "sql_label", 9, "name"),
    "label_of_no_column": (
        _with("  name: {", "  nam: {label: 名, label_en: Name}\n  name: {"),
        "sql_label",
        9,
        "name",
    ),
    "unit_missing": (_with(", unit: 円", ""), "sql_unit", 10, "amount_yen"),
    "kind_misspelt": (_with(", unit: 円", ", unit: 円, kind: decimal_1"), "sql_header", 10, "decimal1"),
    "kind_of_another_type": (
        _with("label_en: Region}", "label_en: Region, kind: count}"),
        "sql_kind",
        9,
        "VARCHAR",
    ),
    "grain_of_no_column": (_with("[region_id]", "[regionid]"), "sql_grain", 5, "region_id"),
    "grain_not_unique": (
        _with("[region_id]", "[name]").replace("    name,\n    sum", "    'x' as name,\n    sum"),
        "sql_grain",
        5,
        None,
    ),
    "grain_null": (
        _with("    region_id,\n", "    nullif(region_id, 'hidaka') as region_id,\n"),
        "sql_grain",
        5,
        "1",
    ),
    # too much
    "cross_join": (
        GOOD[: GOOD.index("select")]
        + "select\n    a.municipality_code || b.municipality_code || c.municipality_code as region_id,\n"
        "    a.name,\n    1::bigint as amount_yen\nfrom municipality as a\ncross join municipality as b\n"
        "cross join municipality as c\n",
        "sql_rows",
        12,
        "Cross Product",
    ),
    "never_ends": (
        GOOD[: GOOD.index("select")]
        + "select\n    count(*)::varchar as region_id,\n    'x' as name,\n    1::bigint as amount_yen\n"
        "from population as a\ncross join population as b\ncross join population as c\n"
        "where a.population + b.population = c.population\n",
        "sql_slow",
        12,
        None,
    ),
    "one_call_that_never_ends": (
        _with("    name,\n    sum", f"    {NEVER_ENDS} as name,\n    sum"),
        "sql_slow",
        12,
        "office.toml",
    ),
    "one_call_that_fills_the_memory": (
        _with("    name,\n    sum", "    list_sum(range(4000000000))::varchar as name,\n    sum"),
        "sql_memory",
        12,
        None,
    ),
    # too deep, too long, endless
    "terms": (
        _with("    name,\n    sum", f"    {' || '.join(['name'] * 700)} as name,\n    sum"),
        "sql_statement",
        12,
        "concat_ws",
    ),
    "nested_selects": (
        GOOD[: GOOD.index("select")] + "select * from (" * 1000 + "select 1 as a" + ") as t" * 1000,
        "sql_statement",
        12,
        "with",
    ),
    "yaml_laughs": (
        _with(
            "question: いくらか",
            "question: いくらか\nnotes:\n  - &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"  - &{b} [{', '.join([f'*{a}'] * 9)}]\n"
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            ),
        ),
        "sql_header",
        6,
        "&",
    ),
    "yaml_alias_of_itself": (_with("columns:", "notes: &n [*n]\ncolumns:"), "sql_header", 7, "&"),
    "yaml_deep": (_with("[region_id]", "[" * 30_000 + "]" * 30_000), "sql_header", 5, None),
    "long": (GOOD + "-- " + "あ" * 100_000, "sql_file", 1, "KB"),
    # what the board cannot show
    "an_interval": (
        _with("sum(amount_yen)::bigint", "to_days(count(*)::integer)"),
        "sql_type",
        10,
        "date_diff",
    ),
    "a_list_as_a_figure": (_with("sum(amount_yen)::bigint", "[1]"), "sql_chart", 6, "INTEGER[]"),
    "no_year_in_lines": (
        _with(
            "chart: {kind: ranked_bar, value: amount_yen, label: name}",
            "chart: {kind: lines, x: year, value: amount_yen, series: name}",
        )
        .replace("columns:\n", "columns:\n  year: {label: 年, label_en: Year, unit: 年}\n")
        .replace("    name,\n    sum", "    name,\n    nullif(2020, 2020) as year,\n    sum"),
        "sql_chart",
        6,
        "not null",
    ),
    "source_misspelt": (
        _with("columns:\n", "sources: [hokaido_casebook_2024]\ncolumns:\n"),
        "sql_source",
        7,
        "hokkaido_casebook_2024",
    ),
    # the author's own sentence
    "sentence_column": (_said("{first.namae}"), "sql_finding", 7, "name"),
    "sentence_take": (_said("{frist.name}"), "sql_header", 7, "first"),
    "sentence_text_added_up": (_said("{sum.name}"), "sql_finding", 7, "VARCHAR"),
    "sentence_open": (_said("{first.name"), "sql_header", 7, "{{"),
    "sentence_form": (_said("{first.amount_yen:,.2f}"), "sql_finding", 7, "amount_yen"),
    "sentence_place_alone": (_said("{}"), "sql_header", 7, "rows"),
    "sentence_in_one_language": (
        _with("columns:\n", "finding: '{rows}件'\ncolumns:\n"),
        "sql_header",
        7,
        "finding_en",
    ),
    "highlight_in_a_table": (
        _with(
            "chart: {kind: ranked_bar, value: amount_yen, label: name}",
            "chart: {kind: table}\nhighlight: [日高連携地域]",
        ),
        "sql_chart",
        7,
        "ranked_bar",
    ),
    # the file
    "cp932": (GOOD.encode("cp932"), "sql_encoding", 2, None),
    "utf_16": (GOOD.encode("utf-16"), "sql_encoding", 1, None),
    "nul": (_with("    name,\n    sum", "    name\0,\n    sum"), "sql_error", 14, None),
    "View Of Mine": (GOOD, "sql_name", None, "View Of Mine"),
    "交付額": (GOOD, "sql_name", None, "交付額"),
    "2024_grants": (GOOD, "sql_name", None, "2024_grants"),
    "select": (GOOD, "sql_name", None, "select"),
    "kpi": (GOOD, "sql_name", None, None),
    "x; drop table region": (GOOD, "sql_name", None, None),
    'a"b': (GOOD, "sql_name", None, None),
}
