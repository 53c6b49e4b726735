-- The newest staff numbers of members and of the prefectures that stand beside them, and the residents that
-- they are set against.
select distinct
    town_staff_row.what,
    town_staff_row.what_en,
    town_staff_row.as_printed,
    town_staff_row.source_id,
    town_staff_row.source_ref,
    town_staff_row.source_row,
    town_staff_row.note
from town_staff_row
inner join place using (municipality_code)
union
select
    population_row.what,
    population_row.what_en,
    population_row.as_printed,
    population_row.source_id,
    population_row.source_ref,
    population_row.source_row,
    population_row.note
from population_row
inner join place on population_row.municipality_code = place.municipality_code
inner join kpi.area_staff as summed
    on
        population_row.year = summed.population_year
        and population_row.series
        = case when summed.preliminary then 'census_preliminary' else 'census' end
where
    population_row.age_group = 'total'
    and summed.area_level in ('region', 'prefecture')
    and summed.year = (select max(newest.year) from kpi.area_staff as newest)
order by what, source_row
