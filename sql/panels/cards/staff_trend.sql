-- The municipalities' administration of the prefecture in focus; of several prefectures together.
with summed as (
    select
        trend.year,
        sum(trend.headcount)::bigint as headcount,
        -- residents behind each rate, so that several prefectures have one rate
        case
            when count(trend.per_10000_residents) = count(*)
                then sum(trend.headcount * 10000.0 / nullif(trend.per_10000_residents, 0))
        end as residents,
        max(trend.population_year) as population_year,
        max(trend.first_year) as base_year
    from kpi.staff_trend as trend
    inner join home on trend.area_code = home.prefecture_code
    where trend.department = 'general_administration_municipalities'
    group by trend.year
    having count(*) = (select home_name.prefectures from home_name)
)

select
    later.year,
    later.headcount,
    earlier.year as first_year,
    100.0 * later.headcount / nullif(earlier.headcount, 0) as index,
    -- residents are counted every five years: a rate of such a year alone is of one year
    newest.year as rate_year,
    10000.0 * newest.headcount / nullif(newest.residents, 0) as per_10000_residents,
    oldest.year as first_rate_year,
    10000.0 * oldest.headcount / nullif(oldest.residents, 0) as first_rate,
    home_name.prefecture,
    home_name.prefecture_en,
    home_name.prefectures
from home_name
left join summed as later on later.year = (select max(year) from summed)
left join summed as earlier on later.base_year = earlier.year
left join summed as newest
    on
        newest.year = (
            select max(counted.year) from summed as counted
            where counted.population_year = counted.year
        )
left join summed as oldest
    on
        oldest.year = (
            select min(counted.year) from summed as counted
            where
                counted.population_year = counted.year
                and counted.year >= counted.base_year
        )
