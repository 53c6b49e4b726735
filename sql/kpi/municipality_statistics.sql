/*
title: 市区町村の統計
title_en: Statistics of municipalities
question: 各市区町村について、公的統計に載っている値は何か（どの地域の数値も、ここから足し上げる）
grain: [municipality_code]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  population_2020: {label: 人口（2020年）, label_en: Population 2020, unit: 人, note: 国勢調査。値のない市区町村は空欄, note_en: "Census; empty where a municipality has no value"}
  population_2050: {label: 人口（2050年推計）, label_en: Population 2050 (projection), unit: 人, note: 令和5年推計。推計のない市区町村は空欄, note_en: "Projection of 2023; empty where a municipality has none"}
  aged_2050: {label: 65歳以上人口（2050年推計）, label_en: Aged 65 and over 2050 (projection), unit: 人}
  area_km2: {label: 面積, label_en: Area, unit: km², note: 国土地理院の面積のうち最も新しい版, note_en: "The newest edition of the official areas"}
  area_as_of: {label: 面積の時点, label_en: Area as of}
  area_undecided: {label: 面積は参考値か, label_en: Area is a reference value, note: 境界が未定, note_en: "Undecided boundary"}
*/
-- of an edition from before a change, with the areas of those that ended
with land as (
    select
        municipality.municipality_code,
        edition.as_of,
        carried.value as area_km2,
        coalesce(area.reference_value, false) as undecided
    from municipality
    cross join kpi.area_edition as edition
    left join kpi.carried_figure as carried
        on
            municipality.municipality_code = carried.municipality_code
            and carried.measure = 'area' and edition.as_of::varchar = carried.item
    left join area
        on municipality.municipality_code = area.municipality_code and edition.as_of = area.as_of
)

select
    municipality.municipality_code,
    census.population as population_2020,
    projection.population as population_2050,
    aged.population as aged_2050,
    land.area_km2,
    land.as_of as area_as_of,
    land.undecided as area_undecided
from municipality
left join kpi.carried_population as census
    on
        municipality.municipality_code = census.municipality_code
        and census.series = 'census' and census.year = 2020 and census.age_group = 'total'
left join kpi.carried_population as projection
    on
        municipality.municipality_code = projection.municipality_code
        and projection.series = 'projection' and projection.year = 2050
        and projection.age_group = 'total'
left join kpi.carried_population as aged
    on
        municipality.municipality_code = aged.municipality_code
        and aged.series = 'projection' and aged.year = 2050 and aged.age_group = '65+'
left join land
    on municipality.municipality_code = land.municipality_code and land.area_km2 is not null
