-- The population of 2020 and 2050 of members and of all the prefectures that stand beside them.
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
    and (
        (population_row.series = 'census' and population_row.year = 2020)
        or (population_row.series = 'projection' and population_row.year = 2050)
    )
order by population_row.what, population_row.source_row
