"""The trick with a common table expression, in all its forms.

A name that is a common table expression in one place of a query is a table of the engine's in another.
Every form reads a table that tells of the server where the name of `with` does not reach, or by a way that
a check of names may overlook. `{table}` is such a table, `{column}` one of its columns.
"""

from __future__ import annotations

_REASONS = {"not_allowed", "wrong"}
# what tells of paths, settings or the engine's own catalogue
_TABLES = {
    "duckdb_databases": "path",
    "duckdb_settings": "value",
    "duckdb_logs": "message",
    "duckdb_columns": "comment",
    "pragma_database_list": "file",
    "pg_settings": "setting",
    "pg_database": "datname",
    "sqlite_master": "sql",
}
# a name that holds within a subquery alone
_INNER = "with a as (with {table} as (select 1 as n) from {table})"
_FORMS = {
    "named_within": _INNER + " select {column} from {table}",
    "named_within_a_subquery": (
        "select (with {table} as (select 1 as n) select max(n) from {table}), {column} from {table}"
    ),
    "named_beside": (
        "select * from (with {table} as (select 1 as n) from {table}) as a, "
        "(select {column} from {table}) as b"
    ),
    "named_after": "with a as (select {column} from {table}), {table} as (select 1 as n) select * from a",
    "named_by_itself": "with {table} as (select {column} from {table}) select * from {table}",
    "named_and_recursive": (
        "with recursive {table} as (select {column} from {table} union all "
        "select {column} from {table} where 1 = 0) "
        "select * from {table}"
    ),
    "recursive_beside": (
        "with recursive a as (select 1 as n union all select n + 1 from a where n < 2), "
        "b as (with recursive {table} as (select 1 as n union all select n from {table} where 1 = 0) "
        "from {table}) "
        "select {column} from {table}, a, b"
    ),
    "nested_thrice": (
        "with a as (with b as (with {table} as (select 1 as n) from {table}) select * from b) "
        "select {column} from {table} union all select n::varchar from a"
    ),
    "upper_case": _INNER + " select {column} from {upper}",
    "quoted": 'with a as (with "{table}" as (select 1 as n) from "{table}") select {column} from "{table}"',
    "quoted_upper_case": _INNER + ' from "{upper}"',
    "with_schema_main": "with {table} as (select 1 as n) select {column} from main.{table}",
    "with_catalog": "with {table} as (select 1 as n) select {column} from system.main.{table}",
    "with_quoted_catalog": 'with {table} as (select 1 as n) select {column} from "system"."main"."{table}"',
    "with_pg_catalog": "with {table} as (select 1 as n) select {column} from pg_catalog.{table}",
    "with_temp": "with {table} as (select 1 as n) select {column} from temp.{table}",
    "as_a_function": "with {table} as (select 1 as n) select {column} from {table}()",
    "as_a_function_within": "with {table} as (select 1 as n) select (select max({column}) from {table}())",
    "lateral": (
        "select x.{column} from region, lateral (select {column} from {table}) as x, "
        "lateral (with {table} as (select 1 as n) from {table}) as y"
    ),
    "alias_of_a_subquery": "select {table}.{column} from (select 1 as n) as {table}, (from {table}) as b",
    "alias_of_a_table": "select {table}.{column} from {table} as {table}",
    "alias_of_a_column": "select (select max({column}) from {table}) as {table} from region as {table}",
    "in_where": (
        _INNER + " select 1 from a where exists (select {column} from {table} where {column} is not null)"
    ),
    "in_having": (_INNER + " select count(*) from a having max(n) < (select count({column}) from {table})"),
    "in_order_by": _INNER + " from a order by (select max({column}) from {table})",
    "in_limit": _INNER + " from a limit (select count({column}) from {table})",
    "in_values": _INNER + " values ((select max({column}) from {table}))",
    "in_a_list": _INNER + " select [x for x in (select list({column}) from {table})]",
    "in_a_window": (_INNER + " select max((select max({column}) from {table})) over () from a"),
    "in_an_in": _INNER + " select '' in (select {column} from {table})",
    "in_a_join": (_INNER + " select b.{column} from a left join {table} as b on true"),
    "in_a_semi_join": _INNER + " from a semi join {table} on true",
    "in_a_positional_join": _INNER + " from a positional join {table}",
    "in_union": _INNER + " select n::varchar from a union all select {column}::varchar from {table}",
    "in_except": _INNER + " select {column}::varchar from {table} except select n::varchar from a",
    "materialized": (
        "with a as materialized (with {table} as (select 1 n) from {table}) select {column} from {table}, a"
    ),
    "from_first": _INNER + " from {table} select {column}",
    "table_of": _INNER + " table {table}",
    "pivoted": _INNER + " from {table} pivot (count(*) for {column} in ('x'))",
    "unpivoted": _INNER + " from {table} unpivot (v for k in ({column}))",
    "described": "describe (with a as (with {table} as (select 1 n) from {table}) from {table})",
    "described_by_name": "describe {table}",
    "shown": "show {table}",
    "summarized": "summarize (with a as (with {table} as (select 1 n) from {table}) from {table})",
    "explained": "explain analyze " + _INNER + " select {column} from {table}",
    "sampled": _INNER + " from {table} using sample 10 rows",
    "as_a_struct": _INNER + " select {table} from {table}",
}

WITH: dict[str, tuple[str, set[str]]] = {
    f"with_{form}_{table}": (sql.format(table=table, upper=table.upper(), column=column), _REASONS)
    for table, column in _TABLES.items()
    for form, sql in _FORMS.items()
}
