/*
title: 都道府県の2050年人口指数（推計、2020年＝100）
title_en: Projected population index 2050 by prefecture (2020 = 100)
question: どの都道府県で、人口が最も大きく減るか
question_en: Which prefectures are projected to shrink most?
grain: [prefecture_code]
chart: {kind: ranked_bar, value: population_index_2050, label: prefecture}
sources: [ipss_projection_2023, census_1980_2020]
columns:
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100, unit_en: 2020 = 100, note: 推計のない市町村がある県は空欄, note_en: Empty where a municipality of the prefecture has no projection}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％, unit_en: '%'}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, unit_en: persons}
*/
select
    prefecture_code,
    prefecture,
    prefecture_en,
    population_index_2050,
    aged_share_2050_pct,
    population_2020
from kpi.prefecture_overview
order by population_index_2050 nulls last
