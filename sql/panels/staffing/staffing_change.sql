-- How did staff change since the survey before?
with whole as (
    select
        survey_id,
        area_level,
        area_id,
        count(*) as listed
    from kpi.staffing_change
    where question_id = 'present'
    group by survey_id, area_level, area_id
)

select
    change.*,
    whole.listed,
    about.*,
    change.first_year || '年' as first_name,
    change.first_year::varchar as first_name_en,
    change.second_year || '年' as second_name,
    change.second_year::varchar as second_name_en,
    change.answered || '/' || change.asked as told,
    change.occupation || '（' || told || '）' as named,
    change.occupation_en || ' (' || told || ')' as named_en
from kpi.staffing_change as change
inner join chosen_survey as chosen
    on
        change.survey_id = chosen.survey_id and change.area_level = chosen.area_level
        and change.area_id = chosen.area_id
cross join survey_about as about
inner join whole
    on
        change.survey_id = whole.survey_id and change.area_level = whole.area_level
        and change.area_id = whole.area_id
where change.question_id = 'present' and change.change is not null
order by change.second_value desc, change.sort_order asc
