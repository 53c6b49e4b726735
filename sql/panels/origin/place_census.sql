-- The sources of the population that figures of 2020 stand on, the prefectures' among them.
select distinct population.source_id
from population
inner join place using (municipality_code)
where population.series = 'census' and population.year = 2020
order by population.source_id
