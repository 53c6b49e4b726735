/*
title: 単独では続けられない業務と、ともに担える相手
title_en: Work that cannot be kept up alone, and with whom it could be shared
question: どの市町村の、どの業務が単独では難しく、誰と共有できるか
grain: [survey_id, question_id, municipality_code]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  question_id: {label: 設問ID, label_en: Question ID}
  work: {label: 業務, label_en: Work}
  work_en: {label: 業務（英語）, label_en: Work (English)}
  sort_order: {label: 業務の並び順, label_en: Order of works, unit: 番目}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  municipality: {label: 市町村, label_en: Municipality}
  municipality_en: {label: 市町村（英語）, label_en: Municipality (English)}
  state: {label: 回答, label_en: Answer, note: can_continue 単独で続けられる・hard_within_5y 5年以内に難しい・hard_now すでに難しい, note_en: "can_continue, hard_within_5y, hard_now"}
  told: {label: 回答の語, label_en: Answer in words}
  told_en: {label: 回答の語（英語）, label_en: Answer in words (English)}
  missing_reason: {label: 回答のない理由, label_en: Why there is no answer}
  hard: {label: 単独では難しい, label_en: Hard alone, note: 回答がないか、ほかの選択肢なら空欄, note_en: "empty without an answer, and for other choices"}
  share_with: {label: 共有したい相手, label_en: Whom to share with}
  share_with_en: {label: 共有したい相手（英語）, label_en: Whom to share with (English)}
  region_hard_count: {label: 同じ連携地域で難しい市町村, label_en: Members of the same region that find it hard, unit: 市町村}
  region_hard: {label: 同じ連携地域で難しいとした市町村, label_en: Who finds it hard in the same region, note: 5つまで, note_en: "up to 5"}
  region_hard_en: {label: 同じ連携地域で難しいとした市町村（英語）, label_en: Who finds it hard in the same region (English)}
  bureau_hard_count: {label: 同じ管内で難しい市町村, label_en: Others of the same bureau that find it hard, unit: 市町村, note: 同じ連携地域の市町村を除く, note_en: "without those of the same region"}
  bureau_hard: {label: 同じ管内で難しいとした市町村, label_en: Who finds it hard in the same bureau, note: 5つまで。同じ連携地域の市町村を除く, note_en: "up to 5; without those of the same region"}
  bureau_hard_en: {label: 同じ管内で難しいとした市町村（英語）, label_en: Who finds it hard in the same bureau (English)}
  able_count: {label: 続けられる近隣, label_en: Neighbours that can carry on, unit: 市町村, note: 同じ連携地域か同じ管内で、単独で続けられるとした市町村, note_en: "of the same region or bureau, that can carry on alone"}
  able: {label: 続けられるとした近隣の市町村, label_en: Neighbours that can carry on by name, note: 同じ連携地域を先に、5つまで, note_en: "up to 5, those of the same region first"}
  able_en: {label: 続けられるとした近隣の市町村（英語）, label_en: Neighbours that can carry on by name (English)}
  untold_count: {label: 回答のない近隣, label_en: Neighbours without an answer, unit: 市町村}
*/
with answer as (
    select
        *,
        case
            when state in ('hard_within_5y', 'hard_now') then true
            when state = 'can_continue' then false
        end as hard
    from kpi.survey_told
    where question_set = 'hard_alone' and question_id like 'hard_alone_%'
),

partner as (
    select
        survey_id,
        replace(question_id, 'share_with_', 'hard_alone_') as question_id,
        municipality_code,
        told as share_with,
        told_en as share_with_en
    from kpi.survey_told
    where question_id like 'share_with_%'
),

pair as (
    select
        answer.survey_id,
        answer.question_id,
        answer.municipality_code,
        neighbour.neighbour_code,
        neighbour.neighbour,
        neighbour.neighbour_en,
        neighbour.area_level,
        other.hard,
        row_number() over (
            partition by
                answer.survey_id,
                answer.question_id,
                answer.municipality_code,
                neighbour.area_level,
                other.hard
            order by neighbour.neighbour_code
        ) as nth,
        row_number() over (
            partition by
                answer.survey_id,
                answer.question_id,
                answer.municipality_code,
                other.hard
            order by neighbour.area_level, neighbour.neighbour_code
        ) as nth_of_both
    from answer
    inner join kpi.survey_neighbour as neighbour
        on
            answer.survey_id = neighbour.survey_id
            and answer.municipality_code = neighbour.municipality_code
    left join answer as other
        on
            answer.survey_id = other.survey_id
            and answer.question_id = other.question_id
            and neighbour.neighbour_code = other.municipality_code
),

around as (
    select
        survey_id,
        question_id,
        municipality_code,
        count(*) filter (where area_level = 'region' and hard) as region_hard_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'region' and hard and nth <= 5) as region_hard,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'region' and hard and nth <= 5) as region_hard_en,
        count(*) filter (where area_level = 'subprefecture' and hard) as bureau_hard_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'subprefecture' and hard and nth <= 5) as bureau_hard,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'subprefecture' and hard and nth <= 5) as bureau_hard_en,
        count(*) filter (where not hard) as able_count,
        string_agg(neighbour, '、' order by nth_of_both)
        filter (where not hard and nth_of_both <= 5) as able,
        string_agg(neighbour_en, ', ' order by nth_of_both)
        filter (where not hard and nth_of_both <= 5) as able_en,
        count(*) filter (where hard is null) as untold_count
    from pair
    group by survey_id, question_id, municipality_code
)

select
    answer.survey_id,
    survey.sample,
    answer.question_id,
    answer.question as work,
    answer.question_en as work_en,
    answer.sort_order,
    answer.municipality_code,
    municipality.name as municipality,
    municipality.name_en as municipality_en,
    answer.state,
    answer.told,
    answer.told_en,
    answer.missing_reason,
    answer.hard,
    partner.share_with,
    partner.share_with_en,
    coalesce(around.region_hard_count, 0) as region_hard_count,
    around.region_hard
    || case
        when around.region_hard_count > 5 then 'など' || around.region_hard_count else ''
    end as region_hard,
    around.region_hard_en
    || case
        when around.region_hard_count > 5
            then ' and ' || (around.region_hard_count - 5) || ' more'
        else ''
    end as region_hard_en,
    coalesce(around.bureau_hard_count, 0) as bureau_hard_count,
    around.bureau_hard
    || case
        when around.bureau_hard_count > 5 then 'など' || around.bureau_hard_count else ''
    end as bureau_hard,
    around.bureau_hard_en
    || case
        when around.bureau_hard_count > 5
            then ' and ' || (around.bureau_hard_count - 5) || ' more'
        else ''
    end as bureau_hard_en,
    coalesce(around.able_count, 0) as able_count,
    around.able
    || case when around.able_count > 5 then 'など' || around.able_count else '' end as able,
    around.able_en
    || case
        when around.able_count > 5 then ' and ' || (around.able_count - 5) || ' more' else ''
    end as able_en,
    coalesce(around.untold_count, 0) as untold_count
from answer
inner join survey on answer.survey_id = survey.survey_id
inner join municipality on answer.municipality_code = municipality.municipality_code
left join partner
    on
        answer.survey_id = partner.survey_id
        and answer.question_id = partner.question_id
        and answer.municipality_code = partner.municipality_code
left join around
    on
        answer.survey_id = around.survey_id
        and answer.question_id = around.question_id
        and answer.municipality_code = around.municipality_code
