/*
title: 現在の市区町村で見た人口
title_en: Population by the present municipalities
question: 合併などでなくなった市区町村の人口を、いまの市区町村に加えるとどうなるか
grain: [municipality_code, series, year, age_group]
columns:
  municipality_code: {label: 団体コード, label_en: Municipality code}
  series: {label: 系列, label_en: Series}
  year: {label: 年, label_en: Year, unit: 年}
  age_group: {label: 年齢, label_en: Age group}
  population: {label: 人口, label_en: Population, unit: 人, note: 変更より前の数値は、なくなった市区町村のものを加える。その一つでも値がなければ空欄。資料が初めから新しい区域で出しているものはそのまま, note_en: "Figures from before a change have those of the municipalities that ended added; empty if one of them has none; a document that has the new boundaries from the start stays as it is"}
  carried: {label: 加えた市区町村, label_en: Municipalities added, unit: 市区町村, note: 0はそのままの値, note_en: "0: as the document has it"}
*/
select
    municipality_code,
    series,
    year,
    item as age_group,
    value::bigint as population,
    carried
from kpi.carried_figure
where measure = 'population'
