-- How many municipalities answered the survey?
with chosen as (
    select survey_id from kpi.survey_response
    where ($survey is null or survey_id = $survey) and (
        ($region is null and area_level = 'all') or (area_level = 'region' and area_id = $region)
    )
    order by returned > 0 desc, fielded_from desc, survey_id asc limit 1
),

-- a build that is kept may have been made before the column was there
opening as (
    select * from survey
    union all by name
    select null::date as answers_from
    where false
)

select
    response.*,
    survey.source_id,
    opening.answers_from,
    not exists (
        select 1 from survey_answer
        where survey_id = response.survey_id
    ) as closed,
    response.area || '（' || response.returned || '/' || response.asked || '）' as named,
    response.area_en || ' (' || response.returned || '/' || response.asked || ')' as named_en,
    coalesce(response.area_level = 'region' and response.area_id = $region, false) as focus
from kpi.survey_response as response
inner join chosen using (survey_id)
inner join survey using (survey_id)
left join opening using (survey_id)
order by response.level_order, response.area_id
