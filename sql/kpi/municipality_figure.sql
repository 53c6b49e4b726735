/*
title: 市区町村の数値（足し上げられるもの）
title_en: Figures of municipalities that can be added up
question: 資料は、どの市区町村のどの数値を、どの日のものとして載せているか
grain: [municipality_code, measure, series, year, item]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code, note: その日の団体, note_en: "The municipality of that day"}
  measure: {label: 数値の種類, label_en: Kind of figure, note: population 人口・population_age 年齢階級（男女計）・staff 職員・area 面積, note_en: "population, population_age (both sexes), staff, area"}
  series: {label: 系列, label_en: Series}
  year: {label: 年, label_en: Year, unit: 年}
  item: {label: 内訳, label_en: Item, note: 年齢・部門、面積は版の日付, note_en: "Age group or department; of areas the day of the edition"}
  as_of: {label: 時点, label_en: As of}
  value: {label: 値, label_en: Value, unit: （種類による）, unit_en: (of the kind)}
*/
select
    municipality_code,
    'population' as measure,
    series,
    year,
    age_group as item,
    as_of,
    population::double as value
from population
union all
select
    municipality_code,
    'population_age' as measure,
    series,
    year,
    age_group as item,
    as_of,
    population::double as value
from population_age
where sex = 'both'
union all
select
    area_code as municipality_code,
    'staff' as measure,
    'staff' as series,
    year,
    department as item,
    make_date(year, 4, 1) as as_of,
    headcount::double as value
from staff
where area_level = 'municipality'
union all
select
    municipality_code,
    'area' as measure,
    'area' as series,
    extract(year from as_of) as year,
    as_of::varchar as item,
    as_of,
    area_km2 as value
from area
