-- The sources of the population of all years, the prefectures' among them.
select distinct population.source_id
from population
inner join place using (municipality_code)
where population.series in ('census', 'census_preliminary', 'projection')
order by population.source_id
