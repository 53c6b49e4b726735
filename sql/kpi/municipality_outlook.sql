/*
title: 市区町村の人口と見通し
title_en: Population and outlook of municipalities
question: 全国のどの市区町村が、どれだけ小さくなるか
grain: [municipality_code]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  name: {label: 市区町村, label_en: Municipality}
  name_en: {label: 市区町村（英語）, label_en: Municipality (English)}
  kana: {label: よみ, label_en: Reading}
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  prefecture_en: {label: 都道府県（英語）, label_en: Prefecture (English)}
  subprefecture: {label: 管轄する出先機関, label_en: Local bureau of the prefecture, note: 基準日（kpi.board_day）に管轄する出先機関。登録のある都道府県のみ, note_en: "In whose district it is on the day of the memberships (kpi.board_day); only where bureaus are registered"}
  subprefecture_en: {label: 管轄する出先機関（英語）, label_en: Local bureau of the prefecture (English)}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。値のない市区町村は空欄, note_en: "Census; empty where a municipality has no value"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 令和5年推計。推計のない市区町村は空欄, note_en: "Projection of 2023; empty where a municipality has none"}
  population_index_2050: {label: 人口指数（2050年推計）, label_en: Population index 2050 (projected), unit: 2020年＝100}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050 (projected), unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 国土地理院の面積のうち最も新しい版, note_en: "The newest edition of the official areas"}
  area_as_of: {label: 面積の時点, label_en: Area as of}
  area_undecided: {label: 面積が参考値の市区町村, label_en: Municipalities whose area is a reference value, unit: 市区町村, note: 境界が未定, note_en: "Undecided boundary"}
*/
with bureau as (
    select
        member.municipality_code,
        bureau_member.subprefecture,
        max(bureau_member.subprefecture_en) as subprefecture_en
    from kpi.area_member as member
    inner join bureau_member on member.area_id = bureau_member.subprefecture
    where member.area_level = 'subprefecture' and member.present
    group by member.municipality_code, bureau_member.subprefecture
)

select
    municipality.municipality_code,
    municipality.name,
    municipality.name_en,
    municipality.kana,
    municipality.prefecture_code,
    municipality.prefecture,
    municipality.prefecture_en,
    bureau.subprefecture,
    bureau.subprefecture_en,
    figures.population_2020,
    figures.population_2050,
    figures.population_index_2050,
    figures.aged_2050,
    figures.aged_share_2050_pct,
    figures.area_km2,
    figures.area_as_of,
    figures.area_undecided
from municipality
inner join kpi.area_figures as figures
    on
        municipality.municipality_code = figures.area_id
        and figures.area_level = 'municipality'
left join bureau on municipality.municipality_code = bureau.municipality_code
