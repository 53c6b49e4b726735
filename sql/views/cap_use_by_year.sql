/*
title: 年度ごとの上限に対する割合（実績）
title_en: Use of the cap by fiscal year (actual)
question: どの地域が、どの年度に上限まで使ったか
question_en: Which region used its cap in which year?
grain: [region_id, scheme_id, fiscal_year]
chart: {kind: grid, row: series, column: fiscal_year, value: cap_use_pct}
checks:
  - not_null: [cap_use_pct]
  - range: {cap_use_pct: [0, 100]}
  - relationship: {fiscal_year: kpi.disbursement_total.fiscal_year}
notes: [空欄は交付の記載がない年度（加入前など）と、上限のない制度の地域。0は交付がなかった年度]
notes_en: [A blank is a year without a row of the grant table or a region whose scheme has no cap; 0 is a year without a grant]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  name: {label: 地域, label_en: Region}
  name_en: {label: 地域（英語）, label_en: Region (English)}
  series: {label: 地域（制度が二つ以上ならその名も）, label_en: Region in Japanese}
  series_en: {label: 地域（制度が二つ以上ならその名も、英語）, label_en: Region with its scheme where it has several}
  scheme_id: {label: 制度ID, label_en: Scheme ID}
  fiscal_year: {label: 年度, label_en: Fiscal year, unit: 年度, unit_en: fiscal year}
  cap_use_pct: {label: 上限に対する割合, label_en: Use of the cap, unit: ％, unit_en: '%'}
*/
select
    region_id,
    name,
    name_en,
    series,
    series_en,
    scheme_id,
    fiscal_year,
    cap_use_pct
from kpi.disbursement_by_year
where status = 'actual' and cap_yen is not null
order by region_order, scheme_id, fiscal_year
