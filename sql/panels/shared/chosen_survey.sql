-- The survey that is chosen ($survey), or the newest, with published returns for the region in focus ($region),
-- else for all that were asked: one row, or none.
select
    response.survey_id,
    response.area_level,
    response.area_id,
    response.title,
    response.title_en,
    response.fielded_from,
    response.fielded_to,
    response.area,
    response.area_en,
    response.asked,
    response.returned,
    survey.source_id
from kpi.survey_response as response
inner join survey using (survey_id)
where
    response.returned > 0
    and exists (
        select 1 from survey_answer as answer
        where answer.survey_id = response.survey_id
    )
    and ($survey is null or response.survey_id = $survey)
    and (
        ($region is null and response.area_level = 'all')
        or (response.area_level = 'region' and response.area_id = $region)
    )
order by response.fielded_from desc, response.survey_id asc
limit 1
