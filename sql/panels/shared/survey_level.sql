-- The areas that works are shown for: the region in focus, else each bureau (neighbours are those of a bureau;
-- where none is known, all that were asked).
select distinct
    place.survey_id,
    place.area_level,
    place.area_id
from kpi.survey_area as place
inner join chosen_survey as survey on place.survey_id = survey.survey_id
where
    case
        when survey.area_level = 'region'
            then place.area_level = 'region' and place.area_id = survey.area_id
        when
            exists (
                select 1 from kpi.survey_area as bureau
                where
                    bureau.survey_id = survey.survey_id
                    and bureau.area_level = 'subprefecture'
            )
            then place.area_level = 'subprefecture'
        else place.area_level = 'all'
    end
