-- How far was the newest count of the office's prefectures from the projection for its year?
with shown as (
    select distinct
        municipality.prefecture_code,
        municipality.prefecture as name,
        municipality.prefecture_en as name_en
    from municipality
    where
        coalesce(
            list_contains($prefectures, municipality.prefecture),
            municipality.prefecture_code in (
                select home.prefecture_code from kpi.home_prefecture as home
            )
        )
),

met as (
    select
        member.area_id as prefecture_code,
        population.year,
        count(*) filter (where population.series = 'census_preliminary') as counted_towns,
        count(*) filter (where population.series = 'projection') as projected_towns,
        sum(population.population) filter (where population.series = 'census_preliminary')
            as counted,
        sum(population.population) filter (where population.series = 'projection') as projected
    from kpi.carried_population as population
    inner join kpi.area_member as member
        on
            population.municipality_code = member.municipality_code
            and member.area_level = 'prefecture' and member.counted
    where
        population.age_group = 'total'
        and population.year = (
            select max(every.year) from population as every
            where every.series = 'census_preliminary'
        )
    group by member.area_id, population.year
)

select
    shown.name,
    shown.name_en,
    met.year,
    100.0 * (met.counted - met.projected) / nullif(met.projected, 0) as difference_pct,
    true as focus
from met
inner join shown on met.prefecture_code = shown.prefecture_code
inner join kpi.area_figures as figures
    on met.prefecture_code = figures.area_id and figures.area_level = 'prefecture'
where met.counted_towns = figures.member_count and met.projected_towns = figures.member_count
order by met.prefecture_code
