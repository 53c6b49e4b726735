-- Which two years may be set against one another?
select distinct
    from_year,
    to_year
from kpi.population_change
order by 1, 2
