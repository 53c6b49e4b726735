-- The newest count beside the projection for the same year: of present regions whose members have met.
with met as (
    select
        region_id,
        name,
        name_en,
        year,
        max(population) filter (where series = 'census_preliminary' and known_members = members)
            as counted,
        max(population) filter (where series = 'projection' and known_members = members)
            as projected
    from kpi.population_outlook
    where
        year = (
            select max(every.year) from population as every
            where every.series = 'census_preliminary'
        )
    group by region_id, name, name_en, year
)

select
    met.*,
    100.0 * (met.counted - met.projected) / nullif(met.projected, 0) as difference_pct
from met
inner join kpi.region_overview as region on met.region_id = region.region_id
where met.counted is not null and met.projected is not null and region.state = 'present'
