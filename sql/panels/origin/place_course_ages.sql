-- The sources of the age groups in the table of the course.
select distinct source_id
from population_age
where series = 'census' and age_group in ('0-14', '15-64', '65+', '75+')
order by source_id
