/*
title: 秘匿の下限より小さい人数は調査の回答に載らない
title_en: No headcount below the minimum stands among a survey's answers
severity: error
scope: row
*/
select
    answer.source_row,
    'value' as column_name,
    answer.value::bigint::varchar as value,
    'survey_id=' || answer.survey_id || ' municipality_code=' || answer.municipality_code
    || ' question_id=' || answer.question_id
    || ' occupation_id=' || answer.occupation_id as row_key,
    survey.minimum_cell || ' 人より少ない人数は秘匿します（0 人は示します）' as expected,
    'numbers below ' || survey.minimum_cell || ' are suppressed (0 is shown)' as expected_en
from survey_answer as answer
inner join survey on answer.survey_id = survey.survey_id
inner join survey_question as question
    on
        answer.survey_id = question.survey_id
        and answer.question_id = question.question_id
where
    question.headcount
    and answer.value > 0
    and answer.value < survey.minimum_cell
