-- The sources of the totals of all prefectures: population, areas, and staff in its newest census year.
select population.source_id
from population
where
    (population.series = 'census' and population.year = 2020)
    or (population.series = 'projection' and population.year = 2050)
union
select area.source_id
from area
inner join kpi.area_edition as edition on area.as_of = edition.as_of
union
select staff.source_id
from staff
where
    staff.area_level = 'prefecture'
    and staff.year = (select max(standing.year) from kpi.prefecture_rank as standing)
