-- What every panel of a survey says of it: title, period, area, how many answered of how many.
select
    chosen_survey.title,
    chosen_survey.title_en,
    chosen_survey.fielded_from,
    chosen_survey.fielded_to,
    chosen_survey.area as place,
    chosen_survey.area_en as place_en,
    chosen_survey.asked as area_asked,
    chosen_survey.returned,
    chosen_survey.source_id
from chosen_survey
