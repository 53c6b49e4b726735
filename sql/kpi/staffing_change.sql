/*
title: 前の調査からの変化
title_en: Change since the survey before
question: 職種別の人数は、前の調査からどう変わったか（定義が同じ設問だけ）
grain: [survey_id, area_level, area_id, question_id, occupation_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  before_id: {label: 前の調査のID, label_en: ID of the survey before, note: 同じ系列で、すぐ前の調査, note_en: "of the same series, the one just before"}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域・municipality 市町村, note_en: "all, subprefecture (bureau), region, municipality"}
  area_id: {label: 地域ID, label_en: Area ID}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  question_id: {label: 設問ID, label_en: Question ID}
  question: {label: 設問, label_en: Question}
  question_en: {label: 設問（英語）, label_en: Question (English)}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  sort_order: {label: 職種の並び順, label_en: Order of occupations, unit: 番目}
  first_year: {label: 前の調査の年, label_en: Year of the survey before, unit: 年}
  first_value: {label: 前の調査の人数, label_en: Headcount in the survey before, unit: 人, note: 二つの調査に答えた市町村の合計, note_en: "total over the municipalities that told in both surveys"}
  second_year: {label: 調査の年, label_en: Year of the survey, unit: 年}
  second_value: {label: 人数, label_en: Headcount, unit: 人, note: 二つの調査に答えた市町村の合計, note_en: "total over the municipalities that told in both surveys"}
  change: {label: 増減, label_en: Change, unit: 人}
  missing_reason: {label: 増減のない理由, label_en: Why there is no change, note: different 答えた市町村が異なり、そろえる値が秘匿, note_en: "different: told by different municipalities, and what must be left out is suppressed"}
  answered: {label: 二つの調査に答えた市町村, label_en: Municipalities that told in both surveys, unit: 市町村}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
*/
with held as (
    select distinct survey_id
    from survey_return
    where state = 'held'
),

follows as (
    select
        survey.survey_id,
        survey.sample,
        extract(year from coalesce(survey.fielded_from, survey.fielded_to)) as second_year,
        lag(survey.survey_id) over (
            partition by survey.series
            order by coalesce(survey.fielded_from, survey.fielded_to), survey.survey_id
        ) as before_id,
        lag(extract(year from coalesce(survey.fielded_from, survey.fielded_to))) over (
            partition by survey.series
            order by coalesce(survey.fielded_from, survey.fielded_to), survey.survey_id
        ) as first_year
    from survey
    inner join held on survey.survey_id = held.survey_id
    where survey.series is not null
),

-- one definition, or the two numbers are not of one thing
question as (
    select
        follows.survey_id,
        follows.before_id,
        later.question_id,
        later.text as question,
        later.text_en as question_en
    from follows
    inner join survey_question as later on follows.survey_id = later.survey_id
    inner join survey_question as before
        on
            follows.before_id = before.survey_id
            and later.question_id = before.question_id
            and later.definition = before.definition
    where later.kind = 'count' and later.by_occupation and later.headcount
),

known as (
    select
        survey_id,
        municipality_code,
        question_id,
        occupation_id,
        value
    from survey_answer
    where occupation_id <> '' and (value is not null or missing_reason = 'suppressed')
),

-- what each municipality of an area told in the survey, and in the one before
later_town as (
    select
        question.survey_id,
        area.area_level,
        area.area_id,
        known.question_id,
        known.occupation_id,
        known.municipality_code,
        known.value
    from question
    inner join known
        on
            question.survey_id = known.survey_id
            and question.question_id = known.question_id
    inner join kpi.survey_area as area
        on
            known.survey_id = area.survey_id
            and known.municipality_code = area.municipality_code
),

before_town as (
    select
        question.survey_id,
        area.area_level,
        area.area_id,
        known.question_id,
        known.occupation_id,
        known.municipality_code,
        known.value
    from question
    inner join known
        on
            question.before_id = known.survey_id
            and question.question_id = known.question_id
    inner join kpi.survey_area as area
        on
            known.survey_id = area.survey_id
            and known.municipality_code = area.municipality_code
),

