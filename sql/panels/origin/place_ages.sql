-- The sources of the census ages.
select distinct source_id
from population_age
where series = 'census' and year = 2020
order by source_id
