/*
title: 資料が記す成果・課題・対応の件数
title_en: Outcomes, difficulties and remedies told
question: どの地域が、成果と課題をどれだけ記しているか
question_en: How many outcomes and difficulties does each region tell?
grain: [region_id, kind]
chart: {kind: grid, row: name, column: kind_name, value: item_count}
checks:
  - accepted: {kind: [outcome, difficulty, remedy]}
  - range: {item_count: [1, null]}
notes: [資料の箇条を転記した件数。多いほど良いという意味ではない]
notes_en: [Items as transcribed from the document; more is not better]
sources: [hokkaido_casebook_2024]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  kind: {label: 区分ID, label_en: Kind ID}
  kind_name: {label: 区分, label_en: Kind}
  kind_name_en: {label: 区分（英語）, label_en: Kind (English)}
  item_count: {label: 件数, label_en: Items, unit: 件, unit_en: items}
*/
select
    told.region_id,
    overview.name,
    overview.name_en,
    told.kind,
    case told.kind when 'outcome' then '成果' when 'difficulty' then '課題' else '対応' end
        as kind_name,
    case told.kind
        when 'outcome' then 'Outcomes' when 'difficulty' then 'Difficulties' else 'Remedies'
    end as kind_name_en,
    count(*) as item_count
from project_outcome as told
inner join kpi.region_overview as overview on told.region_id = overview.region_id
group by told.region_id, overview.name, overview.name_en, overview.sort_order, told.kind
order by overview.sort_order, told.kind <> 'outcome', told.kind
