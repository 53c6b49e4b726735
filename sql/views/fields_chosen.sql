/*
title: 連携分野を選んだ地域の数
title_en: Regions by policy field
question: どの分野が多くの地域に選ばれ、どの分野が選ばれていないか
question_en: Which policy fields do many regions choose, and which none?
grain: [field_id]
chart: {kind: ranked_bar, value: region_count, label: field}
checks:
  - unique: [field]
  - range: {region_count: [0, null]}
  - relationship: {field_id: policy_field.field_id}
columns:
  field_id: {label: 分野ID, label_en: Field ID}
  field: {label: 分野, label_en: Policy field}
  field_en: {label: 分野（英語）, label_en: Policy field (English)}
  region_count: {label: 地域数, label_en: Regions, unit: 地域, unit_en: regions, note: 資料の表に印のある地域。0は印がないこと, note_en: Regions marked in the document's table; 0 means no mark}
*/
select
    field_id,
    field,
    field_en,
    count(*) filter (where marked) as region_count
from kpi.field_matrix
group by field_id, field, field_en, sort_order
order by region_count desc, sort_order asc
