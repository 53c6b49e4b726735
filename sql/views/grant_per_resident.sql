/*
title: 住民一人当たり交付額
title_en: Grant per resident
question: どの地域が、住民一人当たりで多くの交付を受けているか
question_en: Which regions receive most per resident?
grain: [region_id]
chart: {kind: ranked_bar, value: yen_per_resident, label: name}
checks:
  - sum: {disbursed_yen: kpi.region_overview.disbursed_yen}
sources: [census_1980_2020]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  yen_per_resident: {label: 一人当たり交付額, label_en: Grant per resident, unit: 円/人, unit_en: yen/person, note: 実績のみ。人口は令和2年国勢調査, note_en: Actual amounts only; population of the 2020 census}
  disbursed_yen: {label: 交付額（実績累計）, label_en: Granted so far, unit: 円, unit_en: yen}
*/
select
    region_id,
    name,
    name_en,
    yen_per_resident,
    disbursed_yen
from kpi.region_overview
where scheme = 'grant'
order by yen_per_resident desc
