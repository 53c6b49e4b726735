-- Residents of the prefectures in the census years that the staff of their municipalities is set against.
select
    population_row.what,
    population_row.what_en,
    population_row.as_printed,
    population_row.source_id,
    population_row.source_ref,
    population_row.source_row,
    population_row.note
from population_row
inner join home using (prefecture_code)
inner join staff_rated on population_row.year in (staff_rated.first_year, staff_rated.last_year)
where population_row.series = 'census' and population_row.age_group = 'total'
order by population_row.what, population_row.source_row
