-- What does each column mean?
with described as (
    select
        schema_name || '.' || table_name as item,
        column_name,
        data_type,
        schema_name,
        table_name,
        column_index,
        regexp_extract(
            comment, '^(.*?) / (.*?)(?: \[(.*?)\])?(?:: (.*))?$',
            ['label', 'label_en', 'unit', 'note']
        ) as told
    from duckdb_columns()
    where
        schema_name in ('main', 'kpi', 'views') and not internal
        and database_name = 'cooperation'
)

select
    item,
    column_name,
    data_type,
    column_index,
    told.label,
    told.label_en,
    split_part(told.unit, ' / ', 1) as unit,
    split_part(told.unit, ' / ', -1) as unit_en,
    split_part(told.note, ' / ', 1) as note,
    split_part(told.note, ' / ', -1) as note_en
from described
order by schema_name, table_name, column_index
