-- How many staff will there be in 5 and 10 years if hiring stays as it is?
select
    ten.*,
    about.*,
    five.low as low_5,
    five.high as high_5,
    ten.low as low_10,
    ten.high as high_10,
    five.year as year_5,
    ten.year as year_10,
    five.residents_per_staff_low as residents_low_5,
    five.residents_per_staff_high as residents_high_5,
    five.later_population as population_5,
    ten.later_population as population_10,
    ten.residents_per_staff_low as residents_low_10,
    ten.residents_per_staff_high as residents_high_10,
    ten.answered || '/' || ten.asked as told,
    format('{:,}', ten.present::bigint) as now,
    ten.occupation || '（' || coalesce('今' || now || '人、', '') || told || '）' as named,
    ten.occupation_en || ' (' || coalesce('now ' || now || '; ', '') || told || ')' as named_en,
    case
        when ten.residents_per_staff is not null then null
        when ten.missing_reason is null and ten.present = 0 then 'no_staff'
        else coalesce(ten.missing_reason, 'unknown')
    end as ratio_missing,
    coalesce(ten.missing_reason, 'unknown') as people_missing,
    case when ten.low = 0 then 'no_staff' else coalesce(ten.missing_reason, 'unknown') end
        as high_missing,
    '下限' as first_name,
    'low' as first_name_en,
    '上限' as second_name,
    'high' as second_name_en
from kpi.staff_projection as ten
inner join kpi.staff_projection as five
    on
        ten.survey_id = five.survey_id and ten.area_level = five.area_level
        and ten.area_id = five.area_id and ten.occupation_id = five.occupation_id
        and ten.years_ahead = 10 and five.years_ahead = 5
inner join chosen_survey as chosen
    on
        ten.survey_id = chosen.survey_id and ten.area_level = chosen.area_level
        and ten.area_id = chosen.area_id
cross join survey_about as about
order by ten.present desc nulls last, ten.sort_order asc
