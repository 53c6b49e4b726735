-- Residents of the prefectures in the census years that the staff of their municipalities is set against.
with ends as (
    select
        min(trend.population_year) as first_year,
        max(trend.population_year) as last_year
    from kpi.staff_trend as trend
    where trend.area_code in (select home.prefecture_code from home)
)

select
    population_row.what,
    population_row.what_en,
    population_row.as_printed,
    population_row.source_id,
    population_row.source_ref,
    population_row.source_row,
    population_row.note
from population_row
inner join home using (prefecture_code)
inner join ends on population_row.year in (ends.first_year, ends.last_year)
where population_row.series = 'census' and population_row.age_group = 'total'
order by population_row.what, population_row.source_row
