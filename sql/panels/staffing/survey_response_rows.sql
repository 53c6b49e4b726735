-- The transcribed rows behind: How many municipalities answered the survey?
select
    survey.title || ' ' || municipality.name as what,
    survey.title_en || ', ' || municipality.name_en as what_en,
    survey_return.as_printed,
    survey_return.source_id,
    survey_return.source_ref,
    survey_return.source_row,
    survey_return.note
from survey_return
inner join survey using (survey_id)
inner join municipality using (municipality_code)
order by survey.fielded_from desc, survey.survey_id asc, municipality_code asc
