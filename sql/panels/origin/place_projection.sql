-- The sources of the population that figures of 2050 stand on, the prefectures' among them.
select distinct population.source_id
from population
inner join place using (municipality_code)
where population.series = 'projection' and population.year = 2050
order by population.source_id
