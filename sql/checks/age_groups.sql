/*
title: 年齢3区分の合計は総人口に等しい
title_en: The three age groups add up to the total
severity: error
scope: row
*/
with summed as (
    select
        municipality_code,
        series,
        year,
        min(source_row) as source_row,
        sum(population)::bigint as population,
        count(*) as groups
    from population
    where age_group <> 'total'
    group by municipality_code, series, year
)

select
    summed.source_row,
    'population' as column_name,
    summed.population::varchar as value,
    'municipality_code=' || summed.municipality_code || ' year=' || summed.year as row_key,
    '総人口 ' || total.population || ' 人と合いません' as expected,
    'does not add up to the total of ' || total.population as expected_en
from summed
inner join population as total
    on
        summed.municipality_code = total.municipality_code
        and summed.series = total.series and summed.year = total.year
        and total.age_group = 'total'
where summed.groups = 3 and summed.population <> total.population
