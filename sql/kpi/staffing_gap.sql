/*
title: 職種別の必要数・現員・不足
title_en: Staff required, present and short
question: どの職種が、どこで、何人足りないか（調査の回答）
grain: [survey_id, area_level, area_id, occupation_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域・municipality 市町村, note_en: "all, subprefecture (bureau), region, municipality"}
  area_id: {label: 地域ID, label_en: Area ID}
  level_order: {label: 段階の並び順, label_en: Order of levels, unit: 番目}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  sort_order: {label: 職種の並び順, label_en: Order of occupations, unit: 番目}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  answered: {label: 必要数と現員の両方に答えた市町村, label_en: Municipalities that told both required and present, unit: 市町村, note: 秘匿のために除いた市町村を含まない, note_en: "without those left out to keep others suppressed"}
  hidden: {label: 秘匿した市町村, label_en: Municipalities with a suppressed cell, unit: 市町村, note: 必要数か現員が秘匿。合計には含まれる, note_en: "required or present is suppressed; totals include them"}
  left_out: {label: 除いた市町村, label_en: Municipalities left out, unit: 市町村, note: 両方に答えたが、ほかの市町村の秘匿を守るために除いた, note_en: "they told both, and are left out to keep others suppressed"}
  required: {label: 必要数, label_en: Required, unit: 人, note: 答えた市町村の合計, note_en: "total over the municipalities that told it"}
  required_answered: {label: 必要数に答えた市町村, label_en: Municipalities that told the required number, unit: 市町村}
  required_missing: {label: 必要数のない理由, label_en: Why there is no required number}
  present: {label: 現員, label_en: Present, unit: 人, note: 答えた市町村の合計, note_en: "total over the municipalities that told it"}
  present_answered: {label: 現員に答えた市町村, label_en: Municipalities that told the present number, unit: 市町村}
  present_missing: {label: 現員のない理由, label_en: Why there is no present number}
  matched_required: {label: 二つに答えた市町村の必要数, label_en: Required by those that told both, unit: 人, note: 一方だけ答えた市町村を除く, note_en: "without those that told one alone"}
  matched_present: {label: 二つに答えた市町村の現員, label_en: Present at those that told both, unit: 人}
  shortage: {label: 不足, label_en: Shortage, unit: 人, note: 二つに答えた市町村の必要数−現員, note_en: "required less present of those that told both"}
  shortage_pct: {label: 不足率, label_en: Shortage rate, unit: ％, note: 不足 ÷ 二つに答えた市町村の必要数, note_en: "shortage over what those that told both require"}
  shortage_pct_missing: {label: 不足率のない理由, label_en: Why there is no shortage rate}
  missing_reason: {label: 不足のない理由, label_en: Why there is no shortage}
  vacancies: {label: 募集中の人数, label_en: Posts advertised, unit: 人}
  vacancies_answered: {label: 募集中の人数に答えた市町村, label_en: Municipalities that told posts advertised, unit: 市町村}
  vacancies_missing: {label: 募集中の人数のない理由, label_en: Why no posts advertised are told}
  leavers_5y: {label: 5年以内の退職見込み, label_en: Leavers expected in 5 years, unit: 人}
  leavers_answered: {label: 退職見込みに答えた市町村, label_en: Municipalities that told leavers, unit: 市町村}
  leavers_missing: {label: 退職見込みのない理由, label_en: Why there are no leavers told}
  leavers_pct: {label: 現員に対する退職見込み, label_en: Leavers as a share of those present, unit: ％, note: 退職見込みと現員の両方に答えた市町村について, note_en: "of the municipalities that told both leavers and present"}
  leavers_pct_missing: {label: 退職見込みの割合のない理由, label_en: Why there is no share of leavers}
  residents: {label: 現員に答えた市町村の人口, label_en: Residents of those that told the present number, unit: 人, note: 2020年国勢調査, note_en: "census 2020"}
  residents_per_staff: {label: 職員1人当たり住民, label_en: Residents per staff, unit: 人, note: 現員に答えた市町村の人口 ÷ 現員, note_en: "residents of the municipalities that told their staff, over that staff"}
  residents_per_staff_missing: {label: 職員1人当たり住民のない理由, label_en: Why there are no residents per staff}
  none_count: {label: 職員のいない市町村, label_en: Municipalities with none, unit: 市町村, note: 現員が0と示せる市町村。秘匿の中の0は数えられないので、秘匿があれば少なくともこの数, note_en: "those whose present number is shown as 0; with suppressed ones at least so many, for a suppressed number may be 0"}
  none_missing: {label: 職員のいない市町村の数のない理由, label_en: Why no number of municipalities with none}
  none_hidden: {label: 現員を秘匿した市町村, label_en: Municipalities whose present number is suppressed, unit: 市町村}
*/
with asked as (
    select
        survey_id,
        area_level,
        area_id,
        level_order,
        area,
        area_en,
        count(*) as asked
    from kpi.survey_area
    group by survey_id, area_level, area_id, level_order, area, area_en
),

