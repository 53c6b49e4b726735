/*
title: 人口1万人当たりの市町村一般行政職員
title_en: Municipal administration staff per 10,000 residents
question: 市町村の職員は、どの都道府県で手薄か
question_en: Where are municipal administrations thinly staffed?
grain: [area_code]
chart: {kind: ranked_bar, value: per_10000_residents, label: prefecture}
checks:
  - unique: [prefecture]
  - range: {per_10000_residents: [0, null]}
sources: [staff_quota_survey, census_1980_2020]
columns:
  area_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  year: {label: 職員数の年, label_en: Year of staff, unit: 年, unit_en: year}
  population_year: {label: 人口の年, label_en: Year of population, unit: 年, unit_en: year}
  headcount: {label: 職員数, label_en: Staff, unit: 人, unit_en: persons, note: 都道府県ごとの公表値。市町村別の値の合計より多い（組合を含むためと見られる、未確認）, note_en: "As published for the prefecture; higher than the sum by municipality (probably with associations, not confirmed)"}
  per_10000_residents: {label: 1万人当たり, label_en: "Per 10,000 residents", unit: 人, unit_en: persons, note: 最も新しい国勢調査の年の職員と人口。人口のない市区町村がある県は空欄, note_en: "Staff and residents of the newest census year; empty where a municipality of the prefecture has no population"}
*/
with latest as (
    select max(population_year) as year
    from kpi.staff_trend
)

select
    staff_trend.area_code,
    prefecture_overview.prefecture,
    prefecture_overview.prefecture_en,
    staff_trend.year,
    staff_trend.population_year,
    staff_trend.headcount,
    staff_trend.per_10000_residents
from kpi.staff_trend as staff_trend
inner join latest on staff_trend.year = latest.year
inner join kpi.prefecture_overview as prefecture_overview
    on staff_trend.area_code = prefecture_overview.prefecture_code
where staff_trend.department = 'general_administration_municipalities'
order by staff_trend.per_10000_residents nulls last
