/*
title: 職員のいない市町村と、職員のいる近隣
title_en: Municipalities with none of an occupation and neighbours that have it
question: 職員が一人もいない市町村は、どの近隣の市町村と共有できるか
grain: [survey_id, municipality_code, occupation_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  municipality: {label: 市町村, label_en: Municipality}
  municipality_en: {label: 市町村（英語）, label_en: Municipality (English)}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  sort_order: {label: 職種の並び順, label_en: Order of occupations, unit: 番目}
  required: {label: 必要数, label_en: Required, unit: 人}
  required_missing: {label: 必要数のない理由, label_en: Why there is no required number}
  region_count: {label: 職員のいる同じ連携地域の市町村, label_en: Members of the same region that have it, unit: 市町村, note: 現員が1人以上と登録された市町村。秘匿は数えない, note_en: "those whose present number is 1 or more; suppressed ones are not counted"}
  region_partners: {label: 同じ連携地域で職員のいる市町村, label_en: Who has it in the same region, note: 現員の多い順に5つまで, note_en: "up to 5, most staff first"}
  region_partners_en: {label: 同じ連携地域で職員のいる市町村（英語）, label_en: Who has it in the same region (English)}
  bureau_count: {label: 職員のいる同じ管内の市町村, label_en: Others of the same bureau that have it, unit: 市町村, note: 同じ連携地域の市町村を除く, note_en: "without those of the same region"}
  bureau_partners: {label: 同じ管内で職員のいる市町村, label_en: Who has it in the same bureau, note: 現員の多い順に5つまで。同じ連携地域の市町村を除く, note_en: "up to 5, most staff first; without those of the same region"}
  bureau_partners_en: {label: 同じ管内で職員のいる市町村（英語）, label_en: Who has it in the same bureau (English)}
  untold_count: {label: 現員の分からない近隣, label_en: Neighbours whose number is not shown, unit: 市町村, note: 秘匿・未登録, note_en: "suppressed or not registered"}
*/
with present as (
    select
        answer.survey_id,
        answer.municipality_code,
        answer.occupation_id,
        answer.value
    from survey_answer as answer
    where answer.question_id = 'present' and answer.occupation_id <> ''
),

pair as (
    select
        none.survey_id,
        none.municipality_code,
        none.occupation_id,
        neighbour.neighbour,
        neighbour.neighbour_en,
        neighbour.area_level,
        neighbour.neighbour_code,
        present.value,
        row_number() over (
            partition by
                none.survey_id,
                none.municipality_code,
                none.occupation_id,
                neighbour.area_level,
                coalesce(present.value, 0) > 0
            order by present.value desc, neighbour.neighbour_code asc
        ) as nth
    from present as none
    inner join kpi.survey_neighbour as neighbour
        on
            none.survey_id = neighbour.survey_id
            and none.municipality_code = neighbour.municipality_code
    left join present
        on
            neighbour.survey_id = present.survey_id
            and neighbour.neighbour_code = present.municipality_code
            and none.occupation_id = present.occupation_id
    where none.value = 0
),

partner as (
    select
        survey_id,
        municipality_code,
        occupation_id,
        count(*) filter (where area_level = 'region' and value > 0) as region_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'region' and value > 0 and nth <= 5) as region_partners,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'region' and value > 0 and nth <= 5) as region_partners_en,
        count(*) filter (where area_level = 'subprefecture' and value > 0) as bureau_count,
        string_agg(neighbour, '、' order by nth)
        filter (where area_level = 'subprefecture' and value > 0 and nth <= 5)
            as bureau_partners,
        string_agg(neighbour_en, ', ' order by nth)
        filter (where area_level = 'subprefecture' and value > 0 and nth <= 5)
            as bureau_partners_en,
        count(*) filter (where value is null) as untold_count
    from pair
    group by survey_id, municipality_code, occupation_id
)

select
    none.survey_id,
    survey.sample,
    none.municipality_code,
    municipality.name as municipality,
    municipality.name_en as municipality_en,
    none.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    required.value::bigint as required,
    case when required.value is null then coalesce(required.missing_reason, 'unanswered') end
        as required_missing,
    coalesce(partner.region_count, 0) as region_count,
    partner.region_partners
    || case
        when partner.region_count > 5 then 'など' || partner.region_count else ''
    end as region_partners,
    partner.region_partners_en
    || case
        when partner.region_count > 5 then ' and ' || (partner.region_count - 5) || ' more'
        else ''
    end as region_partners_en,
    coalesce(partner.bureau_count, 0) as bureau_count,
    partner.bureau_partners
    || case
        when partner.bureau_count > 5 then 'など' || partner.bureau_count else ''
    end as bureau_partners,
    partner.bureau_partners_en
    || case
        when partner.bureau_count > 5 then ' and ' || (partner.bureau_count - 5) || ' more'
        else ''
    end as bureau_partners_en,
    coalesce(partner.untold_count, 0) as untold_count
from present as none
inner join survey on none.survey_id = survey.survey_id
inner join municipality on none.municipality_code = municipality.municipality_code
inner join survey_occupation as occupation
    on
        none.survey_id = occupation.survey_id
        and none.occupation_id = occupation.occupation_id
left join survey_answer as required
    on
        none.survey_id = required.survey_id
        and none.municipality_code = required.municipality_code
        and none.occupation_id = required.occupation_id
        and required.question_id = 'required'
left join partner
    on
        none.survey_id = partner.survey_id
        and none.municipality_code = partner.municipality_code
        and none.occupation_id = partner.occupation_id
where none.value = 0
