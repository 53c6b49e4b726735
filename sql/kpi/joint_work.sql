/*
title: 共同の取組への関心の、地域ごとの広がり
title_en: Interest in joint work, by area
question: どの共同の取組に、どの地域のどれだけの市町村が関心を持つか
grain: [survey_id, area_level, area_id, question_id]
columns:
  survey_id: {label: 調査ID, label_en: Survey ID}
  sample: {label: 見本データ, label_en: Sample data, note: 作りものの回答, note_en: "invented answers"}
  area_level: {label: 地域の段階, label_en: Level of the area, note: all 対象全体・subprefecture 出先機関の管内・region 連携地域, note_en: "all, subprefecture (bureau), region"}
  area_id: {label: 地域ID, label_en: Area ID}
  area: {label: 地域, label_en: Area}
  area_en: {label: 地域（英語）, label_en: Area (English)}
  question_id: {label: 設問ID, label_en: Question ID}
  work: {label: 共同の取組, label_en: Joint work}
  work_en: {label: 共同の取組（英語）, label_en: Joint work (English)}
  sort_order: {label: 取組の並び順, label_en: Order of works, unit: 番目}
  asked: {label: 対象, label_en: Asked, unit: 市町村}
  answered: {label: 回答, label_en: Answered, unit: 市町村}
  willing_count: {label: 実施中か関心がある, label_en: Doing or interested, unit: 市町村}
  doing_count: {label: 実施中, label_en: Doing, unit: 市町村}
  interested_count: {label: 関心がある, label_en: Interested, unit: 市町村}
  not_interested_count: {label: 関心がない, label_en: Not interested, unit: 市町村}
  other_count: {label: 分からない・ほか, label_en: Do not know or other, unit: 市町村}
  doing: {label: 実施中の市町村, label_en: Who does it}
  doing_en: {label: 実施中の市町村（英語）, label_en: Who does it (English)}
  interested: {label: 関心があるとした市町村, label_en: Who is interested}
  interested_en: {label: 関心があるとした市町村（英語）, label_en: Who is interested (English)}
*/
select
    interest.survey_id,
    interest.sample,
    area.area_level,
    area.area_id,
    area.area,
    area.area_en,
    interest.question_id,
    interest.work,
    interest.work_en,
    interest.sort_order,
    count(*) as asked,
    count(interest.state) as answered,
    count(*) filter (where interest.willing) as willing_count,
    count(*) filter (where interest.state = 'doing') as doing_count,
    count(*) filter (where interest.state = 'interested') as interested_count,
    count(*) filter (where not interest.willing) as not_interested_count,
    count(*) filter (where interest.state is not null and interest.willing is null)
        as other_count,
    string_agg(interest.municipality, '、' order by interest.municipality_code)
    filter (where interest.state = 'doing') as doing,
    string_agg(interest.municipality_en, ', ' order by interest.municipality_code)
    filter (where interest.state = 'doing') as doing_en,
    string_agg(interest.municipality, '、' order by interest.municipality_code)
    filter (where interest.state = 'interested') as interested,
    string_agg(interest.municipality_en, ', ' order by interest.municipality_code)
    filter (where interest.state = 'interested') as interested_en
from kpi.joint_interest as interest
inner join kpi.survey_area as area
    on
        interest.survey_id = area.survey_id
        and interest.municipality_code = area.municipality_code
        and area.area_level <> 'municipality'
group by
    interest.survey_id,
    interest.sample,
    area.area_level,
    area.area_id,
    area.area,
    area.area_en,
    interest.question_id,
    interest.work,
    interest.work_en,
    interest.sort_order
