/*
title: 資料が記す成果・困難・工夫の件数
title_en: Outcomes, difficulties and remedies reported
question: どの地域が、得られた成果・見込まれる成果・困難をどれだけ記しているか
question_en: How many outcomes, achieved or expected, and difficulties does each region report?
grain: [region_id, said]
chart: {kind: grid, row: name, column: kind_name, value: item_count}
checks:
  - range: {item_count: [1, null]}
notes: [資料の箇条を転記した件数で、地域の形成についてのものを含む。多いほど良いという意味ではない。困難がない・少ない旨と背景だけの記載は数えない]
notes_en: ["Items as transcribed, those on how the region was formed included; more is not better. Statements that little or nothing was difficult, and mere background, are not counted"]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  said: {label: 種類ID, label_en: Kind ID}
  kind_name: {label: 種類, label_en: Kind}
  kind_name_en: {label: 種類（英語）, label_en: Kind (English)}
  item_count: {label: 件数, label_en: Items, unit: 件, unit_en: items}
*/
select
    told.region_id,
    overview.name,
    overview.name_en,
    told.said,
    told.said_name as kind_name,
    told.said_name_en as kind_name_en,
    count(*) as item_count
from kpi.outcome_kind as told
inner join kpi.region_overview as overview on told.region_id = overview.region_id
where told.said not in ('no_difficulty', 'context')
group by all
order by min(overview.sort_order), told.said
