-- Which members are projected to have fewer than 10,000 residents in 2050, and what do their regions lack?
with town as (
    select
        outlook.municipality_code,
        min(outlook.name) as name,
        min(outlook.name_en) as name_en,
        min(outlook.population_2020) as population_2020,
        min(outlook.population_2050) as population_2050,
        string_agg(region.name, '、' order by region.sort_order) as regions,
        string_agg(region.name_en, ', ' order by region.sort_order) as regions_en,
        count(min(outlook.population_2050)) over () as known,
        count(*) over () as members
    from kpi.member_outlook as outlook
    inner join region on outlook.region_id = region.region_id
    where outlook.region_id = $region or ($region is null and outlook.present)
    group by outlook.municipality_code
),

lack as (
    select distinct
        outlook.municipality_code,
        occupation.name,
        occupation.name_en,
        occupation.sort_order
    from kpi.member_outlook as outlook
    inner join reported_shortage on outlook.region_id = reported_shortage.region_id
    inner join occupation on reported_shortage.occupation_id = occupation.occupation_id
    where outlook.region_id = $region or ($region is null and outlook.present)
),

short as (
    select
        municipality_code,
        string_agg(name, '、' order by sort_order) as occupations,
        string_agg(name_en, ', ' order by sort_order) as occupations_en
    from lack
    group by municipality_code
)

select
    town.*,
    case
        when town.population_2020 < 2000 then 2000
        when town.population_2020 < 5000 then 5000
        when town.population_2020 < 10000 then 10000
    end as size_2020,
    case
        when town.population_2050 < 2000 then 2000
        when town.population_2050 < 5000 then 5000
        else 10000
    end as size_2050,
    short.occupations,
    short.occupations_en
from town
left join short on town.municipality_code = short.municipality_code
where town.population_2050 < 10000
order by town.population_2050 asc, town.municipality_code asc
