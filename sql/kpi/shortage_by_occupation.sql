/*
title: 不足と記された職種
title_en: Occupations reported short
question: どの職種が、いくつの地域で不足と記されているか
grain: [occupation_id]
columns:
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  name: {label: 職種, label_en: Occupation}
  name_en: {label: 職種（英語）, label_en: Occupation (English)}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, note: 資料が不足と記す地域の数。人数ではない, note_en: "Number of regions whose document calls it short, not of people"}
  regions: {label: 地域, label_en: Regions in words}
  regions_en: {label: 地域（英語）, label_en: Regions in words (English)}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
*/
with reported as (
    select
        reported_shortage.occupation_id,
        region.region_id,
        region.name,
        region.name_en
    from reported_shortage
    inner join region on reported_shortage.region_id = region.region_id
    inner join kpi.region_term as term on region.region_id = term.region_id
    where region.scheme <> 'council' and term.state = 'present'
)

select
    occupation.occupation_id,
    occupation.name,
    occupation.name_en,
    count(reported.region_id) as region_count,
    string_agg(reported.name, '、' order by reported.region_id) as regions,
    string_agg(reported.name_en, ', ' order by reported.region_id) as regions_en,
    occupation.sort_order
from occupation
left join reported on occupation.occupation_id = reported.occupation_id
group by
    occupation.occupation_id, occupation.name, occupation.name_en, occupation.sort_order
