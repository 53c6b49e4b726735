/*
title: 採用試験の倍率
title_en: Applicants for each place in recruitment examinations
question: 採用試験を何人が受け、何人が合格し、何倍か（調査の回答）
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
  answered: {label: 受験者と合格者の両方に答えた市町村, label_en: Municipalities that told both who sat and who passed, unit: 市町村}
  left_out: {label: 除いた市町村, label_en: Municipalities left out, unit: 市町村, note: 両方に答えたが、ほかの市町村の秘匿を守るために除いた, note_en: "they told both, and are left out to keep others suppressed"}
  hidden: {label: 秘匿した市町村, label_en: Municipalities with a suppressed cell, unit: 市町村, note: 合格者が秘匿。合計には含まれる, note_en: "those that passed are suppressed; totals include them"}
  sat: {label: 受験者, label_en: Sat the examination, unit: 人, note: 二つに答えた市町村の合計。合格者も同じ, note_en: "total over the municipalities that told both; so are those that passed"}
  passed: {label: 合格者, label_en: Passed, unit: 人}
  ratio: {label: 倍率, label_en: Sat for each that passed, unit: 倍, note: 受験者 ÷ 合格者, note_en: "sat over passed"}
  missing_reason: {label: 人数のない理由, label_en: Why there are no numbers}
  ratio_missing: {label: 倍率のない理由, label_en: Why there is no ratio, note: none_passed 合格者が0人, note_en: "none_passed: nobody passed"}
  applicants: {label: 応募者, label_en: Applicants, unit: 人, note: 答えた市町村の合計, note_en: "total over the municipalities that told it"}
  applicants_answered: {label: 応募者に答えた市町村, label_en: Municipalities that told applicants, unit: 市町村}
  applicants_missing: {label: 応募者のない理由, label_en: Why there are no applicants told}
  hired: {label: 採用者, label_en: Hired, unit: 人, note: 答えた市町村の合計, note_en: "total over the municipalities that told it"}
  hired_answered: {label: 採用者に答えた市町村, label_en: Municipalities that told the hired, unit: 市町村}
  hired_missing: {label: 採用者のない理由, label_en: Why there are no hired told}
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

wide as (
    select
        survey_id,
        area_level,
        area_id,
        occupation_id,
        max(value) filter (where question_id = 'exam_applicants' and together = 'examination')
            as sat,
        max(value) filter (where question_id = 'exam_passed' and together = 'examination')
            as passed,
        max(answered) filter (where together = 'examination') as answered,
        max(left_out) filter (where together = 'examination') as left_out,
        max(hidden) filter (where question_id = 'exam_passed' and together = 'examination')
            as hidden,
        max(missing_reason) filter (where together = 'examination') as missing_reason,
        max(value) filter (where question_id = 'applicants' and together = '') as applicants,
        max(answered) filter (where question_id = 'applicants' and together = '')
            as applicants_answered,
        max(missing_reason) filter (where question_id = 'applicants' and together = '')
            as applicants_missing,
        max(value) filter (where question_id = 'hired' and together = '') as hired,
        max(answered) filter (where question_id = 'hired' and together = '') as hired_answered,
        max(missing_reason) filter (where question_id = 'hired' and together = '')
            as hired_missing
    from kpi.survey_figure
    where
        occupation_id <> ''
        and question_id in ('exam_applicants', 'exam_passed', 'applicants', 'hired')
    group by survey_id, area_level, area_id, occupation_id
),

asked_about as (
    select
        survey_id,
        bool_or(question_id = 'exam_applicants') and bool_or(question_id = 'exam_passed')
            as examination,
        bool_or(question_id = 'applicants') as applicants,
        bool_or(question_id = 'hired') as hired
    from survey_question
    group by survey_id
)

select
    wide.survey_id,
    survey.sample,
    wide.area_level,
    wide.area_id,
    asked.level_order,
    asked.area,
    asked.area_en,
    wide.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    asked.asked,
    coalesce(wide.answered, 0) as answered,
    coalesce(wide.left_out, 0) as left_out,
    coalesce(wide.hidden, 0) as hidden,
    wide.sat::bigint as sat,
    wide.passed::bigint as passed,
    1.0 * wide.sat / nullif(wide.passed, 0) as ratio,
    case
        when not asked_about.examination then 'not_asked'
        else wide.missing_reason
    end as missing_reason,
    case
        when not asked_about.examination then 'not_asked'
        when wide.missing_reason is not null then wide.missing_reason
        when wide.passed = 0 then 'none_passed'
    end as ratio_missing,
    wide.applicants::bigint as applicants,
    wide.applicants_answered,
    case when asked_about.applicants then wide.applicants_missing else 'not_asked' end
        as applicants_missing,
    wide.hired::bigint as hired,
    wide.hired_answered,
    case when asked_about.hired then wide.hired_missing else 'not_asked' end as hired_missing
from wide
inner join survey on wide.survey_id = survey.survey_id
inner join asked_about on wide.survey_id = asked_about.survey_id
inner join survey_occupation as occupation
    on
        wide.survey_id = occupation.survey_id
        and wide.occupation_id = occupation.occupation_id
inner join asked
    on
        wide.survey_id = asked.survey_id
        and wide.area_level = asked.area_level
        and wide.area_id = asked.area_id