-- who told in both is compared; what others told is taken from the totals where it is shown
matched as (
    select
        coalesce(later.survey_id, before.survey_id) as survey_id,
        coalesce(later.area_level, before.area_level) as area_level,
        coalesce(later.area_id, before.area_id) as area_id,
        coalesce(later.question_id, before.question_id) as question_id,
        coalesce(later.occupation_id, before.occupation_id) as occupation_id,
        count(*) filter (
            where later.survey_id is not null and before.survey_id is not null
        ) as answered,
        coalesce(sum(later.value) filter (where before.survey_id is null), 0) as second_apart,
        coalesce(sum(before.value) filter (where later.survey_id is null), 0) as first_apart,
        count(*) filter (
            where
            (before.survey_id is null and later.value is null)
            or (later.survey_id is null and before.value is null)
        ) as closed
    from later_town as later
    full outer join before_town as before
        on
            later.survey_id = before.survey_id
            and later.area_level = before.area_level
            and later.area_id = before.area_id
            and later.question_id = before.question_id
            and later.occupation_id = before.occupation_id
            and later.municipality_code = before.municipality_code
    group by
        coalesce(later.survey_id, before.survey_id),
        coalesce(later.area_level, before.area_level),
        coalesce(later.area_id, before.area_id),
        coalesce(later.question_id, before.question_id),
        coalesce(later.occupation_id, before.occupation_id)
),

figure as (
    select
        survey_id,
        area_level,
        area_id,
        question_id,
        occupation_id,
        value,
        missing_reason,
        asked
    from survey_total
    where occupation_id <> '' and together = ''
    union all
    select
        survey_id,
        'municipality' as area_level,
        municipality_code as area_id,
        question_id,
        occupation_id,
        value,
        missing_reason,
        1 as asked
    from survey_answer
    where occupation_id <> ''
),

place as (
    select distinct
        survey_id,
        area_level,
        area_id,
        area,
        area_en
    from kpi.survey_area
),

compared as (
    select
        follows.survey_id,
        follows.before_id,
        follows.sample,
        follows.first_year,
        follows.second_year,
        later.area_level,
        later.area_id,
        later.question_id,
        later.occupation_id,
        later.asked,
        question.question,
        question.question_en,
        coalesce(matched.answered, 0) as answered,
        before.value - matched.first_apart as first_value,
        later.value - matched.second_apart as second_value,
        case
            when later.value is null then coalesce(later.missing_reason, 'unanswered')
            when before.value is null then coalesce(before.missing_reason, 'unanswered')
            when coalesce(matched.answered, 0) = 0 then 'no_answers'
            when matched.closed > 0 then 'different'
        end as missing_reason
    from follows
    inner join question on follows.survey_id = question.survey_id
    inner join figure as later
        on
            question.survey_id = later.survey_id
            and question.question_id = later.question_id
    inner join figure as before
        on
            question.before_id = before.survey_id
            and later.question_id = before.question_id
            and later.area_level = before.area_level
            and later.area_id = before.area_id
            and later.occupation_id = before.occupation_id
    left join matched
        on
            later.survey_id = matched.survey_id
            and later.area_level = matched.area_level
            and later.area_id = matched.area_id
            and later.question_id = matched.question_id
            and later.occupation_id = matched.occupation_id
)

select
    compared.survey_id,
    compared.before_id,
    compared.sample,
    compared.area_level,
    compared.area_id,
    place.area,
    place.area_en,
    compared.question_id,
    compared.question,
    compared.question_en,
    compared.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    compared.first_year,
    case when compared.missing_reason is null then compared.first_value::bigint end as first_value,
    compared.second_year,
    case when compared.missing_reason is null then compared.second_value::bigint end
        as second_value,
    case
        when compared.missing_reason is null
            then (compared.second_value - compared.first_value)::bigint
    end as change,
    compared.missing_reason,
    compared.answered,
    compared.asked
from compared
inner join place
    on
        compared.survey_id = place.survey_id
        and compared.area_level = place.area_level
        and compared.area_id = place.area_id
inner join survey_occupation as occupation
    on
        compared.survey_id = occupation.survey_id
        and compared.occupation_id = occupation.occupation_id
