/*
title: 構成市町村の人口と見通し
title_en: Population and outlook of members
question: どの構成市町村が、どれだけ小さくなるか
grain: [region_id, municipality_code]
columns:
  region_id: {label: 地域ID, label_en: Region ID}
  municipality_code: {label: 団体コード, label_en: Municipality code}
  name: {label: 市町村, label_en: Municipality}
  name_en: {label: 市町村（英語）, label_en: Municipality (English)}
  kana: {label: よみ, label_en: Reading}
  joined_on: {label: 加入日, label_en: Joined on}
  valid_to: {label: 構成の終わり, label_en: Member until, note: 決まっている脱退日か地域の解散日。空欄は続いている, note_en: "The day of leaving or of the region's end, where one is set; empty: it goes on"}
  present: {label: 現在の構成, label_en: Present, note: 基準日に構成市町村である。解散した地域では偽, note_en: "A member on the day of the memberships; false of a dissolved region"}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査, note_en: "Census"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 令和5年推計。推計のない市町村は空欄, note_en: "Projection of 2023; empty where there is none"}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 国土地理院の面積のうち最も新しい版, note_en: "The newest edition of the official areas"}
  area_as_of: {label: 面積の時点, label_en: Area as of}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
*/
select
    member.area_id as region_id,
    member.municipality_code,
    outlook.name,
    outlook.name_en,
    outlook.kana,
    member.joined_on,
    member.valid_to,
    member.present,
    outlook.population_2020,
    outlook.population_2050,
    outlook.population_index_2050,
    outlook.aged_2050,
    outlook.aged_share_2050_pct,
    outlook.area_km2,
    outlook.area_as_of,
    outlook.area_undecided
from kpi.area_member as member
inner join kpi.municipality_outlook as outlook
    on member.municipality_code = outlook.municipality_code
where member.area_level = 'region' and member.counted