told as (
    select
        survey_id,
        municipality_code,
        occupation_id,
        coalesce(bool_or(missing_reason = 'suppressed'), false) as either_hidden,
        coalesce(
            bool_or(value is not null or missing_reason = 'suppressed')
            filter (where question_id = 'present'), false
        ) as present_known,
        coalesce(
            bool_or(missing_reason = 'suppressed') filter (where question_id = 'present'), false
        ) as present_hidden,
        coalesce(bool_or(value = 0) filter (where question_id = 'present'), false) as none_present
    from survey_answer
    where occupation_id <> '' and question_id in ('required', 'present')
    group by survey_id, municipality_code, occupation_id
),

counted as (
    select
        area.survey_id,
        area.area_level,
        area.area_id,
        told.occupation_id,
        count(*) filter (where told.either_hidden) as hidden,
        count(*) filter (where told.none_present) as none_count,
        count(*) filter (where told.present_hidden) as none_hidden,
        sum(outlook.population_2020) filter (where told.present_known)::bigint as residents,
        count(outlook.population_2020) filter (where told.present_known) as residents_known,
        count(*) filter (where told.present_known) as present_known
    from kpi.survey_area as area
    inner join told
        on
            area.survey_id = told.survey_id
            and area.municipality_code = told.municipality_code
    inner join kpi.municipality_outlook as outlook
        on area.municipality_code = outlook.municipality_code
    group by area.survey_id, area.area_level, area.area_id, told.occupation_id
),

-- no sum is made here: a total is what was published, over those it was published of
wide as (
    select
        survey_id,
        area_level,
        area_id,
        occupation_id,
        max(value) filter (where question_id = 'required' and together = '') as required,
        max(answered)
        filter (where question_id = 'required' and together = '')
            as required_answered,
        max(missing_reason)
        filter (where question_id = 'required' and together = '')
            as required_told,
        max(value) filter (where question_id = 'present' and together = '') as present,
        max(answered) filter (where question_id = 'present' and together = '') as present_answered,
        max(missing_reason)
        filter (where question_id = 'present' and together = '')
            as present_told,
        max(value) filter (where question_id = 'vacancies' and together = '') as vacancies,
        max(answered)
        filter (where question_id = 'vacancies' and together = '')
            as vacancies_answered,
        max(missing_reason)
        filter (where question_id = 'vacancies' and together = '')
            as vacancies_told,
        max(value) filter (where question_id = 'leavers_5y' and together = '') as leavers_5y,
        max(answered)
        filter (where question_id = 'leavers_5y' and together = '')
            as leavers_answered,
        max(missing_reason)
        filter (where question_id = 'leavers_5y' and together = '')
            as leavers_told,
        max(value) filter (where question_id = 'required' and together = 'gap') as matched_required,
        max(missing_reason)
        filter (where question_id = 'required' and together = 'gap')
            as matched_required_told,
        max(value) filter (where question_id = 'present' and together = 'gap') as matched_present,
        max(missing_reason)
        filter (where question_id = 'present' and together = 'gap')
            as matched_present_told,
        max(value)
        filter (where question_id = 'leavers_5y' and together = 'leaving')
            as leavers_matched,
        max(missing_reason)
        filter (where question_id = 'leavers_5y' and together = 'leaving')
            as leavers_matched_told,
        max(value)
        filter (where question_id = 'present' and together = 'leaving')
            as staying_matched,
        max(missing_reason)
        filter (where question_id = 'present' and together = 'leaving')
            as staying_matched_told,
        max(answered) filter (where together = 'gap') as answered,
        max(left_out) filter (where together = 'gap') as left_out
    from kpi.survey_figure
    where
        occupation_id <> ''
        and question_id in ('required', 'present', 'vacancies', 'leavers_5y')
    group by survey_id, area_level, area_id, occupation_id
),

asked_about as (
    select
        survey_id,
        bool_or(question_id = 'required') as required,
        bool_or(question_id = 'present') as present,
        bool_or(question_id = 'vacancies') as vacancies,
        bool_or(question_id = 'leavers_5y') as leavers_5y
    from survey_question
    group by survey_id
),

