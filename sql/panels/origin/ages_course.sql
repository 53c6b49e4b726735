-- The age groups of members in every year that the table of the course has: censuses and projection.
select distinct
    municipality.name || ' ' || ages.age_group || '歳 ' || ages.year || '年' as what,
    municipality.name_en || ', ages ' || ages.age_group || ' in ' || ages.year as what_en,
    ages.population::varchar as as_printed,
    ages.source_id,
    source_file.ref as source_ref,
    ages.source_row,
    null as note
from population_age as ages
inner join standing_member on ages.municipality_code = standing_member.municipality_code
inner join municipality on ages.municipality_code = municipality.municipality_code
inner join source_file
    on
        ages.source_id = source_file.source_id and source_file.table_name = 'population_age'
        and split_part(split_part(ages.source_row, '/', 2), ':', 1) = source_file.path
where
    ages.series = 'census'
    and ages.sex = 'both'
    and ages.age_group in ('0-14', '15-64', '65+', '75+')
    and (len($within) = 0 or list_contains($within, standing_member.region_id))
union all
select
    what,
    what_en,
    as_printed,
    source_id,
    source_ref,
    source_row,
    note
from member_population
where series = 'projection' and age_group in ('0-14', '15-64', '65+')
order by what, source_row
