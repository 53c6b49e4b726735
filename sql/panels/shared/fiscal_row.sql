-- Fiscal capacity and the scale that weights it, of municipalities as transcribed, each row with its place.
select
    municipality.name || ' ' || figure.name || ' ' || figure.year || '年度' as what,
    municipality.name_en
    || case figure.indicator_id
        when 'fiscal_capacity_index' then ', fiscal capacity index FY'
        else ', standard fiscal scale FY'
    end || figure.year as what_en,
    case
        when figure.indicator_id = 'fiscal_capacity_index' then figure.value::varchar
        else figure.value::bigint::varchar
    end as as_printed,
    figure.source_id,
    source_file.ref as source_ref,
    figure.source_row,
    null as note,
    figure.municipality_code
from indicator_value as figure
inner join municipality using (municipality_code)
inner join source_file
    on
        figure.source_id = source_file.source_id and source_file.table_name = 'indicator_value'
        and split_part(split_part(figure.source_row, '/', 2), ':', 1) = source_file.path
where
    figure.indicator_id in ('fiscal_capacity_index', 'standard_fiscal_scale')
    and figure.year = (select max(newest.year) from kpi.area_fiscal as newest)
