/*
title: 共同の取組への関心
title_en: Interest in doing things jointly
question: どの市町村が、何を共同で行い、または関心を持ち、近隣の誰と組めるか
grain: [survey_id, question_id, municipality_code]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  question_id: {label: 設問ID, label_en: Question ID}
  work: {label: 共同の取組, label_en: Joint work}
  work_en: {label: 共同の取組（英語）, label_en: Joint work (English)}
  sort_order: {label: 取組の並び順, label_en: Order of works, unit: 番目}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  municipality: {label: 市町村, label_en: Municipality}
  municipality_en: {label: 市町村（英語）, label_en: Municipality (English)}
  state: {label: 回答, label_en: Answer, note: doing 実施中・interested 関心がある・not_interested 関心がない・unknown 分からない。ほかの選択肢はそのID, note_en: "doing, interested, not_interested, unknown; of other choices their ID"}
  told: {label: 回答の語, label_en: Answer in words}
  told_en: {label: 回答の語（英語）, label_en: Answer in words (English)}
  missing_reason: {label: 回答のない理由, label_en: Why there is no answer}
  willing: {label: 実施中か関心がある, label_en: Doing or interested, note: 分からないとほかの選択肢は空欄, note_en: "empty for do not know and for other choices"}
  region_count: {label: 同じ連携地域で実施中か関心がある市町村, label_en: Members of the same region doing it or interested, unit: 市町村}
  region_partners: {label: 同じ連携地域で実施中か関心があるとした市町村, label_en: Who does it or is interested in the same region, note: 5つまで, note_en: "up to 5"}
  region_partners_en: {label: 同じ連携地域で実施中か関心があるとした市町村（英語）, label_en: Who does it or is interested in the same region (English)}
  bureau_count: {label: 同じ管内で実施中か関心がある市町村, label_en: Others of the same bureau doing it or interested, unit: 市町村, note: 同じ連携地域の市町村を除く, note_en: "without those of the same region"}
  bureau_partners: {label: 同じ管内で実施中か関心があるとした市町村, label_en: Who does it or is interested in the same bureau, note: 5つまで。同じ連携地域の市町村を除く, note_en: "up to 5; without those of the same region"}
  bureau_partners_en: {label: 同じ管内で実施中か関心があるとした市町村（英語）, label_en: Who does it or is interested in the same bureau (English)}
*/
with answer as (
    select
        *,
        case
            when state in ('doing', 'interested') then true
            when state = 'not_interested' then false
        end as willing
    from kpi.survey_told
    where question_set = 'joint_interest'
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
        row_number() over (
            partition by
                answer.survey_id,
                answer.question_id,
                answer.municipality_code,
                neighbour.area_level
            order by neighbour.neighbour_code
        ) as nth
    from answer
    inner join kpi.survey_neighbour as neighbour
        on
            answer.survey_id = neighbour.survey_id
            and answer.municipality_code = neighbour.municipality_code
    inner join answer as other
        on
            answer.survey_id = other.survey_id
            and answer.question_id = other.question_id
            and neighbour.neighbour_code = other.municipality_code
            and other.willing
),

around as (
    select
        survey_id,
        question_id,
        municipality_code,
        count(*) filter (where area_level = 'region') as region_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'region' and nth <= 5) as region_partners,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'region' and nth <= 5) as region_partners_en,
        count(*) filter (where area_level = 'subprefecture') as bureau_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'subprefecture' and nth <= 5) as bureau_partners,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'subprefecture' and nth <= 5) as bureau_partners_en
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
    answer.willing,
    coalesce(around.region_count, 0) as region_count,
    around.region_partners
    || case
        when around.region_count > 5 then 'など' || around.region_count else ''
    end as region_partners,
    around.region_partners_en
    || case
        when around.region_count > 5 then ' and ' || (around.region_count - 5) || ' more'
        else ''
    end as region_partners_en,
    coalesce(around.bureau_count, 0) as bureau_count,
    around.bureau_partners
    || case
        when around.bureau_count > 5 then 'など' || around.bureau_count else ''
    end as bureau_partners,
    around.bureau_partners_en
    || case
        when around.bureau_count > 5 then ' and ' || (around.bureau_count - 5) || ' more'
        else ''
    end as bureau_partners_en
from answer
inner join survey on answer.survey_id = survey.survey_id
inner join municipality on answer.municipality_code = municipality.municipality_code
left join around
    on
        answer.survey_id = around.survey_id
        and answer.question_id = around.question_id
        and answer.municipality_code = around.municipality_code
