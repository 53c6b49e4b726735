-- The population in the two years compared ($since, $until), of members and of the prefectures beside them.
select
    population_row.what,
    population_row.what_en,
    population_row.as_printed,
    population_row.source_id,
    population_row.source_ref,
    population_row.source_row,
    population_row.note
from population_row
inner join place using (municipality_code)
where
    population_row.age_group = 'total'
    and population_row.series in ('census', 'projection')
    and population_row.year in ($since, $until)
order by population_row.what, population_row.source_row
