/*
title: 単独では難しい業務の、地域ごとの広がり
title_en: Work that is hard alone, by area
question: どの業務を、どの地域のどの市町村がともに担えるか
grain: [survey_id, area_level, area_id, question_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域, note_en: "all, subprefecture (bureau), region"}
  area_id: {label: 地域ID, label_en: Area ID}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  question_id: {label: 設問ID, label_en: Question ID}
  work: {label: 業務, label_en: Work}
  work_en: {label: 業務（英語）, label_en: Work (English)}
  sort_order: {label: 業務の並び順, label_en: Order of works, unit: 番目}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  answered: {label: 回答, label_en: Answered, unit: 市町村}
  hard_count: {label: 単独では難しい, label_en: Hard alone, unit: 市町村}
  hard_now_count: {label: うちすでに難しい, label_en: Of them hard already, unit: 市町村}
  hard: {label: 単独では難しいとした市町村, label_en: Who finds it hard alone}
  hard_en: {label: 単独では難しいとした市町村（英語）, label_en: Who finds it hard alone (English)}
  able_count: {label: 単独で続けられる, label_en: Can carry on alone, unit: 市町村}
  able: {label: 単独で続けられるとした市町村, label_en: Who can carry on alone}
  able_en: {label: 単独で続けられるとした市町村（英語）, label_en: Who can carry on alone (English)}
  together_count: {label: 近隣市町村か圏域との共有を望む, label_en: Want to share with neighbours or the region, unit: 市町村, note: 単独では難しいとした市町村のうち, note_en: "of those that find it hard alone"}
*/
with wish as (
    select
        survey_id,
        replace(question_id, 'share_with_', 'hard_alone_') as question_id,
        municipality_code,
        text as partner
    from survey_answer
    where question_id like 'share_with_%'
)

select
    need.survey_id,
    need.sample,
    area.area_level,
    area.area_id,
    area.area,
    area.area_en,
    need.question_id,
    need.work,
    need.work_en,
    need.sort_order,
    count(*) as asked,
    count(need.state) as answered,
    count(*) filter (where need.hard) as hard_count,
    count(*) filter (where need.state = 'hard_now') as hard_now_count,
    string_agg(need.municipality, '、' order by need.municipality_code)
    filter (where need.hard) as hard,
    string_agg(need.municipality_en, ', ' order by need.municipality_code)
    filter (where need.hard) as hard_en,
    count(*) filter (where not need.hard) as able_count,
    string_agg(need.municipality, '、' order by need.municipality_code)
    filter (where not need.hard) as able,
    string_agg(need.municipality_en, ', ' order by need.municipality_code)
    filter (where not need.hard) as able_en,
    count(*) filter (where need.hard and wish.partner in ('neighbour', 'region'))
        as together_count
from kpi.shared_need as need
inner join kpi.survey_area as area
    on
        need.survey_id = area.survey_id
        and need.municipality_code = area.municipality_code
        and area.area_level <> 'municipality'
left join wish
    on
        need.survey_id = wish.survey_id
        and need.question_id = wish.question_id
        and need.municipality_code = wish.municipality_code
group by
    need.survey_id,
    need.sample,
    area.area_level,
    area.area_id,
    area.area,
    area.area_en,
    need.question_id,
    need.work,
    need.work_en,
    need.sort_order
