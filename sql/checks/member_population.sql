/*
title: 構成市町村の国勢調査人口の合計は資料の人口に等しい
title_en: The members' census population adds up to the published one
severity: error
scope: set
*/
with summed as (
    select
        region_member.region_id,
        sum(population.population)::bigint as population,
        count(population.population) = count(*) as complete
    from region_member
    inner join region on region_member.region_id = region.region_id
    inner join source on region.source_id = source.source_id
    left join population
        on
            region_member.municipality_code = population.municipality_code
            and population.series = 'census' and population.year = 2020
            and population.age_group = 'total'
    -- the members on the day of the document that prints the figure
    where
        coalesce(region_member.joined_on <= source.as_of, true)
        and coalesce(region_member.left_on > source.as_of, region_member.left_on is null)
    group by region_member.region_id
)

select
    region.source_row,
    '人口（人）' as column_name,
    region.published_population_2020::varchar as value,
    'region_id=' || region.region_id as row_key,
    '構成市町村の合計 ' || coalesce(summed.population::varchar, '不明') || ' 人と合いません' as expected,
    'the members add up to ' || coalesce(summed.population::varchar, 'unknown') as expected_en
from region
left join summed on region.region_id = summed.region_id
where
    region.published_population_2020 is not null
    -- without any census there is nothing to hold it against, and no fault of this row
    and exists (
        select 1 from population
        where
            population.series = 'census'
            and population.year = 2020
            and population.age_group = 'total'
    )
    and (
        summed.population is null
        or not summed.complete
        or summed.population <> region.published_population_2020
    )
