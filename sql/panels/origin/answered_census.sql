-- The sources of the residents of the municipalities that a survey asked.
select distinct population.source_id
from population
inner join survey_target using (municipality_code)
where population.series = 'census'
order by population.source_id
