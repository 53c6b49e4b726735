-- The sources of the newest count, which stands beside a projection for its year.
select distinct population.source_id
from population
where population.series = 'census_preliminary'
order by population.source_id
