-- How many views analysts have made, beside the board's own.
select
    (
        select count(*) from duckdb_views()
        where schema_name = 'views'
    ) as views,
    (
        select count(*) from duckdb_views()
        where schema_name = 'kpi'
    ) as kpi,
    (
        select count(*) from duckdb_columns()
        where schema_name = 'views'
    ) as columns,
    (
        select count(*) from duckdb_columns()
        where schema_name = 'views' and comment is not null)
        as described,
    (select count(*) from source) as sources
