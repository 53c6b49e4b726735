-- How did staff change by department? Of several prefectures each is named.
select
    trend.area_code,
    trend.year,
    trend.department,
    trend.headcount,
    trend.index,
    trend.first_year,
    trend.per_10000_residents,
    trend.population_year,
    home_name.prefecture,
    home_name.prefecture_en,
    home_name.prefectures,
    trend.department_name
    || case when home_name.prefectures > 1 then '（' || home.prefecture || '）' else '' end
        as department_name,
    trend.department_name_en
    || case when home_name.prefectures > 1 then ' (' || home.prefecture_en || ')' else '' end
        as department_name_en
from kpi.staff_trend as trend
inner join home on trend.area_code = home.prefecture_code
cross join home_name
order by home.prefecture_code, trend.department, trend.year
