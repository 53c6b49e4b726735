-- The municipalities asked within the area of the chosen survey.
select
    place.survey_id,
    place.municipality_code,
    place.municipality,
    place.municipality_en
from kpi.survey_area as place
inner join chosen_survey as survey
    on
        place.survey_id = survey.survey_id
        and place.area_level = survey.area_level
        and place.area_id = survey.area_id
