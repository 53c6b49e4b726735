-- The census ages of 2020 of members and of the prefectures that stand beside them: those aged 65 and over,
-- and the groups that they are a share of.
select distinct
    municipality.name || ' ' || ages.age_group || '歳 2020年' as what,
    municipality.name_en || ', ages ' || ages.age_group || ' in 2020' as what_en,
    ages.population::varchar as as_printed,
    ages.source_id,
    source_file.ref as source_ref,
    ages.source_row,
    null as note
from population_age as ages
inner join place on ages.municipality_code = place.municipality_code
inner join municipality on ages.municipality_code = municipality.municipality_code
inner join source_file
    on
        ages.source_id = source_file.source_id and source_file.table_name = 'population_age'
        and split_part(split_part(ages.source_row, '/', 2), ':', 1) = source_file.path
where
    ages.series = 'census'
    and ages.year = 2020
    and ages.sex = 'both'
    and ages.age_group in ('0-14', '15-64', '65+')
order by what, ages.source_row
