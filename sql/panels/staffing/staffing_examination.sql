-- How many sat the examinations for each one that passed, by occupation?
select
    gap.*,
    about.*,
    gap.answered || '/' || gap.asked as told,
    gap.occupation || '（' || gap.answered || '/' || gap.asked || '）' as named,
    gap.occupation_en || ' (' || gap.answered || '/' || gap.asked || ')' as named_en
from kpi.examination as gap
inner join chosen_survey as survey
    on
        gap.survey_id = survey.survey_id
        and gap.area_level = survey.area_level
        and gap.area_id = survey.area_id
cross join survey_about as about
where gap.missing_reason is distinct from 'not_asked'
order by gap.ratio asc nulls last, gap.sort_order asc
