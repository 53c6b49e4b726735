/*
title: 住民一人・1年度当たり交付額
title_en: Grant per resident and year
question: どの地域が、住民一人・1年度当たりで多くの交付を受けているか
question_en: Which regions receive most per resident and year?
grain: [region_id]
chart: {kind: ranked_bar, value: yen_per_resident_year, label: name}
checks:
  - sum: {disbursed_yen: kpi.region_overview.disbursed_yen}
sources: [census_1980_2020]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  yen_per_resident_year: {label: 一人・1年度当たり交付額, label_en: Grant per resident and year, unit: 円/人・年度, unit_en: yen/person and year, note: 実績の合計 ÷ 実績のある年度ごとの構成市町村の人口（令和2年国勢調査）の合計, note_en: "Actual amounts over the residents (census 2020) of each such year's members, summed over the years"}
  actual_years: {label: 実績の年度数, label_en: Years with an actual figure, unit: 年度, unit_en: years}
  disbursed_yen: {label: 交付額（実績累計）, label_en: Granted so far, unit: 円, unit_en: yen}
*/
select
    region_id,
    name,
    name_en,
    yen_per_resident_year,
    actual_years,
    disbursed_yen
from kpi.region_overview
where scheme = 'grant'
order by yen_per_resident_year desc
