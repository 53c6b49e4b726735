-- Staff by occupation of the chosen survey over its area, with how many answered of how many as text.
select
    gap.*,
    gap.answered || '/' || gap.asked as answered_ratio,
    gap.present_answered || '/' || gap.asked as present_ratio,
    gap.leavers_answered || '/' || gap.asked as leavers_ratio
from kpi.staffing_gap as gap
inner join chosen_survey as survey
    on
        gap.survey_id = survey.survey_id
        and gap.area_level = survey.area_level
        and gap.area_id = survey.area_id
