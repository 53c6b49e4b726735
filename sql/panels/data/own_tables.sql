-- Which tables did the office add, from which document, and what do their columns hold?
with files as (
    select
        table_name as item,
        source_id,
        sum(row_count)::bigint as row_count,
        string_agg(source_id || '/' || path, '、' order by path) as files
    from source_file
    group by table_name, source_id
)

select
    own_table.*,
    files.source_id,
    files.row_count,
    files.files,
    own_column.columns,
    own_column.columns_en,
    source.title as source_title,
    source.title_en as source_title_en,
    source.as_of
from own_table
inner join files using (item)
inner join own_column using (item)
inner join source using (source_id)
order by own_table.item
