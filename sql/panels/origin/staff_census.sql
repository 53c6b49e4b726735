-- The sources of the residents that staff is set against.
select distinct population.source_id
from population
inner join municipality using (municipality_code)
where
    population.series = 'census'
    and municipality.prefecture_code in (
        select home_prefecture.prefecture_code from kpi.home_prefecture
    )
order by population.source_id
