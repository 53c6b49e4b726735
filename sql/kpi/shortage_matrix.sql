/*
title: 不足と記された職種（地域別）
title_en: Occupations reported short, by region
question: どの地域で、どの職種が不足と記されているか
grain: [region_id, occupation_id]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  region_order: {label: 地域の並び順, label_en: Order of regions, unit: 番目}
  region: {label: 地域, label_en: Region}
  region_en: {label: 地域（英語）, label_en: Region (English)}
  state: {label: 地域の状態, label_en: State of the region, note: present 現在ある・dissolved 解散した・to_come これから始まる, note_en: "present, dissolved, to_come"}
  occupation_id: {label: 職種ID, label_en: Occupation ID}
  occupation: {label: 職種, label_en: Occupation}
  occupation_en: {label: 職種（英語）, label_en: Occupation (English)}
  sort_order: {label: 並び順, label_en: Order, unit: 番目}
  reported: {label: 不足の記載, label_en: Reported short, note: 記載がないことは足りていることを意味しない, note_en: "No mention does not mean that there are enough"}
  wording: {label: 資料の語, label_en: Wording of the document}
  occupation_basis: {label: 職種の根拠, label_en: Basis of the occupation, note: printed 印字・inferred 資料の語からの推定, note_en: "printed, inferred from the wording"}
  note: {label: 注記, label_en: Note}
  source_id: {label: 出典ID, label_en: Source ID}
  source_ref: {label: 資料の見出し, label_en: Heading in the document}
  source_row: {label: 転記ファイルと行, label_en: Transcribed file and row}
*/
select
    region.region_id,
    region.sort_order as region_order,
    region.name as region,
    region.name_en as region_en,
    term.state,
    occupation.occupation_id,
    occupation.name as occupation,
    occupation.name_en as occupation_en,
    occupation.sort_order,
    reported_shortage.region_id is not null as reported,
    reported_shortage.wording,
    reported_shortage.occupation_basis,
    reported_shortage.note,
    reported_shortage.source_id,
    reported_shortage.source_ref,
    reported_shortage.source_row
from region
inner join kpi.region_term as term on region.region_id = term.region_id
cross join occupation
left join reported_shortage
    on
        region.region_id = reported_shortage.region_id
        and occupation.occupation_id = reported_shortage.occupation_id
where region.scheme <> 'council'
