/*
title: 調査の人数の回答と合計
title_en: Counts told in surveys, and their totals
question: ある地域で、ある職種について、ある設問の答えはいくつか
grain: [survey_id, area_level, area_id, question_id, occupation_id, together]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域・municipality 市町村, note_en: "all, subprefecture (bureau), region, municipality"}
  area_id: {label: 地域ID, label_en: Area ID}
  question_id: {label: 設問ID, label_en: Question ID}
  occupation_id: {label: 職種ID, label_en: Occupation ID, note: 職種別でなければ空, note_en: "empty where not asked by occupation"}
  together: {label: 合わせて答えた設問の組, label_en: Answered together with, note: 空はその設問だけに答えた市町村も含む合計・gap 必要数と現員・leaving 退職見込みと現員・outlook 現員と退職見込みと採用・examination 受験者と合格者, note_en: "empty: all that told this question; gap required and present; leaving leavers and present; outlook present, leavers and hired; examination sat and passed"}
  value: {label: 値, label_en: Value, unit: （設問の単位による）, note: 市町村はその答え、ほかは答えた市町村の合計, note_en: "a municipality's own answer, else the total of those that told it"}
  answered: {label: 答えた市町村, label_en: Municipalities summed, unit: 市町村}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  hidden: {label: 秘匿した市町村, label_en: Municipalities with a suppressed answer, unit: 市町村}
  left_out: {label: 除いた市町村, label_en: Municipalities left out, unit: 市町村, note: 答えたが、ほかの市町村の秘匿を守るために合計から除いた, note_en: "they told, and are left out of the total to keep others suppressed"}
  missing_reason: {label: 値のない理由, label_en: Why there is no value}
*/
with cell as (
    select
        survey_answer.survey_id,
        survey_answer.municipality_code,
        survey_answer.question_id,
        survey_answer.occupation_id,
        survey_answer.value,
        survey_answer.missing_reason,
        -- a suppressed cell was answered: it is in the totals and only not shown
        survey_answer.value is not null or survey_answer.missing_reason = 'suppressed' as known
    from survey_answer
    inner join survey_question
        on
            survey_answer.survey_id = survey_question.survey_id
            and survey_answer.question_id = survey_question.question_id
            and survey_question.kind = 'count'
),

-- each question by itself, and in the groups that a survey asks whole
member as (
    select distinct
        survey_id,
        question_id,
        together
    from survey_total
),

-- whether a municipality told all of a group, and if not, why
told as (
    select
        cell.survey_id,
        cell.municipality_code,
        cell.occupation_id,
        member.together,
        bool_and(cell.known) as known,
        min(cell.missing_reason) filter (where not cell.known) as missing_reason
    from cell
    inner join member
        on
            cell.survey_id = member.survey_id
            and cell.question_id = member.question_id
            and member.together <> ''
    group by cell.survey_id, cell.municipality_code, cell.occupation_id, member.together
)

select
    survey_id,
    area_level,
    area_id,
    question_id,
    occupation_id,
    together,
    value,
    answered,
    asked,
    hidden,
    -- codes of six digits, apart by a space
    coalesce((length(left_out) + 1) / 7, 0)::bigint as left_out,
    missing_reason
from survey_total
union all
select
    cell.survey_id,
    'municipality' as area_level,
    cell.municipality_code as area_id,
    cell.question_id,
    cell.occupation_id,
    member.together,
    case when coalesce(told.known, true) then cell.value end as value,
    case when coalesce(told.known, cell.known) then 1 else 0 end as answered,
    1 as asked,
    case when cell.missing_reason = 'suppressed' then 1 else 0 end as hidden,
    0 as left_out,
    case
        when not coalesce(told.known, true) then told.missing_reason
        else cell.missing_reason
    end as missing_reason
from cell
inner join member
    on
        cell.survey_id = member.survey_id
        and cell.question_id = member.question_id
left join told
    on
        cell.survey_id = told.survey_id
        and cell.municipality_code = told.municipality_code
        and cell.occupation_id = told.occupation_id
        and member.together = told.together
