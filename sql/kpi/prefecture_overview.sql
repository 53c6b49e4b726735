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
  population_index_2050: {label: 人口指数（2050年）, label_en: Population index 2050, unit: 2020年＝100}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050, unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 市区町村の合計（国土地理院の最も新しい版）。値のない市区町村がある県は空欄, note_en: "Sum over municipalities (newest edition of the official areas); empty if any has no value"}
  density: {label: 人口密度, label_en: Density, unit: 人/km²}
*/
with edition as (
    select max(as_of) as as_of
    from area
),

wide as (
    select
        municipality.prefecture_code,
        municipality.prefecture,
        municipality.prefecture_en,
        count(distinct municipality.municipality_code) as municipality_count,
        (sum(population.population) filter (
            where
            population.series = 'census' and population.year = 2020
            and population.age_group = 'total'
        ))::bigint as population_2020,
        count(*) filter (
            where
            population.series = 'census' and population.year = 2020
            and population.age_group = 'total'
        ) as counted,
        (sum(population.population) filter (
            where
            population.series = 'projection' and population.year = 2050
            and population.age_group = 'total'
        ))::bigint as population_2050,
        count(*) filter (
            where
            population.series = 'projection' and population.year = 2050
            and population.age_group = 'total'
        ) as projected,
        (sum(population.population) filter (
            where
            population.series = 'projection' and population.year = 2050
            and population.age_group = '65+'
        ))::bigint as aged_2050,
        count(*) filter (
            where
            population.series = 'projection' and population.year = 2050
            and population.age_group = '65+'
        ) as aged_known
    from municipality
    left join population on municipality.municipality_code = population.municipality_code
    group by
        municipality.prefecture_code, municipality.prefecture, municipality.prefecture_en
),

land as (
    select
        municipality.prefecture_code,
        count(area.area_km2) as measured,
        sum(area.area_km2) as area_km2
    from municipality
    inner join area on municipality.municipality_code = area.municipality_code
    inner join edition on area.as_of = edition.as_of
    group by municipality.prefecture_code
),

-- a sum over some of the municipalities is not the prefecture's: it is left empty
complete as (
    select
        wide.prefecture_code,
        wide.prefecture,
        wide.prefecture_en,
        wide.municipality_count,
        case when wide.counted = wide.municipality_count then wide.population_2020 end
            as population_2020,
        case when wide.projected = wide.municipality_count then wide.population_2050 end
            as population_2050,
        case when wide.aged_known = wide.municipality_count then wide.aged_2050 end as aged_2050,
        case when land.measured = wide.municipality_count then land.area_km2 end as area_km2
    from wide
    left join land on wide.prefecture_code = land.prefecture_code
)

select
    prefecture_code,
    prefecture,
    prefecture_en,
    municipality_count,
    population_2020,
    population_2050,
    100.0 * population_2050 / nullif(population_2020, 0) as population_index_2050,
    aged_2050,
    100.0 * aged_2050 / nullif(population_2050, 0) as aged_share_2050_pct,
    area_km2,
    population_2020 / nullif(area_km2, 0) as density
from complete
