/*
title: 秘匿の下限より小さい人数は調査の回答にも合計にも載らない
title_en: No headcount below the minimum stands among a survey's answers and totals
severity: error
scope: row
*/
with figure as (
    select
        source_row,
        survey_id,
        'municipality_code=' || municipality_code as place,
        question_id,
        occupation_id,
        value
    from survey_answer
    union all
    select
        source_row,
        survey_id,
        'area_level=' || area_level || ' area_id=' || area_id || ' together=' || together as place,
        question_id,
        occupation_id,
        value
    from survey_total
)

select
    figure.source_row,
    'value' as column_name,
    figure.value::bigint::varchar as value,
    'survey_id=' || figure.survey_id || ' ' || figure.place
    || ' question_id=' || figure.question_id
    || ' occupation_id=' || figure.occupation_id as row_key,
    survey.minimum_cell || ' 人より少ない人数は秘匿します（0 人は示します）' as expected,
    'numbers below ' || survey.minimum_cell || ' are suppressed (0 is shown)' as expected_en
from figure
inner join survey on figure.survey_id = survey.survey_id
inner join survey_question as question
    on
        figure.survey_id = question.survey_id
        and figure.question_id = question.question_id
where
    question.headcount
    and figure.value > 0
    and figure.value < survey.minimum_cell
