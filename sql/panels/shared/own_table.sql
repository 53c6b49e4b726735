-- The office's own tables with their titles; a long one is a view of its file.
with named as (
    select
        table_name,
        comment
    from duckdb_tables()
    where schema_name = 'own' and database_name = 'cooperation'
    union all
    select
        view_name as table_name,
        comment
    from duckdb_views()
    where schema_name = 'own' and database_name = 'cooperation'
)

select
    'own.' || table_name as item,
    split_part(comment, ' / ', 1) as title,
    split_part(comment, ' / ', 2) as title_en
from named
