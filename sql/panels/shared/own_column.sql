-- The columns of each of the office's own tables in one text, without those that say where a row comes from;
-- the unit of a column 年 says it once more.
select
    item,
    string_agg(
        label || case when unit not in ('', label) then '（' || unit || '）' else '' end, '、'
        order by column_index
    ) as columns,
    string_agg(
        label_en
        || case
            when lower(unit_en) not in ('', lower(label_en)) then ' (' || unit_en || ')'
            else ''
        end,
        ', '
        order by column_index
    ) as columns_en
from described_column
where
    schema_name = 'own' and not ends_with(column_name, '_missing_reason')
    and column_name not in ('source_id', 'source_ref', 'source_row', 'as_printed', 'note')
group by item
