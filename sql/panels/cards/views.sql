-- How many views analysts have made, beside the board's own. Of the build's own database: views that were
-- worked out stand in memory once more.
select
    (
        select count(*) from duckdb_views()
        where schema_name = 'views' and database_name = 'cooperation'
    ) as views,
    (
        select count(*) from duckdb_views()
        where schema_name = 'kpi' and database_name = 'cooperation'
    ) as kpi,
    (
        select count(*) from duckdb_columns()
        where schema_name = 'views' and database_name = 'cooperation'
    ) as columns,
    (
        select count(*) from duckdb_columns()
        where
            schema_name = 'views' and database_name = 'cooperation'
            and comment is not null
    ) as described,
    (select count(*) from source) as sources
