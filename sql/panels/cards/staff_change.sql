-- Staff of the municipalities' administration in the prefecture in focus (of several together), in the newest
-- year and the one before it, where both are known of all.
with summed as (
    select
        trend.year,
        sum(trend.headcount)::bigint as headcount
    from kpi.staff_trend as trend
    inner join home on trend.area_code = home.prefecture_code
    where trend.department = 'general_administration_municipalities'
    group by trend.year
    having count(*) = (select home_name.prefectures from home_name)
)

select
    earlier.year as before_year,
    later.headcount - earlier.headcount as change
from summed as later
inner join summed as earlier on later.year - 1 = earlier.year
where later.year = (select max(newest.year) from summed as newest)
