/*
title: 都道府県の人口と見通し
title_en: Population and outlook of prefectures
question: 都道府県全体はどうなるか（比較の物差し）
grain: [prefecture_code]
columns:
  prefecture_code: {label: 都道府県コード, label_en: Prefecture code}
  prefecture: {label: 都道府県, label_en: Prefecture}
  municipality_count: {label: 市区町村数, label_en: Municipalities, unit: 市区町村}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 推計のない市町村がある県は空欄}
  population_index_2050: {label: 人口指数（2050年）, label_en: Population index 2050, unit: 2020年＝100}
  aged_share_2050_pct: {label: 65歳以上の割合（2050年推計）, label_en: Share aged 65 and over 2050, unit: ％}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 市区町村の合計。国土地理院 平成27年10月1日}
  density: {label: 人口密度, label_en: Density, unit: 人/km²}
*/
with wide as (
    select
        municipality.prefecture_code,
        municipality.prefecture,
        count(distinct municipality.municipality_code) as municipality_count,
        (sum(population.population) filter (
            where population.series = 'census' and population.year = 2020
        ))::bigint as population_2020,
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
        ))::bigint as aged_2050
    from municipality
    left join population on municipality.municipality_code = population.municipality_code
    group by municipality.prefecture_code, municipality.prefecture
),

land as (
    select
        municipality.prefecture_code,
        sum(area.area_km2) as area_km2
    from area
    inner join municipality on area.municipality_code = municipality.municipality_code
    where area.as_of = (select max(as_of) from area)
    group by municipality.prefecture_code
)

select
    wide.prefecture_code,
    wide.prefecture,
    wide.municipality_count,
    wide.population_2020,
    case when wide.projected = wide.municipality_count then wide.population_2050 end
        as population_2050,
    case
        when wide.projected = wide.municipality_count
            then 100.0 * wide.population_2050 / nullif(wide.population_2020, 0)
    end as population_index_2050,
    case
        when wide.projected = wide.municipality_count
            then 100.0 * wide.aged_2050 / nullif(wide.population_2050, 0)
    end as aged_share_2050_pct,
    land.area_km2,
    wide.population_2020 / nullif(land.area_km2, 0) as density
from wide
left join land on wide.prefecture_code = land.prefecture_code
