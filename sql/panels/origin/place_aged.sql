-- Residents aged 65 and over as projected for 2050, of members and of the prefectures that stand beside them.
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
    population_row.series = 'projection' and population_row.year = 2050
    and population_row.age_group = '65+'
order by population_row.what, population_row.source_row
