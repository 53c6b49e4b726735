-- The cells of the returns of the chosen survey and area as they were written; of one without a value the reason stands there.
select
    concat_ws(' ', town.municipality, occupation.name, question.text) as what,
    concat_ws(', ', town.municipality_en, occupation.name_en, question.text_en) as what_en,
    answer.as_printed,
    answer.source_id,
    answer.source_ref,
    answer.source_row,
    answer.note,
    question.question_id,
    question.question_set,
    question.sort_order as question_order,
    occupation.sort_order as occupation_order,
    answer.municipality_code,
    answer.missing_reason
from survey_answer as answer
inner join survey_town as town
    on
        answer.survey_id = town.survey_id
        and answer.municipality_code = town.municipality_code
inner join survey_question as question
    on answer.survey_id = question.survey_id and answer.question_id = question.question_id
left join survey_occupation as occupation
    on
        answer.survey_id = occupation.survey_id
        and answer.occupation_id = occupation.occupation_id
