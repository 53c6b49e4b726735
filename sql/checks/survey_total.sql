/*
title: 調査の合計は、示した回答の合計に等しい（秘匿があれば、それより小さくない）
title_en: A total of a survey equals the answers shown, or with suppressed ones is not below them
severity: error
scope: row
*/
with area as (
    select
        survey_id,
        municipality_code,
        'all' as area_level,
        '' as area_id
    from survey_target
    union all
    select
        target.survey_id,
        target.municipality_code,
        'subprefecture' as area_level,
        member.subprefecture as area_id
    from survey_target as target
    inner join survey on target.survey_id = survey.survey_id
    inner join bureau_member as member
        on
            target.municipality_code = member.municipality_code
            and coalesce(survey.fielded_to >= member.valid_from, true)
            and coalesce(survey.fielded_to < member.valid_to, member.valid_to is null)
    union all
    select
        target.survey_id,
        target.municipality_code,
        'region' as area_level,
        member.region_id as area_id
    from survey_target as target
    inner join survey on target.survey_id = survey.survey_id
    inner join region_member as member
        on
            target.municipality_code = member.municipality_code
            -- the members on the last day of the survey, as kpi.survey_area has them
            and coalesce(survey.fielded_to >= member.joined_on, true)
            and coalesce(survey.fielded_to < member.left_on, member.left_on is null)
    inner join region on member.region_id = region.region_id
    where coalesce(region.valid_to > survey.fielded_to, region.valid_to is null)
),

shown as (
    select
        area.survey_id,
        area.area_level,
        area.area_id,
        answer.question_id,
        answer.occupation_id,
        coalesce(sum(answer.value), 0) as value,
        count(answer.value) as told,
        count(*) filter (where answer.missing_reason = 'suppressed') as hidden
    from area
    inner join survey_answer as answer
        on
            area.survey_id = answer.survey_id
            and area.municipality_code = answer.municipality_code
    group by
        area.survey_id,
        area.area_level,
        area.area_id,
        answer.question_id,
        answer.occupation_id
)

select
    total.source_row,
    'value' as column_name,
    total.value::bigint::varchar as value,
    'survey_id=' || total.survey_id || ' area_level=' || total.area_level || ' area_id='
    || total.area_id || ' question_id=' || total.question_id || ' occupation_id='
    || total.occupation_id as row_key,
    '示した回答の合計は ' || shown.value::bigint || ' 人（' || shown.told || ' 市町村、ほかに秘匿 '
    || shown.hidden || '）です' as expected,
    'the answers shown add up to ' || shown.value::bigint || ' (' || shown.told
    || ' municipalities, ' || shown.hidden || ' more suppressed)' as expected_en
from survey_total as total
inner join shown
    on
        total.survey_id = shown.survey_id
        and total.area_level = shown.area_level
        and total.area_id = shown.area_id
        and total.question_id = shown.question_id
        and total.occupation_id = shown.occupation_id
where
    total.together = ''
    and (
        total.answered <> shown.told + shown.hidden
        or total.hidden <> shown.hidden
        or (shown.hidden = 0 and total.value <> shown.value)
        or (shown.hidden > 0 and total.value < shown.value)
    )
