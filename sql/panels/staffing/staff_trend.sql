-- How did staff change by department? Of several prefectures each is named.
select
    trend.area_code,
    trend.year,
    trend.department,
    trend.headcount,
    trend.index,
    trend.first_year,
    trend.per_10000_residents,
    by_municipality.headcount as municipal_sum,
    trend.headcount - by_municipality.headcount as municipal_excess,
    case
        when trend.department <> 'general_administration_municipalities' then 'out_of_scope'
        when by_municipality.headcount is null then 'unregistered'
    end as sum_missing,
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
left join kpi.area_staff as by_municipality
    on
        trend.area_code = by_municipality.area_id
        and by_municipality.area_level = 'prefecture'
        and trend.year = by_municipality.year
        and trend.department = 'general_administration_municipalities'
order by home.prefecture_code, trend.department, trend.year