-- why a figure is not there
reasoned as (
    select
        wide.*,
        case
            when wide.required is null and not asked_about.required then 'not_asked'
            when wide.required is null then coalesce(wide.required_told, 'unanswered')
        end as required_missing,
        case
            when wide.present is null and not asked_about.present then 'not_asked'
            when wide.present is null then coalesce(wide.present_told, 'unanswered')
        end as present_missing,
        case
            when wide.vacancies is null and not asked_about.vacancies then 'not_asked'
            when wide.vacancies is null then coalesce(wide.vacancies_told, 'unanswered')
        end as vacancies_missing,
        case
            when wide.leavers_5y is null and not asked_about.leavers_5y then 'not_asked'
            when wide.leavers_5y is null then coalesce(wide.leavers_told, 'unanswered')
        end as leavers_missing,
        case
            when wide.matched_required is not null and wide.matched_present is not null then null
            when not (asked_about.required and asked_about.present) then 'not_asked'
            else coalesce(wide.matched_required_told, wide.matched_present_told, 'unanswered')
        end as missing_reason,
        case
            when wide.leavers_matched is not null and wide.staying_matched is not null then null
            when not (asked_about.leavers_5y and asked_about.present) then 'not_asked'
            else coalesce(wide.leavers_matched_told, wide.staying_matched_told, 'unanswered')
        end as leavers_unmatched
    from wide
    inner join asked_about on wide.survey_id = asked_about.survey_id
),

joined as (
    select
        reasoned.*,
        asked.level_order,
        asked.area,
        asked.area_en,
        asked.asked,
        coalesce(counted.hidden, 0) as hidden,
        -- a hidden number may be 0: where no 0 is shown beside it, nothing can be told
        case
            when counted.none_count > 0 or (counted.present_known > 0 and counted.none_hidden = 0)
                then counted.none_count
        end as none_count,
        coalesce(counted.none_hidden, 0) as none_hidden,
        case when counted.residents_known = counted.present_known then counted.residents end
            as residents
    from reasoned
    left join counted
        on
            reasoned.survey_id = counted.survey_id
            and reasoned.area_level = counted.area_level
            and reasoned.area_id = counted.area_id
            and reasoned.occupation_id = counted.occupation_id
    inner join asked
        on
            reasoned.survey_id = asked.survey_id
            and reasoned.area_level = asked.area_level
            and reasoned.area_id = asked.area_id
)

select
    joined.survey_id,
    survey.sample,
    joined.area_level,
    joined.area_id,
    joined.level_order,
    joined.area,
    joined.area_en,
    joined.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    joined.asked,
    coalesce(joined.answered, 0) as answered,
    joined.hidden,
    coalesce(joined.left_out, 0) as left_out,
    joined.required::bigint as required,
    joined.required_answered,
    joined.required_missing,
    joined.present::bigint as present,
    joined.present_answered,
    joined.present_missing,
    joined.matched_required::bigint as matched_required,
    joined.matched_present::bigint as matched_present,
    (joined.matched_required - joined.matched_present)::bigint as shortage,
    100.0 * (joined.matched_required - joined.matched_present)
    / nullif(joined.matched_required, 0) as shortage_pct,
    coalesce(
        joined.missing_reason, case when joined.matched_required = 0 then 'none_required' end
    ) as shortage_pct_missing,
    joined.missing_reason,
    joined.vacancies::bigint as vacancies,
    joined.vacancies_answered,
    joined.vacancies_missing,
    joined.leavers_5y::bigint as leavers_5y,
    joined.leavers_answered,
    joined.leavers_missing,
    100.0 * joined.leavers_matched / nullif(joined.staying_matched, 0) as leavers_pct,
    coalesce(
        joined.leavers_unmatched, case when joined.staying_matched = 0 then 'no_staff' end
    ) as leavers_pct_missing,
    joined.residents,
    1.0 * joined.residents / nullif(joined.present, 0) as residents_per_staff,
    case
        when joined.present is null then coalesce(joined.present_missing, 'unanswered')
        when joined.present = 0 then 'no_staff'
        when joined.residents is null then 'unknown'
    end as residents_per_staff_missing,
    joined.none_count,
    case
        when joined.none_count is not null then null
        when joined.none_hidden > 0 then 'suppressed'
        else coalesce(joined.present_missing, 'no_answers')
    end as none_missing,
    joined.none_hidden
from joined
inner join survey on joined.survey_id = survey.survey_id
inner join survey_occupation as occupation
    on
        joined.survey_id = occupation.survey_id
        and joined.occupation_id = occupation.occupation_id
