/*
title: 連携する分野（地域別）
title_en: Policy fields by region
question: どの地域が、どの分野で連携しているか
grain: [region_id, field_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  state: {label: 地域の状態, label_en: State of the region, note: present 現在ある・dissolved 解散した・to_come これから始まる, note_en: "present, dissolved, to_come"}
  field_id: {label: 分野ID, label_en: Field ID}
  field: {label: 分野, label_en: Field}
  field_en: {label: 分野（英語）, label_en: Field (English)}
  pillar_en: {label: 柱（英語）, label_en: Pillar (English)}
  pillar: {label: 柱, label_en: Pillar}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  marked: {label: 連携する, label_en: Marked, note: 空は分野を記した資料がない地域, note_en: empty for a region whose fields no document has}
  label_as_printed: {label: 資料の表記, label_en: Label as printed}
  note: {label: 注記, label_en: Note}
  source_id: {label: 出典ID, label_en: Source ID}
  source_ref: {label: 資料の見出し, label_en: Heading in the document}
  source_row: {label: 転記ファイルと行, label_en: Transcribed file and row}
*/
with reported as (
    select distinct region_id
    from region_policy_field
)

select
    region.region_id,
    region.sort_order as region_order,
    region.name as region,
    region.name_en as region_en,
    term.state,
    policy_field.field_id,
    policy_field.name as field,
    policy_field.name_en as field_en,
    policy_field.pillar_en,
    policy_field.pillar,
    policy_field.sort_order,
    -- of a region whose fields no document tells, no mark says nothing
    case
        when reported.region_id is not null then region_policy_field.region_id is not null
    end as marked,
    region_policy_field.label_as_printed,
    region_policy_field.note,
    region_policy_field.source_id,
    region_policy_field.source_ref,
    region_policy_field.source_row
from region
inner join kpi.region_term as term on region.region_id = term.region_id
cross join policy_field
left join region_policy_field
    on
        region.region_id = region_policy_field.region_id
        and policy_field.field_id = region_policy_field.field_id
left join reported on region.region_id = reported.region_id
where region.scheme <> 'council'
