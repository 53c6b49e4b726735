-- How far was the newest count of the municipalities chosen from the projection for its year?
with met as (
    select
        population.year,
        count(population.population) filter (where population.series = 'census_preliminary')
            as counted_towns,
        count(population.population) filter (where population.series = 'projection')
            as projected_towns,
        sum(population.population) filter (where population.series = 'census_preliminary')
            as counted,
        sum(population.population) filter (where population.series = 'projection') as projected
    from kpi.carried_population as population
    inner join chosen_town on population.municipality_code = chosen_town.municipality_code
    where
        population.age_group = 'total'
        and population.year = (
            select max(every.year) from population as every
            where every.series = 'census_preliminary'
        )
    group by population.year
)

select
    chosen_name.name,
    chosen_name.name_en,
    met.year,
    100.0 * (met.counted - met.projected) / nullif(met.projected, 0) as difference_pct,
    true as focus
from met
cross join chosen_name
where
    met.counted_towns = (select count(*) from chosen_town)
    and met.projected_towns = (select count(*) from chosen_town)
