/*
title: 年齢階級の表の総数は、同じ年・同じ系列の人口に等しい
title_en: The total of a table by age equals the population of the same year and series
severity: error
scope: row
*/
select
    classes.source_row,
    'population' as column_name,
    classes.population::varchar as value,
    'municipality_code=' || classes.municipality_code || ' year=' || classes.year || ' series='
    || classes.series as row_key,
    '同じ年の人口は ' || format('{:,}', whole.population) || ' 人です（' || whole.edition || '）' as expected,
    'the population of that year is ' || format('{:,}', whole.population)
    || ' (' || whole.edition || ')' as expected_en
from population_age as classes
inner join population as whole
    on
        classes.municipality_code = whole.municipality_code
        and classes.year = whole.year and classes.series = whole.series
        and classes.as_of = whole.as_of
where
    classes.sex = 'both' and classes.age_group = 'total' and whole.age_group = 'total'
    and classes.population <> whole.population
