-- Census ages of municipalities as transcribed, both sexes, each row with the place it is printed at.
select
    municipality.name || ' ' || ages.age_group || '歳 ' || ages.year || '年' as what,
    municipality.name_en || ', ages ' || ages.age_group || ' in ' || ages.year as what_en,
    ages.population::varchar as as_printed,
    ages.source_id,
    source_file.ref as source_ref,
    ages.source_row,
    null as note,
    ages.municipality_code,
    ages.year,
    ages.age_group
from population_age as ages
inner join municipality using (municipality_code)
inner join source_file
    on
        ages.source_id = source_file.source_id and source_file.table_name = 'population_age'
        and split_part(split_part(ages.source_row, '/', 2), ':', 1) = source_file.path
where ages.series = 'census' and ages.sex = 'both'
