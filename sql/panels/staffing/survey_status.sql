-- What do surveys tell?
select
    survey.survey_id,
    survey.title,
    survey.title_en,
    survey.fielded_from,
    survey.fielded_to,
    survey.target,
    survey.target_count,
    survey.source_id,
    survey.sample,
    count(survey_answer.survey_id) filter (
        where survey_answer.missing_reason is null or survey_answer.missing_reason = 'suppressed'
    ) as answers
from survey
left join survey_answer using (survey_id)
group by all
order by survey.survey_id
