/*
title: 都道府県の人口と見通し
title_en: Population and outlook of prefectures
question: 都道府県全体はどうなるか（比較の物差し）
grain: [prefecture_code]
columns:
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  municipality_count: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。値のない市区町村がある県は空欄, note_en: "Census; empty for a prefecture with a municipality without a value"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 推計のない市町村がある県は空欄, note_en: "Empty for a prefecture with a municipality without a projection"}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 市区町村の合計（国土地理院の最も新しい版）。値のない市区町村がある県は空欄, note_en: "Sum over municipalities (newest edition of the official areas); empty if any has no value"}
  density: {label: 人口密度, label_en: Density, unit: 人/km²}
*/
with prefecture as (
    select distinct
        prefecture_code,
        prefecture,
        prefecture_en
    from municipality
)

select
    prefecture.prefecture_code,
    prefecture.prefecture,
    prefecture.prefecture_en,
    figures.member_count as municipality_count,
    figures.population_2020,
    figures.population_2050,
    figures.population_index_2050,
    figures.aged_2050,
    figures.aged_share_2050_pct,
    figures.area_km2,
    figures.density
from prefecture
inner join kpi.area_figures as figures
    on
        prefecture.prefecture_code = figures.area_id
        and figures.area_level = 'prefecture'
