-- The surveys that may be chosen, the newest first.
select
    response.survey_id,
    response.title,
    response.title_en,
    response.fielded_from,
    response.fielded_to
from kpi.survey_response as response
where
    response.returned > 0 and exists (
        select 1 from survey_answer as answer
        where answer.survey_id = response.survey_id
    ) and (
        ($region is null and response.area_level = 'all')
        or (response.area_level = 'region' and response.area_id = $region)
    )
order by response.fielded_from desc, response.survey_id asc
