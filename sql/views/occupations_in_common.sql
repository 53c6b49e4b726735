/*
title: 二つ以上の地域が不足と記す職種
title_en: Occupations that two or more regions report short
question: どの職種なら、地域をまたいで一緒に募集できるか
question_en: For which occupations could regions recruit together?
grain: [occupation_id]
chart: {kind: ranked_bar, value: region_count, label: name}
checks:
  - range: {region_count: [2, null]}
  - relationship: {occupation_id: occupation.occupation_id}
columns:
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  name: {label: 職種, label_en: Occupation}
  name_en: {label: 職種（英語）, label_en: Occupation (English)}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, unit_en: regions, note: 不足と記す地域の数。人数ではない, note_en: Regions that report a shortage; not a headcount}
  regions: {label: 地域, label_en: Regions in words}
  regions_en: {label: 地域（英語）, label_en: Regions in words (English)}
*/
select
    occupation_id,
    name,
    name_en,
    region_count,
    regions,
    regions_en
from kpi.shortage_by_occupation
where region_count > 1
order by region_count desc, sort_order asc
