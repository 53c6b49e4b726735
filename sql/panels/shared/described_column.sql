-- Every column of the mart with its name, unit and note; a comment reads 名称 / Name [単位 / unit]: 注記 / note.
with described as (
    select
        schema_name,
        table_name,
        column_index,
        column_name,
        data_type,
        regexp_extract(
            comment, '^(.*?) / (.*?)(?: \[(.*?)\])?(?:: (.*))?$',
            ['label', 'label_en', 'unit', 'note']
        ) as told
    from duckdb_columns()
    where
        schema_name in ('main', 'own', 'kpi', 'views') and not internal
        and database_name = 'cooperation'
)

select
    schema_name,
    table_name,
    schema_name || '.' || table_name as item,
    column_index,
    column_name,
    data_type,
    told.label,
    told.label_en,
    split_part(told.unit, ' / ', 1) as unit,
    split_part(told.unit, ' / ', -1) as unit_en,
    split_part(told.note, ' / ', 1) as note,
    split_part(told.note, ' / ', -1) as note_en
from described
